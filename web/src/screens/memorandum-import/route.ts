import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../../frame/frame-route';

export const route = createRoute({
  getParentRoute: () => frameRoute,
  path: '/importera',
  staticData: { texts: 'memorandum-import', navigation: { order: 20, roles: ['caseOfficer'] } },
  component: lazyRouteComponent(() => import('./memorandum-import-screen'), 'MemorandumImportScreen'),
});
