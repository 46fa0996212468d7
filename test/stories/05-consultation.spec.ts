/**
 * Scenario 5: fifteen are asked. Proposed for 2010-03-15, decided for 2010-03-31 by a drafting group, 12.00 added by the cover
 * letter. Eleven answer in time, one late, one by an extension, one declines, one is silent; and each keeps its own number.
 */
import {
  act,
  consultee,
  consulteesOf,
  proposed,
  refreshed,
  type SceneConsultation,
  type SceneConsultee,
} from '../support/consultation-scene.js';
import {
  districtCode,
  districtName,
  districts,
  found2010,
  resourceCommittee,
  unions,
} from '../support/consultation-2010.js';
import { expectStatus, refusal, Story } from '../support/story.js';

let story: Story;
let consultation: SceneConsultation;
let all: Map<string, SceneConsultee>;
const asker = () => story.as('sk.handlaggare');
const one = (name: string): string => (all.get(name) as SceneConsultee).id;
const inStockholm = (time: string, day = '2010-03-31'): string => `${day}T${time}+02:00`;
const at = async (path: string, body: object = {}) => {
  await refreshed(await asker(), consultation);
  return (await asker()).post(`consultations/${consultation.id}/${path}`, body, { ifMatch: consultation.version });
};

beforeAll(async () => {
  story = await Story.begin();
  await found2010(story);
}, 120_000);

test('proposed for the 15th, decided for the 31st, and the letter says 12.00', async () => {
  consultation = await proposed(story, {
    authority: 'SK',
    as: 'sk.handlaggare',
    replyByDay: '2010-03-15',
    consultees: [
      ...districts.map((district) => ({
        kind: 'committee' as const,
        authorityId: story.authority(districtCode(district)),
      })),
      { kind: 'committee' as const, authorityId: story.authority('SSN') },
      ...unions.map((name) => ({ kind: 'union' as const, name })),
    ],
    more: { commitmentReference: 'Ny plan 2010' },
  });
  await story.plan('consultation', consultation.id, 'SK', [['SK', '2010-01-20']]);
  await story.decide(consultation.id, 'SK', 'approveWithChanges', {
    patch: [{ path: '/replyByDay', old: '2010-03-15', new: '2010-03-31' }],
  });
  const { body } = await expectStatus(
    200,
    at('dispatch', { replyByTime: '12:00', sentDay: '2010-01-22', sentElsewhere: 'Med internpost' }),
  );
  expect(body).toMatchObject({ status: 'sent', consultees: 15, warnings: [{ code: 'time-only-in-cover-letter' }] });
  all = await consulteesOf(await asker(), consultation);
  const shown = await refreshed(await asker(), consultation);
  expect(
    shown.body.deadlines.map(({ origin, day, time, decision }: Record<string, unknown>) => [
      origin,
      day,
      time,
      decision,
    ]),
  ).toEqual([
    ['proposed', '2010-03-15', null, null],
    ['decision', '2010-03-31', null, 'Vård- och omsorgsberedningen 2010-01-20 § 1'],
    ['coverLetter', '2010-03-31', '12:00', 'Vård- och omsorgsberedningen 2010-01-20 § 1'],
  ]);
}, 60_000);

test('after the dispatch the deadline is not edited; it is decided', async () => {
  const edited = await (
    await asker()
  ).patch(`consultations/${consultation.id}`, { replyByDay: '2010-04-15' }, { ifMatch: consultation.version });
  expect(refusal(edited)).toBe('409 state-conflict/not-allowed-in-state');
});

