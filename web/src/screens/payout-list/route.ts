import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/utbetalningslistor/$id',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./payout-list-screen'), 'PayoutListScreen'),
});
