/**
 * Proposals through HTTP on a real database: the refusals, the versions and what they leave behind, who sees what, and
 * two people at once. Each group has a proposal of its own; all end with every invariant holding.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/kernel/canonical.js';
import { Money } from '../../src/kernel/money.js';
import { refusalOf } from '../../src/platform/database/constraint-errors.js';
import { Transactions, type Tx } from '../../src/platform/database/transaction.js';
import { Proposals } from '../../src/proposals/proposals.service.js';
import { Sessions } from '../../src/identity/sessions.service.js';
import { openFor } from '../support/meetings.js';
import { type Client, type Reply, testApplication, type TestApplication } from '../support/app.js';

const kronor = (amount: string) => ({ amount, currency: 'SEK' });
const mandatory = ['summary', 'considerations', 'childPerspective', 'genderPerspective', 'economicConsequences'];
const amounts = ['5625000.00', '1950000.00', '500000.00'];

let app: TestApplication;
let officer: Client;
let head: Client;
let director: Client;
let secretary: Client;
let controller: Client;

beforeAll(async () => {
  app = await testApplication();
  [officer, head, director, secretary, controller] = (await Promise.all(
    ['asn.handlaggare', 'asn.enhetschef', 'asn.direktor', 'asn.sekreterare', 'ks.controller'].map((name) =>
      app.as(name),
    ),
  )) as [Client, Client, Client, Client, Client];
}, 60_000);

afterAll(async () => {
  await app?.stop();
});

interface Draft {
  total?: string;
  summary?: string;
  overrides?: Record<string, unknown>;
}

function memorandum({ total = '8 075 000', summary, overrides = {} }: Draft = {}): Record<string, unknown> {
  return {
    authorityId: app.authorityIds.get('ASN'),
    title: 'Sociala insatser och lokal utveckling',
    documentDay: '2023-04-11',
    sections: mandatory.map((kind) => ({
      kind,
      text:
        kind === 'summary'
          ? (summary ?? `Förvaltningens förslag uppgår till ${total} SEK.`)
          : 'Förvaltningen bedömer detta.',
    })),
    measures: amounts.map((amount, index) => ({
      title: `Utvecklingsinsats nummer ${index + 1}`,
      requestedAmount: kronor(amount),
      year: 2023,
    })),
    decisionPoints: [
      { type: 'approve', text: 'Nämnden godkänner förvaltningens förslag.' },
      { type: 'forward', text: 'Nämnden översänder beslutet till kommunstyrelsen.' },
      { type: 'adjustImmediately', text: 'Nämnden justerar paragrafen omedelbart.' },
    ],
    decisionPlan: [{ bodyId: app.bodyIds.get('ASN'), day: '2023-04-26' }],
    dispatchList: [{ name: 'Kommunstyrelsen' }],
    ...overrides,
  };
}

async function ok(reply: Promise<Reply>): Promise<Reply> {
  const answer = await reply;
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

/** Of replies that were asked for at the same time. */
const statuses = (replies: readonly Reply[]): number[] => replies.map(({ status }) => status).toSorted((a, b) => a - b);

test('readiness names what submitting would refuse, and nothing once it is mended', async () => {
  const { body: made } = await ok(
    officer.post('proposals', memorandum({ total: '8 000 000', overrides: { decisionPoints: [] } })),
  );
  const unready = (await ok(officer.get(`proposals/${made.id}/readiness`))).body;
  expect(unready).toMatchObject({
    total: kronor('8075000.00'),
    measureCount: 3,
    mandatorySections: mandatory,
    statedTotals: [{ pointer: '/sections/0/text', quote: '8 000 000 SEK', expected: kronor('8075000.00') }],
  });
  const refused = await officer.post(`proposals/${made.id}/submission`, undefined, { ifMatch: made.version });
  expect(refused.status).toBe(422);
  expect(unready.faults).toEqual(refused.body.errors);
  expect(unready.faults.length).toBeGreaterThan(1);
  const { sections, decisionPoints } = memorandum();
  const mended = await ok(
    officer.patch(`proposals/${made.id}`, { sections, decisionPoints }, { ifMatch: made.version }),
  );
  expect((await ok(officer.get(`proposals/${made.id}/readiness`))).body).toMatchObject({
    faults: [],
    statedTotals: [],
  });
  expect((await controller.get(`proposals/${made.id}/readiness`)).status).toBe(404);
  await ok(officer.post(`proposals/${made.id}/submission`, undefined, { ifMatch: mended.body.version }));
  expect((await ok(controller.get(`proposals/${made.id}/readiness`))).body.faults).toEqual([]);
});

