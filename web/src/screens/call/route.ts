import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/utlysningar/$callId',
  validateSearch: tableSearch,
  staticData: { texts: 'call' },
  component: lazyRouteComponent(() => import('./call-screen'), 'CallScreen'),
});
