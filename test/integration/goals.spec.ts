/** The chain of goals, indicators and what they are linked to, over HTTP against PostgreSQL. */
import { figures, GoalScene, type SceneGoal, shareDefinition } from '../support/goal-scene.js';
import { expectStatus, refusal, type Thing } from '../support/story.js';

let scene: GoalScene;
let area: SceneGoal;
let council: SceneGoal;
let committee: SceneGoal;

beforeAll(async () => {
  scene = await GoalScene.begin();
  await scene.chain(2019, ['goalArea', 'councilGoal', 'committeeGoal', 'commitment', 'activity']);
  area = await scene.goal('KF', 'goalArea', 'En jämlik stad', 2019);
  council = await scene.goal('KF', 'councilGoal', 'Den som behöver stöd möts med respekt', 2019, area);
  committee = await scene.goal('ASN', 'committeeGoal', 'Fler går från bistånd till studier', 2019, council, {
    contribution: 'Egen försörjning ger inflytande över vardagen',
  });
}, 120_000);

afterAll(async () => {
  try {
    expect(await scene.story.app.violations()).toEqual([]);
  } finally {
    await scene.story.app.stop();
  }
});

const writer = () => scene.story.as('asn.sekreterare');
const newGoal = (over: object = {}) => ({
  level: 'commitment',
  authorityId: scene.story.authority('ASN'),
  title: 'Åtagande',
  year: 2019,
  parentId: committee.id,
  ...over,
});

describe('the chain', () => {
  test('is read from the top, and says where a goal stands alone', async () => {
    const alone = await scene.goal('ASN', 'commitment', 'Ett åtagande utan nämndsmål', 2019);
    const { body } = await expectStatus(200, (await writer()).get('goals?year=2019'));
    const levels = body.items.map(({ level }: { level: string }) => level);
    expect(levels.slice(0, 2)).toEqual(['goalArea', 'councilGoal']);
    const gaps = await expectStatus(200, (await writer()).get('goals?year=2019&gaps=true'));
    expect(gaps.body.items.map(({ id }: { id: string }) => id)).toEqual([alone.id]);
    const read = await expectStatus(200, (await writer()).get(`goals/${committee.id}`));
    expect(read.body.placements).toEqual([
      {
        year: 2019,
        parentId: council.id,
        parentTitle: 'Den som behöver stöd möts med respekt',
        contribution: 'Egen försörjning ger inflytande över vardagen',
      },
    ]);
  });

  test.each([
    ['a level the year does not have', { level: 'effectGoal' }, 'level-not-in-chain', '/level'],
    ['a level that is skipped', { parentId: 'council' }, 'parent-level', '/parentId'],
    ['a goal there is not', { parentId: '0190b1f2-6c1e-7f00-8a00-000000000001' }, 'unknown-goal', '/parentId'],
    ['a contribution to nothing', { parentId: null, contribution: 'x' }, 'no-parent', '/contribution'],
    [
      'an e-service that is a goal',
      { level: 'committeeGoal', parentId: null, serviceState: 'pilot' },
      'not-a-service',
      '/serviceState',
    ],
  ])('%s is refused where it stands', async (_what, over, code, pointer) => {
    const body = newGoal({
      ...over,
      ...('parentId' in over && over.parentId === 'council' ? { parentId: council.id } : {}),
    });
    const reply = await expectStatus(422, (await writer()).post('goals', body));
    expect(refusal(reply)).toContain(`/${code}`);
    expect(reply.body.errors[0].pointer).toBe(pointer);
  });

  test('a year without a chain takes no goal', async () => {
    const reply = await expectStatus(409, (await writer()).post('goals', newGoal({ year: 2031, parentId: null })));
    expect(refusal(reply)).toContain('/no-chain');
  });

  test('an authority may have other levels, and levels in use are not taken away', async () => {
    await scene.chain(2020, ['goalArea', 'councilGoal', 'commitment']);
    const own = await scene.chain(2020, ['councilGoal', 'committeeGoal', 'commitment'], 'KN');
    const goal = await scene.goal('KN', 'committeeGoal', 'Kultur når fler', 2020);
    const reply = await expectStatus(
      422,
      (await writer()).post('goals', newGoal({ level: 'committeeGoal', year: 2020, parentId: null })),
    );
    expect(refusal(reply)).toContain('/level-not-in-chain');
    const office = await scene.story.as('ks.stadskontoret');
    const change = (levels: string[]) => office.patch(`goal-chains/${own.id}`, { levels }, { ifMatch: own.version });
    expect(refusal(await expectStatus(409, change(['councilGoal', 'commitment'])))).toContain('/chain-in-use');
    await expectStatus(200, change(['goalArea', 'councilGoal', 'committeeGoal']));
    expect(goal.version).toBe(2);
  });

  test('a draft is its authority’s own, and the same goal stands in many years', async () => {
    const draft = await expectStatus(201, (await writer()).post('goals', newGoal()));
    await expectStatus(404, (await scene.story.as('kn.handlaggare')).get(`goals/${draft.body.id}`));
    await expectStatus(
      404,
      (await scene.story.as('kn.handlaggare')).post(
        `goals/${draft.body.id}/placements`,
        { year: 2019 },
        { ifMatch: 1 },
      ),
    );
    await scene.chain(2021, ['councilGoal', 'committeeGoal', 'commitment']);
    await expectStatus(
      200,
      (await scene.story.as('kf.sekreterare')).post(
        `goals/${council.id}/placements`,
        { year: 2021 },
        { ifMatch: council.version },
      ),
    );
    const read = await expectStatus(200, (await scene.story.as('kn.handlaggare')).get(`goals/${council.id}`));
    expect(read.body.placements.map(({ year }: { year: number }) => year)).toEqual([2021, 2019]);
  });

  test('others do not write in it, and an old version is not written over', async () => {
    await expectStatus(
      403,
      (await scene.story.as('kn.handlaggare')).patch(
        `goals/${committee.id}`,
        { title: 'x' },
        { ifMatch: committee.version },
      ),
    );
    await expectStatus(412, (await writer()).patch(`goals/${committee.id}`, { title: 'x' }, { ifMatch: 99 }));
    await expectStatus(428, (await writer()).patch(`goals/${committee.id}`, { title: 'x' }));
  });
});

