/** What the sixteen find when they begin: sources with ceilings, approved measures, open meetings of the board. All over HTTP. */
import type { Client } from '../support/app.js';
import { openMeeting } from '../support/meetings.js';
import { expectStatus } from '../support/replies.js';
import { sectionsStating } from '../support/story.js';

/** Whoever can sign in somewhere. */
export interface Town {
  as(username: string): Promise<Client>;
}

export interface ApprovedProposal {
  id: string;
  measureKeys: string[];
}

export interface Scene {
  sources: { id: string; code: string }[];
  /** One of each per client. */
  proposals: ApprovedProposal[];
  meetings: { id: string; day: string }[];
  matters: string[];
}

export interface Size {
  clients: number;
  sources: number;
}

const committees = ['ASN', 'GRN'] as const;
const authors = ['handlaggare', 'enhetschef', 'direktor', 'sekreterare'] as const;
const measuresPerProposal = 12;
/** Far more than any source holds, so that only the ceiling refuses. */
const kronorPerMeasure = 50_000_000;
export const firstCeilingKronor = 2_000;
export const year = 2023;

export const sek = (ore: bigint) => {
  const digits = (ore < 0n ? -ore : ore).toString().padStart(3, '0');
  return { amount: `${ore < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: 'SEK' as const };
};

const dayAfter = (first: string, days: number): string =>
  new Date(Date.parse(first) + days * 86_400_000).toISOString().slice(0, 10);

export async function prepare(town: Town, { clients, sources }: Size): Promise<Scene> {
  // One after another: the server hashes no more than a few passwords at a time.
  for (const code of committees) for (const role of authors) await town.as(`${code.toLowerCase()}.${role}`);
  for (const name of ['ks.stadskontoret', 'ks.controller']) await town.as(name);
  const secretary = await town.as('ks.sekreterare');
  const idsOf = await organisation(secretary);
  const turns = Array.from({ length: clients }, (_, turn) => turn);
  const [funded, proposals, meetings, matters] = await Promise.all([
    newSources(town, sources),
    proposalsOf(town, idsOf, clients),
    inTurn(turns, (turn) => boardMeeting(secretary, idsOf.body('KS'), dayAfter('2023-05-02', turn))),
    inTurn(turns, async (turn) => {
      const body = { authorityId: idsOf.authority('KS'), title: `Fördelning ${turn + 1}` };
      return (await expectStatus(201, secretary.post('matters', body))).body.id as string;
    }),
  ]);
  return { sources: funded, proposals, meetings, matters };
}

/** Announced, each with its first ceiling, so that money can be given. @param prefix of their codes */
export const newSources = (town: Town, count: number, prefix = 'HIST'): Promise<Scene['sources']> =>
  inTurn(Array.from({ length: count }), (_, number) =>
    source(town, `${prefix}-${String(number + 1).padStart(2, '0')}`),
  );

async function inTurn<T, R>(list: readonly T[], make: (one: T, index: number) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (const [index, one] of list.entries()) made.push(await make(one, index));
  return made;
}

interface Ids {
  authority(code: string): string;
  body(shortName: string): string;
}

async function organisation(client: Client): Promise<Ids> {
  const [authorities, bodies] = await Promise.all(
    ['authorities?limit=200', 'bodies?limit=200'].map(
      async (path) => (await expectStatus(200, client.get(path))).body.items,
    ),
  );
  const idOf = (list: Record<string, string>[], field: string, value: string): string => {
    const found = list.find((one) => one[field] === value);
    if (found?.['id'] === undefined) throw new Error(`the example has no ${value}`);
    return found['id'];
  };
  return {
    authority: (code) => idOf(authorities, 'code', code),
    body: (shortName) => idOf(bodies, 'shortName', shortName),
  };
}

async function source(town: Town, code: string): Promise<{ id: string; code: string }> {
  const [office, controller] = [await town.as('ks.stadskontoret'), await town.as('ks.controller')];
  const made = await expectStatus(
    201,
    controller.post('funding-sources', {
      code,
      name: `Källan ${code}`,
      kind: 'stateGrant',
      grantor: 'Socialstyrelsen',
      useFromDay: `${year}-01-01`,
      useToDay: `${year}-12-31`,
    }),
  );
  const { id, version } = made.body as { id: string; version: number };
  const ceiling = { year, amount: sek(BigInt(firstCeilingKronor) * 100n), validFromDay: `${year}-01-01` };
  await expectStatus(201, controller.post(`funding-sources/${id}/ceilings`, { ...ceiling, ground: 'Första beslutet' }));
  await expectStatus(200, office.post(`funding-sources/${id}/announce`, undefined, { ifMatch: version }));
  return { id, code };
}

async function boardMeeting(secretary: Client, bodyId: string, day: string): Promise<{ id: string; day: string }> {
  const { body } = await expectStatus(201, secretary.post(`bodies/${bodyId}/meetings`, { day }));
  await openMeeting(secretary, body.id);
  return { id: body.id, day };
}

/** Each committee writes its share and approves it in a meeting of its own. */
async function proposalsOf(town: Town, idsOf: Ids, count: number): Promise<ApprovedProposal[]> {
  const shares = committees.map((code, place) => ({
    code,
    count: Math.floor(count / committees.length) + (place < count % committees.length ? 1 : 0),
  }));
  const lists = await Promise.all(
    shares.filter(({ count }) => count > 0).map(({ code, count }) => approvedBy(town, idsOf, code, count)),
  );
  return lists.flat();
}

async function approvedBy(town: Town, idsOf: Ids, code: string, count: number): Promise<ApprovedProposal[]> {
  const name = code.toLowerCase();
  const [officer, head, director, secretary] = await Promise.all(authors.map((role) => town.as(`${name}.${role}`)));
  const meeting = await boardMeeting(secretary!, idsOf.body(code), '2023-04-12');
  return inTurn(Array.from({ length: count }), async (): Promise<ApprovedProposal> => {
    const titles = Array.from({ length: measuresPerProposal }, (_, index) => `Insats ${index + 1}`);
    const made = await expectStatus(
      201,
      officer!.post('proposals', {
        callId: null,
        authorityId: idsOf.authority(code),
        title: 'Sociala insatser',
        documentDay: '2023-04-03',
        sections: sectionsStating(measuresPerProposal * kronorPerMeasure),
        measures: titles.map((title) => ({ title, requestedAmount: sek(BigInt(kronorPerMeasure) * 100n), year })),
        decisionPoints: [{ type: 'approve', text: 'Nämnden godkänner förslaget.' }],
      }),
    );
    const { id } = made.body as { id: string };
    let { version } = made.body as { version: number };
    const { body: read } = await expectStatus(200, officer!.get(`proposals/${id}`));
    for (const [person, act] of [
      [officer!, 'submission'],
      [head!, 'approvals'],
      [director!, 'approvals'],
    ] as const)
      ({ version } = (
        await expectStatus(200, person.post(`proposals/${id}/${act}`, undefined, { ifMatch: version }))
      ).body);
    const route = { subjectKind: 'proposal', subjectId: id, meetingIds: [meeting.id] };
    const { body: planned } = await expectStatus(201, secretary!.post('routes', route));
    const decided = { outcome: 'approve' };
    await expectStatus(201, secretary!.post(`agenda-items/${planned.agendaItemId}/decision`, decided, { ifMatch: 1 }));
    return { id, measureKeys: read.measures.map(({ measureKey }: { measureKey: string }) => measureKey) };
  });
}
