/**
 * A check that cannot report proves nothing: each of the goals' checks is broken once by the owner, who may do what the
 * application may not; and each constraint of their tables refuses what it is there to refuse.
 */
import { goalChecks } from '../../src/goals/goals.checks.js';
import { indicatorChecks } from '../../src/goals/indicators/indicators.checks.js';
import { reportChecks } from '../../src/goals/reports/reports.checks.js';
import { reportedAfter } from '../support/broken-checks.js';
import { figures, GoalScene, type SceneGoal } from '../support/goal-scene.js';
import { expectStatus, type Thing } from '../support/story.js';

const checks = [...goalChecks, ...indicatorChecks, ...reportChecks];

const open = [
  'alter table goal_placement disable trigger tr_goal_placement_tree',
  'alter table period_report disable trigger tr_period_report_locked',
  'alter table report_entry disable trigger tr_report_entry_locked',
  'alter table period_report_version disable trigger tr_period_report_version_frozen',
  'alter table indicator_outcome disable trigger tr_indicator_outcome_locked',
];
const without = (table: string, constraint: string): string => `alter table ${table} drop constraint ${constraint}`;
const one = (table: string, column = 'id'): string => `(select ${column} from ${table} order by 1 limit 1)`;

const sabotage: Record<string, readonly string[]> = {
  'goals/D4-chain-without-cycle': [
    `update goal_placement p set parent_id = c.goal_id from goal_placement c where c.parent_id = p.goal_id and c.year = p.year and p.parent_id is null`,
  ],
  'goals/D6-no-level-skipped': [`update goal_chain set levels = array['goalArea', 'commitment']`],
  'goals/D1-goal-status-follows-the-events': [`update goal set status = 'closed' where status <> 'closed'`],
  'goals/D1-assignment-stands-at-its-last-step': [`update assignment set status = 'withdrawn'`],
  'goals/R31-all-is-women-plus-men': [
    without('indicator_outcome', 'ck_indicator_outcome_sum'),
    `update indicator_outcome set count_men = count_men + 1 where count_men is not null`,
  ],
  'goals/R31-percent-is-the-count': [`update indicator_outcome set stated_all = '19' where total_all = 628`],
  'goals/D7-measured-by-the-definition-in-force': [
    `update indicator_definition set from_day = '2025-01-01' where number = 1`,
  ],
  'goals/D8-definitions-without-gaps': [`update indicator set last_definition = last_definition + 1`],
  'goals/D4-locked-report-unchanged': [`update report_entry set status = 'notAchieved', reasons = 'efteråt'`],
  'goals/D4-frozen-report-is-its-hash': [
    without('period_report_version', 'ck_period_report_version_hash'),
    `update period_report_version set content = '{}' where frozen_at is not null`,
  ],
  'goals/D4-no-outcome-after-the-report': [`update indicator_outcome set recorded_at = clock_timestamp()`],
  'goals/D3-report-on-an-agenda-is-frozen': [
    `update period_report_version set frozen_at = null, content = null, content_hash = null`,
  ],
  'goals/D6-scheduled-report-is-on-its-way': [`update period_report set status = 'scheduled', decided_day = null`],
  'goals/D1-report-status-follows-the-events': [`update period_report set status = 'rejected', decided_day = null`],
  'goals/D9-entry-by-four-eyes': [
    without('report_entry', 'ck_report_entry_four_eyes'),
    `update report_entry set reviewed_by = marked_by`,
  ],
  'goals/R60-decided-status-has-reasons': [`update report_entry set status = 'unknown', reasons = null`],
};

let scene: GoalScene;
let goal: SceneGoal;
let indicator: Thing;

beforeAll(async () => {
  scene = await GoalScene.begin();
  await scene.chain(2019, ['committeeGoal', 'commitment']);
  goal = await scene.goal('ASN', 'committeeGoal', 'Nämndsmål', 2019);
  const commitment = await scene.goal('ASN', 'commitment', 'Åtagande', 2019, goal);
  indicator = await scene.indicator(commitment, 'Avslut till studier');
  const [all, ...parts] = figures([116, 628], [52, 257], [64, 371]);
  await scene.outcome(indicator, 2019, 'januaryAugust', [{ ...all, statedPercent: '18' }, ...parts]);
  const report = await scene.report('ASN', 2019, 'januaryAugust');
  await scene.judged(report, commitment.id, { status: 'achieved' });
  await scene.judged(report, goal.id, { status: 'partly', reasons: 'Mer tid krävs' });
  await scene.reviewed(report, [goal.id, commitment.id]);
  await scene.decided(report, 'ASN', '2022-10-14');
  const giver = await scene.story.as('kf.sekreterare');
  const assignment = {
    year: 2019,
    source: 'budget',
    sourceReference: 'Budget',
    giverId: scene.story.authority('KF'),
    text: 'Utred',
  };
  await expectStatus(201, giver.post('assignments', assignment));
}, 120_000);
afterAll(() => scene.story.app.stop());

it('every check of goals has its sabotage here', () => {
  expect(checks.map(({ name }) => name).sort()).toEqual(Object.keys(sabotage).sort());
});

