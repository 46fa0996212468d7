/**
 * A year followed up: the council's goal in a committee's words, what is done about it and with which money, figures for two
 * years, assignments, and a report that is decided; so that whoever follows up sees a chain that is whole.
 */
import type { Day } from '../kernel/day.js';
import { Assignments } from '../goals/assignments/assignments.service.js';
import type { GoalLevel } from '../goals/chain.rules.js';
import { GoalChains } from '../goals/chains.service.js';
import { Goals, type GoalState, type NewGoal } from '../goals/goals.service.js';
import { Indicators, type IndicatorState } from '../goals/indicators/indicators.service.js';
import { Outcomes } from '../goals/indicators/outcomes.service.js';
import { GoalLinks } from '../goals/links.service.js';
import { Programmes } from '../goals/programmes/programmes.service.js';
import { type EntryInput, ReportEntries } from '../goals/reports/entries.service.js';
import { PeriodReports } from '../goals/reports/reports.service.js';
import type { RichText } from '../goals/rich-text.rules.js';
import { rows } from '../platform/database/sql.js';
import { only } from '../platform/database/transaction.js';
import type { ExampleActs } from './acts.js';
import type { GrantedMeasures } from './living-year.js';

const day = (text: string): Day => text as Day;
const year = 2023;
const levels: readonly GoalLevel[] = ['goalArea', 'councilGoal', 'committeeGoal', 'commitment', 'activity'];
const said = (text: string): RichText => [{ kind: 'paragraph', items: [{ runs: [{ text }] }] }];

interface Written {
  committee: GoalState;
  visits: GoalState;
  service: GoalState;
  evenings: GoalState;
}

export async function loadFollowedUpYear(acts: ExampleActs, granted: GrantedMeasures): Promise<void> {
  const goals = await writeGoals(acts);
  await pointAtTheMoney(acts, goals.visits, granted);
  await giveAssignments(acts, goals.visits);
  await measure(acts, goals.visits);
  await report(acts, goals);
}

async function writeGoals(acts: ExampleActs): Promise<Written> {
  const { app, tx } = acts;
  await app.get(GoalChains).create(tx, await acts.actor('ks.stadskontoret'), { year, levels });
  const write = async (code: 'KF' | 'ASN', goal: Omit<NewGoal, 'authorityId' | 'year'>): Promise<GoalState> => {
    const secretary = await acts.actor(`${code.toLowerCase()}.sekreterare`);
    const command = { ...goal, authorityId: acts.authority(code), year };
    const { id, version } = await app.get(Goals).create(tx, secretary, command);
    return app.get(Goals).act(tx, secretary, id, version, { act: 'adopt' });
  };
  const area = await write('KF', { level: 'goalArea', title: 'En jämlik stad' });
  const council = await write('KF', {
    level: 'councilGoal',
    title: 'Barn och unga har en trygg uppväxt',
    parentId: area.id,
  });
  const committee = await write('ASN', {
    level: 'committeeGoal',
    title: 'Färre unga dras in i kriminalitet',
    parentId: council.id,
    contribution: 'Trygghet under uppväxten förutsätter att färre unga rekryteras.',
  });
  const visits = await write('ASN', {
    level: 'commitment',
    title: 'Nå unga i fem områden tillsammans med skola och polis',
    parentId: committee.id,
  });
  const service = await write('ASN', {
    level: 'commitment',
    title: 'En e-tjänst för orosanmälan',
    parentId: committee.id,
    serviceState: 'prototype',
  });
  const evenings = await write('ASN', {
    level: 'activity',
    title: 'Kvällar på fritidsgården',
    parentId: visits.id,
  });
  const secretary = await acts.actor('asn.sekreterare');
  const begun: GoalState[] = [];
  for (const goal of [committee, visits, service, evenings])
    begun.push(await app.get(Goals).act(tx, secretary, goal.id, goal.version, { act: 'begin' }));
  const [one, two, three, four] = begun as [GoalState, GoalState, GoalState, GoalState];
  return { committee: one, visits: two, service: three, evenings: four };
}

/** The commitment is what the grant of the worked case pays for. */
async function pointAtTheMoney(acts: ExampleActs, visits: GoalState, granted: GrantedMeasures): Promise<void> {
  const { app, tx } = acts;
  const officer = await acts.actor('asn.handlaggare');
  const programme = await app.get(Programmes).create(tx, officer, {
    name: 'SSPF',
    aliases: ['skola, socialtjänst, polis och fritid'],
  });
  const [measureKey] = granted.measureKeys;
  await app.get(GoalLinks).replace(tx, officer, visits.id, visits.version, [
    { kind: 'measure', id: granted.proposalId, measureKey },
    { kind: 'programme', id: programme.id },
  ]);
}

/** One with an owner and a day, and one that nobody has been given (E-05) and no amount stands behind (E-07). */
async function giveAssignments(acts: ExampleActs, visits: GoalState): Promise<void> {
  const { app, tx } = acts;
  const giver = await acts.actor('kf.sekreterare');
  const given = {
    year,
    source: 'budget' as const,
    sourceReference: 'Budget 2023, Inriktning',
    giverId: acts.authority('KF'),
  };
  await app.get(Assignments).give(tx, giver, {
    ...given,
    text: 'En strategi mot rekrytering av unga till kriminalitet ska utarbetas.',
    resourceStatement: 'Resurser för detta tillsätts',
  });
  await app.get(Assignments).give(tx, giver, {
    ...given,
    text: 'Nämnden ska redovisa vad fältarbetet har gett.',
    ownerId: acts.authority('ASN'),
    goalId: visits.id,
    reportBackDay: day('2024-03-31'),
  });
}

