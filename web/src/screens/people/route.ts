import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/personer',
  validateSearch: tableSearch,
  staticData: { texts: 'people', navigation: { order: 21, roles: ['admin'] } },
  component: lazyRouteComponent(() => import('./people-screen'), 'PeopleScreen'),
});
