import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/foreningar',
  validateSearch: tableSearch,
  staticData: { texts: 'association-register' },
  component: lazyRouteComponent(() => import('./association-register-screen'), 'AssociationRegisterScreen'),
});