async function measure(acts: ExampleActs, visits: GoalState): Promise<void> {
  const { app, tx } = acts;
  const officer = await acts.actor('asn.handlaggare');
  const [indicators, outcomes] = [app.get(Indicators), app.get(Outcomes)];
  let share: IndicatorState = await indicators.create(tx, officer, visits.id, {
    name: 'Andel unga som fullföljer insatsen',
    definition: {
      fromDay: day('2019-01-01'),
      kind: 'share',
      definition: 'Andel avslutade insatser som fullföljts, 15–20 år',
      numerator: 'fullföljda insatser',
      denominator: 'alla avslutade insatser',
      unit: 'procent',
      bySex: true,
      sourceSystem: 'Verksamhetssystemet',
    },
  });
  const figures = (all: [number, number], women: [number, number], men: [number, number]) => [
    { group: 'all' as const, count: all[0], total: all[1] },
    { group: 'women' as const, count: women[0], total: women[1] },
    { group: 'men' as const, count: men[0], total: men[1] },
  ];
  const period = 'januaryAugust' as const;
  share = await outcomes.record(tx, officer, share.id, share.version, {
    year: year - 1,
    period,
    isMeasured: true,
    figures: figures([80, 540], [41, 230], [39, 310]),
  });
  share = await indicators.aim(tx, officer, share.id, share.version, {
    year,
    kind: 'relativeToPrevious',
    direction: 'increase',
    text: 'större andel än föregående år',
  });
  share = await indicators.breakComparison(tx, officer, share.id, share.version, {
    fromDay: day('2023-01-01'),
    reason: 'Målgruppen utökades med unga upp till 20 år.',
  });
  await outcomes.record(tx, officer, share.id, share.version, {
    year,
    period,
    isMeasured: true,
    figures: figures([116, 628], [52, 257], [64, 371]),
  });
  const count = await indicators.create(tx, officer, visits.id, {
    name: 'Antal unga som nås',
    definition: {
      fromDay: day('2019-01-01'),
      kind: 'count',
      definition: 'Unga som deltar minst tre gånger',
      unit: 'personer',
      bySex: true,
      sourceSystem: 'Verksamhetssystemet',
    },
  });
  const aimed = await indicators.aim(tx, officer, count.id, count.version, {
    year,
    kind: 'absolute',
    direction: 'atLeast',
    value: '500',
    text: 'minst 500 personer',
  });
  await outcomes.record(tx, officer, count.id, aimed.version, {
    year,
    period,
    isMeasured: false,
    notMeasuredReason: 'Följs upp i samband med årsanalysen.',
  });
}

/** January to August: judged, reviewed by the controller, decided by the committee; and the year's report, begun. */
async function report(acts: ExampleActs, goals: Written): Promise<void> {
  const { app, tx } = acts;
  const officer = await acts.actor('asn.handlaggare');
  const opened = await app
    .get(PeriodReports)
    .open(tx, officer, { authorityId: acts.authority('ASN'), year, period: 'januaryAugust' });
  const judged: [GoalState, EntryInput][] = [
    [goals.evenings, { status: 'achieved', comment: said('Tre kvällar i veckan i fyra områden.') }],
    [
      goals.visits,
      {
        status: 'partly',
        reasons: 'Andelen ökar; antalet följs upp först i årsanalysen.',
        comment: said('Fältarbetet har kommit i gång i fem områden, tillsammans med skola och polis.'),
        successFactors: ['cooperation', 'outreach'],
        shortfallReasons: ['moreTimeNeeded'],
      },
    ],
    [goals.service, { status: 'unknown', reasons: 'Prototypen utvärderas med användare under hösten.' }],
    [
      goals.committee,
      {
        status: 'partly',
        reasons: 'Det viktigaste åtagandet är på väg, men effekten kan inte bedömas än.',
      },
    ],
  ];
  const entries = app.get(ReportEntries);
  for (const [goal, entry] of judged) {
    const { version } = only(
      await rows<{ version: number }>(tx, `select version from report_entry where report_id = $1 and goal_id = $2`, [
        opened.id,
        goal.id,
      ]),
    );
    const written = await entries.write(tx, officer, opened.id, goal.id, version, entry);
    await entries.markDone(tx, officer, opened.id, goal.id, written.version);
  }
  const goalIds = judged.map(([{ id }]) => id);
  await entries.review(tx, await acts.actor('ks.controller'), opened.id, goalIds);
  const { version } = only(
    await rows<{ version: number }>(tx, `select version from period_report where id = $1`, [opened.id]),
  );
  const summary = said('Arbetet följer planen med ett undantag: e-tjänsten är fortfarande en prototyp.');
  await app.get(PeriodReports).change(tx, officer, opened.id, version, { summary });
  await acts.route('periodReport', opened.id, 'asn.sekreterare', [
    { bodyId: acts.body('ASN'), day: day('2023-09-27') },
  ]);
  await acts.decide(opened.id, 'asn.sekreterare', 'approve');
  await acts.adjustImmediately(opened.id, 'asn.sekreterare');
  await app.get(PeriodReports).open(tx, officer, { authorityId: acts.authority('ASN'), year, period: 'year' });
}