/** Status and code of a refusal. */
async function refused(reply: Promise<Reply>): Promise<[number, string | undefined]> {
  const { status, body } = await reply;
  return [status, body.code];
}

class Case {
  constructor(
    readonly id: string,
    public version: number,
  ) {}

  static async draft(draft: Draft = {}, by: Client = officer): Promise<Case> {
    const { body } = await ok(by.post('proposals', memorandum(draft)));
    return new Case(body.id, body.version);
  }

  static async submitted(draft: Draft = {}): Promise<Case> {
    const one = await Case.draft(draft);
    await one.act(officer, 'submission');
    return one;
  }

  static async approved(draft: Draft = {}): Promise<Case> {
    const one = await Case.submitted(draft);
    await one.act(head, 'approvals');
    await one.act(director, 'approvals');
    return one;
  }

  get path(): string {
    return `proposals/${this.id}`;
  }

  async act(by: Client, act: string, body?: unknown): Promise<Reply> {
    const reply = await ok(by.post(`${this.path}/${act}`, body, { ifMatch: this.version }));
    this.version = reply.body.version;
    return reply;
  }

  try(by: Client, act: string, body?: unknown): Promise<Reply> {
    return by.post(`${this.path}/${act}`, body, { ifMatch: this.version });
  }

  async patch(body: unknown): Promise<Reply> {
    const reply = await ok(officer.patch(this.path, body, { ifMatch: this.version }));
    this.version = reply.body.version;
    return reply;
  }

  async view(by: Client = officer): Promise<Reply['body']> {
    return (await ok(by.get(this.path))).body;
  }
}

let day = 0;

/** Plans the case past one meeting and returns how to decide there. */
async function onAgenda(one: Case, ...shortNames: string[]): Promise<string> {
  const meetingIds: string[] = [];
  for (const name of shortNames) {
    const meeting = await ok(secretary.post(`bodies/${app.bodyIds.get(name)}/meetings`, { day: dayAfter() }));
    meetingIds.push(meeting.body.id);
  }
  const route = await ok(secretary.post('routes', { subjectKind: 'proposal', subjectId: one.id, meetingIds }));
  return route.body.agendaItemId;
}

function dayAfter(): string {
  day += 1;
  return new Date(Date.UTC(2023, 3, day)).toISOString().slice(0, 10);
}

const decide = async (agendaItemId: string, body: unknown): Promise<Reply> => {
  await openFor(secretary, agendaItemId);
  return secretary.post(`agenda-items/${agendaItemId}/decision`, body, { ifMatch: 1 });
};

const entries = async (id: string): Promise<Record<string, string>> => {
  const found = await app.query<{ kind: string; ore: string }>(
    `select kind, sum(amount_ore) as ore from amount_entry where proposal_id = $1 group by kind having sum(amount_ore) <> 0`,
    [id],
  );
  return Object.fromEntries(found.map(({ kind, ore }) => [kind, ore]));
};

