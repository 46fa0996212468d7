/** The deadline planner over HTTP: a call that cannot finish says so, and what is asked in the wrong way is told where. */
import { type Client, type Reply, testApplication, type TestApplication } from '../support/app.js';
import { refusal } from '../support/replies.js';

let app: TestApplication;
let office: Client;
let grant: string;

const ok = async (reply: Promise<Reply>): Promise<Reply['body']> => {
  const answer = await reply;
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body;
};

const bodyId = (shortName: string): string => app.bodyIds.get(shortName) as string;

const meeting = async (shortName: string, day: string): Promise<string> => {
  const secretary = await app.as(`${shortName.toLowerCase()}.sekreterare`);
  return (await ok(secretary.post(`bodies/${bodyId(shortName)}/meetings`, { day }))).id;
};

const source = async (code: string, requisitionDeadlineDay?: string): Promise<string> => {
  const controller = await app.as('ks.controller');
  const grantOf2099 = {
    code,
    name: `Bidraget ${code}`,
    kind: 'stateGrant',
    grantor: 'Socialstyrelsen',
    useFromDay: '2099-01-01',
    useToDay: '2099-12-31',
    requisitionDeadlineDay,
  };
  return (await ok(controller.post('funding-sources', grantOf2099))).id;
};

const draft = (
  codes: readonly string[],
  more: Record<string, unknown> = {},
): Promise<{ id: string; version: number }> =>
  ok(
    office.post('calls', {
      title: 'Sociala insatser',
      years: [2099],
      sourceIds: [grant],
      authorityIds: codes.map((code) => app.authorityIds.get(code)),
      replyByDay: '2099-04-28',
      replyByTime: '12:00',
      ...more,
    }),
  );

const issue = ({ id, version }: { id: string; version: number }): Promise<Reply> =>
  office.post(`calls/${id}/issue`, undefined, { ifMatch: version });

const verdict = async (id: string, query = ''): Promise<string> =>
  (await ok(office.get(`calls/${id}/plan-check${query}`))).verdict;

beforeAll(async () => {
  app = await testApplication();
  office = await app.as('ks.stadskontoret');
  grant = await source('G-2099', '2099-05-12');
}, 60_000);

afterAll(async () => {
  await app?.stop();
});

describe('a call', () => {
  test('over bodies without a calendar is issued, and told that it cannot be known', async () => {
    const call = await draft(['TN']);
    expect(await verdict(call.id)).toBe('unknown');
    expect((await issue(call)).status).toBe(200);
  });

  test('over sources without a last day has nothing to count from', async () => {
    const call = await draft(['TN'], { sourceIds: [await source('G-OPEN')] });
    expect(await verdict(call.id)).toBe('noEnd');
  });

  test('that cannot finish in time says so before it is issued, and is issued only with a ground', async () => {
    await meeting('KS', '2099-05-06');
    await meeting('ASN', '2099-04-22');
    await meeting('GRN', '2099-05-20');
    const possible = await draft(['ASN']);
    // 6 May and 22 April: fourteen days of adjustment do not fit before the board, one paragraph at once does.
    expect(await verdict(possible.id)).toBe('inTimeIfImmediate');
    expect(await verdict(possible.id, '?compileDays=30')).toBe('notInTime');
    expect((await issue(possible)).status).toBe(200);

    const hopeless = await draft(['ASN', 'GRN']);
    const refused = await issue(hopeless);
    expect(refusal(refused)).toBe('422 validation-failed/plan-not-in-time');
    expect(refused.body.errors[0].pointer).toBe('/planGround');
    expect(refused.body.detail).toContain('Grundskolenämnden har inget sammanträde i kalendern som hinner');
    expect((await ok(office.get(`calls/${hopeless.id}`))).status).toBe('draft');

    const planGround = 'Nämnden kallas till ett extra sammanträde.';
    const { version } = await ok(office.patch(`calls/${hopeless.id}`, { planGround }, { ifMatch: 1 }));
    expect((await issue({ id: hopeless.id, version })).status).toBe(200);
    expect(await ok(office.get(`calls/${hopeless.id}`))).toMatchObject({ status: 'issued', planGround });
    const [told] = await app.query<{ plan: string }>(
      `select payload ->> 'plan' as plan from event where subject_id = $1 and type = 'call.issued'`,
      [hopeless.id],
    );
    expect(told).toEqual({ plan: 'notInTime' });
  });

  test('is issued without one when the extra meeting is in the calendar', async () => {
    const call = await draft(['GRN']);
    expect(refusal(await issue(call))).toBe('422 validation-failed/plan-not-in-time');
    await meeting('GRN', '2099-04-27');
    expect((await issue(call)).status).toBe(200);
  });

  test('of another office is not shown as a draft, and a blank ground is none', async () => {
    const call = await draft(['ASN']);
    const stranger = await app.as('asn.handlaggare');
    expect(refusal(await stranger.get(`calls/${call.id}/plan-check`))).toMatch(/^404/);
    expect(refusal(await office.get(`calls/${call.id}/plan-check?compileDays=-1`))).toMatch(/^422/);
    expect(refusal(await office.patch(`calls/${call.id}`, { planGround: ' ' }, { ifMatch: 1 }))).toMatch(/^422/);
    await expect(app.query(`update call set plan_ground = ' ' where id = $1`, [call.id])).rejects.toMatchObject({
      constraint: 'ck_call_plan_ground',
    });
  });
});

