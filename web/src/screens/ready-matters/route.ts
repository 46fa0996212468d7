import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/arenden-klara',
  validateSearch: tableSearch,
  staticData: { texts: 'ready-matters', navigation: { order: 25, roles: ['committeeSecretary'] } },
  component: lazyRouteComponent(() => import('./ready-matters-screen'), 'ReadyMattersScreen'),
});
