/**
 * Consultations with parallel writers over real HTTP: a link used twenty times at once, a deadline that passes while an answer
 * stands in line, a closing beside an answer, two who move the deadline. Whoever comes last is told, and nothing is kept twice.
 */
import { Timers } from '../../src/platform/jobs/timers.js';
import type { Reply } from '../support/app.js';
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
import { inLine, whileHeld } from '../support/held.js';
import { expectStatus, refusal, Story } from '../support/story.js';

let story: Story;
let day = 0;
const nextDay = (): string => new Date(Date.UTC(2023, 0, 2 + (day += 1))).toISOString().slice(0, 10);
const asn = 'Arbetsmarknads- och socialnämnden';
const union = 'Fackförbundet A';
const association = 'Föreningen B';

beforeAll(async () => {
  story = await Story.begin();
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const office = () => story.as('ks.stadskontoret');
const at = async (consultation: SceneConsultation, path: string, body: object = {}) =>
  (await office()).post(`consultations/${consultation.id}/${path}`, body, { ifMatch: consultation.version });

async function begin(wishes: { replyByDay?: string; replyByTime?: string | null } = {}) {
  const on = nextDay();
  const consultees = [
    { kind: 'committee' as const, authorityId: story.authority('ASN') },
    { kind: 'union' as const, name: union },
    { kind: 'other' as const, name: association },
  ];
  const sending = { sentDay: on, sentElsewhere: 'Sändes med post.' };
  const consultation = await sent(story, { consultees, ...wishes }, sending, on);
  const all = await consulteesOf(await office(), consultation);
  return { consultation, one: (name: string): SceneConsultee => all.get(name) as SceneConsultee };
}

const linkFor = async (id: string): Promise<string> =>
  secretOf(await expectStatus(201, (await office()).post(`consultees/${id}/links`, {})));
const answer = { level: 'official', text: 'Förbundet tillstyrker målen men inte tidplanen.' };
const byLink = (secret: string, over: object = {}, options = {}): Promise<Reply> =>
  story.app.anonymous.post('consultation-links/reply', { secret, ...answer, ...over }, options);
const said = (reply: Reply): string => (reply.status < 300 ? `${reply.status}` : refusal(reply));
const times = (count: number, what: string): string[] => Array.from({ length: count }, () => what);

/** What is kept of a consultee's answer: the answer, its document, the event; and the last number of the matter. */
async function keptOf(id: string, matterId: string) {
  const [kept] = await story.app.query(
    `select (select count(*)::integer from consultation_reply where consultee_id = $1) as answers,
        (select count(*)::integer from event where subject_id = $1 and type = 'consultee.replied') as events,
        (select count(*)::integer from document where matter_id = $2 and kind = 'opinion') as documents,
        (select last_document_number - (select count(*) from document where matter_id = $2) from matter where id = $2)::integer as gaps`,
    [id, matterId],
  );
  return kept;
}

/** The deadline passes at this very moment, for everybody. */
async function deadlinePasses(tx: { query(sql: string, values: unknown[]): Promise<unknown> }, id: string) {
  const now = `(select clock_timestamp() as at)`;
  await tx.query(
    `with n as materialized ${now}, d as (update consultation_deadline d set reply_by_at = n.at from n where d.consultation_id = $1 and d.origin <> 'proposed'),
        t as (update consultee_notice t set reply_by_at = n.at from n where t.consultee_id in (select id from consultee where consultation_id = $1))
      update consultation c set reply_by_at = n.at from n where c.id = $1`,
    [id],
  );
}

describe('a link', () => {
  test('used twenty times at once answers once: one receipt, one number', async () => {
    const { consultation, one } = await begin();
    const { id } = one(union);
    const secret = await linkFor(id);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => byLink(secret, { text: `Svar ${n}` })));
    expect(answers.map(said).sort()).toEqual(['201', ...times(19, '409 state-conflict/already-replied')]);
    expect(await keptOf(id, consultation.matterId)).toEqual({ answers: 1, events: 1, documents: 1, gaps: 0 });
    const won = answers.find(({ status }) => status === 201)!;
    const { body } = await consultee(await office(), id);
    expect(body.reply).toMatchObject({ text: `Svar ${answers.indexOf(won)}`, isLate: false });
    expect(won.body.documentNumber).toEqual(expect.any(Number));
  });

  test('sent again and again under one key is the same answer every time', async () => {
    const { consultation, one } = await begin();
    const { id } = one(union);
    const secret = await linkFor(id);
    const key = '0190b1f2-6c1e-4f00-8a00-00000000bbbb';
    const answers = await Promise.all(Array.from({ length: 8 }, () => byLink(secret, {}, { key })));
    const first = answers.find(({ status }) => status === 201)!;
    for (const each of answers)
      expect(['201', '409 idempotency-in-progress']).toContain(each.text === first.text ? '201' : said(each));
    expect(await keptOf(id, consultation.matterId)).toEqual({ answers: 1, events: 1, documents: 1, gaps: 0 });
  });

  test('of one consultee answers for no other, however it is asked', async () => {
    const [here, there] = [await begin(), await begin()];
    const secret = await linkFor(here.one(union).id);
    const foreign = await byLink(secret, {
      positions: [{ questionKey: there.consultation.questionKeys[0], stance: 'supports', quote: 'tillstyrker målen' }],
    });
    expect([refusal(foreign), foreign.body.errors[0].pointer]).toEqual([
      '422 validation-failed/unknown-question',
      '/positions/0/questionKey',
    ]);
    expect(refusal(await byLink(secret, { consulteeId: there.one(union).id }))).toMatch(/^422 validation-failed/);
    const text = await story.app.anonymous.post('consultation-links/text', {
      secret,
      documentVersionId: (await (await office()).get(`consultations/${there.consultation.id}`)).body.texts[0]
        .documentVersionId,
    });
    expect(refusal(text)).toBe('404 not-found');
    expect(await keptOf(there.one(union).id, there.consultation.matterId)).toMatchObject({ answers: 0, documents: 0 });
    expect((await byLink(secret)).status).toBe(201);
  });

  test('withdrawn while its answer stands in line lets nobody in', async () => {
    const { consultation, one } = await begin();
    const { id } = one(union);
    const secret = await linkFor(id);
    const late = await whileHeld(
      story.app,
      (tx) => tx.query(`update consultee_link set revoked_at = clock_timestamp() where consultee_id = $1`, [id]),
      () => byLink(secret),
    );
    expect(refusal(late)).toBe('404 not-found');
    expect(await keptOf(id, consultation.matterId)).toMatchObject({ answers: 0, documents: 0 });
  });
});