test('one consultee: stamped 01-26, draft by 03-11, own meeting 03-30, adopted with a reservation, sent back 11.58 the day after', async () => {
  const id = one(districtName('Öster'));
  const [officer, secretary] = [await story.as('sdc.handlaggare'), await story.as('sdc.sekreterare')];
  const received = await expectStatus(200, act(officer, id, 'receipt', { receivedAt: '2010-01-26T09:00:00+01:00' }));
  const meetingId = await story.meeting('SDC', '2010-03-30');
  const assigned = await expectStatus(
    200,
    act(officer, id, 'assignment', {
      officerId: story.person('sdc.handlaggare'),
      draftDueDay: '2010-03-11',
      meetingId,
    }),
  );
  expect(assigned.body.warnings).toEqual([]);
  const text = 'Stadsdelsfullmäktige tillstyrker planens mål.\n\nEffektmålen bör revideras av stadsdelarna.';
  const draft = await expectStatus(
    201,
    officer.post(`consultees/${id}/opinion`, {
      text,
      positions: [
        { questionKey: consultation.questionKeys[0], stance: 'supports', quote: 'tillstyrker planens mål' },
        { questionKey: consultation.questionKeys[1], stance: 'comments', quote: 'bör revideras av stadsdelarna' },
      ],
    }),
  );
  await story.plan('opinion', draft.body.id, 'SDC', [['SDC', '2010-03-30']]);
  const item = await story.waitingItem(draft.body.id, secretary);
  await story.decide(draft.body.id, 'SDC', 'approve');
  await expectStatus(
    201,
    secretary.post(`agenda-items/${item.id}/reservations`, {
      personId: story.person('sdc.3'),
      reasons: 'Målen går inte att följa upp.',
    }),
  );
  const returned = await expectStatus(
    201,
    act(secretary, id, 'return', { receivedAt: inStockholm('11:58:00'), notedElsewhere: 'Med bud till expeditionen' }),
  );
  expect(returned.body).toMatchObject({ isLate: false, status: 'sentBack' });
  await expectStatus(200, act(await story.as('sk.registrator'), id, 'registration'));
  const { body } = await consultee(await asker(), id);
  expect(body).toMatchObject({
    ownNumber: received.body.registrationNumber,
    reply: {
      level: 'adopted',
      reservations: [{ name: 'Ledamot 3, SDC', party: 'V', reasons: 'Målen går inte att följa upp.' }],
    },
  });
}, 60_000);

test('ten more in time, each with its own number; one at 12.04 is late and registered all the same', async () => {
  const registrar = await story.as('sk.registrator');
  const inTime = [
    ...districts.filter((district) => !['Öster', 'Lunden', 'Ängen'].includes(district)).map(districtName),
    ...unions.slice(0, 3),
  ];
  expect(inTime).toHaveLength(10);
  for (const [index, name] of inTime.entries()) {
    const { body } = await expectStatus(
      201,
      act(registrar, one(name), 'reply', {
        level: index === 4 ? 'official' : 'adopted',
        ownNumber: `LB ${500 + index}-10`,
        text: `Vi tillstyrker förslaget. Synpunkt ${index + 1}.`,
        receivedAt: inStockholm('10:00:00', '2010-03-29'),
        notedElsewhere: 'Med post',
        positions: [{ questionKey: consultation.questionKeys[0], stance: 'supports', quote: 'tillstyrker förslaget' }],
      }),
    );
    expect(body).toMatchObject({ status: 'registered', isLate: false });
  }
  const late = await expectStatus(
    201,
    act(registrar, one(resourceCommittee), 'reply', {
      level: 'adopted',
      ownNumber: 'SSN 10/0042',
      text: 'Nämnden avstyrker förslaget till effektmål.',
      receivedAt: inStockholm('12:04:00'),
      notedElsewhere: 'Med bud',
      positions: [{ questionKey: consultation.questionKeys[0], stance: 'rejects', quote: 'avstyrker förslaget' }],
    }),
  );
  expect(late.body).toMatchObject({ status: 'registered', isLate: true });
}, 60_000);

