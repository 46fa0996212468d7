/** Announcing, appealing and finality over HTTP: scenarios 1 and 4, R-36 to R-41. */
import { jest } from '@jest/globals';
import { Timers } from '../../src/platform/jobs/timers.js';
import type { Client } from '../support/app.js';
import { BoardScene, type DecidedMatter, type Posted } from '../support/board-scene.js';
import { expectStatus, refusal } from '../support/replies.js';

jest.setTimeout(60_000);

let scene: BoardScene;
let secretary: Client;
let registrar: Client;
beforeAll(async () => {
  scene = await BoardScene.begin();
  secretary = await scene.story.as('asn.sekreterare');
  registrar = await scene.story.as('asn.registrator');
}, 60_000);
afterAll(() => scene?.end());
afterEach(async () => {
  expect(await scene.story.app.violations()).toEqual([]);
});

const standing = async (decisionId: string, who: Client = secretary) =>
  (await expectStatus(200, who.get(`decisions/${decisionId}/standing`))).body;
const versionOf = async (minutesId: string): Promise<number> =>
  (await expectStatus(200, secretary.get(`minutes/${minutesId}`))).body.version;
const appealOf = (receivedDay: string, more: object = {}) => ({
  receivedDay,
  appellant: 'En kommunmedlem',
  grounds: 'Beslutet har inte tillkommit i laga ordning.',
  ...more,
});

describe('announcing (scenario 1)', () => {
  let matter: DecidedMatter;
  let minutesId: string;
  let posted: Posted;

  test('a draft is not announced, and is seen by nobody outside the authority', async () => {
    matter = await scene.decided('2023-04-26');
    const { body } = await expectStatus(200, secretary.get(`meetings/${matter.meetingId}/minutes`));
    const draft = body.items[0] as { id: string; version: number };
    const post = (who: Client) => who.post(`minutes/${draft.id}/announcement`, {}, { ifMatch: draft.version });
    expect(refusal(await post(secretary))).toBe('409 state-conflict/not-allowed-in-state');
    expect(refusal(await post(await scene.story.as('grn.sekreterare')))).toBe('404 not-found');
    expect(await standing(matter.decisionId)).toMatchObject({
      standing: 'notAdjusted',
      finalDay: null,
      announcement: null,
    });
    const other = await scene.story.as('grn.sekreterare');
    expect(refusal(await other.get(`decisions/${matter.decisionId}/standing`))).toBe('404 not-found');
  });

  test('what is wrong with the day or the version is said', async () => {
    minutesId = await scene.adjust(matter, '2023-04-26');
    const version = await versionOf(minutesId);
    const post = async (body: object, options: object = { ifMatch: version }, who = secretary) =>
      refusal(await who.post(`minutes/${minutesId}/announcement`, body, options));
    expect(await post({ postedDay: '2023-04-27' })).toBe('422 validation-failed/required');
    expect(await post({ postedDay: '2023-04-25', postedElsewhere: 'Stadshuset' })).toBe(
      '422 validation-failed/before-adjustment',
    );
    expect(await post({ postedDay: '2190-01-01', postedElsewhere: 'Stadshuset' })).toBe(
      '422 validation-failed/future-day',
    );
    expect(await post({ postedDay: '27/4 2023' })).toMatch(/^422 validation-failed/);
    expect(await post({ postedElsewhere: '   ' })).toMatch(/^422 validation-failed/);
    expect(await post({ extra: 1 })).toMatch(/^422 validation-failed/);
    expect(await post({}, {})).toBe('428 precondition-required');
    expect(await post({}, { ifMatch: version + 1 })).toBe('412 precondition-failed');
    expect(await post({}, { ifMatch: version }, await scene.story.as('grn.sekreterare'))).toBe(
      '403 forbidden/minutes.announce',
    );
    expect(await post({}, { ifMatch: version }, await scene.story.as('asn.ledamot'))).toBe(
      '403 forbidden/minutes.announce',
    );
    expect(await standing(matter.decisionId)).toMatchObject({ standing: 'notAnnounced', adjustedDay: '2023-04-26' });
  });

  test('announced 27 April, the appeal time ends on Friday 19 May: the 18th is Ascension Day', async () => {
    posted = await scene.announce(minutesId, '2023-04-27');
    expect(posted).toMatchObject({
      postedDay: '2023-04-27',
      lastDayToAnnounce: '2023-04-28',
      daysLate: 0,
      appealEndDay: '2023-05-19',
      takeDownDay: '2023-05-20',
      whereKept: 'Arbetsmarknads- och socialförvaltningen',
    });
    expect(await standing(matter.decisionId)).toMatchObject({
      standing: 'final',
      standingText: 'laga kraft',
      finalDay: '2023-05-20',
      announcement: { id: posted.id, postedDay: '2023-04-27', appealEndDay: '2023-05-19', daysLate: 0 },
      appeals: [],
      execution: { isAssessmentAskedFor: false, latest: null },
    });
  });

  test('and never again', async () => {
    const again = await secretary.post(`minutes/${minutesId}/announcement`, {}, { ifMatch: posted.version });
    expect(refusal(again)).toBe('409 state-conflict/not-allowed-in-state');
  });

  test('everybody signed in finds it, also when it is down', async () => {
    const other = await scene.story.as('grn.handlaggare');
    const { body } = await expectStatus(200, other.get(`announcements/${posted.id}`));
    expect(body).toMatchObject({ id: posted.id, minutesId, kind: 'immediate', minuteItems: [matter.minuteItem] });
    expect(body.items).toEqual([
      expect.objectContaining({ decisionId: matter.decisionId, outcome: 'approve', outcomeText: 'bifall' }),
    ]);
    const list = await expectStatus(200, other.get(`announcements?toDay=2023-04-27&fromDay=2023-04-27`));
    expect(list.body).toMatchObject({ total: 1, items: [{ id: posted.id }] });
  });
});

