import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root-route';

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/logga-in',
  validateSearch: (search: Record<string, unknown>): { till?: string } =>
    typeof search['till'] === 'string' && search['till'].startsWith('/') && !search['till'].startsWith('//')
      ? { till: search['till'] }
      : {},
  component: lazyRouteComponent(() => import('./sign-in-page'), 'SignInPage'),
});
