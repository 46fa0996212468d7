import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/mitt-nasta-mote',
  /** `?visa=nytt`: only what came after the notice. */
  validateSearch: ({ visa }: Record<string, unknown>): { visa?: 'nytt' } => (visa === 'nytt' ? { visa } : {}),
  staticData: {
    texts: 'next-meeting',
    navigation: { order: 10, roles: ['chair', 'viceChair', 'member', 'substitute'] },
  },
  component: lazyRouteComponent(() => import('./next-meeting-screen'), 'NextMeetingScreen'),
});
