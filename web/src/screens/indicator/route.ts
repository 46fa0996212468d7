import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/indikatorer/$id',
  component: lazyRouteComponent(() => import('./indicator-screen'), 'IndicatorScreen'),
});
