import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/tak',
  /** `?dag=2023-05-03`: as it stood on that day. */
  validateSearch: ({ dag }: Record<string, unknown>): { dag?: string } =>
    typeof dag === 'string' && /^\d{4}-\d\d-\d\d$/.test(dag) ? { dag } : {},
  staticData: { texts: 'ceilings', navigation: { order: 30, roles: ['controller', 'cityOffice', 'auditor'] } },
  component: lazyRouteComponent(() => import('./ceilings-screen'), 'CeilingsScreen'),
});
