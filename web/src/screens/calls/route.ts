import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/utlysningar',
  validateSearch: tableSearch,
  staticData: { texts: 'calls', navigation: { order: 10, roles: ['cityOffice'] } },
  component: lazyRouteComponent(() => import('./calls-screen'), 'CallsScreen'),
});
