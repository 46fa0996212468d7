/**
 * Goals, period reports, assignments and associations' grants with parallel writers over real HTTP: a report locked twice, an
 * entry opened while it is locked, a circle closed by two, an application sent again and again, a list attested by two.
 */
import type { Client, Reply } from '../support/app.js';
import {
  applied,
  association,
  associationCall,
  content,
  delegate,
  grantScheme,
  invited,
  organisationNumber,
  ownSource,
  proposed,
} from '../support/association-scene.js';
import { secretOf } from '../support/consultation-scene.js';
import { figures, GoalScene, type SceneGoal } from '../support/goal-scene.js';
import { whileHeld } from '../support/held.js';
import { expectStatus, refusal, sek, type Story, type Thing } from '../support/story.js';

let scene: GoalScene;
let story: Story;
let day = 0;
const nextDay = (): string => new Date(Date.UTC(2022, 0, 9 + (day += 1))).toISOString().slice(0, 10);
const said = (reply: Reply): string => (reply.status < 300 ? `${reply.status}` : refusal(reply));
const statuses = (replies: readonly Reply[]): number[] => replies.map(({ status }) => status).sort((a, b) => a - b);

beforeAll(async () => {
  scene = await GoalScene.begin();
  story = scene.story;
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

describe('goals', () => {
  test('a circle closed by two writers is closed by one of them, and one stands in line for the other', async () => {
    await scene.chain(2019, ['committeeGoal', 'commitment']);
    const part = (title: string) => scene.goal('ASN', 'commitment', title, 2019);
    const [a, b] = [await part('A'), await part('B')];
    const officer = await scene.officer();
    const under = (goal: SceneGoal, parent: SceneGoal) =>
      officer.post(`goals/${goal.id}/placements`, { year: 2019, parentId: parent.id }, { ifMatch: goal.version });
    const replies = await Promise.all([under(a, b), under(b, a)]);
    expect(replies.map(said).sort()).toEqual(['200', '409 state-conflict/goal-cycle']);
    // Held exactly between: the other has placed B under A and has not said so yet.
    const [c, d] = [await part('C'), await part('D')];
    const late = await whileHeld(
      story.app,
      (tx) => tx.query(`update goal_placement set parent_id = $1 where goal_id = $2 and year = 2019`, [c.id, d.id]),
      () => under(c, d),
    );
    expect(said(late)).toBe('409 state-conflict/goal-cycle');
  });

  test('an assignment loses its owner while it is accepted: one of the two is heard', async () => {
    const giver = await story.as('kf.sekreterare');
    const { body } = await expectStatus(
      201,
      giver.post('assignments', {
        year: 2019,
        source: 'budget',
        sourceReference: 'Budget 2019',
        giverId: story.authority('KF'),
        text: 'Utred busskorten.',
        ownerId: story.authority('TN'),
      }),
    );
    const owner = await story.as('tn.direktor');
    const replies = await Promise.all([
      giver.patch(`assignments/${body.id}`, { ownerId: null }, { ifMatch: 1 }),
      owner.post(`assignments/${body.id}/steps`, { act: 'accept' }, { ifMatch: 1 }),
      owner.post(`assignments/${body.id}/steps`, { act: 'accept' }, { ifMatch: 1 }),
    ]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const { body: read } = await expectStatus(200, giver.get(`assignments/${body.id}`));
    expect(read.ownerId === null).toBe(read.status === 'given');
    if (read.ownerId === null) {
      const accept = await giver.post(`assignments/${body.id}/steps`, { act: 'accept' }, { ifMatch: read.version });
      expect(refusal(accept)).toBe('409 state-conflict/no-owner');
    }
  });

  test('a whole of 0 has no percent: it is kept as 0 of 0, shown as nothing, and no percent of it is believed', async () => {
    await scene.chain(2018, ['committeeGoal', 'commitment']);
    const goal = await scene.goal('ASN', 'committeeGoal', 'Nämndsmål', 2018);
    const indicator = await scene.indicator(goal, 'Andel avslut');
    const none = figures([0, 0], [0, 0], [0, 0]);
    const officer = await scene.officer();
    const record = (given: object[]) =>
      officer.post(
        `indicators/${indicator.id}/outcomes`,
        { year: 2018, period: 'year', isMeasured: true, figures: given },
        { ifMatch: indicator.version },
      );
    const stated = await record([{ ...none[0], statedPercent: '0' }, ...none.slice(1)]);
    expect([refusal(stated), stated.body.errors[0].pointer]).toEqual([
      '422 validation-failed/percent',
      '/figures/0/statedPercent',
    ]);
    expect(refusal(await record(figures([1, 0], [0, 0], [1, 0])))).toBe('422 validation-failed/above-total');
    await expectStatus(200, record(none));
    const { body } = await expectStatus(200, officer.get(`indicators/${indicator.id}`));
    expect(body.outcomes[0].figures).toMatchObject([
      { group: 'all', count: 0, total: 0, percent: null },
      { percent: null },
      { percent: null },
    ]);
  });
});

describe('a period report', () => {
  let year = 2019;

  async function ready() {
    year += 1;
    await scene.chain(year, ['committeeGoal', 'commitment']);
    const goal = await scene.goal('ASN', 'committeeGoal', `Nämndsmål ${year}`, year);
    const indicator = await scene.indicator(goal, 'Avslut till studier');
    const report = await scene.report('ASN', year, 'januaryAugust');
    await scene.outcome(indicator, year, 'januaryAugust', figures([116, 628], [52, 257], [64, 371]));
    await scene.judged(report, goal.id, { status: 'achieved' });
    await scene.reviewed(report, [goal.id]);
    return { report, goal, indicator };
  }
  const plan = async (report: Thing, meetingId: string): Promise<Reply> =>
    (await story.as('asn.sekreterare')).post('routes', {
      subjectKind: 'periodReport',
      subjectId: report.id,
      meetingIds: [meetingId],
    });
  const entryOf = async (client: Client, report: Thing): Promise<{ state: string; version: number }> =>
    (await expectStatus(200, client.get(`period-reports/${report.id}`))).body.entries[0];

  test('opened by several at once is one report', async () => {
    year += 1;
    await scene.chain(year, ['committeeGoal', 'commitment']);
    const officer = await scene.officer();
    const open = () =>
      officer.post('period-reports', { authorityId: story.authority('ASN'), year, period: 'januaryAugust' });
    const replies = await Promise.all([open(), open(), open()]);
    expect(replies.map(said).sort()).toEqual(['201', '409 duplicate/period-report', '409 duplicate/period-report']);
  });

  test('locked by several at once is locked once, in the version they saw', async () => {
    const { report } = await ready();
    const on = nextDay();
    await expectStatus(201, plan(report, await story.meeting('ASN', on)));
    await story.open('ASN', on);
    const secretary = await story.as('asn.sekreterare');
    const item = await story.waitingItem(report.id, secretary);
    const decide = () =>
      secretary.post(`agenda-items/${item.id}/decision`, { outcome: 'approve' }, { ifMatch: item.version });
    const replies = await Promise.all([decide(), decide(), decide(), decide()]);
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const other of replies.filter(({ status }) => status !== 201)) expect([409, 412]).toContain(other.status);
    const { body } = await expectStatus(200, secretary.get(`period-reports/${report.id}`));
    expect(body).toMatchObject({ status: 'decided', versionNumber: 1, versions: [{ number: 1 }] });
    const locks = await story.app.query(`select 1 from event where subject_id = $1 and type = 'periodReport.decided'`, [
      report.id,
    ]);
    expect(locks).toHaveLength(1);
  });

  test('put on an agenda by several at once, and opened again by somebody at the same moment: it is frozen whole or not at all', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { report, goal, indicator } = await ready();
      const officer = await scene.officer();
      const meetingId = await story.meeting('ASN', nextDay());
      const { version } = await entryOf(officer, report);
      const reopen = () =>
        officer.post(`period-reports/${report.id}/entries/${goal.id}/reopening`, undefined, { ifMatch: version });
      const record = () =>
        officer.post(
          `indicators/${indicator.id}/outcomes`,
          { year, period: 'januaryAugust', isMeasured: false, notMeasuredReason: 'Räknas om' },
          { ifMatch: indicator.version },
        );
      const acts = [() => plan(report, meetingId), reopen, record, () => plan(report, meetingId)];
      const order = [...acts.slice(round), ...acts.slice(0, round)];
      const replies = new Map(
        (await Promise.all(order.map(async (one) => [one, await one()] as const))).map(([one, reply]) => [one, reply]),
      );
      const [first, reopened, recorded, second] = acts.map((one) => replies.get(one)!);
      const planned = [first!, second!].filter(({ status }) => status === 201).length;
      const { body } = await expectStatus(200, officer.get(`period-reports/${report.id}`));
      const [entry] = await story.app.query<{ state: string }>(`select state from report_entry where report_id = $1`, [
        report.id,
      ]);
      if (planned === 1) {
        expect([body.status, entry?.state, said(reopened!)]).toEqual([
          'scheduled',
          'reviewed',
          '409 state-conflict/not-allowed-in-state',
        ]);
        // Recorded before it was frozen, the figure stands in what was frozen; otherwise it is refused.
        const isMeasured = body.entries[0].indicators[0].outcome.isMeasured;
        expect([said(recorded!), isMeasured]).toEqual(
          recorded!.status === 200 ? ['200', false] : ['409 state-conflict/period-reported', true],
        );
      } else {
        expect([planned, body.status, entry?.state, reopened!.status]).toEqual([0, 'drafting', 'commented', 200]);
        expect([refusal(first!), refusal(second!)]).toEqual([
          '409 state-conflict/not-reviewed',
          '409 state-conflict/not-reviewed',
        ]);
      }
    }
  });

  test('a target is not set anew while the year’s report is put on an agenda', async () => {
    year += 1;
    await scene.chain(year, ['committeeGoal', 'commitment']);
    const goal = await scene.goal('ASN', 'committeeGoal', `Nämndsmål ${year}`, year);
    const indicator = await scene.indicator(goal, 'Avslut till arbete');
    const report = await scene.report('ASN', year, 'year');
    await scene.judged(report, goal.id, { status: 'achieved' });
    await scene.reviewed(report, [goal.id]);
    const officer = await scene.officer();
    const target = { year, kind: 'absolute', direction: 'atLeast', value: '15', text: 'minst 15 procent' };
    // The report is on its way to the agenda, and nobody knows yet.
    const late = await whileHeld(
      story.app,
      (tx) => tx.query(`select 1 from period_report where id = $1 for no key update`, [report.id]),
      () => officer.post(`indicators/${indicator.id}/targets`, target, { ifMatch: indicator.version }),
      (tx) => tx.query(`update period_report set status = 'scheduled' where id = $1`, [report.id]),
    );
    expect(refusal(late)).toBe('409 state-conflict/period-reported');
    await story.app.query(`update period_report set status = 'drafting' where id = $1`, [report.id]);
  });
});

