import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/delegationsordning',
  /** `?organ=<id>&dag=2023-03-20` */
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./delegation-scheme-screen'), 'DelegationSchemeScreen'),
});
