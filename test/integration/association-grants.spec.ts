/** Associations' grants over HTTP: the call, the application by link and by hand, review, and both ways of deciding. */
import type { Client } from '../support/app.js';
import {
  applied,
  association,
  associationCall,
  committeeDecides,
  content,
  delegate,
  grantScheme,
  invited,
  organisationNumber,
  ownSource,
  proposed,
  type SceneCall,
} from '../support/association-scene.js';
import { secretOf } from '../support/consultation-scene.js';
import { expectStatus, refusal, sek, Story } from '../support/story.js';

let story: Story;
let source: string;
let call: SceneCall;
let next = 0;
const number = (): number => (next += 1);
let meetings = 0;
const meetingDay = (): string => new Date(Date.UTC(2023, 3, 2 + (meetings += 1))).toISOString().slice(0, 10);

beforeAll(async () => {
  story = await Story.begin();
  source = await ownSource(story, 'FRN-BIDRAG', 100_000);
  call = await associationCall(story, source);
  await grantScheme(story);
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const officer = () => story.as('frn.handlaggare');
const read = async (id: string, client?: Client) =>
  (await expectStatus(200, (client ?? (await officer())).get(`applications/${id}`))).body;
const linkFor = async (id: string, body: object = {}) =>
  expectStatus(201, (await officer()).post(`applications/${id}/links`, body));
const byLink = (path: string, body: object, options = {}) =>
  story.app.anonymous.post(`application-links/${path}`, body, options);

describe('the call', () => {
  test('is issued by the committee’s own officer, without committees and without the executive board’s calendar', async () => {
    const { body } = await expectStatus(200, (await officer()).get(`calls/${call.id}`));
    expect(body).toMatchObject({ kind: 'associationGrant', status: 'issued', invitations: [], years: [2023] });
    const listed = await (await officer()).get('calls?kind=associationGrant');
    expect(listed.body.total).toBe(1);
    expect((await (await officer()).get('calls?kind=proposal')).body.total).toBe(0);
  });

  test.each<[string, string, Record<string, unknown>, string]>([
    [
      'with committees',
      'frn.handlaggare',
      { kind: 'associationGrant', committees: true },
      '422 validation-failed/not-applicable',
    ],
    [
      'to committees by a case officer',
      'frn.handlaggare',
      { kind: 'proposal', committees: true },
      '403 forbidden/call.manage',
    ],
    ['to nobody by the city office', 'ks.stadskontoret', {}, '422 validation-failed/required'],
    [
      'by somebody else’s office',
      'asn.handlaggare',
      { kind: 'associationGrant', authority: 'FRN' },
      '403 forbidden/call.manage',
    ],
  ])('cannot be made %s', async (_how, who, { committees, authority, ...over }, expected) => {
    const reply = await (
      await story.as(who)
    ).post('calls', {
      title: 'Bidrag',
      years: [2023],
      sourceIds: [source],
      replyByDay: '2099-03-01',
      replyByTime: '12:00',
      ...(committees === true ? { authorityIds: [story.authority('ASN')] } : {}),
      ...(authority === undefined ? {} : { authorityId: story.authority('FRN') }),
      ...over,
    });
    expect(refusal(reply)).toBe(expected);
  });

  test('the city office does not extend it, and nobody closes it while associations may apply', async () => {
    const office = await story.as('ks.stadskontoret');
    const { body } = await office.get(`calls/${call.id}`);
    const later = { replyByDay: '2099-04-01', replyByTime: '12:00', reason: 'Fler ska hinna.' };
    expect(refusal(await office.post(`calls/${call.id}/extension`, later, { ifMatch: body.version }))).toBe(
      '403 forbidden/call.manage',
    );
    expect(
      refusal(await (await officer()).post(`calls/${call.id}/closing`, undefined, { ifMatch: body.version })),
    ).toBe('409 state-conflict/deadline-not-passed');
  });

  test('takes no proposal that answers no application', async () => {
    const draft = story.proposalBody('FRN', call.id, [{ title: 'Egen insats', kronor: 10 }]);
    expect(refusal(await (await officer()).post('proposals', draft))).toBe('409 state-conflict/needs-application');
  });
});

describe('the register of associations', () => {
  test('knows each once, by a number that is right', async () => {
    const index = number();
    await association(story, index);
    const again = { organisationNumber: organisationNumber(index).replace('-', ''), name: 'Samma' };
    expect(refusal(await (await officer()).post('associations', again))).toBe('409 duplicate/organisation-number');
    for (const [wrong, code] of [
      ['802999-0001', 'check-digit'],
      ['811228-9874', 'not-legal-person'],
      ['hej', 'format'],
    ] as const)
      expect(refusal(await (await officer()).post('associations', { organisationNumber: wrong, name: 'X' }))).toBe(
        `422 validation-failed/${code}`,
      );
  });

  test('is changed in the version that was read, and is nothing for members', async () => {
    const { id } = await association(story, number(), { paymentKind: undefined, paymentNumber: undefined });
    const client = await officer();
    const change = { paymentKind: 'plusgiro', paymentNumber: '28 65 43-4' };
    await expectStatus(200, client.patch(`associations/${id}`, change, { ifMatch: 1 }));
    expect(refusal(await client.patch(`associations/${id}`, change, { ifMatch: 1 }))).toBe('412 precondition-failed');
    expect(refusal(await client.patch(`associations/${id}`, { paymentNumber: '5050-1055' }, { ifMatch: 2 }))).toBe(
      '422 validation-failed/required',
    );
    expect((await client.get(`associations/${id}`)).body).toMatchObject({ paymentNumber: '28 65 43-4', version: 2 });
    expect((await (await story.as('asn.ledamot')).get(`associations/${id}`)).status).toBe(403);
  });
});

describe('applying by a link', () => {
  test('is registered as received in the committee’s own series, once', async () => {
    const { id: associationId } = await association(story, number());
    const application = await invited(story, call, associationId);
    const link = await linkFor(application.id);
    const secret = secretOf(link);
    expect((await byLink('reading', { secret })).body).toMatchObject({
      title: 'Föreningsbidrag 2023',
      status: 'invited',
      takesApplications: true,
      registrationNumber: null,
    });
    const sent = await expectStatus(201, byLink('application', { secret, ...content(20_000) }));
    expect(sent.body).toMatchObject({
      status: 'received',
      isLate: false,
      documentNumber: 1,
      registrationNumber: expect.stringMatching(/^FRN-\d{4}-\d+$/),
    });
    expect(refusal(await byLink('application', { secret, ...content(30_000) }))).toBe(
      '409 state-conflict/already-applied',
    );
    const seen = await read(application.id);
    expect(seen).toMatchObject({ via: 'link', applied: sek(20_000), granted: null, outcome: null });
    const { body: document } = await (await officer()).get(`matters/${seen.matterId}`);
    expect(JSON.stringify(document)).toContain('Ansökan om bidrag: Sommarläger');
  });

  test('a key sent twice applies once, and the replay of the link shows no secret', async () => {
    const { id: associationId } = await association(story, number());
    const application = await invited(story, call, associationId);
    const key = 'b8a3b4b1-2b51-4f0f-9c36-1f2f2e1d0c0b';
    const client = await officer();
    const first = await client.post(`applications/${application.id}/links`, {}, { key });
    const second = await client.post(`applications/${application.id}/links`, {}, { key });
    expect([first.status, second.status, second.body.address]).toEqual([201, 201, null]);
    const body = { secret: secretOf(first), ...content(1_000) };
    const again = '1f0a7d2c-7f7b-4f0b-8e59-0b9f0a6f6a01';
    const [one, two] = [
      await byLink('application', body, { key: again }),
      await byLink('application', body, { key: again }),
    ];
    expect([one.status, two.status, two.text]).toEqual([201, 201, one.text]);
  });

  test.each<[string, (id: string) => Promise<string>]>([
    ['a stranger’s', () => Promise.resolve('x'.repeat(43))],
    [
      'one that was revoked',
      async (id) => {
        const link = await linkFor(id);
        const client = await officer();
        expect((await client.delete(`application-links/${link.body.id}`)).status).toBe(204);
        expect((await client.delete(`application-links/${link.body.id}`)).status).toBe(204);
        return secretOf(link);
      },
    ],
    [
      'one that ran out',
      async (id) => {
        const link = await linkFor(id);
        await story.app.query(`update application_link set expires_at = clock_timestamp() where id = $1`, [
          link.body.id,
        ]);
        return secretOf(link);
      },
    ],
  ])('%s link opens nothing', async (_whose, secretFor) => {
    const { id: associationId } = await association(story, number());
    const application = await invited(story, call, associationId);
    const secret = await secretFor(application.id);
    for (const [path, more] of [
      ['reading', {}],
      ['application', content(10)],
      ['withdrawal', { reason: 'Skäl' }],
    ] as const)
      expect(refusal(await byLink(path, { secret, ...more }))).toBe('404 not-found');
  });

  test('the same link withdraws, until the review has begun', async () => {
    const { id: associationId } = await association(story, number());
    const application = await invited(story, call, associationId);
    const secret = secretOf(await linkFor(application.id));
    expect(refusal(await byLink('withdrawal', { secret, reason: 'Ångrade oss' }))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    const { body } = await expectStatus(201, byLink('application', { secret, ...content(5_000) }));
    await proposed(story, { ...body, associationId }, 5_000);
    expect(refusal(await byLink('withdrawal', { secret, reason: 'Ångrade oss' }))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    const other = await association(story, number());
    const second = await invited(story, call, other.id);
    const link = secretOf(await linkFor(second.id));
    await expectStatus(201, byLink('application', { secret: link, ...content(5_000) }));
    await expectStatus(200, byLink('withdrawal', { secret: link, reason: 'Ångrade oss' }));
    expect(await read(second.id)).toMatchObject({ status: 'withdrawn', outcome: 'withdrawn' });
  });

  test('two at once with the same link: one application', async () => {
    const { id: associationId } = await association(story, number());
    const application = await invited(story, call, associationId);
    const secret = secretOf(await linkFor(application.id));
    const replies = await Promise.all(
      Array.from({ length: 6 }, () => byLink('application', { secret, ...content(5_000) })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(
      await story.app.query(`select 1 from matter where id in (select matter_id from application where id = $1)`, [
        application.id,
      ]),
    ).toHaveLength(1);
  });
});

describe('applying on paper', () => {
  test('late is registered and shown as late, and in time again when the call is extended', async () => {
    const mine = await associationCall(story, source, { replyByDay: '2023-02-28' });
    const application = await applied(story, mine, number(), 8_000, '2023-02-28T12:00:00.001+01:00');
    expect(await read(application.id)).toMatchObject({ isLate: true, via: 'hand', notedElsewhere: 'med post' });
    const inTime = await applied(story, mine, number(), 8_000, '2023-02-28T12:00:00+01:00');
    expect((await read(inTime.id)).isLate).toBe(false);
    const to = { replyByDay: '2023-03-01', replyByTime: '12:00', reason: 'Posten var sen.' };
    await expectStatus(200, (await officer()).post(`calls/${mine.id}/extension`, to, { ifMatch: mine.version }));
    expect((await read(application.id)).isLate).toBe(false);
  });

  test.each<[string, object, string]>([
    ['without saying how it came', { receivedAt: '2023-02-10T10:00:00+01:00' }, '422 validation-failed/required'],
    [
      'from tomorrow',
      { receivedAt: '2099-02-10T10:00:00+01:00', notedElsewhere: 'med post' },
      '422 validation-failed/future',
    ],
    ['for a year outside the call', { year: 2024 }, '422 validation-failed/outside-call'],
    ['for nothing', { appliedAmount: sek(0) }, '422 validation-failed'],
  ])('is refused %s', async (_how, over, expected) => {
    const { id: associationId } = await association(story, number());
    const application = await invited(story, call, associationId);
    const body = { ...content(1_000), ...over };
    expect(refusal(await (await officer()).post(`applications/${application.id}/receipt`, body, { ifMatch: 1 }))).toBe(
      expected,
    );
  });
});

describe('who sees an application', () => {
  test('its own authority always, those who follow the register once it came, others never', async () => {
    const { id: associationId } = await association(story, number());
    const application = await invited(story, call, associationId);
    const [finance, stranger] = [await story.as('ks.controller'), await story.as('asn.handlaggare')];
    expect((await finance.get(`applications/${application.id}`)).status).toBe(404);
    await expectStatus(
      200,
      (await officer()).post(`applications/${application.id}/receipt`, content(2_000), { ifMatch: 1 }),
    );
    expect((await finance.get(`applications/${application.id}`)).status).toBe(200);
    expect((await stranger.get(`applications/${application.id}`)).status).toBe(404);
    expect((await stranger.get(`applications?callId=${call.id}`)).body.total).toBe(0);
    for (const path of ['receipt', 'withdrawal', 'review', 'links'])
      expect(
        (await stranger.post(`applications/${application.id}/${path}`, { ...content(1), reason: 'x' }, { ifMatch: 2 }))
          .status,
      ).not.toBe(200);
  });
});

describe('deciding', () => {
  test('a delegate gives what was proposed, out of the committee’s own source, in the decision’s own transaction', async () => {
    const application = await applied(story, call, number(), 20_000);
    const proposal = await proposed(story, application, 12_000);
    expect((await read(application.id)).possibleActs).toEqual(['decideByDelegation']);
    const reply = await expectStatus(200, delegate(story, proposal));
    expect((await read(application.id)).possibleActs).toEqual([]);
    expect(reply.body).toMatchObject({ status: 'approved', decision: { year: 2023 } });
    expect(await read(application.id)).toMatchObject({
      outcome: 'granted',
      applied: sek(20_000),
      granted: sek(12_000),
      decidedDay: '2023-03-10',
      delegatedDecisionId: reply.body.decision.id,
      decisionId: null,
    });
    const posted = await story.app.query<{ ore: string }>(
      `select sum(-e.amount_ore)::text as ore from ledger_entry e join posting p on p.id = e.posting_id where p.delegated_decision_id = $1 and e.account = 'allocated'`,
      [reply.body.decision.id],
    );
    expect(posted).toEqual([{ ore: '1200000' }]);
  });

  test.each<[string, object, string, string]>([
    ['by the rule for something else', { ruleNumber: '6' }, 'frn.enhetschef', '422 validation-failed/wrong-category'],
    [
      'before the application came',
      { decidedDay: '2023-02-09' },
      'frn.enhetschef',
      '422 validation-failed/before-application',
    ],
    ['on a day to come', { decidedDay: '2099-01-01' }, 'frn.enhetschef', '422 validation-failed/future'],
    ['by whom the scheme does not name', {}, 'frn.direktor', '403 forbidden/not-the-delegate'],
    ['by who wrote it', {}, 'frn.handlaggare', '409 state-conflict/four-eyes'],
    ['as a rejection without reasons', { outcome: 'reject' }, 'frn.enhetschef', '422 validation-failed/required'],
  ])('a delegate cannot decide %s', async (_how, over, who, expected) => {
    const application = await applied(story, call, number(), 1_000);
    const proposal = await proposed(story, application, 1_000);
    expect(refusal(await delegate(story, proposal, over, await story.as(who)))).toBe(expected);
    expect(await read(application.id)).toMatchObject({ outcome: null, granted: null });
  });

  test('a delegate rejects with reasons, and nothing is given', async () => {
    const application = await applied(story, call, number(), 1_000);
    const proposal = await proposed(story, application, 1_000);
    await expectStatus(200, delegate(story, proposal, { outcome: 'reject', reasons: 'Läget är för dyrt.' }));
    expect(await read(application.id)).toMatchObject({ outcome: 'rejected', granted: sek(0) });
    const { body } = await (await officer()).get(`proposals/${proposal.id}`);
    expect(JSON.stringify(body)).toContain('Läget är för dyrt.');
  });

  test('a delegate decides nothing about a committee’s own proposal', async () => {
    const own = await story.draft('FRN', null, [{ title: 'Egen insats', kronor: 1_000 }]);
    await story.act(own, 'handlaggare', 'submission');
    expect(refusal(await delegate(story, own))).toBe('409 state-conflict/no-application');
  });

  test('the committee approves as proposed, or with another amount, never above what was applied for', async () => {
    const first = await applied(story, call, number(), 10_000);
    await committeeDecides(story, await proposed(story, first, 10_000), meetingDay());
    expect(await read(first.id)).toMatchObject({ outcome: 'granted', granted: sek(10_000), delegatedDecisionId: null });

    const second = await applied(story, call, number(), 10_000);
    const proposal = await proposed(story, second, 8_000);
    const path = `/measures/${proposal.measureKey}/requestedAmount`;
    const above = { patch: [{ path, old: '8000.00', new: '10000.01' }] };
    await expect(committeeDecides(story, proposal, meetingDay(), 'approveWithChanges', above)).rejects.toThrow(
      /above-applied/,
    );
    await story.decide(proposal.id, 'FRN', 'approveWithChanges', { patch: [{ path, old: '8000.00', new: '9000.00' }] });
    expect(await read(second.id)).toMatchObject({ outcome: 'granted', granted: sek(9_000) });
  });

  test('more than was applied for is not even handed in', async () => {
    const application = await applied(story, call, number(), 1_000);
    await expect(proposed(story, application, 1_001)).rejects.toThrow(/above-applied/);
  });

  test('what does not fit under the ceiling is refused as a whole', async () => {
    const application = await applied(story, call, number(), 200_000);
    const proposal = await proposed(story, application, 200_000);
    const before = await story.totals();
    expect(refusal(await delegate(story, proposal))).toBe('409 ceiling-exceeded');
    expect(await story.totals()).toEqual(before);
    expect(await story.app.query(`select 1 from delegated_decision where text like '%200 000%'`)).toEqual([]);
    expect(await read(application.id)).toMatchObject({ outcome: null });
  });

  test('the executive board’s allocation names no measure of it: it gives no more and takes nothing back', async () => {
    const proposal = await proposed(story, await applied(story, call, number(), 4_000), 4_000);
    await expectStatus(200, delegate(story, proposal));
    const board = await story.call([await story.source('KSA', 'discretionaryAppropriation', 1_000, [])], ['ASN']);
    const office = await story.as('ks.stadskontoret');
    const { body } = await expectStatus(201, office.post('allocations', { title: 'Sparas in', callId: board.id }));
    const row = { proposalId: proposal.id, measureKey: proposal.measureKey, sourceId: source, year: 2023 };
    for (const change of [{ amount: sek(-1_000), reason: 'Sparas in' }, { amount: sek(1_000) }])
      expect(
        refusal(
          await office.put(`allocations/${body.id}/rows`, { rows: [{ ...row, ...change }] }, { ifMatch: body.version }),
        ),
      ).toBe('422 validation-failed/association-grant');
  });

  test('two delegates at once: decided once', async () => {
    const application = await applied(story, call, number(), 1_500);
    const proposal = await proposed(story, application, 1_500);
    const replies = await Promise.all([delegate(story, proposal), delegate(story, proposal)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await read(application.id)).granted).toEqual(sek(1_500));
  });
});

test('the call is decided when every application has its answer', async () => {
  const mine = await associationCall(story, source, { replyByDay: '2023-02-28' });
  const application = await applied(story, mine, number(), 1_000);
  const client = await officer();
  const act = async (path: string) => {
    const { body } = await client.get(`calls/${mine.id}`);
    return client.post(`calls/${mine.id}/${path}`, undefined, { ifMatch: body.version });
  };
  await expectStatus(200, act('closing'));
  const proposal = await proposed(story, application, 1_000);
  await expectStatus(200, act('compilation'));
  expect(refusal(await act('decision'))).toBe('409 state-conflict/answers-waiting');
  await expectStatus(200, delegate(story, proposal));
  await expectStatus(200, act('decision'));
});

test('what is given is in the totals, and the rows that explain it sum to it', async () => {
  const application = await applied(story, call, number(), 700);
  await expectStatus(200, delegate(story, await proposed(story, application, 700)));
  const controller = await story.as('ks.controller');
  const { body } = await expectStatus(
    200,
    controller.get(`totals/explain?figure=allocated&sourceId=${source}&year=2023&limit=200`),
  );
  const { 'FRN-BIDRAG 2023': total } = await story.totals();
  const rows: { amount: { amount: string } }[] = body.items;
  expect(rows.map(({ amount }) => amount.amount)).toContain('700.00');
  expect(rows.reduce((sum, { amount }) => sum + Number(amount.amount), 0)).toBe(total?.['allocated']);
});
