/** The example municipality with what the cases need in it, made through the API like everything else. */
import { openFor } from '../meetings.js';
import { randomUUID } from 'node:crypto';
import { examplePassword } from '../../../src/example/organisation.js';
import type { Client, Reply, TestApplication } from '../app.js';

/** Answers are read where the test expects them; anything else fails with what came instead. */
export async function done(reply: Promise<Reply>): Promise<Reply> {
  const { status, text } = await reply;
  if (status >= 300) throw new Error(`expected to succeed, answered ${status}: ${text.slice(0, 500)}`);
  return reply;
}

export const sek = (amount: string): { amount: string; currency: 'SEK' } => ({ amount, currency: 'SEK' });

/** Tables whose rows are changed under If-Match. */
export type VersionedTable =
  | 'proposal'
  | 'call'
  | 'allocation'
  | 'funding_source'
  | 'scenario'
  | 'business'
  | 'delegated_decision'
  | 'consultation'
  | 'consultee'
  | 'opinion'
  | 'association'
  | 'application'
  | 'payout_list'
  | 'meeting'
  | 'agenda_item'
  | 'minutes'
  | 'appeal'
  | 'dispatch'
  | 'requisition'
  | 'grant_agent'
  | 'goal_chain'
  | 'goal'
  | 'indicator'
  | 'programme'
  | 'period_report'
  | 'assignment';

/** What stands on the way from draft to approved, and where the proposal is after each act. */
export interface MadeProposal {
  id: string;
  matterId: string;
  version: number;
  measureKeys: string[];
}

export class World {
  private readonly kept = new Map<string, Promise<unknown>>();
  private unique = 0;
  private meetingNumber = 0;

  constructor(readonly app: TestApplication) {}

