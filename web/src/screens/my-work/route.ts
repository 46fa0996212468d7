import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/mitt-arbete',
  validateSearch: tableSearch,
  staticData: { texts: 'my-work', navigation: { order: 10, roles: ['caseOfficer'] } },
  component: lazyRouteComponent(() => import('./my-work-screen'), 'MyWorkScreen'),
});
