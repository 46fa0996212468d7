import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/fordelning',
  /** `?utlysning=<id>`: which call; the latest when it is not said. */
  validateSearch: ({ utlysning }: Record<string, unknown>): { utlysning?: string } =>
    typeof utlysning === 'string' && utlysning !== '' ? { utlysning } : {},
  staticData: { texts: 'allocation-board', navigation: { order: 35, roles: ['controller', 'cityOffice'] } },
  component: lazyRouteComponent(() => import('./allocation-board-screen'), 'AllocationBoardScreen'),
});
