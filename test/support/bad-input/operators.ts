/** Who may send what: an example account per operation, and the id of something that operation can be about. */
import { DiscoveryService, Reflector } from '@nestjs/core';
import { permissionOf } from '../../../src/identity/permissions.js';
import { guardedRoutes } from '../../../src/platform/http/route-permissions.js';
import { sentConsultation } from './builders.consultations.js';
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

const nobody = '0190b1f2-6c1e-7f00-8a00-000000000001';

/** Something of the kind the address begins with, made once. */
const subjects: readonly [prefix: string, make: (world: World) => Promise<string>][] = [
  ['/api/v1/matters/', (world) => world.once('matter', () => world.matter())],
  ['/api/v1/documents/', (world) => world.once('document', () => world.document())],
  ['/api/v1/calls/', async (world) => (await world.once('issued call', () => world.issuedCall())).id],
  ['/api/v1/proposals/', async (world) => (await world.once('proposal', () => world.proposal())).id],
  ['/api/v1/funding-sources/', (world) => world.once('source', () => world.source())],
  ['/api/v1/meetings/', async (world) => (await world.once('meeting ASN', () => world.meeting())).id],
  ['/api/v1/bodies/', async (world) => world.bodyId()],
  ['/api/v1/consultations/', sentConsultation],
];

/** The operation's address about something that exists, where we know how to make it. */
export async function addressOf(world: World, operation: Operation): Promise<string> {
  // Ending something is tried on nothing: what the other cases stand on is to stay.
  const isEnding = operation.path.endsWith('/end');
  const subject = isEnding ? undefined : subjects.find(([prefix]) => operation.path.startsWith(`${prefix}{`));
  return addressWith(operation, subject === undefined ? nobody : await subject[1](world));
}

/** The operation's address with that id in it, and the parameters it cannot do without. */
export function addressWith({ path, pathParameters, query }: Operation, id: string): string {
  const address = pathParameters.reduce(
    (whole, name, index) => whole.replace(`{${name}}`, index === 0 || name.endsWith('Id') ? id : '1'),
    path,
  );
  const needed = query
    .filter(({ required }) => required)
    .map(({ name, schema }) => {
      const value = schema.format === 'uuid' ? nobody : typeof schema.example === 'string' ? schema.example : '1';
      return `${name}=${encodeURIComponent(value)}`;
    });
  return needed.length === 0 ? address : `${address}?${needed.join('&')}`;
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
