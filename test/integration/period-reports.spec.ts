/** Period reports: the work, the review, the body that decides, and what is locked afterwards. Over HTTP against PostgreSQL. */
import { figures, GoalScene, paragraph, type SceneGoal } from '../support/goal-scene.js';
import { expectStatus, refusal, type Thing } from '../support/story.js';

let scene: GoalScene;
let year = 2019;

/** Meetings are held on days that have been, whatever year a report is of. */
const dayAfter = (weeks: number): string => new Date(Date.UTC(2022, 0, 10 + weeks * 7)).toISOString().slice(0, 10);

/** A committee goal with two commitments under it, in a year of its own. */
interface Setting {
  year: number;
  /** Two days no other report is decided on. */
  day: string;
  laterDay: string;
  goal: SceneGoal;
  commitments: [SceneGoal, SceneGoal];
  indicator: Thing;
  ids: string[];
}

beforeAll(async () => {
  scene = await GoalScene.begin();
}, 120_000);

afterAll(async () => {
  try {
    expect(await scene.story.app.violations()).toEqual([]);
  } finally {
    await scene.story.app.stop();
  }
});

async function setting(): Promise<Setting> {
  year += 1;
  await scene.chain(year, ['committeeGoal', 'commitment']);
  const goal = await scene.goal('ASN', 'committeeGoal', `Nämndsmål ${year}`, year);
  const first = await scene.goal('ASN', 'commitment', `Första åtagandet ${year}`, year, goal);
  const second = await scene.goal('ASN', 'commitment', `Andra åtagandet ${year}`, year, goal);
  const indicator = await scene.indicator(first, 'Avslut till studier');
  const [day, laterDay] = [dayAfter((year - 2019) * 2), dayAfter((year - 2019) * 2 + 1)];
  return { year, day, laterDay, goal, commitments: [first, second], indicator, ids: [goal.id, first.id, second.id] };
}

/** Everything judged, done and reviewed. */
async function ready(at: Setting, period = 'januaryAugust'): Promise<Thing & { matterId: string }> {
  const report = await scene.report('ASN', at.year, period);
  await scene.outcome(at.indicator, at.year, period, figures([116, 628], [52, 257], [64, 371]));
  await scene.judged(report, at.commitments[0].id, { status: 'achieved', comment: paragraph('Arbetet fortsätter.') });
  await scene.judged(report, at.commitments[1].id, { status: 'notAchieved', shortfallReasons: ['moreTimeNeeded'] });
  await scene.judged(report, at.goal.id, {
    status: 'partly',
    reasons: 'Det ena åtagandet nås, det andra behöver mer tid.',
  });
  await scene.reviewed(report, at.ids);
  return report;
}

const read = async (id: string, username = 'asn.handlaggare') =>
  (await expectStatus(200, (await scene.story.as(username)).get(`period-reports/${id}`))).body;