it('an honest database breaks none', async () => {
  expect(await scene.story.app.violations()).toEqual([]);
});

it.each(Object.entries(sabotage))('%s reports when it is broken', async (name, statements) => {
  expect(await reportedAfter(scene.story.app.database.owner, checks, name, [...open, ...statements])).not.toEqual([]);
});

const outcome = (columns: string, values: string): string =>
  `insert into indicator_outcome (id, indicator_id, definition_id, year, period, number, kind, is_measured${columns}) select gen_random_uuid(),
     ${one('indicator')}, ${one('indicator_definition')}, 2018, 'year', 1, ${values}`;
const definition = (kind: string, numerator: string, number = 1, reason = 'null'): string =>
  `insert into indicator_definition (id, indicator_id, number, from_day, kind, definition, numerator, denominator, unit, by_sex, comparability_reason)
     select gen_random_uuid(), ${one('indicator')}, ${number}, '2020-01-01', '${kind}', 'd', ${numerator}, ${numerator}, 'u', false, ${reason}`;
const target = (kind: string, direction: string, value: string): string =>
  `insert into indicator_target (id, indicator_id, year, number, kind, direction, value, text)
     select gen_random_uuid(), ${one('indicator')}, 2019, 1, '${kind}', '${direction}', ${value}, 't'`;
const placed = `insert into goal_placement (goal_id, year, parent_id, contribution) select id,`;

it.each([
  ['ck_goal_chain_levels', `update goal_chain set levels = array['dream']`],
  ['ck_goal_chain_year', `update goal_chain set year = 1800`],
  ['uq_goal_chain', `insert into goal_chain (id, year, levels) values (gen_random_uuid(), 2019, array['goalArea'])`],
  ['ck_goal_level', `update goal set level = 'dream'`],
  ['ck_goal_title', `update goal set title = ' '`],
  ['ck_goal_service', `update goal set service_state = 'pilot' where level = 'committeeGoal'`],
  ['ck_goal_service_state', `update goal set service_state = 'dreamt' where level = 'commitment'`],
  ['ck_goal_status', `update goal set status = 'dreamt'`],
  ['ck_goal_placement_year', `${placed} 2031, null, null from goal limit 1`],
  ['ck_goal_placement_contribution', `update goal_placement set contribution = 'x' where parent_id is null`],
  ['fk_goal_placement_parent', `update goal_placement set parent_id = gen_random_uuid() where parent_id is null`],
  [
    'ck_goal_placement_cycle',
    `update goal_placement p set parent_id = c.goal_id from goal_placement c where c.parent_id = p.goal_id and p.parent_id is null`,
  ],
  [
    'ck_goal_link_target',
    `insert into goal_link (id, goal_id, kind) select gen_random_uuid(), ${one('goal')}, 'proposal'`,
  ],
  ['ck_indicator_definition_share', definition('share', 'null')],
  ['ck_indicator_definition_reason', definition('count', 'null', 2)],
  ['uq_indicator_definition', definition('count', 'null')],
  ['ck_indicator_target_direction', target('absolute', 'increase', `'1'`)],
  ['ck_indicator_target_direction', target('relativeToPrevious', 'increase', `'0'`)],
  ['ck_indicator_target_direction', target('directionOnly', 'decrease', `'1'`)],
  ['ck_indicator_target_value', target('absolute', 'atLeast', `'1,5'`)],
  ['ck_indicator_outcome_not_measured', outcome('', `'count', false`)],
  ['ck_indicator_outcome_not_measured', outcome(', not_measured_reason, count_all', `'count', false, 'x', 0`)],
  ['ck_indicator_outcome_shape', outcome(', count_all, total_all', `'count', true, 1, 2`)],
  ['ck_indicator_outcome_shape', outcome(', count_all', `'share', true, 1`)],
  ['ck_indicator_outcome_value', outcome(', value_all', `'value', true, 'NaN'`)],
  ['ck_indicator_outcome_parts', outcome(', count_all, count_women', `'count', true, 1, 1`)],
  ['ck_indicator_outcome_sum', outcome(', count_all, count_women, count_men', `'count', true, 3, 1, 1`)],
  ['ck_indicator_outcome_range', outcome(', count_all', `'count', true, -1`)],
  ['ck_indicator_outcome_period', `update indicator_outcome set period = 'fortnight'`],
  ['ck_assignment_owner', `update assignment set status = 'accepted'`],
  ['ck_assignment_amount', `update assignment set resource_ore = 1`],
  [
    'uq_period_report_in_hand',
    `insert into period_report (id, matter_id, authority_id, year, period, title, due_day, current_version_id)
     select gen_random_uuid(), (select id from matter where id not in (select matter_id from period_report) limit 1), authority_id, year, period, 't', due_day, current_version_id from period_report`,
  ],
])('%s refuses', async (constraint, sql) => {
  if (constraint === 'uq_period_report_in_hand') {
    const registrar = await scene.story.as('asn.registrator');
    await registrar.post('matters', { authorityId: scene.story.authority('ASN'), title: 'Ett annat ärende' });
  }
  await expect(scene.story.app.query(sql)).rejects.toMatchObject({ driverError: { constraint } });
});
