import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/att-godkanna',
  validateSearch: tableSearch,
  staticData: { texts: 'approvals', navigation: { order: 10, roles: ['unitHead', 'administrationDirector'] } },
  component: lazyRouteComponent(() => import('./approvals-screen'), 'ApprovalsScreen'),
});
