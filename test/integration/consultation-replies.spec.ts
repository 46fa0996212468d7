/** Answers: each consultee's own process, in time or late, by hand and by link, and what they say question by question. */
import { createHash } from 'node:crypto';
import { Client } from '../support/app.js';
import {
  act,
  consultee,
  consulteesOf,
  refreshed,
  type SceneConsultation,
  type SceneConsultee,
  secretOf,
  sent,
} from '../support/consultation-scene.js';
import { expectStatus, refusal, Story } from '../support/story.js';

let story: Story;
let day = 0;
const nextDay = (): string => new Date(Date.UTC(2023, 0, 2 + (day += 1))).toISOString().slice(0, 10);
const asn = 'Arbetsmarknads- och socialnämnden';
const grn = 'Grundskolenämnden';
const union = 'Fackförbundet A';

beforeAll(async () => {
  story = await Story.begin();
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const office = () => story.as('ks.stadskontoret');
const at = async (consultation: SceneConsultation, path: string, body: object = {}) => {
  await refreshed(await office(), consultation);
  return (await office()).post(`consultations/${consultation.id}/${path}`, body, { ifMatch: consultation.version });
};

/** Sent on a day in the past with a deadline that has not come, or that has. */
async function begin(
  wishes: { replyByDay?: string; replyByTime?: string | null; more?: Record<string, unknown> } = {},
) {
  const on = nextDay();
  const consultees = [
    { kind: 'committee' as const, authorityId: story.authority('ASN') },
    { kind: 'committee' as const, authorityId: story.authority('GRN') },
    { kind: 'union' as const, name: union },
    { kind: 'other' as const, name: 'Föreningen B' },
  ];
  const consultation = await sent(
    story,
    { consultees, ...wishes },
    { sentDay: on, sentElsewhere: 'Sändes med post.' },
    on,
  );
  const all = await consulteesOf(await office(), consultation);
  const one = (name: string): SceneConsultee => all.get(name) as SceneConsultee;
  return { consultation, one };
}

const linkFor = async (id: string, body: object = {}) =>
  expectStatus(201, (await office()).post(`consultees/${id}/links`, body));
const byLink = (path: string, body: object, options = {}) =>
  story.app.anonymous.post(`consultation-links/${path}`, body, options);

describe('the consultee’s own process', () => {
  test('stamp, own number, own officer and day, own meeting, reservation, sent back and registered', async () => {
    const { consultation, one } = await begin({ replyByDay: '2099-03-31', replyByTime: '12:00' });
    const { id } = one(asn);
    const [officer, secretary, director] = [
      await story.as('asn.handlaggare'),
      await story.as('asn.sekreterare'),
      await story.as('asn.direktor'),
    ];
    expect(refusal(await act(officer, id, 'assignment', { officerId: story.person('asn.handlaggare') }))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    const received = await expectStatus(200, act(officer, id, 'receipt'));
    expect(received.body).toMatchObject({
      status: 'received',
      registrationNumber: expect.stringMatching(/^ASN-\d{4}-\d+$/),
    });
    const matter = await expectStatus(200, officer.get(`matters/${received.body.matterId}`));
    expect(matter.body.documents.map(({ kind, direction }: Record<string, string>) => [kind, direction])).toEqual([
      ['coverLetter', 'received'],
      ['memorandum', 'received'],
      ['memorandum', 'received'],
    ]);
    expect(matter.body.externalReferences).toMatchObject([
      { authorityName: 'Kommunstyrelsen', reference: expect.stringMatching(/^KS-/) },
    ]);
    const meetingId = await story.meeting('ASN', '2023-04-26');
    const assigned = await expectStatus(
      200,
      act(officer, id, 'assignment', {
        officerId: story.person('asn.handlaggare'),
        draftDueDay: '2023-04-27',
        meetingId,
      }),
    );
    expect(assigned.body.warnings.map(({ code }: { code: string }) => code)).toEqual(['draft-after-meeting']);
    const text = 'Nämnden ställer sig bakom målen.\n\nEffektmålen bör revideras vartannat år.';
    const positions = [
      { questionKey: consultation.questionKeys[0], stance: 'supports', quote: 'ställer sig bakom målen' },
      { questionKey: consultation.questionKeys[1], stance: 'rejects', quote: 'bör revideras vartannat år' },
    ];
    const elsewhere = await officer.post(`consultees/${id}/opinion`, {
      text,
      positions: [{ ...positions[0], quote: 'står bakom målen' }],
    });
    expect([elsewhere.status, elsewhere.body.errors]).toMatchObject([
      422,
      [{ pointer: '/positions/0/quote', code: 'quote-not-found' }],
    ]);
    const draft = await expectStatus(201, officer.post(`consultees/${id}/opinion`, { text, positions }));
    const opinionId = draft.body.id as string;
    expect((await (await office()).get(`opinions/${opinionId}`)).status).toBe(404);
    expect(refusal(await act(secretary, id, 'return', {}))).toBe('409 state-conflict/not-allowed-in-state');
    await story.plan('opinion', opinionId, 'ASN', [['ASN', '2023-04-26']]);
    expect(refusal(await director.post(`opinions/${opinionId}/signature`, undefined, { ifMatch: 2 }))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    await story.open('ASN', '2023-04-26');
    const item = await story.waitingItem(opinionId, secretary);
    await story.decide(opinionId, 'ASN', 'approveWithChanges', {
      patch: [
        {
          path: '/paragraphs/2',
          old: 'Effektmålen bör revideras vartannat år.',
          new: 'Effektmålen bör revideras vart tredje år.',
        },
      ],
    });
    const reserving = story.person('asn.ledamot');
    await expectStatus(
      201,
      secretary.post(`agenda-items/${item.id}/reservations`, { personId: reserving, reasons: 'Målen är för få.' }),
    );
    const { body: opinion } = await expectStatus(200, officer.get(`opinions/${opinionId}`));
    expect(opinion).toMatchObject({ status: 'adopted', versionNumber: 2, positions: [{ stance: 'supports' }] });
    const returned = await expectStatus(201, act(secretary, id, 'return'));
    expect(returned.body).toMatchObject({ status: 'sentBack', isLate: false, documentNumber: null });
    const unregistered = await expectStatus(200, (await office()).get(`consultees/${id}`));
    expect(unregistered.body).toMatchObject({ own: null, ownNumber: received.body.registrationNumber });
    const registered = await expectStatus(200, act(await story.as('ks.sekreterare'), id, 'registration'));
    expect(registered.body).toMatchObject({ status: 'registered', isLate: false });
    const { body: asked } = await consultee(await office(), id);
    expect(asked.reply).toMatchObject({
      via: 'ownProcess',
      level: 'adopted',
      reservations: [{ name: expect.any(String), party: expect.any(String), reasons: 'Målen är för få.' }],
      positions: [{ stance: 'supports', quote: 'ställer sig bakom målen', quoteStart: 8, statedByConsultee: true }],
    });
    const own = await expectStatus(200, officer.get(`matters/${received.body.matterId}`));
    expect(own.body.documents.at(-1)).toMatchObject({ kind: 'opinion', direction: 'drawnUp' });
    const document = await expectStatus(200, officer.get(`opinions/${opinionId}/document?format=docx`));
    expect(document.headers.get('content-type')).toContain('wordprocessingml');
    const data = await expectStatus(200, officer.get(`opinions/${opinionId}/document`));
    expect(data.body).toMatchObject({
      status: 'adopted',
      minuteItem: expect.any(Number),
      reservations: [{ reasons: 'Målen är för få.' }],
    });
  });

  test('signed at official level by another than its author; never to the council', async () => {
    const { one } = await begin();
    const officer = await story.as('grn.handlaggare');
    const director = await story.as('grn.direktor');
    const { id } = one(grn);
    await expectStatus(200, act(officer, id, 'receipt'));
    await expectStatus(200, act(officer, id, 'assignment', { officerId: story.person('grn.handlaggare') }));
    const draft = await expectStatus(201, officer.post(`consultees/${id}/opinion`, { text: '' }));
    const sign = (version: number) =>
      director.post(`opinions/${draft.body.id}/signature`, undefined, { ifMatch: version });
    expect(refusal(await sign(1))).toBe('422 validation-failed/required');
    const edited = await expectStatus(
      200,
      officer.patch(`opinions/${draft.body.id}`, { text: 'Förvaltningen har inga synpunkter.' }, { ifMatch: 1 }),
    );
    expect(
      (await officer.post(`opinions/${draft.body.id}/signature`, undefined, { ifMatch: edited.body.version })).status,
    ).toBe(403);
    const signed = await expectStatus(200, sign(edited.body.version));
    expect(signed.body.status).toBe('official');
    await expectStatus(201, act(officer, id, 'return'));
    expect((await consultee(await office(), id)).body.reply).toMatchObject({ level: 'official' });

    const council = await begin({ more: { addresseeBodyId: story.body('KF') } });
    const other = council.one(grn).id;
    await expectStatus(200, act(officer, other, 'receipt'));
    await expectStatus(200, act(officer, other, 'assignment', { officerId: story.person('grn.handlaggare') }));
    const toCouncil = await expectStatus(
      201,
      officer.post(`consultees/${other}/opinion`, { text: 'Till fullmäktige.' }),
    );
    expect(refusal(await director.post(`opinions/${toCouncil.body.id}/signature`, undefined, { ifMatch: 1 }))).toBe(
      '409 state-conflict/opinion-to-council',
    );
    const secretary = await story.as('grn.sekreterare');
    const subcommittee = await secretary.post('routes', {
      subjectKind: 'opinion',
      subjectId: toCouncil.body.id,
      meetingIds: [await story.meeting('GRN AU', '2023-05-03')],
    });
    expect(refusal(subcommittee)).toBe('409 state-conflict/opinion-to-council');
  });

  test('another consultee is somebody else’s; what is not sent is nobody’s', async () => {
    const { consultation, one } = await begin();
    const officer = await story.as('asn.handlaggare');
    expect((await officer.get(`consultees/${one(grn).id}`)).status).toBe(404);
    const seen = await expectStatus(200, officer.get(`consultations/${consultation.id}/consultees`));
    expect(seen.body.items.map(({ name }: { name: string }) => name)).toEqual([asn]);
    expect((await officer.get(`consultations/${consultation.id}/answer-matrix`)).status).toBe(404);
    expect(refusal(await officer.post(`consultees/${one(grn).id}/receipt`, {}, { ifMatch: 1 }))).toBe(
      '403 forbidden/opinion.handle',
    );
    expect((await (await story.as('tn.handlaggare')).get(`consultations/${consultation.id}`)).status).toBe(404);
    expect(refusal(await act(await office(), one(union).id, 'receipt'))).toBe('403 forbidden/opinion.handle');
  });
});

describe('in time or late', () => {
  const reply = {
    level: 'adopted',
    ownNumber: 'A 12/23',
    text: 'Vi tillstyrker förslaget.',
    notedElsewhere: 'Med bud',
  };

  test('"senast kl. 12.00" includes 12:00:00.000; a millisecond later is late, registered and shown as late', async () => {
    const { consultation, one } = await begin({ replyByDay: '2023-03-31', replyByTime: '12:00' });
    const byHand = (name: string, receivedAt: string) => act2(name, { ...reply, receivedAt });
    const act2 = async (name: string, body: object) => act(await office(), one(name).id, 'reply', body);
    const stroke = await expectStatus(201, byHand(asn, '2023-03-31T12:00:00.000+02:00'));
    expect(stroke.body).toMatchObject({ status: 'registered', isLate: false, documentNumber: expect.any(Number) });
    const late = await expectStatus(201, byHand(grn, '2023-03-31T12:00:00.001+02:00'));
    expect(late.body).toMatchObject({ status: 'registered', isLate: true });
    const matter = await expectStatus(200, (await office()).get(`matters/${consultation.matterId}`));
    expect(matter.body.documents.filter(({ kind }: { kind: string }) => kind === 'opinion')).toHaveLength(2);
    const matrix = await expectStatus(200, (await office()).get(`consultations/${consultation.id}/answer-matrix`));
    expect(matrix.body.counts).toEqual({
      asked: 4,
      inTime: 1,
      byExtension: 0,
      late: 1,
      declined: 0,
      silent: 0,
      waiting: 2,
    });
    expect(matrix.body.consultees[1].reply).toMatchObject({ isLate: true, receivedAt: '2023-03-31 12:00:00.001' });
    expect(refusal(await byHand(asn, '2023-03-31T12:00:00.000+02:00'))).toBe('409 state-conflict/already-replied');
  });

  test('a day without a time of day counts whole', async () => {
    const { one } = await begin({ replyByDay: '2023-03-31' });
    const client = await office();
    const last = await expectStatus(
      201,
      act(client, one(asn).id, 'reply', { ...reply, receivedAt: '2023-03-31T23:59:59.999+02:00' }),
    );
    const next = await expectStatus(
      201,
      act(client, one(grn).id, 'reply', { ...reply, receivedAt: '2023-04-01T00:00:00.000+02:00' }),
    );
    expect([last.body.isLate, next.body.isLate]).toEqual([false, true]);
  });

  test('what cannot be is refused, and where it is said', async () => {
    const { one, consultation } = await begin({ replyByDay: '2023-03-31' });
    const client = await office();
    const say = async (body: object) => {
      const { status, body: problem } = await act(client, one(union).id, 'reply', { ...reply, ...body });
      return `${status} ${problem.errors?.[0]?.pointer} ${problem.errors?.[0]?.code}`;
    };
    expect(await say({ receivedAt: '2099-01-01T00:00:00Z' })).toBe('422 /receivedAt future');
    expect(await say({ receivedAt: '2022-01-01T00:00:00Z' })).toBe('422 /receivedAt before-dispatch');
    expect(await say({ receivedAt: '2023-03-31' })).toBe('422 /receivedAt datetime');
    expect(await say({ receivedAt: undefined })).toBe('422 /receivedAt required');
    expect(await say({ receivedAt: '2023-03-30T12:00:00Z', notedElsewhere: undefined })).toBe(
      '422 /notedElsewhere required',
    );
    expect(await say({ notedElsewhere: undefined, documentId: consultation.id })).toBe(
      '422 /documentId unknown-document',
    );
    const position = { questionKey: consultation.questionKeys[0], stance: 'supports', quote: 'tillstyrker' };
    const receivedAt = '2023-03-30T12:00:00Z';
    expect(await say({ receivedAt, positions: [{ ...position, questionKey: consultation.id }] })).toBe(
      '422 /positions/0/questionKey unknown-question',
    );
    expect(await say({ receivedAt, positions: [position, position] })).toBe('422 /positions/1/questionKey duplicate');
    expect(await say({ receivedAt, positions: [{ ...position, quote: 'avstyrker' }] })).toBe(
      '422 /positions/0/quote quote-not-found',
    );
    expect(await say({ receivedAt, positions: [{ ...position, quote: undefined }] })).toBe(
      '422 /positions/0/quote required',
    );
    const stored = await story.app.query(`select 1 from document where kind = 'opinion' and matter_id = $1`, [
      consultation.matterId,
    ]);
    expect(stored).toEqual([]);
  });

  test('a moved deadline judges the answers anew', async () => {
    const { consultation, one } = await begin({ replyByDay: '2023-03-15', replyByTime: '12:00' });
    const late = await expectStatus(
      201,
      act(await office(), one(asn).id, 'reply', { ...reply, receivedAt: '2023-03-20T09:00:00+01:00' }),
    );
    expect(late.body.isLate).toBe(true);
    await expectStatus(200, at(consultation, 'deadline-proposals', { replyByDay: '2023-03-31', reason: 'Mer tid.' }));
    const on = nextDay();
    await story.plan('consultation', consultation.id, 'KS', [['KS', on]]);
    await story.decide(consultation.id, 'KS', 'approve');
    expect((await consultee(await office(), one(asn).id)).body).toMatchObject({
      isLate: false,
      replyByDay: '2023-03-31',
    });
  });

  test('a declined and a silent consultee; afterwards an answer is late and counted as such', async () => {
    const { consultation, one } = await begin({ replyByDay: '2023-03-31' });
    const client = await office();
    await expectStatus(
      200,
      act(await story.as('asn.sekreterare'), one(asn).id, 'declination', { note: 'Berör inte nämnden.' }),
    );
    expect(refusal(await act(await story.as('asn.sekreterare'), one(asn).id, 'declination'))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    await expectStatus(204, client.post(`consultees/${one(grn).id}/reminders`));
    expect(refusal(await client.post(`consultees/${one(asn).id}/reminders`))).toBe('409 state-conflict/not-waited-for');
    const ended = await expectStatus(200, at(consultation, 'reply-period-end'));
    expect(ended.body).toMatchObject({ status: 'replyPeriodOver', silent: 3 });
    await expectStatus(201, act(client, one(grn).id, 'reply', { ...reply, notedElsewhere: undefined }));
    const matrix = await expectStatus(200, client.get(`consultations/${consultation.id}/answer-matrix`));
    expect(matrix.body.counts).toEqual({
      asked: 4,
      inTime: 0,
      byExtension: 0,
      late: 1,
      declined: 1,
      silent: 2,
      waiting: 0,
    });
  });

  test('the period does not end while an extension runs', async () => {
    const { consultation, one } = await begin({ replyByDay: '2023-03-31' });
    await expectStatus(
      200,
      act(await office(), one(grn).id, 'extension', {
        replyByDay: '2099-04-09',
        reason: 'Semester',
        grantedDay: '2023-03-30',
      }),
    );
    const refused = await at(consultation, 'reply-period-end');
    expect([refusal(refused), refused.body.detail]).toEqual([
      '409 state-conflict/still-waiting',
      `Svarstiden har inte gått ut för ${grn}.`,
    ]);
  });
});

describe('a link without an account', () => {
  const reply = {
    level: 'official',
    signatory: 'Ordföranden',
    text: 'Förbundet tillstyrker målen men inte tidplanen.',
  };

  test('reads what is asked, fetches the text and answers once', async () => {
    const { consultation, one } = await begin({ replyByDay: '2099-03-31', replyByTime: '12:00' });
    const secret = secretOf(await linkFor(one(union).id));
    const asked = await expectStatus(200, byLink('reading', { secret }));
    expect(asked.body).toMatchObject({
      consulteeName: union,
      replyByDay: '2099-03-31',
      replyByTime: '12:00',
      isDeadlineOver: false,
      repliedAt: null,
    });
    const text = await expectStatus(
      200,
      byLink('text', { secret, documentVersionId: asked.body.texts[0].documentVersionId }),
    );
    expect(text.text).toBe('Lydelse 1 av del 1.\n');
    const positions = [{ questionKey: consultation.questionKeys[0], stance: 'supports', quote: 'tillstyrker målen' }];
    const answered = await expectStatus(201, byLink('reply', { secret, ...reply, positions }));
    expect(answered.body).toMatchObject({ status: 'registered', isLate: false, documentNumber: expect.any(Number) });
    expect(refusal(await byLink('reply', { secret, ...reply }))).toBe('409 state-conflict/already-replied');
    expect((await byLink('reading', { secret })).body.repliedAt).not.toBeNull();
    const { body } = await consultee(await office(), one(union).id);
    const rewrite = await (
      await office()
    ).put(
      `consultees/${one(union).id}/positions`,
      { positions: [{ questionKey: consultation.questionKeys[0], stance: 'rejects', quote: 'inte tidplanen' }] },
      { ifMatch: body.version },
    );
    expect(refusal(rewrite)).toBe('409 state-conflict/stated-by-consultee');
    const added = await expectStatus(
      200,
      (await office()).put(
        `consultees/${one(union).id}/positions`,
        { positions: [{ questionKey: consultation.questionKeys[1], stance: 'rejects', quote: 'inte tidplanen' }] },
        { ifMatch: body.version },
      ),
    );
    expect(added.body.version).toBe(body.version + 1);
  });

  test('a stranger’s link, an expired and a revoked one answer alike', async () => {
    const { one } = await begin();
    const client = await office();
    const made = await linkFor(one(union).id);
    const secret = secretOf(made);
    const [row] = await story.app.query<{ hash: Buffer }>(
      `select token_hash as hash from consultee_link where id = $1`,
      [made.body.id],
    );
    expect(row?.hash.equals(createHash('sha256').update(secret).digest())).toBe(true);
    const kept = await story.app.query(`select 1 from idempotency_key where body like '%' || $1 || '%'`, [secret]);
    expect(kept).toEqual([]);
    const answers = [];
    answers.push(await byLink('reply', { secret: `${secret.slice(0, -1)}x`, ...reply }));
    await expectStatus(204, client.delete(`consultee-links/${made.body.id}`));
    await expectStatus(204, client.delete(`consultee-links/${made.body.id}`));
    answers.push(await byLink('reply', { secret, ...reply }), await byLink('reading', { secret }));
    const expired = await linkFor(one(union).id);
    await story.app.query(`update consultee_link set expires_at = clock_timestamp() where id = $1`, [expired.body.id]);
    answers.push(await byLink('reading', { secret: secretOf(expired) }));
    answers.push(await byLink('text', { secret: 'x'.repeat(200), documentVersionId: one(union).id }));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.detail}`))).toEqual(
      new Set(['404 Länken finns inte, eller så har du inte tillgång.']),
    );
    expect(refusal(await client.post(`consultees/${one(union).id}/links`, { expiresDay: '2023-01-01' }))).toBe(
      '422 validation-failed/past',
    );
    expect(refusal(await client.post(`consultees/${one(asn).id}/links`, {}))).toBe('409 state-conflict/has-register');
    expect((await byLink('reading', { secret: secretOf(await linkFor(one(union).id)) })).status).toBe(200);
  });

  test('guesses from one address have to wait', async () => {
    await story.app.query(`delete from sign_in_failure`);
    const statuses: number[] = [];
    for (let guess = 0; guess < 51; guess += 1)
      statuses.push((await byLink('reading', { secret: `gissning-${guess}` })).status);
    expect([...new Set(statuses.slice(0, 50))]).toEqual([404]);
    const last = await byLink('reading', { secret: 'gissning' });
    expect([statuses.at(-1), last.status, Number(last.headers.get('retry-after')) > 0]).toEqual([429, 429, true]);
    await story.app.query(`delete from sign_in_failure`);
  });

  test('two answers at once through the same link: one is registered, the other is told', async () => {
    const { one, consultation } = await begin();
    const secret = secretOf(await linkFor(one(union).id));
    const answers = await Promise.all(
      [1, 2, 3, 4].map((number) => byLink('reply', { secret, ...reply, text: `Svar ${number}` })),
    );
    expect(answers.map(refusalOrStatus).sort()).toEqual([
      '201',
      ...Array<string>(3).fill('409 state-conflict/already-replied'),
    ]);
    const documents = await story.app.query(`select 1 from document where matter_id = $1 and kind = 'opinion'`, [
      consultation.matterId,
    ]);
    expect(documents).toHaveLength(1);
    const key = '0190b1f2-6c1e-4f00-8a00-00000000aaaa';
    const other = secretOf(await linkFor(one('Föreningen B').id));
    const first = await byLink('reply', { secret: other, ...reply }, { key });
    const repeated = await byLink('reply', { secret: other, ...reply }, { key });
    expect([first.status, repeated.status, repeated.text === first.text]).toEqual([201, 201, true]);
  });

  test('an answer racing the end of the period comes before it or after it, never beside it', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { one, consultation } = await begin({ replyByDay: '2023-03-31' });
      const secret = secretOf(await linkFor(one(union).id));
      await refreshed(await office(), consultation);
      const client = await office();
      const [answer, end] = await Promise.all([
        byLink('reply', { secret, ...reply }),
        client.post(`consultations/${consultation.id}/reply-period-end`, {}, { ifMatch: consultation.version }),
      ]);
      expect([answer.status, end.status]).toEqual([201, 200]);
      const { body } = await consultee(client, one(union).id);
      expect(body).toMatchObject({ status: 'registered', isLate: true });
      expect([3, 4]).toContain(end.body.silent);
    }
  });

  test('a compilation that misses an answer is refused', async () => {
    const { one, consultation } = await begin({ replyByDay: '2023-03-31' });
    await expectStatus(200, at(consultation, 'reply-period-end'));
    await refreshed(await office(), consultation);
    const secret = secretOf(await linkFor(one(union).id));
    const client = await office();
    const [compiled, answered] = await Promise.all([
      client.post(`consultations/${consultation.id}/compilation`, {}, { ifMatch: consultation.version }),
      byLink('reply', { secret, ...reply }),
    ]);
    expect(answered.status).toBe(201);
    expect([200, 409]).toContain(compiled.status);
    if (compiled.status === 409) expect(refusal(compiled)).toBe('409 state-conflict/answers-changed');
    const { body } = await refreshed(client, consultation);
    const missed = body.compilations.filter(({ isCurrent }: { isCurrent: boolean }) => isCurrent);
    if (compiled.status === 200)
      expect(missed).toHaveLength(answered.body.documentNumber < compiled.body.documentNumber ? 1 : 0);
    const again = await expectStatus(200, at(consultation, 'compilation'));
    expect(again.body.status).toBe('compiled');
    expect((await refreshed(client, consultation)).body.compilations.at(-1).isCurrent).toBe(true);
  });
});

describe('telling', () => {
  test('the clock reminds once before each deadline', async () => {
    const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { one } = await begin({ replyByDay: soon });
    const { Timers } = await import('../../src/platform/jobs/timers.js');
    const timers = story.app.app.get(Timers);
    await timers.runOnce('consultation-reminder');
    await timers.runOnce('consultation-reminder');
    const { body } = await consultee(await office(), one(asn).id);
    expect(body.notices.map(({ kind }: { kind: string }) => kind)).toEqual(['dispatch', 'reminder']);
  });

  test('nobody signs in by a link', async () => {
    const { one } = await begin();
    const secret = secretOf(await linkFor(one(union).id));
    const client = new Client(story.app.anonymous.base, { authorization: `Bearer ${secret}` });
    expect((await client.get('consultations')).status).toBe(401);
  });
});

const refusalOrStatus = (reply: Parameters<typeof refusal>[0]): string =>
  reply.status < 300 ? `${reply.status}` : refusal(reply);