describe('the instant of receipt (FL 22)', () => {
  test('is when the answer came, though the deadline passes while it stands in line', async () => {
    const { consultation, one } = await begin({ replyByDay: '2099-03-31', replyByTime: '12:00' });
    const [secret, other] = [await linkFor(one(union).id), await linkFor(one(association).id)];
    const inTime = await whileHeld(
      story.app,
      (tx) => tx.query(`select 1 from matter where id = $1 for update`, [consultation.matterId]),
      () => byLink(secret),
      (tx) => deadlinePasses(tx, consultation.id),
    );
    expect([said(inTime), inTime.body.isLate]).toEqual(['201', false]);
    expect((await byLink(other)).body.isLate).toBe(true);
  });

  test('is when a committee handed its opinion in, not when its document was set', async () => {
    const { consultation, one } = await begin({ replyByDay: '2099-03-31', replyByTime: '12:00' });
    const { id } = one(asn);
    const officer = await story.as('asn.handlaggare');
    await expectStatus(200, act(officer, id, 'receipt'));
    await expectStatus(200, act(officer, id, 'assignment', { officerId: story.person('asn.handlaggare') }));
    const draft = await expectStatus(201, officer.post(`consultees/${id}/opinion`, { text: 'Inga synpunkter.' }));
    const director = await story.as('asn.direktor');
    await expectStatus(200, director.post(`opinions/${draft.body.id}/signature`, undefined, { ifMatch: 1 }));
    const { body: read } = await consultee(officer, id);
    const returned = await whileHeld(
      story.app,
      (tx) => tx.query(`select 1 from matter where id = $1 for update`, [consultation.matterId]),
      () => officer.post(`consultees/${id}/return`, {}, { ifMatch: read.version }),
      (tx) => deadlinePasses(tx, consultation.id),
    );
    expect([said(returned), returned.body.isLate]).toEqual(['201', false]);
  });

  test('half a millisecond after the deadline is late, also by a document that was registered then', async () => {
    const { consultation, one } = await begin({ replyByDay: '2023-03-31', replyByTime: '12:00' });
    const registrar = await story.as('ks.sekreterare');
    const registered = async (at: string): Promise<string> => {
      const { body } = await expectStatus(
        201,
        registrar.post(`matters/${consultation.matterId}/documents`, {
          kind: 'opinion',
          title: 'Svar',
          direction: 'received',
          counterpart: 'En instans',
        }),
      );
      await story.app.query(`update document set received_at = $2::timestamptz where id = $1`, [body.documentId, at]);
      return body.documentId;
    };
    const reply = async (name: string, at: string) => {
      const documentId = await registered(at);
      return expectStatus(201, act(await office(), one(name).id, 'reply', { ...answer, documentId }));
    };
    expect((await reply(union, '2023-03-31T12:00:00.000000+02:00')).body.isLate).toBe(false);
    expect((await reply(association, '2023-03-31T12:00:00.000500+02:00')).body.isLate).toBe(true);
  });
});

