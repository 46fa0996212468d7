/** What an operation's address can be about: something that exists, so that the answer tells of more than its absence. */
import { aScenario } from './builders.board.js';
import { sentConsultation } from './builders.consultations.js';
import { aGrant, given } from './builders.grants.js';
import type { Operation } from './operations.js';
import type { World } from './world.js';

const nobody = '0190b1f2-6c1e-7f00-8a00-000000000001';

const source = (world: World): Promise<string> => world.once('source', () => world.source());
const issuedCall = async (world: World): Promise<string> =>
  (await world.once('issued call', () => world.issuedCall())).id;
const year = async (world: World, part: string): Promise<string> =>
  `funding-sources/${(await given(world)).sourceId}/${part}/2023/explain`;

/** Something of the kind the address begins with, made once. */
const subjects: readonly [prefix: string, make: (world: World) => Promise<string>][] = [
  ['/api/v1/matters/', (world) => world.once('matter', () => world.matter())],
  ['/api/v1/documents/', (world) => world.once('document', () => world.document())],
  ['/api/v1/calls/', issuedCall],
  ['/api/v1/proposals/', async (world) => (await world.once('proposal', () => world.proposal())).id],
  ['/api/v1/funding-sources/', source],
  ['/api/v1/meetings/', async (world) => (await world.once('meeting ASN', () => world.meeting())).id],
  ['/api/v1/bodies/', async (world) => world.bodyId()],
  ['/api/v1/consultations/', sentConsultation],
];

/** Lists that tell of one amount or one record: an id is not enough to ask for them. */
const asked: Readonly<Record<string, (world: World) => Promise<string>>> = {
  'GET /api/v1/forecasts': async (world) => {
    const { proposalId, measureKey, sourceId } = await given(world);
    return `forecasts?proposalId=${proposalId}&measureKey=${measureKey}&sourceId=${sourceId}&year=2023`;
  },
  'GET /api/v1/funding-sources/{id}/explain': async (world) =>
    `funding-sources/${await source(world)}/explain?figure=ceiling&year=2023`,
  'GET /api/v1/funding-sources/{id}/grant/explain': async (world) =>
    `funding-sources/${(await aGrant(world)).id}/grant/explain?figure=ceiling&year=2023`,
  'GET /api/v1/funding-sources/{id}/settlements/{year}/explain': async (world) =>
    `${await year(world, 'settlements')}?figure=allocated`,
  'GET /api/v1/funding-sources/{id}/follow-up/{year}/explain': async (world) =>
    `${await year(world, 'follow-up')}?figure=allocated`,
  'GET /api/v1/calls/{id}/answers/explain': async (world) =>
    `calls/${await issuedCall(world)}/answers/explain?figure=requested&authorityId=${world.authorityId()}`,
  'GET /api/v1/scenarios/{id}/explain': async (world) => `scenarios/${await aScenario(world)}/explain?figure=given`,
  'GET /api/v1/allocations/{id}/explain': async (world) => {
    // A draft is its authors' own; whoever asks sees what is decided.
    await given(world);
    const { body } = await (await world.as('ks.stadskontoret')).get('allocations?status=decided');
    const [{ id }] = (body as { items: [{ id: string }] }).items;
    return `allocations/${id}/explain?figure=total`;
  },
  'GET /api/v1/trail/{kind}/{id}': async (world) => `trail/proposal/${(await given(world)).proposalId}`,
};

/** The operation's address about something that exists, where we know how to make it. */
export async function addressOf(world: World, operation: Operation): Promise<string> {
  const whole = asked[operation.key];
  if (whole !== undefined) return `/api/v1/${await whole(world)}`;
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
      const value = schema.format === 'uuid' ? nobody : String(schema.example ?? 1);
      return `${name}=${encodeURIComponent(value)}`;
    });
  return needed.length === 0 ? address : `${address}?${needed.join('&')}`;
}