describe('a way that is only thought of', () => {
  const check = (body: Record<string, unknown>): Promise<Reply> => office.post('plan-checks', body);
  const step = (more: Record<string, unknown> = {}) => ({ kind: 'meeting', bodyId: bodyId('KN'), ...more });

  test('is worked out from calendar and bylaws: last meeting, notice, slack', async () => {
    const secretary = await app.as('kn.sekreterare');
    const meetingId = await meeting('KN', '2098-04-23');
    await meeting('KN', '2098-05-07');
    const bylaws = {
      fromDay: '2098-01-01',
      noticeDays: 7,
      remoteParticipation: false,
      writtenReservations: false,
      substitutesMaySpeak: true,
      substituteOrder: 'list',
      mayRaise: ['member'],
      numbering: 'year',
      mayServeAgain: false,
      openToPublic: false,
      minorityCounts: 'present',
      ground: 'Reglemente',
    };
    await ok(secretary.post(`bodies/${bodyId('KN')}/bylaws`, bylaws));
    const open = await ok(check({ startDay: '2098-03-01', endDay: '2098-05-09', steps: [step()] }));
    expect(open).toMatchObject({
      verdict: 'inTime',
      latestStartDay: '2098-04-16',
      steps: [{ day: '2098-04-23', lastPossibleDay: '2098-04-23', materialBy: '2098-04-16', slackDays: 2 }],
    });
    expect(open.steps[0].moments.map(({ text }: { text: string }) => text)).toContain('Kallelse senast 2098-04-16.');
    const late = await ok(
      check({
        startDay: '2098-04-17',
        endDay: '2098-05-09',
        steps: [step({ meetingId })],
        leads: [{ name: 'Ombud', months: 1 }],
      }),
    );
    expect(late).toMatchObject({
      verdict: 'notInTime',
      fault: { step: 0, code: 'too-late-to-begin' },
      leads: [{ latestDay: '2098-04-09', slackDays: -8 }],
    });
  });

  test('asked in the wrong way is told where', async () => {
    const asked = (steps: unknown[], more: Record<string, unknown> = {}): Promise<Reply> =>
      check({ endDay: '2098-05-09', steps, ...more });
    const where = async (reply: Promise<Reply>): Promise<string> => {
      const { status, body } = await reply;
      return `${status} ${body.errors?.[0]?.pointer} ${body.errors?.[0]?.code}`;
    };
    const unknown = '0190b1f2-6c1e-7f00-8a00-000000000001';
    expect(await where(asked([]))).toBe('422 /steps required');
    expect(await where(asked([{ kind: 'work', days: 3 }]))).toBe('422 /steps/0/name required');
    expect(await where(asked([{ kind: 'work', name: 'Skrivning' }]))).toBe('422 /steps/0/days required');
    expect(await where(asked([step({ name: 'Nämnden' })]))).toBe('422 /steps/0/name not-applicable');
    expect(await where(asked([{ kind: 'work', name: 'Arbete', days: 1, needs: 'final' }]))).toBe(
      '422 /steps/0/needs not-applicable',
    );
    expect(await where(asked([{ kind: 'meeting' }]))).toBe('422 /steps/0/bodyId required');
    expect(await where(asked([step(), step({ bodyId: unknown })]))).toBe('422 /steps/1/bodyId unknown-body');
    expect(await where(asked([step({ meetingId: unknown })]))).toBe('422 /steps/0/meetingId unknown-meeting');
    expect(await where(asked([step()], { endDay: '2098-02-30' }))).toBe('422 /endDay date');
    expect(await where(asked([step()], { endDay: '1900-01-01' }))).toMatch(/^422 .*range$/);
    expect(await where(asked([step()], { endDay: '2199-12-31' }))).toMatch(/^(200|422 .*range)/);
  });
});

test('every invariant holds after all of this', async () => {
  expect(await app.violations()).toEqual([]);
});
