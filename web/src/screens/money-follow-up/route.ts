import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/uppfoljning-av-pengar',
  /** `?insats=<measureKey>`: the measure whose months and forecasts are shown. */
  validateSearch: tableSearch,
  staticData: {
    texts: 'money-follow-up',
    navigation: {
      order: 70,
      roles: ['controller', 'caseOfficer', 'unitHead', 'administrationDirector'],
    },
  },
  component: lazyRouteComponent(() => import('./money-follow-up-screen'), 'MoneyFollowUpScreen'),
});