  /** Something made once and used by many cases. */
  once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.kept.get(name);
    if (known !== undefined) return known as Promise<T>;
    const made = make();
    this.kept.set(name, made);
    return made;
  }

  /** What was made is used up; the next who asks makes another. */
  forget(name: string): void {
    this.kept.delete(name);
  }

  /** A word no other row has. */
  word(stem = 'X'): string {
    this.unique += 1;
    return `${stem}${this.unique}`;
  }

  as(username: string): Promise<Client> {
    return this.once(`client ${username}`, async () => {
      await this.forgetFailures();
      return this.app.as(username);
    });
  }

  authorityId(code = 'ASN'): string {
    return found(this.app.authorityIds, code);
  }

  bodyId(shortName = 'ASN'): string {
    return found(this.app.bodyIds, shortName);
  }

  personId(username: string): string {
    return found(this.app.personIds, username);
  }

  private secretaryOf(shortName: string): Promise<Client> {
    return this.as(`${shortName.split(' ')[0]?.toLowerCase()}.sekreterare`);
  }

  /** Somebody's request that must succeed. @returns what came back */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  async done(username: string, method: 'POST' | 'PUT', path: string, body?: object, ifMatch?: number): Promise<any> {
    const client = await this.as(username);
    return (await done(client.call(method, path, body, { ifMatch }))).body;
  }

  async body(command: object): Promise<string> {
    return (await this.done('admin', 'POST', 'bodies', command)).id as string;
  }

  async person(over: object = {}): Promise<string> {
    const admin = await this.as('admin');
    const { body } = await done(admin.post('people', { name: this.word('Person '), ...over }));
    return body.id as string;
  }

  async matter(): Promise<string> {
    const registrar = await this.as('asn.registrator');
    const { body } = await done(
      registrar.post('matters', { authorityId: this.authorityId(), title: this.word('Ärende ') }),
    );
    return body.id as string;
  }

  async document(): Promise<string> {
    const registrar = await this.as('asn.registrator');
    const matterId = await this.once('matter', () => this.matter());
    const command = { kind: 'letter', title: this.word('Handling '), direction: 'received' };
    const { body } = await done(registrar.post(`matters/${matterId}/documents`, command));
    return body.documentId as string;
  }

  /** An announced source with a ceiling for 2023. */
  async source(ceiling = '999999999999.99'): Promise<string> {
    const controller = await this.as('ks.controller');
    const plan = {
      code: this.word('K-'),
      name: this.word('Källa '),
      kind: 'discretionaryAppropriation',
      useFromDay: '2023-01-01',
      useToDay: '2023-12-31',
    };
    const { body } = await done(controller.post('funding-sources', plan));
    await this.setCeiling(body.id as string, ceiling);
    await done(controller.post(`funding-sources/${body.id}/announce`, undefined, { ifMatch: 1 }));
    return body.id as string;
  }

  async setCeiling(sourceId: string, amount: string): Promise<void> {
    const controller = await this.as('ks.controller');
    const ceiling = { year: 2023, amount: sek(amount), validFromDay: '2019-01-01', ground: 'Beslut' };
    await done(controller.post(`funding-sources/${sourceId}/ceilings`, ceiling));
  }

  async call(over: object = {}): Promise<{ id: string; version: number }> {
    const office = await this.as('ks.stadskontoret');
    const sourceId = await this.once('source', () => this.source());
    const command = {
      title: this.word('Begäran '),
      years: [2023],
      sourceIds: [sourceId],
      authorityIds: [this.authorityId(), this.authorityId('GRN')],
      replyByDay: '2099-03-01',
      replyByTime: '12:00',
      ...over,
    };
    const { body } = await done(office.post('calls', command));
    return { id: body.id as string, version: body.version as number };
  }

  async issuedCall(over: object = {}): Promise<{ id: string; version: number }> {
    const { id, version } = await this.call(over);
    const office = await this.as('ks.stadskontoret');
    const { body } = await done(office.post(`calls/${id}/issue`, undefined, { ifMatch: version }));
    return { id, version: body.version as number };
  }

  /** A meeting on a day of its own; in the past, so that it may have decided. */
  async meeting(shortName = 'ASN', day?: string): Promise<{ id: string; day: string }> {
    this.meetingNumber += 1;
    const free = day ?? new Date(Date.UTC(2020, 0, 1 + this.meetingNumber)).toISOString().slice(0, 10);
    const { body } = await done(
      (await this.secretaryOf(shortName)).post(`bodies/${this.bodyId(shortName)}/meetings`, { day: free }),
    );
    return { id: body.id as string, day: free };
  }

  /** A whole draft: everything that submitting asks for, and sums that agree. */
  draft(amount = '600.00', over: object = {}): Record<string, unknown> {
    const section = (kind: string): object => ({ kind, text: `Avsnitt om ${kind}.` });
    return {
      authorityId: this.authorityId(),
      title: this.word('Förslag '),
      sections: ['summary', 'considerations', 'childPerspective', 'genderPerspective', 'economicConsequences'].map(
        section,
      ),
      measures: [{ title: this.word('Insats '), requestedAmount: sek(amount), year: 2023 }],
      decisionPoints: [{ type: 'approve', text: 'Nämnden godkänner förslaget.' }],
      ...over,
    };
  }

  async proposal(amount?: string, over: object = {}): Promise<MadeProposal> {
    const officer = await this.as('asn.handlaggare');
    const { body } = await done(officer.post('proposals', this.draft(amount, over)));
    const rows = await this.app.query<{ key: string }>(
      `select measure_key as key from measure m join proposal p on p.current_version_id = m.version_id where p.id = $1 order by position`,
      [body.id],
    );
    return { id: body.id, matterId: body.matterId, version: body.version, measureKeys: rows.map(({ key }) => key) };
  }

  async submitted(amount?: string, over: object = {}): Promise<MadeProposal> {
    return this.step(await this.proposal(amount, over), 'asn.handlaggare', 'submission');
  }

  async approvedByManagement(amount?: string, over: object = {}): Promise<MadeProposal> {
    const submitted = await this.submitted(amount, over);
    const seen = await this.step(submitted, 'asn.enhetschef', 'approvals');
    return this.step(seen, 'asn.direktor', 'approvals');
  }

  /** On the agenda of its own committee. */
  async listed(amount?: string, over: object = {}): Promise<MadeProposal & { agendaItemId: string }> {
    const proposal = await this.approvedByManagement(amount, over);
    return { ...proposal, agendaItemId: await this.list('proposal', proposal.id, 'ASN') };
  }

  async list(
    subjectKind: 'proposal' | 'allocation' | 'consultation',
    subjectId: string,
    shortName: string,
  ): Promise<string> {
    const secretary = await this.secretaryOf(shortName);
    const meeting = await this.once(`meeting ${shortName}`, () => this.meeting(shortName));
    const plan = { subjectKind, subjectId, meetingIds: [meeting.id] };
    const { agendaItemId } = (await done(secretary.post('routes', plan))).body as { agendaItemId: string };
    await openFor(secretary, agendaItemId);
    return agendaItemId;
  }

  /** Approved by its committee. */
  async approved(amount?: string, over: object = {}): Promise<MadeProposal> {
    const listed = await this.listed(amount, over);
    const secretary = await this.as('asn.sekreterare');
    await done(secretary.post(`agenda-items/${listed.agendaItemId}/decision`, { outcome: 'approve' }, { ifMatch: 1 }));
    return { ...listed, version: await this.versionOf('proposal', listed.id) };
  }

  /** A matter of the executive board's. */
  async boardMatter(): Promise<string> {
    const office = await this.as('ks.stadskontoret');
    const matter = { authorityId: this.authorityId('KS'), title: 'Fördelning' };
    return (await done(office.post('matters', matter))).body.id as string;
  }

  /** A draft of an allocation, with rows when they are given. */
  async allocation(matterId: string, rows: readonly object[] = []): Promise<string> {
    const office = await this.as('ks.stadskontoret');
    const { body } = await done(office.post('allocations', { matterId, title: 'Fördelning' }));
    if (rows.length > 0) await done(office.put(`allocations/${body.id}/rows`, { rows }, { ifMatch: body.version }));
    return body.id as string;
  }

  async versionOf(table: VersionedTable, id: string): Promise<number> {
    const [row] = await this.app.query<{ version: number }>(`select version from ${table} where id = $1`, [id]);
    return row?.version ?? 0;
  }

  /** A new Idempotency-Key. */
  key(): string {
    return randomUUID();
  }

  /** The session of an example account as a header, for requests no client sends. */
  cookie(username: string): Promise<string> {
    return this.once(`cookie ${username}`, async () => {
      await this.forgetFailures();
      const reply = await done(this.app.anonymous.post('session', { username, password: examplePassword }));
      return reply.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    });
  }

  /** The cases try more names than one address may; whoever signs in after them is somebody else. */
  private async forgetFailures(): Promise<void> {
    await this.app.query(`delete from sign_in_failure`);
  }

  private async step(proposal: MadeProposal, username: string, act: string): Promise<MadeProposal> {
    const client = await this.as(username);
    const { body } = await done(
      client.post(`proposals/${proposal.id}/${act}`, undefined, { ifMatch: proposal.version }),
    );
    return { ...proposal, version: body.version as number };
  }
}

function found(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`the example organisation has no ${name}`);
  return id;
}
