import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/remisser/$id/andra',
  staticData: { texts: 'consultation-draft' },
  component: lazyRouteComponent(() => import('./consultation-change-screen'), 'ConsultationChangeScreen'),
});
