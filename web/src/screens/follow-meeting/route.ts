import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sammantraden/$meetingId/folj',
  staticData: { texts: 'follow-meeting' },
  component: lazyRouteComponent(() => import('./follow-meeting-screen'), 'FollowMeetingScreen'),
});
