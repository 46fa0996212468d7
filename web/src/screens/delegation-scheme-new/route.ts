import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/delegationsordning/ny',
  /** `?organ=<id>` */
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./delegation-scheme-new-screen'), 'DelegationSchemeNewScreen'),
});
