import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/skickat-hit',
  validateSearch: tableSearch,
  staticData: { texts: 'dispatches', navigation: { order: 41, roles: ['registrar', 'committeeSecretary'] } },
  component: lazyRouteComponent(() => import('./dispatches-screen'), 'DispatchesScreen'),
});
