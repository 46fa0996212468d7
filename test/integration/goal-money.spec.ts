/** What the money did: amounts counted once, of the right rows, and nothing of what others still work on. */
import { figures, GoalScene, type SceneGoal } from '../support/goal-scene.js';
import { expectStatus, sek, type StoryProposal, type Thing } from '../support/story.js';

let scene: GoalScene;
let council: SceneGoal;
let goal: SceneGoal;
let proposal: StoryProposal;
let allocations: Thing[];
let sources: string[];

beforeAll(async () => {
  scene = await GoalScene.begin();
  const { story } = scene;
  await scene.chain(2023, ['councilGoal', 'committeeGoal', 'commitment']);
  council = await scene.goal('KF', 'councilGoal', 'En trygg uppväxt', 2023);
  goal = await scene.goal('ASN', 'committeeGoal', 'Färre dras in', 2023, council);
  sources = [
    await story.source('SOS', 'stateGrant', 10_000_000),
    await story.source('KSA', 'discretionaryAppropriation', 10_000_000),
  ];
  const call = await story.call(sources, ['ASN']);
  proposal = await story.approvedProposal('ASN', call.id, [
    { title: 'Fältarbete', kronor: 900_000 },
    { title: 'Dialog', kronor: 300_000 },
  ]);
  allocations = [];
  for (const [index, source] of sources.entries()) {
    const rows = [{ proposal, measure: 0, source, kronor: 400_000 + index * 100_000, reason: 'Två källor' }];
    const made = await story.allocation(call.id, `Fördelning ${index}`, rows);
    expect((await story.boardDecides(made, `2023-05-0${3 + index}`)).status).toBe(201);
    allocations.push(made);
  }
  const controller = await scene.controller();
  for (const [index, sourceId] of sources.entries())
    await expectStatus(
      201,
      controller.post('actual-costs', {
        proposalId: proposal.id,
        measureKey: proposal.measureKeys[0],
        sourceId,
        costDay: '2023-06-30',
        amount: sek(10_000 * (index + 1)),
        text: 'Löner',
      }),
    );
}, 120_000);

afterAll(async () => {
  try {
    expect(await scene.story.app.violations()).toEqual([]);
  } finally {
    await scene.story.app.stop();
  }
});

const link = async (to: SceneGoal, links: object[], code = 'ASN'): Promise<void> => {
  const writer = await scene.story.as(`${code.toLowerCase()}.sekreterare`);
  const { body } = await expectStatus(200, writer.put(`goals/${to.id}/links`, { links }, { ifMatch: to.version }));
  to.version = body.version;
};
const money = async (of: Thing, username = 'ks.controller', query = 'year=2023') =>
  (await expectStatus(200, (await scene.story.as(username)).get(`goals/${of.id}/money?${query}`))).body;

test('without links there is nothing, and no sum of nothing but zero', async () => {
  const zero = sek(0);
  expect(await money(goal)).toMatchObject({ measures: [], sum: { requested: zero, allocated: zero, used: zero } });
});

test('of a linked allocation only its own rows and the costs on its source are counted', async () => {
  await link(goal, [{ kind: 'allocation', id: allocations[0]?.id }]);
  expect(await money(goal)).toMatchObject({
    measures: [{ title: 'Fältarbete', allocationIds: [allocations[0]?.id] }],
    sum: { allocated: sek(400_000), used: sek(10_000) },
  });
});

test('a measure reached by its own link, its proposal and both allocations is counted once', async () => {
  await link(goal, [
    { kind: 'proposal', id: proposal.id },
    { kind: 'measure', id: proposal.id, measureKey: proposal.measureKeys[0] },
    { kind: 'allocation', id: allocations[0]?.id },
    { kind: 'allocation', id: allocations[1]?.id },
  ]);
  const view = await money(goal);
  expect(view.measures.map(({ title }: { title: string }) => title).sort()).toEqual(['Dialog', 'Fältarbete']);
  expect(view.sum).toEqual({
    requested: sek(1_200_000),
    approved: sek(1_200_000),
    allocated: sek(900_000),
    used: sek(30_000),
  });
  // From the goal above the same money is seen, and once.
  await link(council, [{ kind: 'measure', id: proposal.id, measureKey: proposal.measureKeys[0] }], 'KF');
  expect((await money(council)).sum).toEqual(view.sum);
  expect((await money(goal, 'ks.controller', 'year=2022')).sum).toMatchObject({ requested: sek(0), allocated: sek(0) });
});

test('whoever does not follow others’ costs is shown no smaller sum, but none', async () => {
  expect((await money(goal, 'kn.sekreterare')).sum).toMatchObject({ allocated: sek(900_000), used: null });
  // And whoever may not see the proposal at all is not told that anything is linked (F4).
  expect(await money(goal, 'kn.direktor')).toMatchObject({ measures: [], sum: { allocated: sek(0) } });
  expect((await money(goal, 'asn.direktor')).sum).toMatchObject({ used: sek(30_000) });
  await expectStatus(403, (await scene.story.as('asn.registrator')).get(`goals/${goal.id}/money?year=2023`));
  await expectStatus(422, (await scene.controller()).get(`goals/${goal.id}/money`));
});

test('figures others still work on are not shown before their report is decided (R-50)', async () => {
  const indicator = await scene.indicator(goal, 'Andel som fullföljer');
  await scene.outcome(indicator, 2023, 'januaryAugust', figures([5, 10], [2, 5], [3, 5]));
  const outcome = async (username: string) =>
    (await money(goal, username, 'year=2023&period=januaryAugust')).indicators[0].outcome;
  const listed = async (username: string) =>
    (await (await scene.story.as(username)).get(`indicators/${indicator.id}`)).body.outcomes;
  expect(await outcome('asn.direktor')).toMatchObject({ isMeasured: true });
  expect(await outcome('ks.controller')).toMatchObject({ isMeasured: true });
  expect([await outcome('kn.direktor'), await listed('kn.direktor')]).toEqual([null, []]);
  const report = await scene.report('ASN', 2023, 'januaryAugust');
  await scene.judged(report, goal.id, { status: 'achieved' });
  await scene.reviewed(report, [goal.id]);
  await scene.decided(report, 'ASN', '2023-09-27');
  expect(await outcome('kn.direktor')).toMatchObject({ isMeasured: true });
  expect(await listed('kn.direktor')).toHaveLength(1);
});