describe('a draft', () => {
  it('gets a registration number and a counted total; measures keep their keys through changes', async () => {
    const { body, headers } = await ok(officer.post('proposals', memorandum()));
    expect(body).toMatchObject({ status: 'drafting', version: 1, versionNumber: 1, total: kronor('8075000.00') });
    expect(body.registrationNumber).toMatch(/^ASN-\d{4}-\d+$/);
    expect(headers.get('location')).toBe(`/api/v1/proposals/${body.id}`);

    const one = new Case(body.id, body.version);
    const [first, second, third] = body.measures;
    await one.patch({
      measures: [
        {
          measureKey: third.measureKey,
          title: third.title,
          requestedAmount: kronor('600000.00'),
          year: 2023,
          methods: ['CTC'],
        },
        { title: 'En ny insats', requestedAmount: kronor('1.00'), year: 2023 },
        { measureKey: first.measureKey, title: first.title, requestedAmount: first.requestedAmount, year: 2023 },
      ],
    });
    const view = await one.view();
    expect(view.measures.map((measure: { title: string }) => measure.title)).toEqual([
      third.title,
      'En ny insats',
      first.title,
    ]);
    expect(view.measures[0]).toMatchObject({ measureKey: third.measureKey, methods: ['CTC'], sourceId: null });
    expect(view.measures.map((measure: { measureKey: string }) => measure.measureKey)).not.toContain(second.measureKey);
    expect(view.total).toEqual(kronor('6225001.00'));
    expect(view.sections).toHaveLength(mandatory.length);
  });

  it('a total typed by hand is an unknown property, nothing is stored', async () => {
    const before = await app.query(`select count(*) from proposal`);
    const reply = await officer.post('proposals', { ...memorandum(), total: kronor('8075000.00') });
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toEqual([expect.objectContaining({ pointer: '/total', code: 'unknown-property' })]);
    expect(await app.query(`select count(*) from proposal`)).toEqual(before);
  });

  it.each([
    ['zero', { requestedAmount: kronor('0.00') }, '/measures/0/requestedAmount', 'amount-range'],
    ['a number', { requestedAmount: 5625000 }, '/measures/0/requestedAmount', 'amount-type'],
    [
      'an unknown source',
      { sourceId: '0190b1f2-6c1e-7f00-8a00-000000000001' },
      '/measures/0/sourceId',
      'unknown-source',
    ],
    [
      'another’s measure key',
      { measureKey: '0190b1f2-6c1e-7f00-8a00-000000000001' },
      '/measures/0/measureKey',
      'unknown-measure',
    ],
  ])('a measure with %s is refused', async (_what, change, pointer, code) => {
    const measures = [{ title: 'x', requestedAmount: kronor('1.00'), year: 2023, ...change }];
    const reply = await officer.post('proposals', memorandum({ overrides: { measures } }));
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toEqual([expect.objectContaining({ pointer, code })]);
  });

  it('another administration’s officer may not write one', async () => {
    expect((await (await app.as('grn.handlaggare')).post('proposals', memorandum())).status).toBe(403);
    expect((await head.post('proposals', memorandum())).status).toBe(403);
  });

  it('two who read the same version: one is told that the other was first', async () => {
    const one = await Case.draft();
    const replies = await Promise.all(
      ['A', 'B'].map((title) => officer.patch(one.path, { title }, { ifMatch: one.version })),
    );
    expect(statuses(replies)).toEqual([200, 412]);
    expect((await officer.patch(one.path, { title: 'C' })).status).toBe(428);
  });
});

