/** Scenario 1, the money: 22 200 000 is asked for on 2023-05-10 against the deadline 2023-05-12; a day too late it only expires. */
import { Timers } from '../../src/platform/jobs/timers.js';
import { GrantScene } from '../support/grant-scene.js';
import { expectStatus, refusal, sek } from '../support/story.js';

test('22 200 000 asked for on 10 May, paid, reported and accepted', async () => {
  const scene = await GrantScene.begin();
  const { story } = scene;
  const [office, controller] = [await scene.office(), await scene.controller()];
  const grant = await scene.grant('SoS', 22_200_000, '2023-05-12');
  await expectStatus(
    201,
    office.post(`funding-sources/${grant}/grant-conditions`, {
      kind: 'report',
      text: 'Kommunen redovisar hur medlen har använts.',
      validFromDay: '2023-01-18',
      dueDay: '2024-03-01',
      reference: 'Socialstyrelsens beslut 2023-01-18',
    }),
  );
  const asked = await scene.agent('2023-04-13', '2023-05-08');
  expect(asked.body.warnings).toEqual([
    expect.objectContaining({ sourceCode: 'SoS', deadlineDay: '2023-05-12', lastDayToAsk: '2023-04-12' }),
  ]);

  const { body: requisition } = await expectStatus(
    201,
    office.post(`funding-sources/${grant}/requisitions`, { year: 2023 }),
  );
  await scene.act(requisition, office, 'agent');
  const tooMuch = office.post(
    `requisitions/${requisition.id}/preparation`,
    { amount: sek(22_200_001) },
    { ifMatch: requisition.version },
  );
  expect(refusal(await tooMuch)).toMatch(/^409 ceiling-exceeded/);
  await scene.act(requisition, office, 'preparation', { amount: sek(22_200_000) });
  const early = { submittedDay: '2023-05-10', submittedElsewhere: 'Socialstyrelsens e-tjänst, kvittens i ärendet' };
  const ifMatch = requisition.version;
  expect(refusal(await office.post(`requisitions/${requisition.id}/submission`, early, { ifMatch }))).toMatch(
    /not-approved/,
  );
  // Four eyes: whoever prepared it does not approve it.
  expect(refusal(await office.post(`requisitions/${requisition.id}/approval`, undefined, { ifMatch }))).toMatch(
    /four-eyes/,
  );
  await scene.act(requisition, controller, 'approval');
  const bare = await office.post(
    `requisitions/${requisition.id}/submission`,
    { submittedDay: '2023-05-10' },
    { ifMatch: requisition.version },
  );
  expect(refusal(bare)).toMatch(/^422 validation-failed/);
  // Registered after the deadline, so it is history being noted: the timer leaves it alone.
  await story.app.app.get(Timers).runOnce('requisition-expiry');
  await scene.act(requisition, office, 'submission', early);
  await scene.note(requisition, 'confirm', '2023-05-11', { reference: '9.2-1234/2023' });
  await scene.note(requisition, 'pay', '2023-06-15', { amount: sek(22_200_000) });
  const reported = await scene.report(requisition, '2024-02-15');
  expect(reported.body).toMatchObject({ status: 'reported', dueDay: '2024-03-01', isLate: false });
  await scene.note(requisition, 'accept', '2024-04-02');

  const read = (await controller.get(`requisitions/${requisition.id}`)).body;
  expect(read).toMatchObject({
    status: 'accepted',
    requisitioned: sek(22_200_000),
    paid: sek(22_200_000),
    submittedAt: '2023-05-10T21:59:00.000Z',
    deadlineAt: '2023-05-12T21:59:00.000Z',
    appealable: false,
  });
  expect(read.steps.map((step: { act: string; day: string }) => step.act)).toEqual([
    'recordAgent',
    'prepare',
    'approve',
    'submit',
    'confirm',
    'pay',
    'report',
    'accept',
  ]);
  const { body: seen } = await expectStatus(200, controller.get(`funding-sources/${grant}/grant`));
  expect(seen.years).toEqual([
    {
      year: 2023,
      ceiling: sek(22_200_000),
      reserved: sek(0),
      requisitioned: sek(22_200_000),
      paid: sek(22_200_000),
      withheld: sek(0),
      repaid: sek(0),
    },
  ]);
  expect(seen.warnings).toEqual([expect.stringContaining('senare än en månad')]);
  expect((await story.end()).violations).toEqual([]);
}, 60_000);

test('a day too late it expires, at the attempt, and stays so', async () => {
  const scene = await GrantScene.begin();
  const { story } = scene;
  const office = await scene.office();
  const grant = await scene.grant('SoS', 22_200_000, '2023-05-12');
  await scene.agent();
  const requisition = await scene.approved(grant, 22_200_000);
  const late = { submittedDay: '2023-05-13', submittedTime: '00:00', submittedElsewhere: 'E-tjänsten' };
  const path = `requisitions/${requisition.id}`;
  const refused = await office.post(`${path}/submission`, late, { ifMatch: requisition.version });
  expect(refusal(refused)).toMatch(/^422 deadline-passed/);
  expect(refused.body).toMatchObject({ code: 'requisition-expired', status: 422, state: 'expired' });
  const read = (await office.get(path)).body;
  expect(read).toMatchObject({ status: 'expired', submittedAt: null, possibleActs: [] });
  const again = await office.post(`${path}/submission`, late, { ifMatch: read.version });
  expect(refusal(again)).toMatch(/^409 state-conflict/);

  // The minute before midnight was in time: another record may be made of what was handed in then.
  const other = await scene.approved(grant, 22_200_000);
  await scene.act(other, office, 'submission', { ...late, submittedDay: '2023-05-12', submittedTime: '23:59' });
  expect((await story.end()).violations).toEqual([]);
}, 60_000);
