import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/hjalp',
  validateSearch: tableSearch,
  staticData: { texts: 'help' },
  component: lazyRouteComponent(() => import('./help-screen'), 'HelpScreen'),
});
