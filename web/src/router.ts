import { createRouter } from '@tanstack/react-router';
import { screens } from '../generated/screens';
import { queryClient } from './api/query-client';
import { frameRoute } from './frame/frame-route';
import { rootRoute } from './frame/root-route';
import { signInRoute } from './frame/sign-in-route';
import { startRoute } from './frame/start-route';
import { strayRoute } from './frame/stray-route';

export const router = createRouter({
  routeTree: rootRoute.addChildren([signInRoute, frameRoute.addChildren([startRoute, ...screens, strayRoute])]),
  basepath: '/app',
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  // Search texts stand in the address as people would write them: `?q=5446`, never JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    const text = new URLSearchParams(kept.map(([key, value]) => [key, String(value)])).toString();
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
