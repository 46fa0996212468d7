import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/utlysningar/$callId/andra',
  staticData: { texts: 'call-draft' },
  component: lazyRouteComponent(() => import('./call-change-screen'), 'CallChangeScreen'),
});