describe('the end of it', () => {
  const ended = async (consultation: SceneConsultation) => {
    await refreshed(await office(), consultation);
    return expectStatus(200, at(consultation, 'reply-period-end'));
  };

  test('somebody is asked more while it ends: one of the two is heard', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { consultation, one } = await begin({ replyByDay: '2099-03-31' });
      for (const name of [asn, union, association])
        await expectStatus(201, act(await office(), one(name).id, 'reply', answer));
      await refreshed(await office(), consultation);
      const grn = { kind: 'committee', authorityId: story.authority('GRN') };
      const more = () => at(consultation, 'consultees', { consultees: [grn], reason: 'Glömdes.' });
      const end = () => at(consultation, 'reply-period-end');
      const replies = await Promise.all(round % 2 === 0 ? [more(), end()] : [end(), more()]);
      expect(replies.map(({ status }) => status < 300).sort()).toEqual([false, true]);
      for (const reply of replies.filter(({ status }) => status >= 300)) expect(reply.status).toBe(412);
      const asked = await consulteesOf(await office(), consultation);
      const { body } = await refreshed(await office(), consultation);
      expect([asked.size, body.status]).toEqual(asked.has('Grundskolenämnden') ? [4, 'sent'] : [3, 'replyPeriodOver']);
    }
  });

  test('an answer beside the closing is registered before it or refused; afterwards nothing of it changes', async () => {
    const { consultation, one } = await begin({ replyByDay: '2023-03-31' });
    const client = await office();
    const secret = await linkFor(one(union).id);
    await expectStatus(201, act(client, one(asn).id, 'reply', answer));
    await ended(consultation);
    await refreshed(client, consultation);
    await expectStatus(200, at(consultation, 'compilation'));
    await story.plan('consultation', consultation.id, 'KS', [['KS', nextDay()]]);
    await story.decide(consultation.id, 'KS', 'note');
    await refreshed(client, consultation);
    const [closing, late] = await Promise.all([at(consultation, 'closing'), byLink(secret)]);
    expect(closing.status).toBe(200);
    const answered = late.status === 201;
    if (!answered) expect(['404 not-found', '409 state-conflict/consultation-not-open']).toContain(refusal(late));
    const { body } = await consultee(client, one(union).id);
    expect([body.status, body.reply === null]).toEqual(answered ? ['registered', false] : ['noReply', true]);

    expect(refusal(await byLink(secret))).toBe('404 not-found');
    const notOpen = '409 state-conflict/consultation-not-open';
    const silent = one(association).id;
    expect(refusal(await client.post(`consultees/${silent}/links`, {}))).toBe(notOpen);
    expect(refusal(await client.post(`consultees/${silent}/reminders`))).toBe(notOpen);
    expect(refusal(await act(client, silent, 'declination', {}))).toBe(notOpen);
    expect(refusal(await act(client, silent, 'reply', answer))).toBe(notOpen);
    const { body: read } = await consultee(client, one(asn).id);
    const positions = [{ questionKey: consultation.questionKeys[0], stance: 'supports', quote: 'tillstyrker målen' }];
    const reading = await client.put(`consultees/${one(asn).id}/positions`, { positions }, { ifMatch: read.version });
    expect(refusal(reading)).toBe(notOpen);
  });
});

