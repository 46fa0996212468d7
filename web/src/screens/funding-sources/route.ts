import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/kallor',
  validateSearch: tableSearch,
  staticData: { texts: 'sources' },
  component: lazyRouteComponent(() => import('./funding-sources-screen'), 'FundingSourcesScreen'),
});
