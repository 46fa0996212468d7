import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/tidplan',
  staticData: {
    texts: 'planner',
    navigation: { order: 60, roles: ['caseOfficer', 'committeeSecretary', 'cityOffice'] },
  },
  component: lazyRouteComponent(() => import('./planner-screen'), 'PlannerScreen'),
});
