/**
 * A municipal year told through the API: the verbs of the administrations, the secretaries, finance and the city office.
 * Each verb demands the answer it expects, so that a story reads as what people do.
 */
import { systemActor } from '../../src/kernel/actor.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { Registry } from '../../src/registry/registry.service.js';
import { type Client, type Reply, type TestApplication, type TestApplicationOptions, testApplication } from './app.js';
import { openMeeting } from './meetings.js';
import { ledgerTable } from './print-ledger.js';
import { expectStatus } from './replies.js';

export { expectStatus, refusal } from './replies.js';

export const sek = (kronor: number): { amount: string; currency: 'SEK' } => ({
  amount: `${kronor}.00`,
  currency: 'SEK',
});

export interface Thing {
  id: string;
  version: number;
}

export interface StoryProposal extends Thing {
  code: string;
  matterId: string;
  /** Measure keys in the order of the memorandum. */
  measureKeys: string[];
}

export interface StoryMeasure {
  title: string;
  kronor: number;
}

export interface StoryRow {
  proposal: StoryProposal;
  measure: number;
  source: string;
  year?: number;
  kronor: number;
  reason?: string;
}

/** Texts a committee's memorandum must have; the total stands in the summary as a person would write it. */
export const sectionsStating = (kronor: number) => [
  { kind: 'summary', text: `Förvaltningens förslag på insatser uppgår till ${spaced(kronor)} SEK.` },
  {
    kind: 'considerations',
    text: 'Förvaltningen vill förstärka det förebyggande arbetet i samverkan med skola och polis.',
  },
  { kind: 'childPerspective', text: 'Insatserna utgår från barns behov av trygga uppväxtvillkor.' },
  { kind: 'genderPerspective', text: 'Insatserna bedöms gynna flickor och pojkar likvärdigt.' },
  { kind: 'economicConsequences', text: 'Besked om statsbidrag för nästa år saknas.' },
];

const spaced = (kronor: number): string => String(kronor).replaceAll(/\B(?=(\d{3})+$)/g, ' ');

export class Story {
  private constructor(readonly app: TestApplication) {}

  static async begin(options: TestApplicationOptions = {}): Promise<Story> {
    return new Story(await testApplication(options));
  }

  /** Told in an application that is running already; whoever started it stops it. */
  static over(app: TestApplication): Story {
    return new Story(app);
  }

  as(username: string): Promise<Client> {
    return this.app.as(username);
  }

  /** Lets an authority's numbers go on where its old register ended, as when a municipality moves in. */
  async continueSeries(code: string, year: number, firstNumber: number): Promise<void> {
    const authorityId = this.authority(code);
    await this.app.app
      .get(Transactions)
      .run((tx) => this.app.app.get(Registry).startSeries(tx, systemActor, { authorityId, year, firstNumber }));
  }

  authority(code: string): string {
    return known(this.app.authorityIds, code);
  }

  body(shortName: string): string {
    return known(this.app.bodyIds, shortName);
  }

  /** A source with its first ceiling, open for giving. */
  async source(
    code: string,
    kind: 'stateGrant' | 'discretionaryAppropriation',
    kronor: number,
    purposes: readonly string[] = ['Minska risken att barn och unga dras in i kriminalitet'],
  ): Promise<string> {
    const controller = await this.as('ks.controller');
    const created = await expectStatus(
      201,
      controller.post('funding-sources', {
        code,
        name: kind === 'stateGrant' ? 'Sociala insatser i utsatta områden' : 'Anslag till förfogande',
        kind,
        aliases: [],
        grantor: kind === 'stateGrant' ? 'Socialstyrelsen' : 'Kommunstyrelsen',
        purposes,
        useFromDay: '2023-01-01',
        useToDay: '2023-12-31',
      }),
    );
    const { id } = created.body as Thing;
    await this.ceiling(id, kronor, '2023-01-01', 'Fördelningsbelopp enligt beslut');
    const announced = await this.sourceAct(id, 'announce');
    return announced;
  }

  private async sourceAct(id: string, act: string): Promise<string> {
    const controller = await this.as('ks.controller');
    const office = await this.as('ks.stadskontoret');
    const { body } = await controller.get(`funding-sources/${id}`);
    await expectStatus(200, office.post(`funding-sources/${id}/${act}`, undefined, { ifMatch: body.version }));
    return id;
  }

  async ceiling(sourceId: string, kronor: number, validFromDay: string, ground: string, year = 2023): Promise<Reply> {
    const controller = await this.as('ks.controller');
    return expectStatus(
      201,
      controller.post(`funding-sources/${sourceId}/ceilings`, {
        year,
        amount: sek(kronor),
        validFromDay,
        ground,
      }),
    );
  }

