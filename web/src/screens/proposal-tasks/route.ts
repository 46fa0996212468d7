import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/forslag/$id',
  component: lazyRouteComponent(() => import('./proposal-tasks-screen'), 'ProposalTasksScreen'),
});