describe('the deadline for all', () => {
  test('moved by two at once is proposed once, put before the body once and decided once', async () => {
    const { consultation, one } = await begin({ replyByDay: '2099-03-15' });
    const client = await office();
    const days = ['2099-04-15', '2099-05-15', '2099-06-15'];
    const proposals = await Promise.all(
      days.map((replyByDay) => at(consultation, 'deadline-proposals', { replyByDay, reason: 'Mer tid.' })),
    );
    expect(proposals.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const moved = days[proposals.findIndex(({ status }) => status === 200)]!;
    const secretary = await story.as('ks.sekreterare');
    const on = nextDay();
    const meetingIds = [await story.meeting('KS', on)];
    const route = () =>
      secretary.post('routes', { subjectKind: 'consultation', subjectId: consultation.id, meetingIds });
    const routes = await Promise.all([route(), route(), route()]);
    expect(routes.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    await story.open('KS', on);
    const item = await story.waitingItem(consultation.id, secretary);
    const decide = (outcome: string) =>
      secretary.post(`agenda-items/${item.id}/decision`, { outcome }, { ifMatch: item.version });
    // One gets an extension at the same moment: it is told of both, and the later of the two is its deadline.
    const { id, version } = { ...one(union), ...(await consultee(client, one(union).id)).body };
    const [extended, ...decisions] = await Promise.all([
      client.post(`consultees/${id}/extension`, { replyByDay: '2099-12-31', reason: 'Sjukdom' }, { ifMatch: version }),
      decide('approve'),
      decide('approve'),
      decide('reject'),
    ]);
    expect(said(extended!)).toMatch(/^200/);
    expect(decisions.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const other of decisions.filter(({ status }) => status !== 201)) expect([409, 412]).toContain(other.status);
    const { body } = await refreshed(client, consultation);
    const approved = body.replyByDay === moved;
    expect([body.status, body.replyByDay]).toEqual(['sent', approved ? moved : '2099-03-15']);
    const kinds = (await consultee(client, id)).body.notices.map(({ kind }: { kind: string }) => kind).sort();
    expect(kinds).toEqual(approved ? ['deadline', 'dispatch', 'extension'] : ['dispatch', 'extension']);
    expect((await consultee(client, id)).body.replyByDay).toBe('2099-12-31');
  });

  test('is not given as an extension before anybody was asked', async () => {
    const { one } = await begin({ replyByDay: '2023-03-31' });
    const early = { replyByDay: '2099-04-09', reason: 'Semester', grantedDay: '2022-12-31' };
    expect(refusal(await act(await office(), one(union).id, 'extension', early))).toBe(
      '422 validation-failed/before-dispatch',
    );
  });

  test('the clock reminds while an extension is given: both are told, one after the other', async () => {
    const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { one } = await begin({ replyByDay: soon });
    const client = await office();
    const { id } = one(union);
    const { body: read } = await consultee(client, id);
    const timers = story.app.app.get(Timers);
    const begun: Promise<Reply>[] = [];
    // The reminder has been written and not yet told: events are held back until the extension stands in line behind it.
    await whileHeld(
      story.app,
      (tx) => tx.query(`lock table event in share mode`),
      () => timers.runOnce('consultation-reminder'),
      async () => {
        const extension = { replyByDay: '2099-04-09', reason: 'Sjukdom' };
        begun.push(client.post(`consultees/${id}/extension`, extension, { ifMatch: read.version }));
        await inLine(story.app, 2, begun[0]!);
      },
    );
    const extended = await begun[0]!;
    expect(said(extended)).toMatch(/^200/);
    const { body } = await consultee(client, id);
    expect(body.notices.map(({ kind }: { kind: string }) => kind)).toEqual(['dispatch', 'reminder', 'extension']);
  });
});

test('a consultee may be called what it is called: its answer is a file of that name as far as a file can be', async () => {
  const long = `Förbundet ${'för alla som arbetar här '.repeat(11)}`.trim();
  const consultees = ['Lärarnas förbund, Öst/Väst', long].map((name) => ({ kind: 'union' as const, name }));
  const on = nextDay();
  const consultation = await sent(story, { consultees }, { sentDay: on, sentElsewhere: 'Sändes med post.' }, on);
  const all = await consulteesOf(await office(), consultation);
  expect([...all.keys()]).toEqual(consultees.map(({ name }) => name));
  for (const { id } of all.values()) await expectStatus(201, byLink(await linkFor(id)));
  const { body } = await (await office()).get(`matters/${consultation.matterId}/documents?limit=200`);
  const names: string[] = body.items
    .filter(({ kind }: { kind: string }) => kind === 'opinion')
    .map(({ versions }: { versions: { fileName: string }[] }) => versions[0]!.fileName);
  expect(names[0]).toMatch(/^Remissvar KS-\d+-\d+ Lärarnas förbund, Öst-Väst\.txt$/);
  expect([names[1]!.length, names[1]!.endsWith('.txt')]).toEqual([200, true]);
});

test('an opinion is not handed in before it was adopted, and no consultation is received before it was sent', async () => {
  const { one } = await begin({ replyByDay: '2023-03-31', replyByTime: '12:00' });
  const { id } = one(asn);
  const [officer, secretary] = [await story.as('asn.handlaggare'), await story.as('asn.sekreterare')];
  expect(refusal(await act(officer, id, 'receipt', { receivedAt: '2022-12-31T12:00:00+01:00' }))).toBe(
    '422 validation-failed/before-dispatch',
  );
  await expectStatus(200, act(officer, id, 'receipt'));
  await expectStatus(200, act(officer, id, 'assignment', { officerId: story.person('asn.handlaggare') }));
  const draft = await expectStatus(201, officer.post(`consultees/${id}/opinion`, { text: 'Vi tillstyrker.' }));
  await story.plan('opinion', draft.body.id, 'ASN', [['ASN', '2023-04-26']]);
  await story.decide(draft.body.id, 'ASN', 'approve');
  const back = (receivedAt: string) => act(secretary, id, 'return', { receivedAt, notedElsewhere: 'Med bud' });
  expect(refusal(await back('2023-03-30T12:00:00+02:00'))).toBe('422 validation-failed/before-adoption');
  expect((await expectStatus(201, back('2023-04-27T09:00:00+02:00'))).body.isLate).toBe(true);
});