test('an extension to 04-09 granted before the deadline is met; the others’ deadline stands', async () => {
  const id = one(districtName('Lunden'));
  const extended = await expectStatus(
    200,
    act(await asker(), id, 'extension', {
      replyByDay: '2010-04-09',
      replyByTime: '12:00',
      reason: 'Sammanträdet är flyttat.',
      grantedDay: '2010-03-25',
    }),
  );
  expect(extended.body).toMatchObject({ isAfterDeadline: false });
  const met = await expectStatus(
    201,
    act(await story.as('sk.registrator'), id, 'reply', {
      level: 'adopted',
      ownNumber: 'SDJ 77/10',
      text: 'Inga synpunkter.',
      receivedAt: inStockholm('09:30:00', '2010-04-08'),
      notedElsewhere: 'Med post',
      positions: [{ questionKey: consultation.questionKeys[0], stance: 'noView' }],
    }),
  );
  expect(met.body.isLate).toBe(false);
  const { body } = await expectStatus(200, (await asker()).get(`consultations/${consultation.id}/consultees?limit=50`));
  const others = body.items.filter(({ id: each }: { id: string }) => each !== id);
  expect(
    new Set(others.map(({ replyByDay, replyByTime }: Record<string, string>) => `${replyByDay} ${replyByTime}`)),
  ).toEqual(new Set(['2010-03-31 12:00']));
});

test('one declines, one is silent, and the period ends', async () => {
  await expectStatus(
    200,
    act(await story.as('sdi.sekreterare'), one(districtName('Ängen')), 'declination', {
      note: 'Avstår från att yttra sig.',
    }),
  );
  await expectStatus(204, (await asker()).post(`consultees/${one('Fackförbundet D')}/reminders`));
  const { body } = await expectStatus(200, at('reply-period-end'));
  expect(body).toMatchObject({ status: 'replyPeriodOver', silent: 1 });
  expect((await consultee(await asker(), one('Fackförbundet D'))).body.status).toBe('noReply');
});

test('the compilation tells all of it, names every source, and is put before the body', async () => {
  const compiled = await expectStatus(200, at('compilation'));
  expect(compiled.body).toMatchObject({ status: 'compiled', number: 1 });
  const { body } = await expectStatus(200, (await asker()).get(`consultations/${consultation.id}/compilation`));
  expect(body.consultees).toHaveLength(15);
  expect(body.statements).toHaveLength(14);
  for (const { documentNumber, quote, quoteStart, replyId } of body.statements) {
    expect(documentNumber).toEqual(expect.any(Number));
    const [reply] = await story.app.query<{ text: string }>(`select text from consultation_reply where id = $1`, [
      replyId,
    ]);
    if (quote !== null)
      expect([...(reply?.text ?? '')].slice(quoteStart, quoteStart + [...quote].length).join('')).toBe(quote);
  }
  const matrix = await expectStatus(200, (await asker()).get(`consultations/${consultation.id}/answer-matrix`));
  expect(matrix.body.counts).toEqual({
    asked: 15,
    inTime: 12,
    byExtension: 1,
    late: 1,
    declined: 1,
    silent: 1,
    waiting: 0,
  });
  for (const format of ['pdf', 'docx'])
    expect(
      (await expectStatus(200, (await asker()).get(`consultations/${consultation.id}/compilation?format=${format}`)))
        .status,
    ).toBe(200);
  await story.plan('consultation', consultation.id, 'SK', [['SK', '2010-04-20']]);
  const secretary = await story.as('sk.sekreterare');
  const item = await story.waitingItem(consultation.id, secretary);
  const notice = await expectStatus(200, secretary.get(`meetings/${item.meetingId}/notice`));
  expect(JSON.stringify(notice.body)).toContain('15 remissinstanser tillfrågades');
  await story.decide(consultation.id, 'SK', 'note');
  const reported = await refreshed(await asker(), consultation);
  expect(reported.body.status).toBe('reportedToDecider');
  expect(reported.body.report).toContain(
    '15 remissinstanser tillfrågades. 12 svarade i tid (1 efter anstånd), 1 efter svarstiden, 1 avstod och 1 svarade inte.',
  );
  expect(reported.body.report).toContain('Svarstid: 2010-03-31 kl. 12.00 (ursprungligen 2010-03-15).');
  expect((await expectStatus(200, at('closing'))).body.status).toBe('closed');
  console.log(reported.body.report);
}, 60_000);

test('the books are in order', async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});