test('one posted too late is posted, and told to be late (R-37)', async () => {
  const matter = await scene.decided('2023-05-03');
  const minutesId = await scene.adjust(matter, '2023-05-03');
  expect(await scene.announce(minutesId, '2023-05-09')).toMatchObject({ daysLate: 4, appealEndDay: '2023-05-30' });
});

test('ten at once: one notice', async () => {
  const matter = await scene.decided('2023-05-10');
  const minutesId = await scene.adjust(matter, '2023-05-10');
  const version = await versionOf(minutesId);
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => secretary.post(`minutes/${minutesId}/announcement`, {}, { ifMatch: version })),
  );
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(replies.filter(({ status }) => ![201, 409, 412].includes(status))).toEqual([]);
});

describe('taking down', () => {
  const takeDown = () => scene.story.app.app.get(Timers).runOnce('announcement-take-down');

  test('comes when the appeal time is over, once, and leaves what is still up', async () => {
    const over = await scene.announced('2023-05-17', '2023-05-17');
    const upToday = await scene.announced(scene.today);
    await expectStatus(200, scene.story.app.anonymous.get(`public/announcements/${over.posted.id}`));
    await takeDown();
    await takeDown();
    const statuses = await scene.story.app.query(
      `select m.status, a.taken_down_at is not null as down, count(e.id)::int as events from announcement a join minutes m on m.id = a.minutes_id
         left join event e on e.subject_id = m.id and e.type = 'minutes.announcementTakenDown' where a.id = any($1) group by a.id, m.status order by m.status`,
      [[over.posted.id, upToday.posted.id]],
    );
    expect(statuses).toEqual([
      { status: 'announced', down: false, events: 0 },
      { status: 'announcementDown', down: true, events: 1 },
    ]);
    const anybody = scene.story.app.anonymous;
    expect(refusal(await anybody.get(`public/announcements/${over.posted.id}`))).toBe('404 not-found');
    expect((await anybody.get(`/anslagstavla/${over.posted.id}`)).status).toBe(404);
    await expectStatus(200, anybody.get(`public/announcements/${upToday.posted.id}`));
    await expectStatus(200, anybody.get(`public/minutes/${over.posted.minutesId}`));
    expect((await secretary.get(`announcements/${over.posted.id}`)).body.takenDownAt).toEqual(expect.any(String));
  });

  test('not on the last day itself, and on the day after', async () => {
    const { posted } = await scene.announced('2023-06-21');
    const endingIn = (days: number) =>
      scene.story.app.query(
        `update announcement set posted_day = today_in_stockholm() + $2::int - 21, appeal_end_day = today_in_stockholm() + $2::int where id = $1`,
        [posted.id, days],
      );
    const isUp = async () => (await scene.story.app.anonymous.get(`public/announcements/${posted.id}`)).status;
    await endingIn(0);
    await takeDown();
    expect(await isUp()).toBe(200);
    await endingIn(-1);
    await takeDown();
    expect(await isUp()).toBe(404);
    // Put right again: a day counted from today may be a Sunday, which the checks would tell of.
    await scene.story.app.query(
      `update announcement set posted_day = '2023-06-21', appeal_end_day = '2023-07-12' where id = $1`,
      [posted.id],
    );
  });
});

