import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/mal/nytt',
  /** `?ar=2023` */
  validateSearch: tableSearch,
  staticData: { texts: 'goal-write' },
  component: lazyRouteComponent(() => import('./goal-new-screen'), 'GoalNewScreen'),
});
