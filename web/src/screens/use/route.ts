import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/anvandning',
  validateSearch: tableSearch,
  staticData: {
    texts: 'use',
    navigation: {
      order: 60,
      roles: ['controller', 'caseOfficer', 'unitHead', 'administrationDirector'],
    },
  },
  component: lazyRouteComponent(() => import('./use-screen'), 'UseScreen'),
});
