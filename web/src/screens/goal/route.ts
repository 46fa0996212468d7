import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/mal/$id',
  /** `?ar=2023&period=januaryAugust` */
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./goal-screen'), 'GoalScreen'),
});
