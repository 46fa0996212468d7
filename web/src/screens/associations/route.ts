import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';
import { tableSearch } from '../../tables/table-search';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/foreningsbidrag',
  validateSearch: tableSearch,
  staticData: {
    texts: 'associations',
    navigation: { order: 55, roles: ['registrar', 'controller', 'unitHead', 'administrationDirector'] },
  },
  component: lazyRouteComponent(() => import('./associations-screen'), 'AssociationsScreen'),
});
