import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/remisser/$id',
  component: lazyRouteComponent(() => import('./consultation-screen'), 'ConsultationScreen'),
});
