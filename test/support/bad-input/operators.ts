/** Who may send what: an example account per operation. */
import { DiscoveryService, Reflector } from '@nestjs/core';
import { permissionOf } from '../../../src/identity/permissions.js';
import { guardedRoutes } from '../../../src/platform/http/route-permissions.js';
import { type Operation, operationsOf } from './operations.js';
import type { World } from './world.js';

/** One account per role; the first that may is asked. */
const accounts: Readonly<Record<string, string>> = {
  caseOfficer: 'asn.handlaggare',
  unitHead: 'asn.enhetschef',
  administrationDirector: 'asn.direktor',
  committeeSecretary: 'asn.sekreterare',
  controller: 'ks.controller',
  cityOffice: 'ks.stadskontoret',
  registrar: 'asn.registrator',
  auditor: 'revisor',
  admin: 'admin',
};

/** The account that performs an operation; empty where anybody may. */
export function accountFor(world: World, { method, path }: Operation): string {
  const { app } = world.app;
  const address = path.replaceAll(/\{(\w+)\}/g, ':$1');
  const route = guardedRoutes(app.get(DiscoveryService), app.get(Reflector)).find(
    (one) => one.method === method && one.path === address,
  );
  if (route?.act === undefined) return '';
  const roles = permissionOf(route.act)?.roles ?? [];
  // Acts of the municipality's own are the city office's before anybody else's.
  const role = Object.keys(accounts).find((name) => (roles as readonly string[]).includes(name));
  return role === undefined ? 'admin' : (accounts[role] as string);
}

/** The address with one more parameter, or another value of one it has. */
export function withParameter(address: string, name: string, value: string): string {
  const url = new URL(address, 'http://x');
  url.searchParams.delete(name);
  const rest = url.searchParams.toString();
  return `${url.pathname}?${rest === '' ? '' : `${rest}&`}${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}

/** Operations that page. */
export const pagingOperations = (world: World): Operation[] =>
  operationsOf(world.app.app).filter(
    ({ key, query }) => key.startsWith('GET /api/') && query.some(({ name }) => name === 'limit'),
  );
