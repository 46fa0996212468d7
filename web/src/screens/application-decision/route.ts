import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/foreningsbidrag/$id/beslut',
  component: lazyRouteComponent(() => import('./application-decision-screen'), 'ApplicationDecisionScreen'),
});
