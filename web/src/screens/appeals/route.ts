import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/overklaganden',
  validateSearch: tableSearch,
  staticData: { texts: 'appeals', navigation: { order: 42, roles: ['registrar', 'committeeSecretary'] } },
  component: lazyRouteComponent(() => import('./appeals-screen'), 'AppealsScreen'),
});