describe('a goal below itself', () => {
  const part = (title: string) => scene.goal('ASN', 'commitment', title, 2019, committee);
  const under = async (goal: Thing, parent: Thing) =>
    (await writer()).post(
      `goals/${goal.id}/placements`,
      { year: 2019, parentId: parent.id },
      { ifMatch: goal.version },
    );

  test('is refused, near and far', async () => {
    const [a, b, c] = [await part('A'), await part('B'), await part('C')];
    await expectStatus(200, under(b, a));
    await expectStatus(200, under(c, b));
    expect(refusal(await expectStatus(409, under(a, c)))).toContain('/goal-cycle');
    expect(refusal(await expectStatus(409, under(a, a)))).toContain('/goal-cycle');
  });

  test('is refused also when two writers close the circle at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b, c] = await Promise.all(['A', 'B', 'C'].map((name) => part(`${name} ${round}`)));
      const replies = await Promise.all([under(a!, b!), under(b!, c!), under(c!, a!)]);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
    }
    expect(await scene.story.app.violations()).toEqual([]);
  });
});

describe('indicators', () => {
  let indicator: Thing;
  beforeAll(async () => {
    indicator = await scene.indicator(committee, 'Avslut till studier, 18–29 år');
    await scene.outcome(indicator, 2018, 'januaryAugust', figures([119, 593], [60, 260], [59, 333]));
  });
  const record = async (over: object) =>
    (await scene.officer()).post(
      `indicators/${indicator.id}/outcomes`,
      { year: 2019, period: 'januaryAugust', isMeasured: true, ...over },
      { ifMatch: indicator.version },
    );

  test('parts that do not add up are refused with their figures (R-31)', async () => {
    const reply = await expectStatus(422, record({ figures: figures([116, 628], [52, 257], [63, 371]) }));
    expect(refusal(reply)).toContain('/sum');
    expect(reply.body.errors[0]).toMatchObject({
      pointer: '/figures/0/count',
      detail: expect.stringContaining('Kvinnor 52 + män 63 = 115, men samtliga är 116'),
    });
  });

  test('a percent that is not the count is refused with the right one (R-31)', async () => {
    const [all, ...parts] = figures([116, 628], [52, 257], [64, 371]);
    const reply = await expectStatus(422, record({ figures: [{ ...all, statedPercent: '20' }, ...parts] }));
    expect(reply.body.errors[0]).toMatchObject({
      code: 'percent',
      pointer: '/figures/0/statedPercent',
      detail: expect.stringContaining('18,47 %, avrundat 18 %; angivet är 20 %'),
    });
  });

  test('the last entry rules, and not measured is not 0', async () => {
    await scene.outcome(indicator, 2019, 'januaryAugust', figures([116, 628], [52, 257], [64, 371]));
    await scene.onIndicator(indicator, 'outcomes', {
      year: 2019,
      period: 'januaryApril',
      isMeasured: false,
      notMeasuredReason: 'Följs upp i augusti',
    });
    await scene.onIndicator(indicator, 'outcomes', {
      year: 2019,
      period: 'year',
      isMeasured: true,
      figures: figures([0, 5], [0, 2], [0, 3]),
    });
    const { body } = await expectStatus(200, (await writer()).get(`indicators/${indicator.id}`));
    const outcome = (period: string) =>
      body.outcomes.find((one: { year: number; period: string }) => one.year === 2019 && one.period === period);
    expect(outcome('januaryAugust').figures.map(({ percent }: { percent: string }) => percent)).toEqual([
      '18',
      '20',
      '17',
    ]);
    expect(outcome('januaryApril')).toMatchObject({
      isMeasured: false,
      figures: [],
      notMeasuredReason: 'Följs upp i augusti',
    });
    expect(outcome('year')).toMatchObject({ isMeasured: true, figures: [{ count: 0, percent: '0' }, {}, {}] });
  });

  test('a changed definition says what can be compared, and the old figures keep theirs (C-45)', async () => {
    const changed = { ...shareDefinition, fromDay: '2020-01-01', definition: 'Andel avslut till studier, 18–24 år' };
    const silent = await (
      await scene.officer()
    ).post(`indicators/${indicator.id}/definitions`, changed, { ifMatch: indicator.version });
    expect(silent.body.errors[0]).toMatchObject({ code: 'required', pointer: '/comparabilityReason' });
    await scene.onIndicator(indicator, 'definitions', {
      ...changed,
      isComparable: false,
      comparabilityReason: 'Åldersgruppen är en annan',
    });
    await scene.outcome(indicator, 2020, 'januaryAugust', figures([50, 200], [25, 100], [25, 100]));
    const money = await expectStatus(
      200,
      (await scene.controller()).get(`goals/${committee.id}/money?year=2020&period=januaryAugust`),
    );
    const own = await expectStatus(200, (await writer()).get(`indicators/${indicator.id}`));
    expect(
      own.body.outcomes.map(({ year, definitionNumber }: { year: number; definitionNumber: number }) => [
        year,
        definitionNumber,
      ]),
    ).toContainEqual([2020, 2]);
    expect(money.body.indicators[0]).toMatchObject({
      isComparable: false,
      change: null,
      cautions: ['Åldersgruppen är en annan'],
    });
  });

  test('a break in the comparison is told with its reason, and the figures are still compared', async () => {
    await scene.onIndicator(indicator, 'comparability-breaks', {
      fromDay: '2019-01-01',
      reason: 'Målgruppen utökades',
    });
    const { body } = await expectStatus(
      200,
      (await scene.controller()).get(`goals/${committee.id}/money?year=2019&period=januaryAugust`),
    );
    expect(body.indicators[0]).toMatchObject({ isComparable: true, cautions: ['Målgruppen utökades'], change: '-1.6' });
    const again = await (
      await scene.officer()
    ).post(
      `indicators/${indicator.id}/comparability-breaks`,
      { fromDay: '2019-01-01', reason: 'x' },
      { ifMatch: indicator.version },
    );
    expect(again.status).toBe(409);
  });

  test('a target of each kind is set, and one that says two things is not', async () => {
    const target = { year: 2019, kind: 'relativeToPrevious', direction: 'increase', text: 'fler än föregående år' };
    await scene.onIndicator(indicator, 'targets', {
      ...target,
      kind: 'absolute',
      direction: 'atLeast',
      value: '15',
      text: 'minst 15 procent',
    });
    const met = await (await scene.controller()).get(`goals/${committee.id}/money?year=2019&period=januaryAugust`);
    expect(met.body.indicators[0].target).toMatchObject({ value: '15', verdict: 'met' });
    await scene.onIndicator(indicator, 'targets', target);
    const notMet = await (await scene.controller()).get(`goals/${committee.id}/money?year=2019&period=januaryAugust`);
    expect(notMet.body.indicators[0].target).toMatchObject({
      kind: 'relativeToPrevious',
      value: null,
      verdict: 'notMet',
    });
    const wrong = await (
      await scene.officer()
    ).post(`indicators/${indicator.id}/targets`, { ...target, direction: 'atLeast' }, { ifMatch: indicator.version });
    expect(wrong.body.errors[0]).toMatchObject({ code: 'direction', pointer: '/direction' });
  });

  test('what cannot be measured yet says so (B-81)', async () => {
    const later = await scene.indicator(committee, 'Avslutsorsaker', {
      ...shareDefinition,
      availableFromDay: '2019-09-01',
    });
    const reply = await (
      await scene.officer()
    ).post(
      `indicators/${later.id}/outcomes`,
      { year: 2019, period: 'januaryAugust', isMeasured: true, figures: figures([1, 2], [1, 1], [0, 1]) },
      { ifMatch: 1 },
    );
    expect(reply.body.errors[0]).toMatchObject({ code: 'not-available-yet' });
  });

  test('parallel entries are one after the other, each with its version', async () => {
    const one = await scene.indicator(committee, 'Samtidigt');
    const officer = await scene.officer();
    const replies = await Promise.all(
      [1, 2, 3, 4].map((count) =>
        officer.post(
          `indicators/${one.id}/outcomes`,
          { year: 2019, period: 'year', isMeasured: true, figures: figures([count, 10], [count, 5], [0, 5]) },
          { ifMatch: 1 },
        ),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  });
});

describe('programmes and links', () => {
  test('a programme is registered once, and measures and commitments point at it', async () => {
    const officer = await scene.officer();
    const programme = await expectStatus(
      201,
      officer.post('programmes', { name: 'SSPF', aliases: ['Skola, socialtjänst, polis, fritid'] }),
    );
    expect(refusal(await expectStatus(409, officer.post('programmes', { name: 'SSPF' })))).toContain('/programme-name');
    const proposal = await scene.story.draft('ASN', null, [{ title: 'SSPF i fem områden', kronor: 1_000 }]);
    const measure = { proposalId: proposal.id, measureKey: proposal.measureKeys[0] };
    await expectStatus(
      200,
      officer.put(`programmes/${programme.body.id}/measures`, { measures: [measure] }, { ifMatch: 1 }),
    );
    const links = [
      { kind: 'programme', id: programme.body.id },
      { kind: 'proposal', id: proposal.id },
    ];
    const linked = await expectStatus(
      200,
      officer.put(`goals/${committee.id}/links`, { links }, { ifMatch: committee.version }),
    );
    committee.version = linked.body.version;
    const read = await expectStatus(200, officer.get(`programmes/${programme.body.id}`));
    expect(read.body).toMatchObject({
      measures: [{ ...measure, title: 'SSPF i fem områden' }],
      goals: [{ id: committee.id }],
    });
    // Others see neither the draft proposal nor that a goal is linked to it (R-50, F4).
    const stranger = await scene.story.as('kn.handlaggare');
    expect((await stranger.get(`goals/${committee.id}`)).body.links).toEqual([
      expect.objectContaining({ kind: 'programme', title: 'SSPF' }),
    ]);
    expect((await stranger.get(`programmes/${programme.body.id}`)).body.measures).toEqual([]);
    const blind = await stranger.put(
      `programmes/${programme.body.id}/measures`,
      { measures: [measure] },
      { ifMatch: read.body.version },
    );
    expect(blind.body.errors[0]).toMatchObject({ code: 'unknown-link' });
    const mine = await stranger.put(
      `programmes/${programme.body.id}/measures`,
      { measures: [] },
      { ifMatch: read.body.version },
    );
    expect(mine.status).toBe(200);
    expect((await officer.get(`programmes/${programme.body.id}`)).body.measures).toHaveLength(1);
  });

  test.each([
    ['a measure that is not named', { kind: 'measure' }, 'measure-key'],
    ['something there is not', { kind: 'allocation' }, 'unknown-link'],
  ])('%s is no link', async (_what, link, code) => {
    const reply = await (
      await scene.officer()
    ).put(
      `goals/${committee.id}/links`,
      { links: [{ id: '0190b1f2-6c1e-7f00-8a00-000000000001', ...link }] },
      { ifMatch: committee.version },
    );
    expect(reply.body.errors[0]).toMatchObject({ code });
  });
});

describe('assignments', () => {
  const give = async (over: object) =>
    expectStatus(
      201,
      (await scene.story.as('kf.sekreterare')).post('assignments', {
        year: 2018,
        source: 'budget',
        sourceReference: 'Budget 2018, Inriktning',
        giverId: scene.story.authority('KF'),
        text: 'En strategi ska utarbetas.',
        ...over,
      }),
    );

  test('one without an owner is flagged, and is accepted by nobody (E-05)', async () => {
    const { body } = await give({ resourceStatement: 'Resurser för detta tillsätts' });
    const secretary = await scene.story.as('kf.sekreterare');
    const list = await secretary.get('assignments?withoutOwner=true');
    expect(list.body.items).toMatchObject([
      {
        id: body.id,
        ownerId: null,
        resourceAmount: null,
        resourceStatement: 'Resurser för detta tillsätts',
        findings: [{ code: 'no-owner' }, { code: 'no-report-back' }, { code: 'no-amount' }],
      },
    ]);
    const early = await secretary.post(`assignments/${body.id}/steps`, { act: 'accept' }, { ifMatch: 1 });
    expect(refusal(await expectStatus(409, Promise.resolve(early)))).toContain('/no-owner');
  });

  test('it is accepted, reported back, continued and declared fulfilled, each by whose it is', async () => {
    const { body } = await give({
      ownerId: scene.story.authority('TN'),
      reportBackDay: '2018-12-31',
      resourceStatement: 'Tillförs 2 mnkr',
      resourceAmount: { amount: '2000000.00', currency: 'SEK' },
    });
    const [giver, owner, other] = [
      await scene.story.as('kf.sekreterare'),
      await scene.story.as('tn.direktor'),
      await scene.story.as('kn.direktor'),
    ];
    const step = (client: typeof giver, version: number, command: object) =>
      client.post(`assignments/${body.id}/steps`, command, { ifMatch: version });
    await expectStatus(403, step(other, 1, { act: 'accept' }));
    await expectStatus(200, step(owner, 1, { act: 'accept' }));
    expect((await step(owner, 2, { act: 'reportBack' })).body.errors[0]).toMatchObject({
      code: 'required',
      pointer: '/text',
    });
    await expectStatus(200, step(owner, 2, { act: 'reportBack', text: 'Utredningen är klar' }));
    await expectStatus(403, step(owner, 3, { act: 'declareFulfilled' }));
    await expectStatus(
      200,
      step(giver, 3, { act: 'continue', text: 'Genomförandet återstår', reportBackDay: '2019-06-30' }),
    );
    await expectStatus(200, step(owner, 4, { act: 'reportBack', text: 'Genomfört' }));
    await expectStatus(200, step(giver, 5, { act: 'declareFulfilled' }));
    expect(refusal(await expectStatus(409, step(owner, 6, { act: 'begin' })))).toContain('/not-allowed-in-state');
    const read = await expectStatus(200, other.get(`assignments/${body.id}`));
    expect(read.body).toMatchObject({
      status: 'declaredFulfilled',
      reportBackDay: '2019-06-30',
      resourceAmount: { amount: '2000000.00' },
      findings: [],
    });
    expect(read.body.steps.map(({ act }: { act: string }) => act)).toEqual([
      'accept',
      'reportBack',
      'continue',
      'reportBack',
      'declareFulfilled',
    ]);
  });
});

test('an e-service is a commitment with a state (C-60)', async () => {
  const service = await scene.goal('ASN', 'commitment', 'E-tjänst för ansökan', 2019, committee, {
    serviceState: 'prototype',
  });
  await expectStatus(
    200,
    (await writer()).patch(`goals/${service.id}`, { serviceState: 'inOperation' }, { ifMatch: service.version }),
  );
  const events = await scene.story.app.query(
    `select payload ->> 'serviceState' as state from event where subject_id = $1 and type = 'goal.changed'`,
    [service.id],
  );
  expect(events).toEqual([{ state: 'inOperation' }]);
});

test('the law’s dates are told (R-58)', async () => {
  const { body } = await expectStatus(200, (await writer()).get('statutory-dates?year=2019'));
  expect(body.dates.map(({ day }: { day: string }) => day)).toEqual([
    '2019-04-15',
    '2019-10-31',
    '2019-10-31',
    '2019-11-30',
  ]);
});
