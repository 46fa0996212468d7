import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/delegationsbeslut',
  /** `?organ=<id>&lage=report` */
  validateSearch: tableSearch,
  staticData: {
    texts: 'delegated-decisions',
    navigation: { order: 45, roles: ['unitHead', 'administrationDirector', 'chair', 'viceChair'] },
  },
  component: lazyRouteComponent(() => import('./delegated-decisions-screen'), 'DelegatedDecisionsScreen'),
});
