import { requireGuardedRoutes } from './route-permissions.js';

const route = {
  method: 'POST',
  path: '/api/v1/things',
  handler: 'ThingsController.create',
  act: undefined,
  open: undefined,
  demandsVersion: false,
  demandsKey: true,
};
const known = new Set(['thing.create']);

describe('default deny before the first request', () => {
  test('a route that names a known act, or says why it is open, may start', () => {
    expect(() =>
      requireGuardedRoutes(
        [
          { ...route, act: 'thing.create' },
          { ...route, open: 'health' },
        ],
        known,
      ),
    ).not.toThrow();
  });

  test('every unprotected route is listed at once', () => {
    const routes = [
      route,
      { ...route, path: '/x', act: 'thing.creat' },
      { ...route, path: '/y', act: 'thing.create', open: 'why' },
    ];
    expect(() => requireGuardedRoutes(routes, known)).toThrow(
      /things.*names no permission[\s\S]*thing\.creat'[\s\S]*both guarded and open/,
    );
  });
});
