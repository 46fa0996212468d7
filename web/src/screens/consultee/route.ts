import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/remissinstanser/$id',
  component: lazyRouteComponent(() => import('./consultee-screen'), 'ConsulteeScreen'),
});
