import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/remisser',
  validateSearch: tableSearch,
  staticData: {
    texts: 'consultations',
    navigation: {
      order: 40,
      roles: ['caseOfficer', 'cityOffice', 'committeeSecretary', 'registrar', 'administrationDirector'],
    },
  },
  component: lazyRouteComponent(() => import('./consultations-screen'), 'ConsultationsScreen'),
});
