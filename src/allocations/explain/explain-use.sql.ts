/** The records behind what was divided, asked of the grantor, paid, used and paid back. The same shape as in `explain.sql.ts`. */
import { isGiven, postings } from './explain.sql.js';
import { chosen, record, timeGround } from './record.sql.js';
import { movedByClosing, usesOf } from '../costs/settlement.queries.js';

/** The rows of the version one sees, and for comparison those of earlier versions that were put before a body. */
const rowsOfAllocation = (outside: string): string =>
  record(
    {
      kind: `'allocationRow'`,
      id: 'r.id',
      day: `(v.frozen_at at time zone 'Europe/Stockholm')::date`,
      recorded_at: 'coalesce(v.frozen_at, v.created_at)',
      ore: 'r.amount_ore',
      ground: `case when v.number <> s.version_number then 'otherVersion' ${outside} else null end`,
      source_id: 'y.source_id',
      year: 'y.year',
      authority_id: 'r.authority_id',
      proposal_id: 'r.proposal_id',
      measure_key: 'r.measure_key',
      version_id: 'o.approved_version_id',
      decision_id: 'v.decision_id',
      number: 'v.number',
      allocation_id: 'v.allocation_id',
      allocation_row_id: `case when ${isGiven('r')} then r.id end`,
      note: 'coalesce(r.reason, r.condition)',
    },
    `scope s join allocation_version v on v.allocation_id = s.allocation_id join allocation_row r on r.version_id = v.id join proposal o on o.id = r.proposal_id
    join source_year y on y.id = r.source_year_id
    where v.number <= s.version_number and (v.number = s.version_number or v.frozen_at is not null) and ${chosen('r')}
      and (s.source_id is null or y.source_id = s.source_id) and (s.year is null or y.year = s.year)`,
  );

/** What is money by the decision itself, and beside it what waits for a condition. */
export const decidedRows = rowsOfAllocation(`when r.condition is not null then 'conditional'`);
export const conditionalRows = rowsOfAllocation(`when r.condition is null then 'notConditional'`);

/** What a scenario would give; of the source asked about, or of all. */
const scenarioRow = (ore: string): string =>
  record(
    {
      kind: `'scenarioRow'`,
      id: `r.scenario_id || '/' || r.position`,
      recorded_at: 'c.created_at',
      ore,
      source_id: 'y.source_id',
      year: 'y.year',
      authority_id: 'o.authority_id',
      proposal_id: 'r.proposal_id',
      measure_key: 'r.measure_key',
      version_id: 'coalesce(o.approved_version_id, o.submitted_version_id)',
    },
    `scope s join scenario c on c.id = s.scenario_id join scenario_row r on r.scenario_id = c.id join proposal o on o.id = r.proposal_id
      join source_year y on y.id = r.source_year_id where s.source_year_ids is null or r.source_year_id = any(s.source_year_ids)`,
  );
export const scenarioGives = scenarioRow('r.amount_ore');
export const scenarioTakes = scenarioRow('-r.amount_ore');

/** What was left of a source when the scenario's figures were frozen. */
export const frozenRemaining = record(
  {
    kind: `'frozenFigure'`,
    id: 'i.id',
    day: `(i.frozen_at at time zone 'Europe/Stockholm')::date`,
    recorded_at: 'i.frozen_at',
    ore: `f.figure ->> 'remainingOre'`,
    source_id: 'y.source_id',
    year: 'y.year',
    note: `encode(i.content_hash, 'hex')`,
  },
  `scope s join scenario c on c.id = s.scenario_id join scenario_inputs i on i.id = c.inputs_id
    cross join lateral jsonb_array_elements(i.content::jsonb -> 'sources') as f (figure) join source_year y on y.id = (f.figure ->> 'sourceYearId')::uuid
    where y.id = any(s.source_year_ids)`,
);

/** A step of a requisition counts for the amount it says. */
const steps = (act: string, sign: '-' | '' = ''): string =>
  record(
    {
      kind: `'requisitionStep'`,
      id: `t.requisition_id || '/' || t.number`,
      day: 't.day',
      recorded_at: 't.recorded_at',
      ore: `${sign}t.amount_ore`,
      ground: `case ${timeGround('t', 'day')} end`,
      source_id: 'y.source_id',
      year: 'y.year',
      number: 't.number',
      requisition_id: 't.requisition_id',
      note: 't.act',
    },
    `scope s join source_year y on y.id = any(s.source_year_ids) join requisition q on q.source_year_id = y.id join requisition_step t on t.requisition_id = q.id
      where t.act = '${act}'`,
  );
/** Another act of requisitions that never came to the one counted. */
const besides = (act: string, missing: string, ground: string): string =>
  record(
    {
      kind: `'requisitionStep'`,
      id: `t.requisition_id || '/' || t.number`,
      day: 't.day',
      recorded_at: 't.recorded_at',
      ore: 't.amount_ore',
      ground: `'${ground}'`,
      source_id: 'y.source_id',
      year: 'y.year',
      number: 't.number',
      requisition_id: 't.requisition_id',
      note: 't.act',
    },
    `scope s join source_year y on y.id = any(s.source_year_ids) join requisition q on q.source_year_id = y.id join requisition_step t on t.requisition_id = q.id
      where t.act = '${act}' and t.amount_ore is not null and not exists (select from requisition_step n where n.requisition_id = q.id and n.act = '${missing}')`,
  );
