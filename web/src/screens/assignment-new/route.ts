import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/uppdrag/nytt',
  staticData: { texts: 'goal-write' },
  component: lazyRouteComponent(() => import('./assignment-new-screen'), 'AssignmentNewScreen'),
});
