import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/forslag/$id/skicka',
  component: lazyRouteComponent(() => import('./proposal-send-screen'), 'ProposalSendScreen'),
});
