import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/vantar',
  validateSearch: tableSearch,
  staticData: { texts: 'waiting' },
  component: lazyRouteComponent(() => import('./waiting-screen'), 'WaitingScreen'),
});