describe('submission', () => {
  it('is refused with every fault at once when the memorandum is not complete', async () => {
    const one = await Case.draft({
      overrides: { sections: [], measures: [], decisionPoints: [{ text: 'Nämnden godkänner.' }] },
    });
    const { status, body } = await one.try(officer, 'submission');
    expect(status).toBe(422);
    expect(body.errors.map(({ code }: { code: string }) => code)).toEqual([
      ...mandatory.map(() => 'section-missing'),
      'no-measures',
      'untyped-decision-point',
    ]);
    expect((await one.view()).status).toBe('drafting');
  });

  it('freezes the version under a hash that anybody can count again', async () => {
    const one = await Case.submitted();
    const view = await one.view();
    const { title, documentDay, sections, decisionPoints, decisionPlan, dispatchList, goalReferences } = view;
    const measures = view.measures.map(
      ({ measureKey, title: name, requestedAmount, year, sourceId, ...details }: Record<string, unknown>) => ({
        measureKey,
        title: name,
        requestedAmount,
        year,
        sourceId,
        details,
      }),
    );
    const text = canonicalJson({
      title,
      documentDay,
      sections,
      measures,
      decisionPoints,
      decisionPlan,
      dispatchList,
      goalReferences,
    });
    expect(view.contentHash).toBe(createHash('sha256').update(text).digest('hex'));
    expect(view.frozenAt).not.toBeNull();
    expect(await entries(one.id)).toEqual({ requested: '807500000' });
    expect(await refused(officer.patch(one.path, { title: 'x' }, { ifMatch: one.version }))).toEqual([
      409,
      'not-allowed-in-state',
    ]);
    for (const change of [
      `update proposal_version set title = 'x'`,
      `delete from proposal_version`,
      `delete from measure`,
    ])
      await expect(app.database.app.query(change)).rejects.toThrow(/frozen/);
    // Not even the owner moves a measure out of a frozen version, or into one.
    await expect(app.query(`update measure set requested_ore = 1`)).rejects.toThrow(/frozen/);
    await expect(app.database.app.query(`update measure set requested_ore = 1`)).rejects.toThrow(/permission denied/);
  });

  it('twice at once: one freezes, the other is told', async () => {
    const one = await Case.draft();
    const replies = await Promise.all([one.try(officer, 'submission'), one.try(officer, 'submission')]);
    expect(statuses(replies)).toEqual([200, 412]);
    expect(await entries(one.id)).toEqual({ requested: '807500000' });
  });
});

describe('four eyes (D9)', () => {
  it('unit head, then director; the author, the same one twice and the wrong order are refused', async () => {
    const one = await Case.submitted();
    expect((await one.try(officer, 'approvals')).status).toBe(403);
    expect(await refused(one.try(director, 'approvals'))).toEqual([409, 'approval-order']);
    expect((await one.act(head, 'approvals')).body.status).toBe('managerReview');
    expect(await refused(one.try(head, 'approvals'))).toEqual([409, 'four-eyes']);
    expect((await one.act(director, 'approvals')).body.status).toBe('approvedByManagement');
    expect(await refused(one.try(director, 'approvals'))).toEqual([409, 'not-allowed-in-state']);
    expect((await one.view()).approvals.map(({ step }: { step: number }) => step)).toEqual([1, 2]);
  });

  it('the author is refused also when appointed unit head since', async () => {
    const one = await Case.submitted();
    await alsoUnitHead('asn.handlaggare', async () => {
      expect(await refused(one.try(officer, 'approvals'))).toEqual([409, 'four-eyes']);
    });
  });

  it('one person with both posts cannot take both steps', async () => {
    const one = await Case.submitted();
    await alsoUnitHead('asn.direktor', async () => {
      await one.act(director, 'approvals');
      expect(await refused(one.try(director, 'approvals'))).toEqual([409, 'four-eyes']);
    });
  });

  it('version 1’s approvals never count for version 2', async () => {
    const one = await Case.approved();
    await one.act(officer, 'revision');
    await one.patch({ goalReferences: ['KF-mål 3'] });
    await one.act(officer, 'submission');
    expect((await one.view()).approvals).toEqual([]);
    expect(
      await refused(
        secretary.post('routes', { subjectKind: 'proposal', subjectId: one.id, meetingIds: [await meeting('ASN')] }),
      ),
    ).toEqual([409, 'not-allowed-in-state']);
    expect(await refused(one.try(director, 'approvals'))).toEqual([409, 'approval-order']);
    await one.act(head, 'approvals');
    expect((await one.act(director, 'approvals')).body).toMatchObject({
      status: 'approvedByManagement',
      versionNumber: 2,
    });
    const first = await ok(officer.get(`${one.path}/versions/1`));
    expect(first.body.approvals).toHaveLength(2);
  });

  it('an approval of a version one has not read is refused', async () => {
    const one = await Case.submitted();
    const read = one.version;
    await one.act(officer, 'revision');
    await one.act(officer, 'submission');
    expect((await head.post(`${one.path}/approvals`, undefined, { ifMatch: read })).status).toBe(412);
  });

  it('a manager sends it back with a reason that the officer can read', async () => {
    const one = await Case.submitted();
    expect((await one.try(head, 'return', { reason: ' ' })).status).toBe(422);
    await one.act(head, 'return', { reason: 'Precisera bemanningen i insats 1.' });
    expect(await one.view()).toMatchObject({
      status: 'referredBack',
      reasons: [{ kind: 'sentBack', reason: 'Precisera bemanningen i insats 1.' }],
    });
    expect(await entries(one.id)).toEqual({ requested: '807500000' });
    // What a manager says to the officer stays within the administration, also where the memorandum is followed.
    const followed = await ok((await app.as('ks.controller')).get(one.path));
    expect(followed.body.reasons).toEqual([]);
  });
});