  /** A call over the sources to the committees, issued. */
  async call(
    sourceIds: string[],
    codes: string[],
    replyByDay = '2099-04-28',
    years: readonly number[] = [2023],
  ): Promise<Thing & { matterId: string }> {
    const office = await this.as('ks.stadskontoret');
    const draft = await expectStatus(
      201,
      office.post('calls', {
        title: 'Sociala insatser och lokal utveckling 2023',
        years,
        sourceIds,
        authorityIds: codes.map((code) => this.authority(code)),
        replyByDay,
        replyByTime: '12:00',
      }),
    );
    const issued = await expectStatus(
      200,
      office.post(`calls/${draft.body.id}/issue`, undefined, { ifMatch: draft.body.version }),
    );
    return { ...issued.body, matterId: draft.body.matterId };
  }

  proposalBody(code: string, callId: string | null, measures: readonly StoryMeasure[], statedKronor?: number) {
    const total = measures.reduce((sum, { kronor }) => sum + kronor, 0);
    return {
      callId,
      authorityId: this.authority(code),
      title: 'Sociala insatser och lokal utveckling',
      documentDay: '2023-04-11',
      sections: sectionsStating(statedKronor ?? total),
      measures: measures.map(({ title, kronor }) => ({ title, requestedAmount: sek(kronor), year: 2023 })),
      decisionPoints: [
        { type: 'approve', text: 'Nämnden godkänner förvaltningens förslag på insatser.' },
        { type: 'forward', text: 'Nämnden översänder beslutet till kommunstyrelsen.' },
        { type: 'adjustImmediately', text: 'Nämnden justerar paragrafen omedelbart.' },
      ],
      dispatchList: [{ authorityId: this.authority('KS') }],
    };
  }

  async draft(code: string, callId: string | null, measures: readonly StoryMeasure[]): Promise<StoryProposal> {
    const officer = await this.as(`${code.toLowerCase()}.handlaggare`);
    const { body } = await expectStatus(201, officer.post('proposals', this.proposalBody(code, callId, measures)));
    const { body: read } = await expectStatus(200, officer.get(`proposals/${body.id}`));
    return {
      id: body.id,
      version: body.version,
      matterId: body.matterId,
      code,
      measureKeys: read.measures.map((measure: { measureKey: string }) => measure.measureKey),
    };
  }

  /** Hands in and gets both managers' approval. */
  async submitAndApprove(proposal: StoryProposal): Promise<void> {
    await this.act(proposal, 'handlaggare', 'submission');
    await this.act(proposal, 'enhetschef', 'approvals');
    await this.act(proposal, 'direktor', 'approvals');
  }

  async act(proposal: StoryProposal, role: string, act: string, body?: unknown): Promise<Reply> {
    const person = await this.as(`${proposal.code.toLowerCase()}.${role}`);
    const reply = await expectStatus(
      200,
      person.post(`proposals/${proposal.id}/${act}`, body, { ifMatch: proposal.version }),
    );
    proposal.version = reply.body.version;
    return reply;
  }

  async meeting(shortName: string, day: string): Promise<string> {
    const secretary = await this.secretaryOf(shortName);
    const planned = await secretary.get(`meetings?bodyId=${this.body(shortName)}&fromDay=${day}&toDay=${day}`);
    if (planned.body.total === 1) return planned.body.items[0].id;
    const { body } = await expectStatus(201, secretary.post(`bodies/${this.body(shortName)}/meetings`, { day }));
    return body.id;
  }

  /** The person with the example account. */
  person(username: string): string {
    return known(this.app.personIds, username);
  }

  /** Opens the body's meeting of the day with all its members, or with those named. */
  async open(shortName: string, day: string, usernames?: readonly string[], more: object = {}): Promise<string> {
    const meetingId = await this.meeting(shortName, day);
    const presentIds = usernames?.map((name) => this.person(name));
    await openMeeting(await this.secretaryOf(shortName), meetingId, { presentIds, ...more });
    return meetingId;
  }

  private async openMeeting(meetingId: string, secretary: Client): Promise<void> {
    const { body } = await expectStatus(200, secretary.get(`meetings/${meetingId}`));
    if (body.status === 'planned' || body.status === 'noticeSent') await openMeeting(secretary, meetingId);
  }

  /** Closes the body's meeting of the day. */
  async close(shortName: string, day: string, at = '16:00'): Promise<string> {
    const meetingId = await this.meeting(shortName, day);
    const secretary = await this.secretaryOf(shortName);
    const { body } = await secretary.get(`meetings/${meetingId}`);
    await expectStatus(200, secretary.post(`meetings/${meetingId}/closing`, { at }, { ifMatch: body.version }));
    return meetingId;
  }

  secretaryOf(shortName: string): Promise<Client> {
    return this.as(`${(shortName.split(' ')[0] as string).toLowerCase()}.sekreterare`);
  }

  /** @returns the first agenda item */
  async plan(
    subjectKind: 'proposal' | 'allocation' | 'business' | 'consultation' | 'opinion' | 'periodReport',
    subjectId: string,
    code: string,
    steps: readonly (readonly [string, string])[],
  ): Promise<string> {
    const meetingIds: string[] = [];
    for (const [shortName, day] of steps) meetingIds.push(await this.meeting(shortName, day));
    const secretary = await this.as(`${code.toLowerCase()}.sekreterare`);
    const { body } = await expectStatus(201, secretary.post('routes', { subjectKind, subjectId, meetingIds }));
    return body.agendaItemId;
  }

