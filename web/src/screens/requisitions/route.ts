import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/rekvisitioner',
  validateSearch: tableSearch,
  staticData: { texts: 'requisitions', navigation: { order: 50, roles: ['controller', 'cityOffice'] } },
  component: lazyRouteComponent(() => import('./requisitions-screen'), 'RequisitionsScreen'),
});
