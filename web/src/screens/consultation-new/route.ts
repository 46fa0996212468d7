import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/remisser/ny',
  staticData: { texts: 'consultation-draft' },
  component: lazyRouteComponent(() => import('./consultation-new-screen'), 'ConsultationNewScreen'),
});