export const submitted = `${steps('submit')} union all ${besides('prepare', 'submit', 'notSubmitted')}`;
export const paid = `${steps('pay')} union all ${besides('submit', 'pay', 'notPaid')}`;
export const repaid = `${steps('repay')} union all ${besides('claimRecovery', 'repay', 'notRepaid')}`;
/** Asked for and not paid, of what has been paid at all. */
export const withheld = `select * from (${steps('submit')}) q where q.requisition_id in
    (select t.requisition_id from requisition_step t cross join scope s where t.act = 'pay' and t.recorded_at <= s.known_at and (s.as_of is null or t.day <= s.as_of)) union all ${steps('pay', '-')} union all ${besides('submit', 'pay', 'notPaid')}`;

/** What the executive board gave, before the year's own closing moved what was left of it. */
const beforeClosing = { outside: `when ${movedByClosing('e')} then 'ownClosing'` };
export const given = postings(['allocated'], beforeClosing);
export const givenBack = postings(['allocated'], { ...beforeClosing, sign: -1 });
/** What the closing took out of the year, back to the board or on to the next one. */
export const leftTheYear = postings(['allocated'], { sign: -1, only: movedByClosing('e') });

/** Cost lines, and the opposite lines that correct them; a committee's own, or all for those who follow the municipality. */
const costLines = (outside = ''): string =>
  record(
    {
      kind: `'cost'`,
      id: 'c.id',
      day: 'c.cost_day',
      recorded_at: 'c.recorded_at',
      ore: 'c.amount_ore',
      ground: `case ${timeGround('c', 'cost_day')} ${outside} else null end`,
      source_id: 'y.source_id',
      year: 'y.year',
      authority_id: 'c.authority_id',
      proposal_id: 'c.proposal_id',
      measure_key: 'c.measure_key',
      version_id: 'o.approved_version_id',
      note: 'c.text',
    },
    `scope s join source_year y on y.id = any(s.source_year_ids) join actual_cost c on c.source_year_id = y.id join proposal o on o.id = c.proposal_id
    where ${chosen('c')}`,
  );
export const costs = costLines();
/** Follow-up is of what was given; a cost of a measure that got nothing stands in the settlement. */
export const costsOfGiven =
  costLines(`when not exists (select from ledger_entry e where e.source_year_id = c.source_year_id and e.proposal_id = c.proposal_id
  and e.measure_key = c.measure_key and e.account = 'allocated') then 'notGiven'`);

/** What a measure is thought to use in the whole year; the last one said counts. */
export const forecasts = record(
  {
    kind: `'forecast'`,
    id: 'c.id',
    day: 'c.forecast_day',
    recorded_at: 'c.recorded_at',
    ore: 'c.amount_ore',
    ground: `case when exists (select from forecast n where n.source_year_id = c.source_year_id and n.proposal_id = c.proposal_id
      and n.measure_key = c.measure_key and n.number > c.number) then 'superseded' end`,
    source_id: 'y.source_id',
    year: 'y.year',
    authority_id: 'c.authority_id',
    proposal_id: 'c.proposal_id',
    measure_key: 'c.measure_key',
    version_id: 'o.approved_version_id',
    number: 'c.number',
    note: 'c.comment',
  },
  `scope s join source_year y on y.id = any(s.source_year_ids) join forecast c on c.source_year_id = y.id join proposal o on o.id = c.proposal_id
    where ${chosen('c')}`,
);

/** Use against what was given, measure by measure, because one's unspent money never pays for another's overspend. */
const uses = (ore: string): string =>
  record(
    {
      kind: `'use'`,
      id: `u.proposal_id || '/' || u.measure_key`,
      ore,
      source_id: 'y.source_id',
      year: 'y.year',
      authority_id: 'u.authority_id',
      proposal_id: 'u.proposal_id',
      measure_key: 'u.measure_key',
      version_id: 'o.approved_version_id',
    },
    `scope s join source_year y on y.id = any(s.source_year_ids) cross join lateral (${usesOf('y.id', { asOf: 's.as_of', knownAt: 's.known_at' })}) u join proposal o on o.id = u.proposal_id
      where ${chosen('u')}`,
  );
export const eligible = uses('least(u.used, u.allocated)');
export const unspent = uses('u.allocated - least(u.used, u.allocated)');
export const overspend = uses('u.used - least(u.used, u.allocated)');
export const notEligible = uses('-least(u.used, u.allocated)');

/** Only when the grantor has paid; before, what was given counts in its place. */
export const whenPaid = (statement: string): string =>
  `select p.* from (${statement}) p where (select s.is_paid from scope s)`;
export const whenUnpaid = (statement: string): string =>
  `select p.* from (${statement}) p where not (select s.is_paid from scope s)`;
