import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/foreningsbidrag/$id',
  component: lazyRouteComponent(() => import('./application-screen'), 'ApplicationScreen'),
});