describe('the work', () => {
  test('has an entry per goal, also those adopted later, and says who has not reported', async () => {
    const at = await setting();
    const report = await scene.report('ASN', at.year, 'januaryAugust');
    const late = await scene.goal('ASN', 'commitment', 'Senare åtagande', at.year, at.goal);
    const view = await read(report.id);
    expect(view.entries.map(({ goalId }: { goalId: string }) => goalId)).toEqual([...at.ids, late.id]);
    expect(view).toMatchObject({ unreported: 4, dueDay: `${at.year}-10-31`, isFrozen: false });
    expect(view.entries[0]).toMatchObject({
      state: 'notStarted',
      status: { value: 'unknown', text: 'Okänt', shape: 'questionMark' },
      below: [{ status: 'unknown', text: 'Okänt', count: 3 }],
    });
    const again = await (
      await scene.officer()
    ).post('period-reports', { authorityId: scene.story.authority('ASN'), year: at.year, period: 'januaryAugust' });
    expect(refusal(again)).toBe('409 duplicate/period-report');
  });

  test('is not seen by other authorities before a body has seen it, but by the controller who reviews', async () => {
    const at = await setting();
    const report = await scene.report('ASN', at.year, 'januaryAugust');
    const stranger = await scene.story.as('kn.handlaggare');
    await expectStatus(404, stranger.get(`period-reports/${report.id}`));
    await expectStatus(404, stranger.get(`period-reports/${report.id}/document`));
    await expectStatus(
      404,
      stranger.put(`period-reports/${report.id}/entries/${at.goal.id}`, { status: 'achieved' }, { ifMatch: 1 }),
    );
    expect((await stranger.get(`period-reports?year=${at.year}`)).body.total).toBe(0);
    expect(await read(report.id, 'ks.controller')).toMatchObject({ isFrozen: false });
  });

  test('an outcome begins the entry, a comment takes it on, and a status has its reasons', async () => {
    const at = await setting();
    const [first] = at.commitments;
    const report = await scene.report('ASN', at.year, 'januaryAugust');
    await scene.outcome(at.indicator, at.year, 'januaryAugust', figures([116, 628], [52, 257], [64, 371]));
    const officer = await scene.officer();
    const path = `period-reports/${report.id}/entries/${first.id}`;
    const entry = (view: { entries: { goalId: string }[] }) => view.entries.find(({ goalId }) => goalId === first.id);
    expect(entry(await read(report.id))).toMatchObject({
      state: 'outcomeEntered',
      version: 2,
      indicators: [{ outcome: { isMeasured: true } }],
    });
    await expectStatus(412, officer.put(path, { status: 'achieved' }, { ifMatch: 1 }));
    await expectStatus(200, officer.put(path, { status: 'notMeasured' }, { ifMatch: 2 }));
    const bare = await officer.post(`${path}/completion`, undefined, { ifMatch: 3 });
    expect(bare.body.errors[0]).toMatchObject({ code: 'reasons-required', pointer: '/reasons' });
    await expectStatus(
      200,
      officer.put(path, { reasons: 'Följs upp i årsanalysen', successFactors: ['cooperation'] }, { ifMatch: 3 }),
    );
    await expectStatus(200, officer.post(`${path}/completion`, undefined, { ifMatch: 4 }));
    expect(refusal(await officer.put(path, { status: 'achieved' }, { ifMatch: 5 }))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    await expectStatus(200, officer.post(`${path}/reopening`, undefined, { ifMatch: 5 }));
    expect(entry(await read(report.id))).toMatchObject({
      state: 'commented',
      status: { value: 'notMeasured', text: 'Inte mätt' },
      successFactors: [{ value: 'cooperation', text: 'samverkan' }],
    });
  });

  test('a goal with others below it is judged with reasons, never computed (D-09)', async () => {
    const at = await setting();
    const report = await scene.report('ASN', at.year, 'januaryAugust');
    const officer = await scene.officer();
    const path = `period-reports/${report.id}/entries/${at.goal.id}`;
    await expectStatus(200, officer.put(path, { status: 'achieved' }, { ifMatch: 1 }));
    const bare = await officer.post(`${path}/completion`, undefined, { ifMatch: 2 });
    expect(bare.body.errors[0]).toMatchObject({
      code: 'reasons-required',
      detail: expect.stringContaining('2 mål under sig'),
    });
  });

  test('whoever marks a goal done does not review it, and a review is all or nothing', async () => {
    const at = await setting();
    const report = await scene.report('ASN', at.year, 'januaryAugust');
    await scene.judged(report, at.commitments[0].id, { status: 'achieved' });
    const controller = await scene.controller();
    const review = (goalIds: string[]) => controller.post(`period-reports/${report.id}/reviews`, { goalIds });
    expect(refusal(await review([at.commitments[0].id, at.commitments[1].id]))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    await expectStatus(
      403,
      (await scene.officer()).post(`period-reports/${report.id}/reviews`, { goalIds: [at.commitments[0].id] }),
    );
    await scene.story.app.query(`update report_entry set marked_by = $1 where report_id = $2`, [
      scene.story.person('ks.controller'),
      report.id,
    ]);
    expect(refusal(await review([at.commitments[0].id]))).toBe('409 state-conflict/four-eyes');
    await scene.story.app.query(
      `update report_entry set marked_by = $1 where report_id = $2 and state = 'markedDone'`,
      [scene.story.person('asn.handlaggare'), report.id],
    );
    await expectStatus(200, review([at.commitments[0].id]));
  });

  test('two who write in the same entry: one is told that it has changed', async () => {
    const at = await setting();
    const report = await scene.report('ASN', at.year, 'januaryAugust');
    const officer = await scene.officer();
    const write = (status: string) =>
      officer.put(`period-reports/${report.id}/entries/${at.goal.id}`, { status }, { ifMatch: 1 });
    const replies = await Promise.all(['achieved', 'partly', 'notAchieved'].map(write));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });
});

describe('before a body', () => {
  test('a report is not put on an agenda before every goal is reviewed', async () => {
    const at = await setting();
    const report = await scene.report('ASN', at.year, 'januaryAugust');
    await scene.judged(report, at.commitments[0].id, { status: 'achieved' });
    const meetingId = await scene.story.meeting('ASN', at.day);
    const secretary = await scene.story.as('asn.sekreterare');
    const plan = await secretary.post('routes', {
      subjectKind: 'periodReport',
      subjectId: report.id,
      meetingIds: [meetingId],
    });
    expect(refusal(plan)).toBe('409 state-conflict/not-reviewed');
    expect(plan.body.detail).toContain('3 av 3 mål är inte granskade (2 är inte klarmarkerade)');
  });

  test('what the body sees is frozen: nothing of it is written in, and the outcome of its period is locked', async () => {
    const at = await setting();
    const report = await ready(at);
    await scene.story.plan('periodReport', report.id, 'ASN', [['ASN', at.day]]);
    const officer = await scene.officer();
    const view = await read(report.id);
    expect(view).toMatchObject({ status: 'scheduled', isFrozen: true, possibleActs: [] });
    const entry = await officer.put(
      `period-reports/${report.id}/entries/${at.goal.id}`,
      { status: 'achieved' },
      { ifMatch: 4 },
    );
    expect(refusal(entry)).toBe('409 state-conflict/not-allowed-in-state');
    const outcome = await officer.post(
      `indicators/${at.indicator.id}/outcomes`,
      { year: at.year, period: 'januaryAugust', isMeasured: false, notMeasuredReason: 'x' },
      { ifMatch: at.indicator.version },
    );
    expect(refusal(outcome)).toBe('409 state-conflict/period-reported');
    // Another period is open.
    await scene.outcome(at.indicator, at.year, 'year', figures([200, 900], [100, 400], [100, 500]));
    await scene.story.decide(report.id, 'ASN', 'approve');
  });

  test('decided, it is locked: a second lock is refused, and the goals have moved on', async () => {
    const at = await setting();
    const report = await ready(at);
    await scene.decided(report, 'ASN', at.day);
    const before = await read(report.id);
    expect(before).toMatchObject({ status: 'decided', decidedDay: at.day, isFrozen: true, unreported: 0 });
    expect(before.entries.map(({ status }: { status: { text: string } }) => status.text)).toEqual([
      'Delvis uppnått',
      'Uppnått',
      'Inte uppnått',
    ]);
    expect(before.counts.map(({ count }: { count: number }) => count)).toEqual([1, 1, 1, 0, 0]);
    const secretary = await scene.story.as('asn.sekreterare');
    const meetingId = await scene.story.meeting('ASN', at.laterDay);
    const again = await secretary.post('routes', {
      subjectKind: 'periodReport',
      subjectId: report.id,
      meetingIds: [meetingId],
    });
    expect(refusal(again)).toBe('409 state-conflict/not-allowed-in-state');
    expect(again.body.detail).toContain('beslutad och låst');
    const officer = await scene.officer();
    expect(
      (await officer.patch(`period-reports/${report.id}`, { title: 'x' }, { ifMatch: before.version })).status,
    ).toBe(409);
    expect(
      (await officer.post(`period-reports/${report.id}/steps`, { act: 'revise' }, { ifMatch: before.version })).status,
    ).toBe(409);
    const goal = await officer.get(`goals/${at.goal.id}`);
    expect(goal.body).toMatchObject({
      status: 'reported',
      judgements: [{ reportId: report.id, status: { value: 'partly' } }],
    });
    // Everybody reads what is decided, and a later change of the goal does not change it.
    await expectStatus(
      200,
      secretary.patch(`goals/${at.goal.id}`, { title: 'Ett annat namn' }, { ifMatch: goal.body.version }),
    );
    const after = await read(report.id, 'kn.handlaggare');
    expect([after.contentHash, after.entries[0].title]).toEqual([before.contentHash, `Nämndsmål ${at.year}`]);
  });

  test.each([
    ['an entry', `update report_entry set status = 'achieved' where report_id = $1`, 'ck_period_report_locked'],
    ['the report', `update period_report set title = 'x' where id = $1`, 'ck_period_report_locked'],
    [
      'the frozen text',
      `update period_report_version set content = '{}', content_hash = sha256('{}') where report_id = $1`,
      'ck_version_frozen',
    ],
    [
      'an outcome',
      `insert into indicator_outcome (id, indicator_id, definition_id, year, period, number, kind, is_measured, not_measured_reason)
      select gen_random_uuid(), o.indicator_id, o.definition_id, o.year, o.period, 99, o.kind, false, 'x' from indicator_outcome o join period_report r on r.year = o.year and r.period = o.period where r.id = $1`,
      'ck_indicator_outcome_locked',
    ],
  ])('and the database itself refuses to change %s', async (_what, statement, constraint) => {
    const [report] = await scene.story.app.query<{ id: string }>(
      `select id from period_report where status = 'decided' order by id limit 1`,
    );
    await expect(scene.story.app.query(statement, [report?.id])).rejects.toMatchObject({ driverError: { constraint } });
  });

  test('referred back, it is worked on in a new version; what the body saw stands', async () => {
    const at = await setting();
    const report = await ready(at);
    await scene.decided(report, 'ASN', at.day, 'referBack', {
      reasons: 'Det samlade omdömet behöver utvecklas.',
    });
    const back = await read(report.id);
    expect(back).toMatchObject({ status: 'referredBack', possibleActs: ['withdraw', 'revise'], versionNumber: 1 });
    const officer = await scene.officer();
    await expectStatus(
      200,
      officer.post(`period-reports/${report.id}/steps`, { act: 'revise' }, { ifMatch: back.version }),
    );
    await expectStatus(
      200,
      officer.post(`period-reports/${report.id}/entries/${at.goal.id}/reopening`, undefined, { ifMatch: 4 }),
    );
    await scene.judged(report, at.goal.id, { reasons: 'Utvecklade skäl.' });
    await scene.reviewed(report, [at.goal.id]);
    await scene.decided(report, 'ASN', at.laterDay);
    expect(await read(report.id)).toMatchObject({
      versionNumber: 2,
      entries: [{ reasons: 'Utvecklade skäl.' }, {}, {}],
      versions: [{ number: 1 }, { number: 2 }],
    });
  });

  test('a body may judge otherwise, with a patch that makes a version of its own', async () => {
    const at = await setting();
    const report = await ready(at);
    await scene.story.plan('periodReport', report.id, 'ASN', [['ASN', at.day]]);
    const patch = [{ path: `/entries/${at.commitments[0].id}/status`, old: 'achieved', new: 'partly' }];
    const secretary = await scene.story.as('asn.sekreterare');
    const item = await scene.story.waitingItem(report.id, secretary);
    await scene.story.open('ASN', at.day);
    const wrong = await secretary.post(
      `agenda-items/${item.id}/decision`,
      { outcome: 'approveWithChanges', patch: [{ ...patch[0], old: 'notAchieved' }] },
      { ifMatch: item.version },
    );
    expect(refusal(wrong)).toBe('409 state-conflict/patch-outdated');
    const decided = await scene.story.decide(report.id, 'ASN', 'approveWithChanges', { patch });
    expect(decided.body).toMatchObject({ versionSeen: 1, versionResult: 2 });
    const view = await read(report.id);
    expect(view).toMatchObject({
      status: 'decided',
      versionNumber: 2,
      versions: [{ origin: 'written' }, { origin: 'amendment', decisionId: decided.body.id }],
    });
    expect(view.entries[1].status.value).toBe('partly');
  });

  test('two secretaries who put it on an agenda, and one who enters a figure meanwhile: each gets one answer', async () => {
    const at = await setting();
    const report = await ready(at);
    const [a, b] = [await scene.story.meeting('ASN', at.day), await scene.story.meeting('ASN', at.laterDay)];
    const secretary = await scene.story.as('asn.sekreterare');
    const plan = (meetingId: string) =>
      secretary.post('routes', { subjectKind: 'periodReport', subjectId: report.id, meetingIds: [meetingId] });
    const figure = (await scene.officer()).post(
      `indicators/${at.indicator.id}/outcomes`,
      { year: at.year, period: 'januaryAugust', isMeasured: true, figures: figures([1, 2], [1, 1], [0, 1]) },
      { ifMatch: at.indicator.version },
    );
    const [first, second, entered] = await Promise.all([plan(a), plan(b), figure]);
    expect([first.status, second.status].sort()).toEqual([201, 409]);
    // Before the freezing it is in what the body sees; after it, it is refused. Never in between.
    expect([200, 409]).toContain(entered.status);
    const seen = (await read(report.id)).entries[1].indicators[0].outcome.figures[0].count;
    expect(seen).toBe(entered.status === 200 ? 1 : 116);
    await scene.story.decide(report.id, 'ASN', 'approve');
    expect(await scene.story.app.violations()).toEqual([]);
  });

  test('a goal placed while the report is opened is in it, or the report waits for it', async () => {
    const at = await setting();
    const officer = await scene.officer();
    const secretary = await scene.story.as('asn.sekreterare');
    const command = {
      level: 'commitment',
      authorityId: scene.story.authority('ASN'),
      title: 'Samtidigt',
      year: at.year,
    };
    const drafts = await Promise.all([1, 2, 3].map(() => expectStatus(201, secretary.post('goals', command))));
    const [opened] = await Promise.all([
      officer.post('period-reports', { authorityId: scene.story.authority('ASN'), year: at.year, period: 'year' }),
      ...drafts.map(({ body }) =>
        expectStatus(200, secretary.post(`goals/${body.id}/steps`, { act: 'adopt' }, { ifMatch: 1 })),
      ),
    ]);
    expect((await read(opened!.body.id)).entries).toHaveLength(6);
  });

  test('taken back, another can be opened for the period', async () => {
    const at = await setting();
    const report = await scene.report('ASN', at.year, 'januaryAugust');
    await expectStatus(
      200,
      (await scene.officer()).post(`period-reports/${report.id}/steps`, { act: 'withdraw' }, { ifMatch: 1 }),
    );
    await scene.report('ASN', at.year, 'januaryAugust');
    expect(await read(report.id)).toMatchObject({ status: 'withdrawn', possibleActs: [] });
  });
});

describe('as a document', () => {
  test('PDF and Word say every status in words, with the figures and their comparison', async () => {
    const at = await setting();
    await scene.outcome(at.indicator, at.year - 1, 'januaryAugust', figures([119, 593], [60, 260], [59, 333]));
    const report = await ready(at);
    await scene.decided(report, 'ASN', at.day);
    const reader = await scene.story.as('kn.handlaggare');
    for (const [format, type] of [
      ['pdf', 'application/pdf'],
      ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ]) {
      const reply = await expectStatus(200, reader.get(`period-reports/${report.id}/document?format=${format}`));
      expect(reply.headers.get('content-type')).toContain(type);
      expect(reply.headers.get('content-disposition')).toContain(`uppfoljning-`);
    }
  });
});

describe('reminders', () => {
  test('who has not reported is told a week before, on the day and a week after, once each', async () => {
    const { Timers } = await import('../../src/platform/jobs/timers.js');
    const timers = scene.story.app.app.get(Timers);
    const at = await setting();
    const [{ today } = { today: '' }] = await scene.story.app.query<{ today: string }>(
      `select (today_in_stockholm() + 3)::text as today`,
    );
    const secretary = await scene.story.as('asn.sekreterare');
    const [first] = at.commitments;
    await expectStatus(
      200,
      secretary.patch(
        `goals/${first.id}`,
        { responsibleId: scene.story.person('asn.enhetschef') },
        { ifMatch: first.version },
      ),
    );
    const report = await scene.report('ASN', at.year, 'januaryAugust', { dueDay: today });
    const told = () =>
      scene.story.app.query<{ type: string; payload: Record<string, unknown> }>(
        `select type, payload from event where subject_id = $1 and type in ('periodReport.entriesMissing', 'periodReport.entryMissing') order by id`,
        [report.id],
      );
    await timers.runOnce('goals-report-reminder');
    await timers.runOnce('goals-report-reminder');
    expect(await told()).toMatchObject([
      { type: 'periodReport.entriesMissing', payload: { stage: 'weekBefore', missing: 3 } },
      { type: 'periodReport.entryMissing', payload: { signerIds: [scene.story.person('asn.enhetschef')] } },
    ]);
    const view = await read(report.id);
    const [yesterday] = await scene.story.app.query<{ day: string }>(`select (today_in_stockholm() - 1)::text as day`);
    await expectStatus(
      200,
      (await scene.officer()).patch(
        `period-reports/${report.id}`,
        { dueDay: yesterday?.day },
        { ifMatch: view.version },
      ),
    );
    await timers.runOnce('goals-report-reminder');
    expect((await told()).map(({ payload }) => payload['stage'])).toEqual([
      'weekBefore',
      'weekBefore',
      'dueDay',
      'dueDay',
    ]);
  });

  test('the law’s dates and what is to be reported back are told once', async () => {
    const { Timers } = await import('../../src/platform/jobs/timers.js');
    const timers = scene.story.app.app.get(Timers);
    const giver = await scene.story.as('kf.sekreterare');
    const [{ day } = { day: '' }] = await scene.story.app.query<{ day: string }>(
      `select (today_in_stockholm() + 10)::text as day`,
    );
    const assignment = await expectStatus(
      201,
      giver.post('assignments', {
        year: 2019,
        source: 'budget',
        sourceReference: 'Budget',
        giverId: scene.story.authority('KF'),
        text: 'Utred',
        ownerId: scene.story.authority('TN'),
        reportBackDay: day,
      }),
    );
    for (const name of ['goals-assignment-reminder', 'goals-statutory-reminder']) {
      await timers.runOnce(name);
      await timers.runOnce(name);
    }
    const [told] = await scene.story.app.query<{ count: string }>(
      `select count(*) as count from event where subject_id = $1 and type = 'assignment.reportBackNear'`,
      [assignment.body.id],
    );
    expect(told?.count).toBe('1');
    const dates = await scene.story.app.query<{ kind: string; count: string }>(
      `select kind || day || stage as kind, count(*) as count from statutory_reminder group by 1 having count(*) > 1`,
    );
    expect(dates).toEqual([]);
    const [{ sent, events } = { sent: '', events: '' }] = await scene.story.app.query<{ sent: string; events: string }>(
      `select (select count(*) from statutory_reminder) as sent, (select count(*) from event where type = 'statutoryDate.near') as events`,
    );
    expect(sent).toBe(events);
  });
});