/** Appointments are kept for a moment per session, so the change is told. */
async function alsoUnitHead(username: string, work: () => Promise<void>): Promise<void> {
  const place = [app.personIds.get(username), app.authorityIds.get('ASN')];
  await app.query(
    `insert into appointment (id, person_id, role, authority_id, from_day) values (gen_random_uuid(), $1, 'unitHead', $2, '2019-01-01')`,
    place,
  );
  app.app.get(Sessions).forget();
  try {
    await work();
  } finally {
    await app.query(`delete from appointment where person_id = $1 and authority_id = $2 and role = 'unitHead'`, place);
    app.app.get(Sessions).forget();
  }
}

async function meeting(shortName: string): Promise<string> {
  return (await ok(secretary.post(`bodies/${app.bodyIds.get(shortName)}/meetings`, { day: dayAfter() }))).body.id;
}

describe('referred back, version 2, krona by krona (scenario 3)', () => {
  it('a stale summary is refused where it stands; the diff shows kronor first', async () => {
    const one = await Case.approved();
    const item = await onAgenda(one, 'ASN AU', 'ASN');
    await ok(
      decide(item, { outcome: 'referBack', reasons: 'Precisera bemanningen i insats 1 och målgruppen i insats 2.' }),
    );
    one.version = (await one.view()).version;
    await one.act(officer, 'revision');
    const { measures } = await one.view();
    const changed = measures.map((measure: { requestedAmount: unknown }, index: number) =>
      index === 2 ? measure : { ...measure, requestedAmount: kronor(['5200000.00', '2100000.00'][index]!) },
    );
    await one.patch({ measures: changed });

    const stale = await one.try(officer, 'submission');
    expect([stale.status, stale.body.code]).toEqual([422, 'total-mismatch']);
    expect(stale.body.errors).toEqual([
      expect.objectContaining({ pointer: '/sections/0/text', code: 'total-mismatch' }),
    ]);
    expect(stale.body.errors[0].detail).toMatch(/8 075 000 SEK.*7\u00a0800\u00a0000/);
    expect(stale.body.statedTotals).toEqual([
      expect.objectContaining({
        pointer: '/sections/0/text',
        quote: '8 075 000 SEK',
        read: kronor('8075000.00'),
        expected: kronor('7800000.00'),
      }),
    ]);

    const { sections } = await one.view();
    await one.patch({
      sections: sections.map((s: { text: string }) => ({ ...s, text: s.text.replace('8 075 000', '7 800 000') })),
    });
    await one.act(officer, 'submission');
    expect(await entries(one.id)).toEqual({ requested: '780000000' });

    const { body: diff } = await ok(controller.get(`${one.path}/diff?from=1&to=2`));
    expect(Object.keys(diff).slice(0, 4)).toEqual(['from', 'to', 'total', 'measures']);
    expect(diff.total).toEqual({ old: kronor('8075000.00'), new: kronor('7800000.00'), delta: kronor('-275000.00') });
    expect(
      diff.measures.map(({ change, delta }: { change: string; delta: { amount: string } }) => [change, delta.amount]),
    ).toEqual([
      ['changed', '-425000.00'],
      ['changed', '150000.00'],
      ['unchanged', '0.00'],
    ]);
    expect(diff.sections).toHaveLength(1);
    expect(diff.statedTotals).toEqual([]);

    await one.act(head, 'approvals');
    await one.act(director, 'approvals');
    const next = await onAgenda(one, 'ASN AU', 'ASN');
    await ok(decide(next, { outcome: 'recommend' }));
    const seen = await app.query<{ version: number }>(
      `select subject_version as version from agenda_item where subject_id = $1 order by created_at`,
      [one.id],
    );
    expect(seen.map(({ version }) => version)).toEqual([1, 2, 2]);
    expect(await entries(one.id)).toEqual({ requested: '780000000', recommended: '780000000' });
  });
});

