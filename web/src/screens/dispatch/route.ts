import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/skickat-hit/$id',
  component: lazyRouteComponent(() => import('./dispatch-screen'), 'DispatchScreen'),
});
