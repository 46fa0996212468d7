import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/stallning/$kind/$id',
  component: lazyRouteComponent(() => import('./standing-screen'), 'StandingScreen'),
});
