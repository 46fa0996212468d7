import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/vantar',
  staticData: { texts: 'waiting' },
  component: lazyRouteComponent(() => import('./waiting-screen'), 'WaitingScreen'),
});
