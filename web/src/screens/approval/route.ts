import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/att-godkanna/$id',
  component: lazyRouteComponent(() => import('./approval-screen'), 'ApprovalScreen'),
});
