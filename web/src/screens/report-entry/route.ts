import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/uppfoljning/$id/$goalId',
  component: lazyRouteComponent(() => import('./report-entry-screen'), 'ReportEntryScreen'),
});
