import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export interface ScenariosSearch {
  /** Which call; the latest when it is not said. */
  utlysning?: string;
  /** The scenario that is shown in full. */
  visa?: string;
  /** Those side by side, with commas between; the latest when it is not said. */
  jamfor?: string;
}

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/fordelning/scenarier',
  validateSearch: (search: Record<string, unknown>): ScenariosSearch =>
    Object.fromEntries(
      (['utlysning', 'visa', 'jamfor'] as const).flatMap((key) =>
        typeof search[key] === 'string' && search[key] !== '' ? [[key, search[key]]] : [],
      ),
    ),
  staticData: { texts: 'scenarios' },
  component: lazyRouteComponent(() => import('./scenarios-screen'), 'ScenariosScreen'),
});