  /** The item the subject waits on, for the body's own secretary. */
  async waitingItem(
    subjectId: string,
    secretary: Client,
  ): Promise<{
    id: string;
    version: number;
    meetingId: string;
    bodyName: string;
    day: string;
    subjectVersion: number;
  }> {
    const { body } = await expectStatus(200, secretary.get(`agenda-items?subjectId=${subjectId}&limit=200`));
    const item = body.items.find((each: { status: string }) => !['decided', 'postponed'].includes(each.status));
    if (item === undefined) throw new Error('the subject waits on no agenda');
    return item;
  }

  async decide(subjectId: string, code: string, outcome: string, more: Record<string, unknown> = {}): Promise<Reply> {
    const secretary = await this.as(`${code.toLowerCase()}.sekreterare`);
    const item = await this.waitingItem(subjectId, secretary);
    await this.openMeeting(item.meetingId, secretary);
    return expectStatus(
      201,
      secretary.post(`agenda-items/${item.id}/decision`, { outcome, ...more }, { ifMatch: item.version }),
    );
  }

  /** From draft to the committee's approval on the worked case's days. */
  async approvedProposal(
    code: string,
    callId: string | null,
    measures: readonly StoryMeasure[],
  ): Promise<StoryProposal> {
    const proposal = await this.draft(code, callId, measures);
    await this.submitAndApprove(proposal);
    await this.plan('proposal', proposal.id, code, [[code, '2023-04-26']]);
    await this.decide(proposal.id, code, 'approve');
    return proposal;
  }

  rows(rows: readonly StoryRow[]) {
    return {
      rows: rows.map(({ proposal, measure, source, year = 2023, kronor, reason }) => ({
        proposalId: proposal.id,
        measureKey: proposal.measureKeys[measure],
        sourceId: source,
        year,
        amount: sek(kronor),
        ...(reason === undefined ? {} : { reason }),
      })),
    };
  }

  async allocation(callId: string, title: string, rows: readonly StoryRow[]): Promise<Thing> {
    const office = await this.as('ks.stadskontoret');
    const { body } = await expectStatus(201, office.post('allocations', { title, callId }));
    const replaced = await expectStatus(
      200,
      office.put(`allocations/${body.id}/rows`, this.rows(rows), { ifMatch: body.version }),
    );
    return replaced.body;
  }

  /** Puts an allocation before the executive board and asks it to decide; whatever it answers comes back. */
  async boardDecides(
    allocation: Thing,
    day: string,
    outcome = 'approve',
    more: Record<string, unknown> = {},
  ): Promise<Reply> {
    const secretary = await this.as('ks.sekreterare');
    const listed = await secretary.get(`agenda-items?subjectId=${allocation.id}`);
    if (!listed.body.items.some((item: { status: string }) => !['decided', 'postponed'].includes(item.status)))
      await this.plan('allocation', allocation.id, 'KS', [['KS', day]]);
    const item = await this.waitingItem(allocation.id, secretary);
    await this.openMeeting(item.meetingId, secretary);
    return secretary.post(`agenda-items/${item.id}/decision`, { outcome, ...more }, { ifMatch: item.version });
  }

  /** Totals as the controller sees them, by source code, in whole kronor. */
  async totals(query = ''): Promise<Record<string, Record<string, number | boolean>>> {
    const controller = await this.as('ks.controller');
    const { body } = await expectStatus(200, controller.get(`totals${query}`));
    const shown: Record<string, Record<string, number | boolean>> = {};
    const read = (row: Record<string, unknown>): Record<string, number | boolean> =>
      Object.fromEntries(
        Object.entries(row).flatMap(([name, value]): [string, number | boolean][] => {
          if (typeof value === 'boolean') return [[name, value]];
          return typeof value === 'object' && value !== null && 'amount' in value
            ? [[name, Number((value as { amount: string }).amount)]]
            : [];
        }),
      );
    for (const row of body.sources) shown[`${row.code} ${row.year}`] = read(row);
    for (const row of body.unassigned) shown[`unassigned ${row.year}`] = read(row);
    shown['sum'] = read(body.sum);
    return shown;
  }

  /** The story's last page: the ledger as a table, and every invariant. */
  async end(): Promise<{ ledger: string; violations: string[] }> {
    try {
      const violations = (await this.app.violations()).map(
        ({ name, violations: rows }) => `${name}: ${JSON.stringify(rows.slice(0, 3))}`,
      );
      return { ledger: await ledgerTable(this.app), violations };
    } finally {
      await this.app.stop();
    }
  }
}

function known(map: Map<string, string>, key: string): string {
  const id = map.get(key);
  if (id === undefined) throw new Error(`the example has no ${key}`);
  return id;
}
