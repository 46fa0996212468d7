import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/organisation',
  validateSearch: tableSearch,
  staticData: { texts: 'organisation', navigation: { order: 20, roles: ['admin'] } },
  component: lazyRouteComponent(() => import('./organisation-screen'), 'OrganisationScreen'),
});
