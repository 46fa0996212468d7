import { createRoute, redirect } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem';
import { sessionQuery } from '../api/session';
import { Frame } from './frame';
import { Waiting } from './waiting';
import { NotFoundPage, ProblemPage } from './problem-page';
import { rootRoute } from './root-route';

/** Everything for those who are signed in; whoever is not is sent to sign in and brought back afterwards. */
export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (error instanceof ApiProblem && error.isSignedOut)
        throw redirect({ to: '/logga-in', search: { till: location.href } });
      throw error;
    }
  },
  component: Frame,
  pendingComponent: Waiting,
  notFoundComponent: NotFoundPage,
  errorComponent: ProblemPage,
});
