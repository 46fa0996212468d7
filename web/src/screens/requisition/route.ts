import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/rekvisitioner/$id',
  component: lazyRouteComponent(() => import('./requisition-screen'), 'RequisitionScreen'),
});
