/** A call of its own with an answer handed in, made through the API: what the city office has before it on the board. */
import type { Client, TestApplication } from '../../support/app.js';
import { expectStatus } from '../../support/replies.js';

export interface BoardSource {
  code: string;
  /** Per year of the call. */
  kronor: number;
  purposes?: readonly string[];
}

export interface BoardMeasure {
  title: string;
  kronor: number;
  year?: number;
}

export interface MadeBoard {
  callId: string;
  proposalId: string;
  sourceIds: string[];
  measureKeys: string[];
}

const kronor = (amount: number) => ({ amount: `${amount}.00`, currency: 'SEK' });
const mandatory = ['summary', 'considerations', 'childPerspective', 'genderPerspective', 'economicConsequences'];
let made = 0;

/** The call with the latest reply date stands first in every list, so the newest board is the one that opens. */
export async function makeBoard(
  app: TestApplication,
  sources: readonly BoardSource[],
  measures: readonly BoardMeasure[],
  years: readonly number[] = [2023],
): Promise<MadeBoard> {
  made += 1;
  const office = await app.as('ks.stadskontoret');
  const sourceIds: string[] = [];
  for (const source of sources) sourceIds.push(await makeSource(app, source, years));
  const asn = app.authorityIds.get('ASN');
  const { body: draft } = await expectStatus(
    201,
    office.post('calls', {
      title: `Utlysning nummer ${made}`,
      years,
      sourceIds,
      authorityIds: [asn],
      replyByDay: `2098-01-${String(made).padStart(2, '0')}`,
      replyByTime: '12:00',
      planGround: 'Nämnderna kallas till extra sammanträden.',
    }),
  );
  await expectStatus(200, office.post(`calls/${draft.id}/issue`, undefined, { ifMatch: draft.version }));
  const officer = await app.as('asn.handlaggare');
  const { body: proposal } = await expectStatus(
    201,
    officer.post('proposals', {
      callId: draft.id,
      authorityId: asn,
      title: `Svar på utlysning nummer ${made}`,
      sections: mandatory.map((kind) => ({ kind, text: 'Förvaltningen bedömer att insatserna behövs.' })),
      measures: measures.map(({ title, kronor: amount, year = years[0] ?? 2023 }) => ({
        title,
        requestedAmount: kronor(amount),
        year,
      })),
      decisionPoints: [{ type: 'approve', text: 'Nämnden godkänner förvaltningens förslag.' }],
    }),
  );
  await expectStatus(
    200,
    officer.post(`proposals/${proposal.id}/submission`, undefined, { ifMatch: proposal.version }),
  );
  const { body: read } = await expectStatus(200, officer.get(`proposals/${proposal.id}`));
  const measureKeys = (read.measures as { measureKey: string }[]).map(({ measureKey }) => measureKey);
  return { callId: draft.id, proposalId: proposal.id, sourceIds, measureKeys };
}

async function makeSource(
  app: TestApplication,
  { code, kronor: amount, purposes = [] }: BoardSource,
  years: readonly number[],
): Promise<string> {
  const controller = await app.as('ks.controller');
  const office = await app.as('ks.stadskontoret');
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const { body: source } = await expectStatus(
    201,
    controller.post('funding-sources', {
      code,
      name: `Medel ${code}`,
      kind: 'discretionaryAppropriation',
      grantor: 'Kommunstyrelsen',
      purposes,
      useFromDay: `${from}-01-01`,
      useToDay: `${to}-12-31`,
    }),
  );
  for (const year of years)
    await expectStatus(
      201,
      controller.post(`funding-sources/${source.id}/ceilings`, {
        year,
        amount: kronor(amount),
        validFromDay: '2023-01-01',
        ground: 'Beslut om budget',
      }),
    );
  await expectStatus(
    200,
    office.post(`funding-sources/${source.id}/announce`, undefined, { ifMatch: await versionOf(office, source.id) }),
  );
  return source.id as string;
}

async function versionOf(client: Client, sourceId: string): Promise<number> {
  return (await expectStatus(200, client.get(`funding-sources/${sourceId}`))).body.version as number;
}

/** One judgement through the API, as a colleague at another desk makes it. */
export async function judge(
  app: TestApplication,
  { callId, proposalId, measureKeys, sourceIds }: MadeBoard,
  measure: number,
  { amount, follows, year = 2023, source = 0 }: { amount: number; follows: number; year?: number; source?: number },
): Promise<void> {
  const office = await app.as('ks.stadskontoret');
  await expectStatus(
    201,
    office.post(`calls/${callId}/board/recommendations`, {
      proposalId,
      measureKey: measureKeys[measure],
      follows,
      rows: [{ sourceId: sourceIds[source], year, amount: kronor(amount) }],
      reason: 'Kollegans skäl',
    }),
  );
}