describe('associations’ grants', () => {
  let source: string;
  let next = 400;
  const number = (): number => (next += 1);
  const officer = () => story.as('frn.handlaggare');
  const byLink = (path: string, body: object): Promise<Reply> =>
    story.app.anonymous.post(`application-links/${path}`, body);
  const lastNumber = async (): Promise<number> =>
    (
      await story.app.query<{ last: number }>(
        `select coalesce(sum(last_number), 0)::integer as last from registration_series where authority_id = $1`,
        [story.authority('FRN')],
      )
    )[0]!.last;

  beforeAll(async () => {
    source = await ownSource(story, 'FRN-BIDRAG', 1_000_000);
    await grantScheme(story);
  }, 60_000);

  test('an association is registered once and gets one place, however many write it down at once', async () => {
    const call = await associationCall(story, source);
    const client = await officer();
    const body = { organisationNumber: organisationNumber(number()), name: 'Samtidiga föreningen' };
    const registered = await Promise.all([1, 2, 3].map(() => client.post('associations', body)));
    expect(statuses(registered)).toEqual([201, 409, 409]);
    const { id } = registered.find(({ status }) => status === 201)!.body;
    const invite = () => client.post('applications', { callId: call.id, associationId: id });
    expect((await Promise.all([invite(), invite(), invite()])).map(said).sort()).toEqual([
      '201',
      '409 duplicate/application',
      '409 duplicate/application',
    ]);
  });

  test('an application sent twenty times is received once, under one number', async () => {
    const call = await associationCall(story, source);
    const { id } = await association(story, number(), { name: 'Idrottsföreningen Öst/Väst' });
    const application = await invited(story, call, id);
    const secret = secretOf(
      await expectStatus(201, (await officer()).post(`applications/${application.id}/links`, {})),
    );
    const before = await lastNumber();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) => byLink('application', { secret, ...content(1_000 + n) })),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const other of replies.filter(({ status }) => status !== 201))
      expect(refusal(other)).toBe('409 state-conflict/already-applied');
    expect(await lastNumber()).toBe(before + 1);
    const [file] = await story.app.query<{ name: string }>(
      `select v.file_name as name from application a join document_version v on v.document_id = a.document_id where a.id = $1`,
      [application.id],
    );
    expect(file?.name).toBe('Bidragsansökan Idrottsföreningen Öst-Väst.txt');
    // Withdrawn and reviewed at the same moment: one of the two is heard.
    const { body } = await (await officer()).get(`applications/${application.id}`);
    const acts = await Promise.all([
      byLink('withdrawal', { secret, reason: 'Ångrade oss' }),
      (await officer()).post(`applications/${application.id}/review`, {}, { ifMatch: body.version }),
      (await officer()).post(`applications/${application.id}/review`, {}, { ifMatch: body.version }),
    ]);
    expect(acts.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const other of acts.filter(({ status }) => status !== 200)) expect([409, 412]).toContain(other.status);
  });

  test('has come when it came, though the deadline passes while it stands in line (FL 22)', async () => {
    const call = await associationCall(story, source);
    const { id } = await association(story, number());
    const application = await invited(story, call, id);
    const secret = secretOf(
      await expectStatus(201, (await officer()).post(`applications/${application.id}/links`, {})),
    );
    const received = await whileHeld(
      story.app,
      (tx) => tx.query(`select 1 from call where id = $1 for update`, [call.id]),
      () => byLink('application', { secret, ...content(1_000) }),
      (tx) => tx.query(`update call set reply_by_at = clock_timestamp() where id = $1`, [call.id]),
    );
    expect([said(received), received.body.isLate]).toEqual(['201', false]);
    await story.app.query(
      `update call set reply_by_at = (reply_by_day + reply_by_time) at time zone 'Europe/Stockholm' where id = $1`,
      [call.id],
    );
  });

  test('a list approved by two at once is attested once, paid once, and never both paid and cancelled', async () => {
    const call = await associationCall(story, source);
    const give = async (kronor: number) => {
      const application = await applied(story, call, number(), kronor);
      await expectStatus(200, delegate(story, await proposed(story, application, kronor)));
    };
    await give(500);
    await give(700);
    const client = await officer();
    const { body: list } = await expectStatus(201, client.post('payout-lists', { callId: call.id }));
    const act = async (who: string, path: string, version: number, body?: object) =>
      (await story.as(who)).post(`payout-lists/${list.id}/${path}`, body, { ifMatch: version });
    const attested = await Promise.all([
      act('frn.enhetschef', 'attestation', 1),
      act('frn.direktor', 'attestation', 1),
      act('frn.enhetschef', 'attestation', 1),
    ]);
    expect(statuses(attested)).toEqual([200, 412, 412]);
    const paid = { paidDay: '2023-04-03' };
    const ends = await Promise.all([
      act('ks.controller', 'payment', 2, paid),
      act('frn.handlaggare', 'cancellation', 2, { reason: 'Fel konto.' }),
      act('ks.controller', 'payment', 2, paid),
    ]);
    expect(statuses(ends)).toEqual([200, 412, 412]);
    const { body } = await expectStatus(200, client.get(`payout-lists/${list.id}`));
    const costs = body.rows.filter(({ actualCostId }: { actualCostId: string | null }) => actualCostId !== null);
    expect([costs.length, body.total]).toEqual([body.status === 'paid' ? 2 : 0, sek(1_200)]);
  });
});
