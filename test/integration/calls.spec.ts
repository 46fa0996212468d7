/** Calls through HTTP on a real database: the deadline and its verdicts, who is invited, who has answered, what it adds up to. */
import { systemActor } from '../../src/kernel/actor.js';
import { Calls } from '../../src/calls/calls.service.js';
import { Issuing } from '../../src/calls/issuing.service.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { type Client, type Reply, testApplication, type TestApplication } from '../support/app.js';
import { eventually } from '../support/eventually.js';

const kronor = (amount: string) => ({ amount, currency: 'SEK' });

let app: TestApplication;
let office: Client;
let controller: Client;
let officer: Client;
let sources: string[];

beforeAll(async () => {
  app = await testApplication();
  [office, controller, officer] = (await Promise.all(
    ['ks.stadskontoret', 'ks.controller', 'asn.handlaggare'].map((name) => app.as(name)),
  )) as [Client, Client, Client];
  sources = [
    await source('SOS-2023', 'Sociala insatser i utsatta områden', 'stateGrant', '22200000.00', '2099-05-12'),
    await source('KSA-2023', 'Anslag till förfogande', 'discretionaryAppropriation', '15000000.00'),
  ];
}, 60_000);

afterAll(async () => {
  await app?.stop();
});

async function ok(reply: Promise<Reply>): Promise<Reply> {
  const answer = await reply;
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

/** Of replies that were asked for at the same time. */
const statuses = (replies: readonly Reply[]): number[] => replies.map(({ status }) => status).toSorted((a, b) => a - b);

/** Status and code of a refusal. */
async function refused(reply: Promise<Reply>): Promise<[number, string | undefined]> {
  const { status, body } = await reply;
  return [status, body.code];
}

async function source(
  code: string,
  name: string,
  kind: string,
  ceiling: string,
  requisitionDeadlineDay?: string,
): Promise<string> {
  const { body } = await ok(
    controller.post('funding-sources', {
      code,
      name,
      kind,
      useFromDay: '2023-01-01',
      useToDay: '2023-12-31',
      requisitionDeadlineDay,
    }),
  );
  await ok(
    controller.post(
      `funding-sources/${body.id}/ceilings`,
      {
        year: 2023,
        amount: kronor(ceiling),
        validFromDay: '2023-01-18',
        ground: 'Bidragsgivarens beslut',
        financing: 'Minskat anslag för lokaler',
      },
      { ifMatch: body.version },
    ),
  );
  return body.id;
}

const invitation = (overrides: Record<string, unknown> = {}) => ({
  title: 'Sociala insatser och lokal utveckling 2023',
  years: [2023],
  sourceIds: sources,
  authorityIds: ['ASN', 'GRN', 'FRN'].map((code) => app.authorityIds.get(code)),
  replyByDay: '2099-04-28',
  replyByTime: '12:00',
  ...overrides,
});

interface AnswerBody {
  authorityName: string;
  status: string;
  requested: unknown;
  proposals: unknown[];
}

interface Call {
  id: string;
  version: number;
}

async function draft(overrides: Record<string, unknown> = {}): Promise<Call> {
  const { body } = await ok(office.post('calls', invitation(overrides)));
  return { id: body.id, version: body.version };
}

async function act(call: Call, name: string, body?: unknown): Promise<Reply> {
  const reply = await ok(office.post(`calls/${call.id}/${name}`, body, { ifMatch: call.version }));
  call.version = reply.body.version;
  return reply;
}

async function issued(overrides: Record<string, unknown> = {}): Promise<Call> {
  const call = await draft(overrides);
  await act(call, 'issue');
  return call;
}

const attempt = (call: Call, name: string, body?: unknown): Promise<Reply> =>
  office.post(`calls/${call.id}/${name}`, body, { ifMatch: call.version });

const view = async (call: Call, by: Client = office): Promise<Reply['body']> =>
  (await ok(by.get(`calls/${call.id}`))).body;

const standing = async (call: Call): Promise<[string, string, boolean][]> => {
  const { invitations } = await view(call);
  return invitations
    .map(({ authorityId, status, isLate }: { authorityId: string; status: string; isLate: boolean }) => {
      const code = [...app.authorityIds].find(([, id]) => id === authorityId)?.[0];
      return [code, status, isLate];
    })
    .toSorted();
};

const reply = (call: Call, code: string, receivedAt?: Date) =>
  app.app
    .get(Transactions)
    .run((tx) =>
      app.app
        .get(Calls)
        .recordReply(tx, systemActor, { callId: call.id, authorityId: app.authorityIds.get(code)!, receivedAt }),
    );

describe('a draft', () => {
  it('is the city office’s own until it is issued', async () => {
    const call = await draft();
    expect((await officer.get(`calls/${call.id}`)).status).toBe(404);
    expect((await officer.get(`calls/${call.id}/answers`)).status).toBe(403);
    expect((await ok(officer.get('calls?status=draft'))).body.total).toBe(0);
    expect(await view(call)).toMatchObject({
      status: 'draft',
      deadlines: [],
      possibleActs: ['change', 'issue', 'cancel'],
    });
    const early = { authorityId: app.authorityIds.get('ASN'), title: 'För tidigt', callId: call.id };
    expect(await refused(officer.post('proposals', early))).toEqual([422, 'unknown-call']);
    await act(call, 'issue');
    expect((await officer.get(`calls/${call.id}`)).status).toBe(200);
  });

  it.each([
    ['a committee’s officer', () => officer, {}, 403, 'call.manage'],
    ['an unknown source', () => office, { sourceIds: ['0190b1f2-6c1e-7f00-8a00-000000000001'] }, 422, 'unknown-source'],
    [
      'an unknown authority',
      () => office,
      { authorityIds: ['0190b1f2-6c1e-7f00-8a00-000000000001'] },
      422,
      'unknown-authority',
    ],
    [
      'an hour that does not exist',
      () => office,
      { replyByDay: '2026-03-29', replyByTime: '02:30' },
      422,
      'local-time-nonexistent',
    ],
  ] as const)('is refused: %s', async (_what, by, overrides, status, code) => {
    expect(await refused(by().post('calls', invitation(overrides)))).toEqual([status, code]);
  });

  it('is changed as a whole or in parts, until it is issued', async () => {
    const call = await draft();
    const change = (body: object, ifMatch = call.version) => office.patch(`calls/${call.id}`, body, { ifMatch });
    const before = await view(call);
    const [asn, grn, kn] = ['ASN', 'GRN', 'KN'].map((code) => app.authorityIds.get(code));
    call.version = (await ok(change({ replyByTime: '15:00' }))).body.version;
    expect(await view(call)).toEqual({
      ...before,
      version: 2,
      replyByTime: '15:00',
      replyByAt: '2099-04-28T13:00:00.000Z',
    });
    const whole = {
      title: 'Sociala insatser 2024',
      description: 'Ny lydelse',
      years: [2025, 2024],
      sourceIds: [sources[1]],
      authorityIds: [kn, asn],
      replyByDay: '2098-02-01',
      replyByTime: '10:00',
      mandatorySections: ['summary'],
    };
    const changed = await ok(change(whole));
    expect([changed.body, changed.etag]).toEqual([
      { id: call.id, matterId: before.matterId, status: 'draft', version: 3 },
      '"3"',
    ]);
    call.version = 3;
    const after = await view(call);
    expect(after).toMatchObject({
      title: 'Sociala insatser 2024',
      description: 'Ny lydelse',
      years: [2024, 2025],
      replyByAt: '2098-02-01T09:00:00.000Z',
      mandatorySections: ['summary'],
      deadlines: [],
    });
    expect(after.sources.map(({ id }: { id: string }) => id)).toEqual([sources[1]]);
    expect(after.invitations.map(({ authorityId }: { authorityId: string }) => authorityId).toSorted()).toEqual(
      [asn, kn].toSorted(),
    );
    expect((await office.get(`matters/${before.matterId}`)).body.title).toBe('Sociala insatser 2024');

    const unknown = '0190b1f2-6c1e-7f00-8a00-000000000001';
    expect((await office.patch(`calls/${call.id}`, {})).status).toBe(428);
    expect(await refused(change({ title: 'För sent' }, 2))).toEqual([412, undefined]);
    expect(await refused(change({ sourceIds: [unknown] }))).toEqual([422, 'unknown-source']);
    expect(await refused(change({ authorityIds: [grn, unknown] }))).toEqual([422, 'unknown-authority']);
    expect(await refused(change({ replyByDay: '2026-03-29', replyByTime: '02:30' }))).toEqual([
      422,
      'local-time-nonexistent',
    ]);
    for (const body of [{ authorityId: asn }, { title: null }, { years: [] }, { sourceIds: [] }])
      expect((await change(body)).status).toBe(422);
    // A case officer may change a call to associations of their own; another office's draft is not there for them.
    expect((await officer.patch(`calls/${call.id}`, {}, { ifMatch: 3 })).status).toBe(404);
    expect(await view(call)).toEqual(after);

    await act(call, 'issue');
    expect(await refused(change({ title: 'För sent' }))).toEqual([409, 'not-allowed-in-state']);
    expect((await view(call)).deadlines).toHaveLength(1);
  });

  it('two who change it at once: one is told that the other was first', async () => {
    const call = await draft();
    const replies = await Promise.all(
      ['Ett', 'Två', 'Tre'].map((title) => office.patch(`calls/${call.id}`, { title }, { ifMatch: 1 })),
    );
    expect(statuses(replies)).toEqual([200, 412, 412]);
  });

  it('years are whole, within reason and each once', async () => {
    for (const years of [[], ['2023'], [2023.5], [1800], [2023, 2023]])
      expect((await office.post('calls', invitation({ years }))).status).toBe(422);
  });

  it('is not issued when its answers come after the requisition deadline', async () => {
    const call = await draft({ replyByDay: '2099-05-13' });
    expect(await refused(attempt(call, 'issue'))).toEqual([422, 'after-requisition-deadline']);
    expect((await view(call)).status).toBe('draft');
  });
});

describe('the deadline', () => {
  const at = (text: string) => new Date(text);

  it('on the stroke of 12.00 Swedish time is in time, a millisecond later is late and registered all the same', async () => {
    // 28 April 2023 is summer time: 12.00 is 10.00 UTC.
    const call = await issued({ replyByDay: '2023-04-28' });
    expect(await reply(call, 'ASN', at('2023-04-28T10:00:00.000Z'))).toMatchObject({ isLate: false, isFirst: true });
    expect(await reply(call, 'GRN', at('2023-04-28T10:00:00.001Z'))).toMatchObject({ isLate: true, isFirst: true });
    expect(await reply(call, 'FRN')).toMatchObject({ isLate: true });
    expect(await standing(call)).toEqual([
      ['ASN', 'replied', false],
      ['FRN', 'replied', true],
      ['GRN', 'replied', true],
    ]);
  });

  it('the first answer’s time stands; an instant in the future is none', async () => {
    const call = await issued({ replyByDay: '2023-04-28' });
    await reply(call, 'ASN', at('2023-04-28T09:00:00Z'));
    expect(await reply(call, 'ASN')).toMatchObject({
      isLate: false,
      isFirst: false,
      receivedAt: at('2023-04-28T09:00:00Z'),
    });
    await expect(reply(call, 'GRN', at('2098-01-01T00:00:00Z'))).rejects.toMatchObject({ code: 'range' });
    await expect(reply(call, 'KN')).rejects.toMatchObject({ code: 'not-invited' });
  });

  it('moves later for everybody, with a reason; the original stays, and who was late may now be in time', async () => {
    const call = await issued({ replyByDay: '2023-04-28' });
    await reply(call, 'ASN', at('2023-04-29T08:00:00Z'));
    await reply(call, 'GRN', at('2023-05-06T08:00:00Z'));
    expect(
      await refused(attempt(call, 'extension', { replyByDay: '2023-04-28', replyByTime: '12:00', reason: 'Ingen' })),
    ).toEqual([422, 'not-later']);
    await act(call, 'extension', {
      replyByDay: '2023-05-05',
      replyByTime: '12:00',
      reason: 'Flera nämnder sammanträder i maj.',
    });
    const { deadlines, replyByDay, status } = await view(call);
    expect([replyByDay, status]).toEqual(['2023-05-05', 'issued']);
    expect(
      deadlines.map((deadline: { replyByDay: string; reason: string }) => [deadline.replyByDay, deadline.reason]),
    ).toEqual([
      ['2023-04-28', 'Ursprunglig svarstid'],
      ['2023-05-05', 'Flera nämnder sammanträder i maj.'],
    ]);
    expect(await standing(call)).toEqual([
      ['ASN', 'replied', false],
      ['FRN', 'invited', false],
      ['GRN', 'replied', true],
    ]);
  });

  it('answers and an extension at the same time: every verdict is that of the deadline in force', async () => {
    for (let round = 0; round < 5; round += 1) {
      const call = await issued({ replyByDay: '2023-04-28' });
      await Promise.all([
        reply(call, 'ASN', at('2023-05-01T08:00:00Z')),
        attempt(call, 'extension', { replyByDay: '2023-05-05', replyByTime: '12:00', reason: 'Längre tid.' }),
        reply(call, 'GRN', at('2023-05-01T08:00:00Z')),
      ]);
      expect((await standing(call)).map(([, , isLate]) => isLate)).toEqual([false, false, false]);
    }
  });
});

describe('closing', () => {
  it('waits for the deadline, or for everybody; the silent become noReply and may still answer late', async () => {
    const open = await issued();
    expect(await refused(attempt(open, 'closing'))).toEqual([409, 'deadline-not-passed']);

    const call = await issued({ replyByDay: '2023-04-28' });
    await reply(call, 'ASN', new Date('2023-04-28T08:00:00Z'));
    const grn = await app.as('grn.handlaggare');
    await ok(
      grn.post(`calls/${call.id}/declination`, {
        authorityId: app.authorityIds.get('GRN'),
        note: 'Inga insatser i år.',
      }),
    );
    expect(
      await refused(grn.post(`calls/${call.id}/declination`, { authorityId: app.authorityIds.get('GRN') })),
    ).toEqual([409, 'already-answered']);
    expect((await grn.post(`calls/${call.id}/declination`, { authorityId: app.authorityIds.get('FRN') })).status).toBe(
      403,
    );
    await act(call, 'closing');
    expect(await standing(call)).toEqual([
      ['ASN', 'replied', false],
      ['FRN', 'noReply', false],
      ['GRN', 'declined', false],
    ]);
    await reply(call, 'FRN');
    expect((await standing(call))[1]).toEqual(['FRN', 'replied', true]);
    await act(call, 'compilation');
    expect(
      await refused(
        officer.post('proposals', { authorityId: app.authorityIds.get('ASN'), title: 'För sent', callId: call.id }),
      ),
    ).toEqual([409, 'call-not-open']);
  });

  it('two at once: one is told that the other was first', async () => {
    const call = await issued({ replyByDay: '2023-04-28' });
    const replies = await Promise.all([attempt(call, 'closing'), attempt(call, 'cancellation')]);
    expect(statuses(replies)).toEqual([200, 412]);
  });
});

it('nobody declines a call that is being cancelled', async () => {
  const call = await issued();
  const registrar = await app.as('asn.registrator');
  let declined: Promise<Reply> | undefined;
  await app.app.get(Transactions).run(async (tx) => {
    await app.app.get(Issuing).cancel(tx, systemActor, call.id, call.version);
    declined = registrar.post(`calls/${call.id}/declination`, { authorityId: app.authorityIds.get('ASN') });
    const waiting = `select from pg_locks w join pg_locks held on held.pid = w.pid join pg_database d on d.oid = held.database
                      where not w.granted and d.datname = current_database()`;
    const isWaiting = async (): Promise<boolean> => (await app.query(waiting)).length > 0;
    await Promise.race([eventually(isWaiting, { what: 'the answer waits for the cancellation' }), declined]);
  });
  expect(await refused(declined as Promise<Reply>)).toEqual([409, 'call-not-open']);
  const [invitation] = await app.query(`select status from call_invitation where call_id = $1 and authority_id = $2`, [
    call.id,
    app.authorityIds.get('ASN'),
  ]);
  expect(invitation).toEqual({ status: 'invited' });
});

describe('answers', () => {
  const memorandum = (
    callId: string,
    code: string,
    rows: readonly { amount: string; source?: number; year?: number }[],
  ) => ({
    authorityId: app.authorityIds.get(code),
    callId,
    title: `Svar från ${code}`,
    sections: ['summary', 'considerations'].map((kind) => ({ kind, text: 'Text.' })),
    measures: rows.map(({ amount, source: index, year = 2023 }) => ({
      title: 'Insats',
      requestedAmount: kronor(amount),
      year,
      ...(index === undefined ? {} : { sourceId: sources[index] }),
    })),
    decisionPoints: [{ type: 'approve', text: 'Nämnden godkänner förslaget.' }],
  });

  it('add up per authority and against the ceilings; a draft is in no sum', async () => {
    const call = await issued({ mandatorySections: ['summary'] });
    const grn = await app.as('grn.handlaggare');
    const asn = (await ok(officer.post('proposals', memorandum(call.id, 'ASN', [{ amount: '8075000.00', source: 0 }]))))
      .body;
    await ok(
      grn.post(
        'proposals',
        memorandum(call.id, 'GRN', [{ amount: '10000000.00', source: 0 }, { amount: '2400000.00' }]),
      ),
    );
    expect((await view(call)).requested).toEqual(kronor('0.00'));
    await ok(officer.post(`proposals/${asn.id}/submission`, undefined, { ifMatch: asn.version }));

    expect(await view(call)).toMatchObject({ requested: kronor('8075000.00') });
    const { body } = await ok(controller.get(`calls/${call.id}/answers`));
    const byName = body.answers.map(({ authorityName, status, requested, proposals }: AnswerBody) => [
      authorityName,
      status,
      requested,
      proposals.length,
    ]);
    expect(byName).toEqual([
      ['Arbetsmarknads- och socialnämnden', 'replied', kronor('8075000.00'), 1],
      ['Fritidsnämnden', 'invited', kronor('0.00'), 0],
      ['Grundskolenämnden', 'invited', kronor('0.00'), 0],
    ]);
    expect(body.totals.sources).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'SOS-2023', requested: kronor('8075000.00'), ceiling: kronor('22200000.00') }),
      ]),
    );
    expect((await officer.get(`calls/${call.id}/answers`)).status).toBe(403);
  });

  it('keep to the sources and years of the call, and come from the invited', async () => {
    const call = await issued({ sourceIds: [sources[1]] });
    const faults = await officer.post(
      'proposals',
      memorandum(call.id, 'ASN', [{ amount: '1.00', source: 0, year: 2024 }]),
    );
    expect(faults.body.errors.map(({ code }: { code: string }) => code)).toEqual([
      'source-not-in-call',
      'year-not-in-call',
    ]);
    const kn = await app.as('kn.handlaggare');
    expect(await refused(kn.post('proposals', memorandum(call.id, 'KN', [{ amount: '1.00' }])))).toEqual([
      409,
      'not-invited',
    ]);
  });

  it('the call’s own mandatory sections are asked for', async () => {
    const call = await issued({ mandatorySections: ['summary', 'background'] });
    const { body } = await ok(officer.post('proposals', memorandum(call.id, 'ASN', [{ amount: '1.00' }])));
    const submission = await officer.post(`proposals/${body.id}/submission`, undefined, { ifMatch: body.version });
    expect([submission.status, submission.body.code]).toEqual([422, 'section-missing']);
    expect(submission.body.errors).toHaveLength(1);
  });
});

it('every invariant holds after all of this', async () => {
  expect(await app.violations()).toEqual([]);
});
