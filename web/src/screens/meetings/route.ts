import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sammantraden',
  validateSearch: tableSearch,
  staticData: { texts: 'meetings', navigation: { order: 20, roles: ['committeeSecretary', 'chair'] } },
  component: lazyRouteComponent(() => import('./meetings-screen'), 'MeetingsScreen'),
});
