import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/kallor/$id',
  staticData: { texts: 'sources' },
  component: lazyRouteComponent(() => import('./funding-source-screen'), 'FundingSourceScreen'),
});