describe('an appeal (scenario 4)', () => {
  let matter: DecidedMatter & { posted: Posted };
  let appealId: string;
  let version: number;
  const step = (body: object, ifMatch: number = version, who = registrar) =>
    who.post(`appeals/${appealId}/steps`, body, { ifMatch });

  beforeAll(async () => {
    matter = await scene.announced('2023-05-24', '2023-05-24');
  });

  test('on the twentieth day takes the final day away and asks for an assessment', async () => {
    expect(await standing(matter.decisionId)).toMatchObject({ finalDay: '2023-06-15', standing: 'final' });
    const { body } = await expectStatus(
      201,
      registrar.post(`decisions/${matter.decisionId}/appeals`, appealOf('2023-06-13')),
    );
    expect(body).toMatchObject({ status: 'registered', isLate: false, version: 1, decisionId: matter.decisionId });
    const { body: documents } = await expectStatus(
      200,
      registrar.get(`matters/${matter.proposal.matterId}/documents?limit=200`),
    );
    expect(documents.items.find(({ id }: { id: string }) => id === body.documentId)).toMatchObject({
      kind: 'appeal',
      direction: 'received',
      counterpart: 'En kommunmedlem',
      title: `Överklagande av § ${matter.minuteItem}, Arbetsmarknads- och socialnämnden 2023-05-24`,
      // The registrar noted the day alone.
      receivedAt: '2023-06-12T22:00:00.000Z',
    });
    ({ id: appealId, version } = body);
    expect(await standing(matter.decisionId)).toMatchObject({
      standing: 'appealed',
      standingText: 'överklagat',
      finalDay: null,
      appeals: [
        {
          id: appealId,
          documentId: body.documentId,
          status: 'registered',
          statusText: 'registrerat',
          isLate: false,
          appellant: 'En kommunmedlem',
        },
      ],
      execution: { isAssessmentAskedFor: true, latest: null },
    });
    const events = await scene.story.app.query<{ type: string }>(
      `select type from event where subject_id = any($1) and type in ('appeal.registered', 'execution.assessmentRequested') order by id`,
      [[appealId, matter.decisionId]],
    );
    expect(events.map(({ type }) => type)).toEqual(['appeal.registered', 'execution.assessmentRequested']);
  });

  test('is no secret, but who appealed and why is for the authorities concerned', async () => {
    const other = await standing(matter.decisionId, await scene.story.as('grn.handlaggare'));
    expect(other).toMatchObject({
      standing: 'appealed',
      appeals: [{ appellant: null, grounds: null, documentId: null }],
    });
    const open = await expectStatus(200, scene.story.app.anonymous.get(`public/decisions/${matter.decisionId}`));
    expect(open.body).toMatchObject({
      standing: 'appealed',
      finalDay: null,
      appeals: [{ receivedDay: '2023-06-13', statusText: 'registrerat' }],
    });
    expect(open.text).not.toMatch(/kommunmedlem|laga ordning/);
  });

  test('is weighed before the decision is carried out; the latest assessment stands', async () => {
    const officer = await scene.story.as('asn.handlaggare');
    const assess = (body: unknown, who = officer) =>
      who.post(`decisions/${matter.decisionId}/execution-assessments`, body);
    expect(refusal(await assess({ mayExecute: true }))).toMatch(/^422/);
    expect(refusal(await assess({ mayExecute: 'ja', reasons: 'x' }))).toMatch(/^422/);
    expect(refusal(await assess({ mayExecute: true, reasons: 'x' }, await scene.story.as('grn.handlaggare')))).toBe(
      '403 forbidden/execution.assess',
    );
    await expectStatus(201, assess({ mayExecute: true, reasons: 'Medel som inte har använts kan betalas tillbaka.' }));
    await expectStatus(201, assess({ mayExecute: false, reasons: 'Avtalen kan inte göras ogjorda.' }));
    const { execution, possibleActs } = await standing(matter.decisionId, officer);
    const latest = { mayExecute: false, assessedByName: expect.any(String) };
    expect(execution).toMatchObject({ isAssessmentAskedFor: false, isShown: true, latest });
    expect(execution.assessments).toHaveLength(2);
    expect(possibleActs).toEqual(['assess']);
    expect((await standing(matter.decisionId, registrar)).possibleActs).toEqual(['registerAppeal']);
    // Others read neither what was weighed nor that nothing was, and may do nothing about it.
    expect(await standing(matter.decisionId, await scene.story.as('grn.handlaggare'))).toMatchObject({
      execution: { isShown: false, latest: null, assessments: [] },
      possibleActs: [],
    });
  });

  test('that comes late, or from before the announcement, is registered and never refused', async () => {
    const { body } = await expectStatus(
      201,
      registrar.post(`decisions/${matter.decisionId}/appeals`, appealOf('2023-09-01')),
    );
    expect(body.isLate).toBe(true);
    expect(await standing(matter.decisionId)).toMatchObject({ execution: { isAssessmentAskedFor: true } });
    const unadjusted = await scene.decided('2023-05-31');
    const early = await expectStatus(
      201,
      registrar.post(`decisions/${unadjusted.decisionId}/appeals`, appealOf('2023-06-01')),
    );
    expect(early.body.isLate).toBeNull();
    const late = body as { id: string; version: number };
    for (const act of ['forward', 'dismiss'])
      Object.assign(
        late,
        (
          await expectStatus(
            200,
            registrar.post(`appeals/${late.id}/steps`, { act, day: '2023-10-01' }, { ifMatch: late.version }),
          )
        ).body,
      );
  });

  test('against what is labelled preparatory is registered as well (R-41)', async () => {
    const preparatory = await scene.announced('2023-06-07', '2023-06-07');
    await scene.story.app.query(
      `update decision set is_appealable = false, appealable_ground = 'Nämnden överlämnar bara ett förslag.' where id = $1`,
      [preparatory.decisionId],
    );
    const { body } = await expectStatus(
      201,
      registrar.post(`decisions/${preparatory.decisionId}/appeals`, appealOf('2023-06-08')),
    );
    expect(body).toMatchObject({ status: 'registered', isLate: false });
    expect(await standing(preparatory.decisionId)).toMatchObject({
      standing: 'appealed',
      finalDay: null,
      isAppealable: false,
      appealability: expect.stringMatching(/rent förberedande.*bara domstolen kan avvisa.*överlämnar bara/s),
      execution: { isAssessmentAskedFor: true },
    });
  });

  test('cannot come before there was a decision, or tomorrow; and not from everybody', async () => {
    const register = async (body: unknown, who = registrar) =>
      refusal(await who.post(`decisions/${matter.decisionId}/appeals`, body));
    expect(await register(appealOf('2023-05-23'))).toBe('422 validation-failed/before-decision');
    expect(await register(appealOf('2190-01-01'))).toBe('422 validation-failed/future-day');
    expect(await register(appealOf('2023-06-13', { receivedTime: '12.00' }))).toMatch(/^422/);
    expect(await register(appealOf('2023-06-13', { appellant: ' ' }))).toMatch(/^422/);
    expect(await register(appealOf('2023-06-13', { appellant: 'x'.repeat(301) }))).toMatch(/^422/);
    expect(await register(appealOf('2023-06-13'), await scene.story.as('asn.handlaggare'))).toBe(
      '403 forbidden/appeal.register',
    );
    expect(await register(appealOf('2023-06-13'), await scene.story.as('grn.sekreterare'))).toBe(
      '403 forbidden/appeal.register',
    );
    expect(refusal(await registrar.post(`decisions/${matter.meetingId}/appeals`, appealOf('2023-06-13')))).toBe(
      '404 not-found',
    );
  });

  test('takes only the steps of its table, in the order of the days, by one who has read it', async () => {
    expect(refusal(await step({ act: 'annul', day: '2023-06-20' }))).toBe('409 state-conflict/not-allowed-in-state');
    expect(refusal(await step({ act: 'forward', day: '2023-06-12' }))).toBe('422 validation-failed/before-last-step');
    expect(refusal(await step({ act: 'forward', day: '2190-06-12' }))).toBe('422 validation-failed/future-day');
    expect(refusal(await step({ act: 'grant', day: '2023-06-20' }))).toMatch(/^422/);
    expect(refusal(await step({ act: 'forward', day: '2023-06-20' }, version + 1))).toBe('412 precondition-failed');
    expect(
      refusal(await step({ act: 'forward', day: '2023-06-20' }, version, await scene.story.as('grn.sekreterare'))),
    ).toBe('404 not-found');
    const { body } = await expectStatus(200, step({ act: 'forward', day: '2023-06-20', courtReference: '1234-23' }));
    expect(body).toMatchObject({ status: 'forwarded', version: 2 });
    version = 2;
  });

  test('twenty answers of the court at once: one is written', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => step({ act: 'reject', day: '2023-11-30' })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => ![200, 412].includes(status))).toEqual([]);
    const now = await standing(matter.decisionId);
    expect(now).toMatchObject({ standing: 'final', finalDay: '2023-11-30' });
    expect(now.appeals[0]).toMatchObject({ courtReference: '1234-23', status: 'rejected', possibleActs: [] });
    expect(now.appeals[0].steps.map(({ status, day }: { status: string; day: string }) => [status, day])).toEqual([
      ['registered', '2023-06-13'],
      ['forwarded', '2023-06-20'],
      ['rejected', '2023-11-30'],
    ]);
  });

  test('that the court grants annuls the decision, and there is nothing left to carry out', async () => {
    const annulled = await scene.announced('2023-06-14', '2023-06-14');
    const { body } = await expectStatus(
      201,
      registrar.post(`decisions/${annulled.decisionId}/appeals`, appealOf('2023-06-20')),
    );
    ({ id: appealId, version } = body);
    await expectStatus(200, step({ act: 'forward', day: '2023-06-21' }, 1));
    await expectStatus(200, step({ act: 'annul', day: '2024-01-10' }, 2));
    expect(await standing(annulled.decisionId)).toMatchObject({
      standing: 'annulled',
      standingText: 'upphävt',
      finalDay: null,
      execution: { isAssessmentAskedFor: false },
    });
    const assessed = await registrar.get(`decisions/${annulled.decisionId}/standing`);
    expect(assessed.status).toBe(200);
    const officer = await scene.story.as('asn.handlaggare');
    expect(
      refusal(
        await officer.post(`decisions/${annulled.decisionId}/execution-assessments`, {
          mayExecute: true,
          reasons: 'x',
        }),
      ),
    ).toBe('409 state-conflict/annulled');
  });

  test('names nobody in the events', async () => {
    const [found] = await scene.story.app.query<{ found: string }>(
      `select count(*) as found from event where payload::text ~* 'kommunmedlem|laga ordning|stadshus'`,
    );
    expect(found?.found).toBe('0');
  });
});
