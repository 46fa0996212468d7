import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/driftlage',
  staticData: { texts: 'operations', navigation: { order: 10, roles: ['admin'] } },
  component: lazyRouteComponent(() => import('./operations-screen'), 'OperationsScreen'),
});
