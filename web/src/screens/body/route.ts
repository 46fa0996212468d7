import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/organ/$id',
  /** `?dag=2023-05-03`: who sat that day. */
  validateSearch: tableSearch,
  staticData: { texts: 'bodies' },
  component: lazyRouteComponent(() => import('./body-screen'), 'BodyScreen'),
});
