import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/mal',
  /** `?ar=2023&namnd=<id>` */
  validateSearch: tableSearch,
  staticData: {
    texts: 'goals',
    navigation: {
      order: 50,
      roles: [
        'caseOfficer',
        'unitHead',
        'administrationDirector',
        'committeeSecretary',
        'cityOffice',
        'controller',
        'auditor',
      ],
    },
  },
  component: lazyRouteComponent(() => import('./goals-screen'), 'GoalsScreen'),
});
