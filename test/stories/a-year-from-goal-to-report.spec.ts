/**
 * A year from goal to report: the council's goal reaches a committee's commitments, money is asked for, given and spent on
 * them, figures come in, and two reports are decided and locked. At the end: what did the money do?
 */
import { figures, GoalScene, paragraph, shareDefinition } from '../support/goal-scene.js';
import { expectStatus, refusal, sek } from '../support/story.js';

test('a year from goal to report', async () => {
  const scene = await GoalScene.begin();
  const { story } = scene;
  const [officer, controller] = [await scene.officer(), await scene.controller()];

  // The budget: the chain of the year, the council's goal in the committee's words, and what is to be done about it.
  await scene.chain(2023, ['goalArea', 'councilGoal', 'committeeGoal', 'commitment', 'activity']);
  const area = await scene.goal('KF', 'goalArea', 'En jämlik stad', 2023);
  const council = await scene.goal('KF', 'councilGoal', 'Barn och unga har en trygg uppväxt', 2023, area);
  const committee = await scene.goal('ASN', 'committeeGoal', 'Färre unga dras in i kriminalitet', 2023, council, {
    contribution: 'Trygghet under uppväxten förutsätter att färre unga rekryteras.',
  });
  const visits = await scene.goal(
    'ASN',
    'commitment',
    'Nå unga i fem områden tillsammans med skola och polis',
    2023,
    committee,
    {
      responsibleId: story.person('asn.enhetschef'),
    },
  );
  const service = await scene.goal('ASN', 'commitment', 'En e-tjänst för orosanmälan', 2023, committee, {
    serviceState: 'prototype',
  });
  const activity = await scene.goal('ASN', 'activity', 'Kvällar på fritidsgården', 2023, visits);
  for (const goal of [committee, visits, service, activity])
    await scene.act(goal, await story.as('asn.sekreterare'), 'begin');

  const programme = await expectStatus(
    201,
    officer.post('programmes', { name: 'SSPF', aliases: ['skola, socialtjänst, polis och fritid'] }),
  );
  const giver = await story.as('kf.sekreterare');
  const given = {
    year: 2023,
    source: 'budget',
    sourceReference: 'Budget 2023, Inriktning',
    giverId: story.authority('KF'),
  };
  await expectStatus(
    201,
    giver.post('assignments', {
      ...given,
      text: 'En strategi mot rekrytering ska utarbetas.',
      resourceStatement: 'Resurser för detta tillsätts',
    }),
  );
  const owned = await expectStatus(
    201,
    giver.post('assignments', {
      ...given,
      text: 'Nämnden ska redovisa vad fältarbetet har gett.',
      ownerId: story.authority('ASN'),
      goalId: visits.id,
      reportBackDay: '2024-03-31',
    }),
  );
  const unowned = await giver.get('assignments?withoutOwner=true&year=2023');
  expect(unowned.body.items).toMatchObject([
    { resourceAmount: null, findings: [{ code: 'no-owner' }, { code: 'no-report-back' }, { code: 'no-amount' }] },
  ]);

  // What is measured, from last year's figures: the percent of an earlier year is kept as its source stated it.
  const share = await scene.indicator(visits, 'Andel unga som fullföljer insatsen');
  await scene.outcome(share, 2022, 'januaryAugust', [
    { group: 'all', count: 80, statedPercent: '7' },
    { group: 'women', count: 60, statedPercent: '9.5' },
    { group: 'men', count: 20, statedPercent: '4' },
  ]);
  await scene.onIndicator(share, 'targets', {
    year: 2023,
    kind: 'relativeToPrevious',
    direction: 'increase',
    text: 'större andel än föregående år',
  });
  await scene.onIndicator(share, 'comparability-breaks', {
    fromDay: '2023-01-01',
    reason: 'Målgruppen utökades med unga upp till 20 år.',
  });
  const count = await scene.indicator(visits, 'Antal unga som nås', {
    ...shareDefinition,
    kind: 'count',
    numerator: undefined,
    denominator: undefined,
    unit: 'personer',
    definition: 'Unga som deltar minst tre gånger',
  });
  await scene.onIndicator(count, 'targets', {
    year: 2023,
    kind: 'absolute',
    direction: 'atLeast',
    value: '500',
    text: 'minst 500 personer',
  });

  // The money: asked for, approved, given and spent on a measure the commitment points at.
  const source = await story.source('KSA', 'discretionaryAppropriation', 15_000_000);
  const call = await story.call([source], ['ASN']);
  const proposal = await story.approvedProposal('ASN', call.id, [
    { title: 'SSPF i fem områden', kronor: 1_950_000 },
    { title: 'Dialog och information', kronor: 500_000 },
  ]);
  const allocation = await story.allocation(call.id, 'Fördelning', [
    { proposal, measure: 0, source, kronor: 1_800_000, reason: 'Färre områden i början' },
  ]);
  expect((await story.boardDecides(allocation, '2023-05-03')).status).toBe(201);
  const measure = { proposalId: proposal.id, measureKey: proposal.measureKeys[0] };
  await expectStatus(
    201,
    controller.post('actual-costs', {
      ...measure,
      sourceId: source,
      costDay: '2023-08-31',
      amount: sek(1_200_000),
      text: 'Fältarbetare',
    }),
  );
  const links = [
    { kind: 'measure', id: proposal.id, measureKey: proposal.measureKeys[0] },
    { kind: 'allocation', id: allocation.id },
    { kind: 'programme', id: programme.body.id },
  ];
  await expectStatus(
    200,
    officer.put(
      `goals/${visits.id}/links`,
      { links: links.slice(0, 1).concat(links[2]!) },
      { ifMatch: visits.version },
    ),
  );
  await expectStatus(
    200,
    officer.put(
      `programmes/${programme.body.id}/measures`,
      { measures: [measure] },
      { ifMatch: programme.body.version },
    ),
  );

  // January–August: figures that do not add up are refused, and the report is written, done, reviewed, decided and locked.
  const report = await scene.report('ASN', 2023, 'januaryAugust');
  const august = { year: 2023, period: 'januaryAugust', isMeasured: true };
  const wrong = await officer.post(
    `indicators/${share.id}/outcomes`,
    { ...august, figures: figures([116, 628], [52, 257], [63, 371]) },
    { ifMatch: share.version },
  );
  expect(wrong.body.errors[0].code).toBe('sum');
  await scene.outcome(share, 2023, 'januaryAugust', figures([116, 628], [52, 257], [64, 371]));
  await scene.onIndicator(count, 'outcomes', {
    year: 2023,
    period: 'januaryAugust',
    isMeasured: false,
    notMeasuredReason: 'Följs upp i samband med årsanalysen',
  });
  await scene.judged(report, activity.id, { status: 'achieved' });
  await scene.judged(report, visits.id, {
    status: 'partly',
    reasons: 'Andelen ökar; antalet följs upp först i årsanalysen.',
    comment: [
      ...paragraph('Fältarbetet har kommit i gång i fem områden.'),
      {
        kind: 'bulletList',
        items: [
          { runs: [{ text: 'kvällar på fritidsgården' }] },
          { runs: [{ text: 'SSPF', italic: true }, { text: ' i varje område' }] },
        ],
      },
    ],
    successFactors: ['cooperation', 'outreach'],
    shortfallReasons: ['moreTimeNeeded'],
  });
  await scene.judged(report, service.id, {
    status: 'unknown',
    reasons: 'Prototypen utvärderas med användare under hösten.',
  });
  await scene.judged(report, committee.id, {
    status: 'partly',
    reasons: 'Det viktigaste åtagandet är på väg, men effekten kan inte bedömas än.',
  });
  await scene.reviewed(report, [committee.id, visits.id, service.id, activity.id]);
  const summary = paragraph('Arbetet följer planen med ett undantag.');
  const standing = await officer.get(`period-reports/${report.id}`);
  await expectStatus(
    200,
    officer.patch(`period-reports/${report.id}`, { summary }, { ifMatch: standing.body.version }),
  );
  await scene.decided(report, 'ASN', '2023-09-27');
  const decided = await expectStatus(200, (await story.as('kn.handlaggare')).get(`period-reports/${report.id}`));
  expect(
    decided.body.entries.map(
      ({
        title,
        status,
        below,
      }: {
        title: string;
        status: { text: string };
        below: { text: string; count: number }[];
      }) => [title, status.text, below.map((one) => `${one.count} ${one.text}`)],
    ),
  ).toEqual([
    ['Färre unga dras in i kriminalitet', 'Delvis uppnått', ['1 Delvis uppnått', '1 Okänt']],
    ['Nå unga i fem områden tillsammans med skola och polis', 'Delvis uppnått', ['1 Uppnått']],
    ['Kvällar på fritidsgården', 'Uppnått', []],
    ['En e-tjänst för orosanmälan', 'Okänt', []],
  ]);
  expect(decided.body.entries[1].indicators).toMatchObject([
    {
      outcome: { figures: [{ percent: '18' }, { percent: '20' }, { percent: '17' }] },
      previous: { figures: [{ percent: '7' }, { percent: '9.5' }, { percent: '4' }] },
      change: '11.5',
      cautions: ['Målgruppen utökades med unga upp till 20 år.'],
      target: { verdict: 'met' },
    },
    { outcome: { isMeasured: false, figures: [] }, target: { verdict: 'noFigure' } },
  ]);
  const again = await (
    await story.as('asn.sekreterare')
  ).post('routes', {
    subjectKind: 'periodReport',
    subjectId: report.id,
    meetingIds: [await story.meeting('ASN', '2023-10-25')],
  });
  expect(refusal(again)).toBe('409 state-conflict/not-allowed-in-state');
  const rewritten = await officer.post(
    `indicators/${share.id}/outcomes`,
    { ...august, figures: figures([400, 628], [200, 257], [200, 371]) },
    { ifMatch: share.version },
  );
  expect(refusal(rewritten)).toBe('409 state-conflict/period-reported');
  for (const format of ['pdf', 'docx'])
    await expectStatus(200, officer.get(`period-reports/${report.id}/document?format=${format}`));

  // The council's own report rolls up the committees' as a judgement with reasons.
  const clerk = await story.as('kf.sekreterare');
  const whole = await expectStatus(
    201,
    clerk.post('period-reports', { authorityId: story.authority('KF'), year: 2023, period: 'januaryAugust' }),
  );
  const compiled = await expectStatus(200, clerk.get(`period-reports/${whole.body.id}`));
  expect(compiled.body.entries[1]).toMatchObject({
    title: 'Barn och unga har en trygg uppväxt',
    status: { value: 'unknown' },
    below: [{ status: 'partly', count: 1 }],
  });

  // The year: the same goals, assessed, and one of them carried over.
  const annual = await scene.report('ASN', 2023, 'year');
  expect(annual).toMatchObject({ status: 'drafting' });
  await scene.outcome(share, 2023, 'year', figures([180, 900], [80, 400], [100, 500]));
  await scene.onIndicator(count, 'outcomes', {
    year: 2023,
    period: 'year',
    isMeasured: true,
    figures: figures([628], [257], [371]),
  });
  for (const goal of [activity, visits, service])
    await scene.judged(annual, goal.id, { status: 'achieved', reasons: 'Se kommentaren.' });
  await scene.judged(annual, committee.id, {
    status: 'achieved',
    reasons: 'Åtagandena är genomförda och fler unga fullföljer.',
  });
  await scene.reviewed(annual, [committee.id, visits.id, service.id, activity.id]);
  await scene.decided(annual, 'ASN', '2024-02-28');
  const assessed = await officer.get(`goals/${visits.id}`);
  expect(assessed.body).toMatchObject({
    status: 'assessed',
    judgements: [
      { period: 'year', status: { value: 'achieved' } },
      { period: 'januaryAugust', status: { value: 'partly' } },
    ],
  });
  await scene.chain(2024, ['committeeGoal', 'commitment']);
  const early = await officer.post(
    `goals/${visits.id}/steps`,
    { act: 'carryOver' },
    { ifMatch: assessed.body.version },
  );
  expect(refusal(early)).toBe('409 state-conflict/no-later-year');
  const moved = await expectStatus(
    200,
    officer.post(`goals/${visits.id}/placements`, { year: 2024 }, { ifMatch: assessed.body.version }),
  );
  await expectStatus(
    200,
    officer.post(`goals/${visits.id}/steps`, { act: 'carryOver' }, { ifMatch: moved.body.version }),
  );
  await expectStatus(
    200,
    (await story.as('asn.direktor')).post(`assignments/${owned.body.id}/steps`, { act: 'accept' }, { ifMatch: 1 }),
  );
  await expectStatus(
    200,
    (await story.as('asn.direktor')).post(
      `assignments/${owned.body.id}/steps`,
      { act: 'reportBack', text: '628 unga har nåtts.' },
      { ifMatch: 2 },
    ),
  );

  // What did the money do? The measure is counted once, however many goals and links lead to it.
  const money = await expectStatus(200, controller.get(`goals/${council.id}/money?year=2023`));
  expect(money.body.measures).toMatchObject([
    { title: 'SSPF i fem områden', goalIds: [visits.id], allocationIds: null },
  ]);
  expect(money.body.sum).toEqual({
    requested: sek(1_950_000),
    approved: sek(1_950_000),
    allocated: sek(1_800_000),
    used: sek(1_200_000),
  });
  expect(money.body.indicators).toMatchObject([
    { name: 'Andel unga som fullföljer insatsen', outcome: { figures: [{ percent: '20' }, {}, {}] } },
    {
      name: 'Antal unga som nås',
      outcome: { figures: [{ count: 628 }, { count: 257 }, { count: 371 }] },
      target: { verdict: 'met' },
    },
  ]);
  const linked = await officer.get(`goals/${visits.id}`);
  await expectStatus(200, officer.put(`goals/${visits.id}/links`, { links }, { ifMatch: linked.body.version }));
  expect((await controller.get(`goals/${council.id}/money?year=2023`)).body.sum).toEqual(money.body.sum);
  // A committee that does not follow others' costs sees what was given and not what was used.
  const neighbour = await expectStatus(
    200,
    (await story.as('kn.sekreterare')).get(`goals/${council.id}/money?year=2023`),
  );
  expect(neighbour.body.sum).toMatchObject({ allocated: sek(1_800_000), used: null });

  const { ledger, violations } = await story.end();
  console.log(
    [
      'Färre unga dras in i kriminalitet, 2023',
      `begärt ${money.body.sum.requested.amount} · beslutat ${money.body.sum.allocated.amount} · använt ${money.body.sum.used.amount}`,
      ...money.body.indicators.map(
        ({
          name,
          outcome,
          target,
        }: {
          name: string;
          outcome: { figures: { count: number; percent: string | null }[] };
          target: { text: string };
        }) =>
          `${name}: ${outcome.figures[0]?.percent === null ? outcome.figures[0]?.count : `${outcome.figures[0]?.percent} %`} (${target.text})`,
      ),
      ledger,
    ].join('\n'),
  );
  expect(violations).toEqual([]);
}, 120_000);
