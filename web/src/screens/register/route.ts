import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/diariet',
  validateSearch: tableSearch,
  staticData: { texts: 'register', navigation: { order: 10, roles: ['registrar', 'archivist'] } },
  component: lazyRouteComponent(() => import('./register-screen'), 'RegisterScreen'),
});
