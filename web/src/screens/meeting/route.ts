import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sammantraden/$meetingId',
  staticData: { texts: 'meeting' },
  component: lazyRouteComponent(() => import('./meeting-screen'), 'MeetingScreen'),
});
