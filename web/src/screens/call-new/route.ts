import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/utlysningar/ny',
  staticData: { texts: 'call-draft' },
  component: lazyRouteComponent(() => import('./call-new-screen'), 'CallNewScreen'),
});