describe('what the bodies decide', () => {
  it('recommends other amounts, then approves with changes: a new frozen version, and the limit of allocation', async () => {
    const one = await Case.approved();
    const { measures } = await one.view();
    const path = (index: number) => `/measures/${measures[index].measureKey}/requestedAmount`;
    const item = await onAgenda(one, 'ASN AU', 'ASN');
    await ok(decide(item, { outcome: 'recommend', patch: [{ path: path(2), old: '500000.00', new: '400000.00' }] }));
    expect(await entries(one.id)).toEqual({ requested: '807500000', recommended: '797500000' });

    const [{ id: committeeItem } = { id: '' }] = await app.query<{ id: string }>(
      `select id from agenda_item where subject_id = $1 and status = 'listed'`,
      [one.id],
    );
    const outdated = { outcome: 'approveWithChanges', patch: [{ path: path(2), old: '400000.00', new: '300000.00' }] };
    expect(await refused(decide(committeeItem, outdated))).toEqual([409, 'patch-outdated']);
    const typed = { outcome: 'approveWithChanges', patch: [{ path: path(2), old: '500000.00', new: '0,5 mnkr' }] };
    expect(await refused(decide(committeeItem, typed))).toEqual([422, 'amount-format']);

    const amendment = [
      { path: path(0), old: '5625000.00', new: '5200000.00' },
      { path: path(2), old: '500000.00', new: '0' },
    ];
    const { body } = await ok(decide(committeeItem, { outcome: 'approveWithChanges', patch: amendment }));
    expect(body).toMatchObject({ versionSeen: 1, versionResult: 2 });
    const view = await one.view(controller);
    expect(view).toMatchObject({
      status: 'approved',
      versionNumber: 2,
      origin: 'amendment',
      approvedVersionNumber: 2,
      total: kronor('7150000.00'),
    });
    expect(view.frozenAt).not.toBeNull();
    expect(
      view.approved
        .map(({ approvedAmount }: { approvedAmount: { amount: string } }) => approvedAmount.amount)
        .toSorted(),
    ).toEqual(['0.00', '1950000.00', '5200000.00']);
    expect(await entries(one.id)).toEqual({ requested: '715000000', recommended: '797500000', approved: '715000000' });
    const { body: diff } = await ok(controller.get(`${one.path}/diff?from=1&to=2`));
    expect(diff.total.delta).toEqual(kronor('-925000.00'));
    expect(diff.statedTotals).toEqual([
      expect.objectContaining({ quote: '8 075 000 SEK', expected: kronor('7150000.00') }),
    ]);
    expect(await refused(one.try(officer, 'withdrawal', { reason: 'x' }))).toEqual([412, undefined]);
    one.version = view.version;
    expect(await refused(one.try(officer, 'withdrawal', { reason: 'x' }))).toEqual([409, 'not-allowed-in-state']);
  });

  it('what is approved is the limit of what may be allocated, and nothing else may be (R-05)', async () => {
    const one = await Case.approved();
    const proposals = app.app.get(Proposals);
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => app.app.get(Transactions).run(work);
    const [first] = (await one.view()).measures;
    const wanted = [{ proposalId: one.id, measureKey: first.measureKey }];
    await expect(run((tx) => proposals.forAllocation(tx, wanted))).rejects.toMatchObject({
      code: 'proposal-not-approved',
    });
    await ok(decide(await onAgenda(one, 'ASN'), { outcome: 'approve' }));
    const [measure] = await run((tx) => proposals.forAllocation(tx, wanted));
    expect([String(measure?.approved), String(measure?.allocated)]).toEqual(['5625000.00', '0.00']);
    const unknown = [{ ...wanted[0]!, measureKey: one.id }];
    await expect(run((tx) => proposals.forAllocation(tx, unknown))).rejects.toMatchObject({ code: 'unknown-measure' });

    const allocate = async (amount: string): Promise<string | undefined> => {
      const money = Money.parse(amount, '', { allowNegative: true });
      const act = run((tx) => proposals.allocate(tx, [{ ...wanted[0]!, amount: money }]));
      return act.then(
        () => undefined,
        (error: unknown) => refusalOf(error)?.code,
      );
    };
    expect(await allocate('5625000.01')).toBe('above-approved');
    expect(await allocate('-0.01')).toBe('below-zero');
    expect((await one.view(controller)).approved).toContainEqual({
      measureKey: first.measureKey,
      approvedAmount: kronor('5625000.00'),
      allocatedAmount: kronor('0.00'),
    });
  });

  it('rejects: nothing of it counts any longer', async () => {
    const one = await Case.approved();
    await ok(decide(await onAgenda(one, 'ASN'), { outcome: 'reject' }));
    expect(await one.view()).toMatchObject({ status: 'rejected', approved: [] });
    expect(await entries(one.id)).toEqual({});
  });

  it('tables: the documents stand as they were, on the next agenda', async () => {
    const one = await Case.approved();
    const item = await onAgenda(one, 'ASN');
    await meeting('ASN');
    const before = await one.view();
    await ok(decide(item, { outcome: 'table' }));
    expect(await one.view()).toEqual(before);
    const [{ id } = { id: '' }] = await app.query<{ id: string }>(
      `select id from agenda_item where subject_id = $1 and status = 'listed'`,
      [one.id],
    );
    await ok(decide(id, { outcome: 'approve' }));
    expect(await entries(one.id)).toEqual({ requested: '807500000', approved: '807500000' });
  });

  it('another committee cannot decide about it', async () => {
    const one = await Case.approved();
    const other = await app.as('grn.sekreterare');
    const foreign = (await ok(other.post(`bodies/${app.bodyIds.get('GRN')}/meetings`, { day: dayAfter() }))).body.id;
    const route = secretary.post('routes', { subjectKind: 'proposal', subjectId: one.id, meetingIds: [foreign] });
    expect(await refused(route)).toEqual([422, 'body-may-not-decide']);
    expect(await entries(one.id)).toEqual({ requested: '807500000' });
  });

  it('what stands on an agenda is not withdrawn', async () => {
    const one = await Case.approved();
    await onAgenda(one, 'ASN');
    one.version = (await one.view()).version;
    expect(await refused(one.try(officer, 'withdrawal', { reason: 'Behövs inte.' }))).toEqual([
      409,
      'not-allowed-in-state',
    ]);
  });

  it('the last approval and a withdrawal at the same time: one of them wins', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await Case.submitted();
      await one.act(head, 'approvals');
      const replies = await Promise.all([
        one.try(director, 'approvals'),
        one.try(officer, 'withdrawal', { reason: 'Behövs inte.' }),
      ]);
      expect(statuses(replies)).toEqual([200, 412]);
      const { status } = await one.view();
      expect(status).toBe(replies[0]!.status === 200 ? 'approvedByManagement' : 'withdrawn');
      expect(await entries(one.id)).toEqual(status === 'withdrawn' ? {} : { requested: '807500000' });
    }
  });
});

