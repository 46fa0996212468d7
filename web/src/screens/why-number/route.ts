import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { explainSearch } from '../../money/explained';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/forklara',
  /** `?av=/api/v1/totals&summa=requested&sourceId=…&year=2023&dag=2023-05-03` */
  validateSearch: explainSearch,
  component: lazyRouteComponent(() => import('./why-number-screen'), 'WhyNumberScreen'),
});
