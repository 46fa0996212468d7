import { createRoute, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../api/session';
import { frameRoute } from './frame-route';
import { navigationFor } from './navigation';

/** `/app` is the first screen of one's role. */
export const startRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    const first = navigationFor(session)[0];
    throw redirect({ to: (first?.to ?? '/vantar') as '/', replace: true });
  },
});