describe('what others may see (R-50)', () => {
  const doors = ['', '/versions', '/versions/1', '/diff?from=1&to=1'];

  it('a draft exists only for its own administration, at every door', async () => {
    const one = await Case.draft({ overrides: { title: 'Hemligt utkast' } });
    for (const door of doors) expect((await officer.get(one.path + door)).status).toBe(200);
    for (const name of ['ks.controller', 'grn.handlaggare', 'ks.stadskontoret', 'revisor', 'admin']) {
      const other = await app.as(name);
      for (const door of doors)
        expect([name, door, (await other.get(one.path + door)).status]).toEqual([name, door, 404]);
      expect((await other.get('proposals?q=Hemligt')).body).toMatchObject({ total: 0, items: [] });
    }
    for (const act of ['approvals', 'return'])
      expect(
        (
          await (
            await app.as('grn.enhetschef')
          ).post(`${one.path}/${act}`, act === 'return' ? { reason: 'x' } : undefined, { ifMatch: 1 })
        ).status,
      ).toBe(404);
    expect((await (await app.as('grn.handlaggare')).patch(one.path, { title: 'x' }, { ifMatch: 1 })).status).toBe(404);
  });

  it('after submission others see what was submitted, also while a new version is written', async () => {
    const one = await Case.submitted({ overrides: { title: 'Första versionen' } });
    await one.act(officer, 'revision');
    await one.patch({ title: 'Andra versionen', measures: [] });
    expect(await one.view(controller)).toMatchObject({
      title: 'Första versionen',
      versionNumber: 1,
      total: kronor('8075000.00'),
    });
    expect(await one.view()).toMatchObject({ title: 'Andra versionen', versionNumber: 2, total: kronor('0.00') });
    expect((await controller.get(`${one.path}/versions/2`)).status).toBe(404);
    expect((await controller.get(`${one.path}/diff?from=1&to=2`)).status).toBe(404);
    expect((await ok(controller.get(`${one.path}/versions`))).body).toMatchObject({ total: 1 });
    expect((await ok(officer.get(`${one.path}/versions`))).body).toMatchObject({ total: 2 });
    expect((await ok(controller.get('proposals?q=Andra'))).body.total).toBe(0);
    const { items } = (await ok(controller.get('proposals?q=F%C3%B6rsta'))).body;
    expect(items).toEqual([expect.objectContaining({ id: one.id, versionNumber: 1, total: kronor('8075000.00') })]);
    expect((await (await app.as('grn.handlaggare')).get(one.path)).status).toBe(404);
  });
});

