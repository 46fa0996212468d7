import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/organ',
  validateSearch: tableSearch,
  staticData: { texts: 'bodies', navigation: { order: 22, roles: ['admin'] } },
  component: lazyRouteComponent(() => import('./bodies-screen'), 'BodiesScreen'),
});
