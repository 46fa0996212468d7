import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/forslag/$id/skriv',
  component: lazyRouteComponent(() => import('./proposal-write-screen'), 'ProposalWriteScreen'),
});