describe('the list', () => {
  it('filters, sorts by total, pages, and reads signs of LIKE as signs', async () => {
    for (const [index, amount] of ['300.00', '100.00', '200.00', '200.00'].entries())
      await Case.submitted({
        total: amount.slice(0, 3),
        overrides: {
          title: `Lista 100% nr ${index}`,
          measures: [{ title: 'Insats', requestedAmount: kronor(amount), year: 2023 }],
        },
      });
    const totals = async (query: string) =>
      (await ok(controller.get(`proposals?q=100%25&${query}`))).body.items.map(
        ({ total }: { total: { amount: string } }) => total.amount,
      );
    expect(await totals('sort=total')).toEqual(['100.00', '200.00', '200.00', '300.00']);
    expect(await totals('sort=-total')).toEqual(['300.00', '200.00', '200.00', '100.00']);
    expect(await totals('sort=-total&limit=2&page=2')).toEqual(['200.00', '100.00']);
    expect((await ok(controller.get('proposals?q=100%25&limit=1&page=9'))).body).toMatchObject({
      total: 4,
      items: [],
      page: 9,
      limit: 1,
    });
    expect((await ok(controller.get('proposals?q=100_'))).body.total).toBe(0);
    expect((await ok(controller.get(`proposals?q=100%25&status=drafting`))).body.total).toBe(0);
    expect((await ok(controller.get(`proposals?q=100%25&authorityId=${app.authorityIds.get('GRN')}`))).body.total).toBe(
      0,
    );
    expect((await controller.get('proposals?sort=total;select')).status).toBe(422);
  });
});

it('every invariant holds after all of this', async () => {
  expect(await app.violations()).toEqual([]);
});
