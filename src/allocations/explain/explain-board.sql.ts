/** The records of the allocation board: measures as they stand on it, what the city office would give, and what is locked in. */
import { ceilingBy, dayOf, type MomentSql, recordedBy, within } from '../moment.sql.js';
import { standingBy, versionDay } from '../scenarios/standing.sql.js';
import { measureColumns } from './explain.sql.js';
import { record } from './record.sql.js';

const asked: MomentSql = { asOf: 's.as_of', knownAt: 's.known_at' };

/** In the versions and states of the moment; the rest, earlier and later, for comparison. */
export const measuresOnBoard = record(
  {
    ...measureColumns,
    day: versionDay('v'),
    ground: `case when v.frozen_at > s.known_at then 'recordedLater' when ${versionDay('v')} > s.as_of then 'validLater'
      when n.status in ('withdrawn', 'rejected') then n.status when v.id is distinct from n.version_id then 'otherVersion'
      when s.source_id is not null and m.source_id is null then 'sourceOpen' end`,
  },
  `scope s join proposal p on p.call_id = s.call_id left join lateral (${standingBy('p.id', asked)}) n on true
    join proposal_version v on v.proposal_id = p.id and v.frozen_at is not null join measure m on m.version_id = v.id
    where (s.year is null or m.year = s.year) and (s.source_id is null or m.source_id = s.source_id or m.source_id is null)
      and (s.unassigned is not true or not exists (select from source_year y where y.id = any(s.source_year_ids) and y.source_id = m.source_id and y.year = m.year))
      and (s.proposal_id is null or p.id = s.proposal_id) and (s.measure_key is null or m.measure_key = s.measure_key)`,
);

const onBoard = (
  row: string,
): string => `exists (select from (${standingBy(`${row}.proposal_id`, asked)}) n join measure m on m.version_id = n.version_id
  where m.measure_key = ${row}.measure_key and n.status not in ('withdrawn', 'rejected'))`;
export const notOnBoard = `when not ${onBoard('e')} then 'notOnBoard'`;

/** Room under the ceiling of a closed year: it stays there, and is offered to nobody. */
export const lockedIn = (sign: '' | '-' = ''): string =>
  record(
    {
      kind: `'closedYear'`,
      id: 'y.id',
      day: dayOf('y.closed_at'),
      recorded_at: 'y.closed_at',
      ore: `${sign}greatest(${ceilingBy('y.id', asked)} + (select coalesce(sum(e.amount_ore), 0) from ledger_entry e
        where e.source_year_id = y.id and e.account in ('pending', 'allocated') and ${within('e', 'valid_day', asked)}), 0)`,
      ground: `case when y.closed_at > s.known_at then 'recordedLater' when ${dayOf('y.closed_at')} > s.as_of then 'validLater' end`,
      source_id: 'y.source_id',
      year: 'y.year',
      note: `'Året är avräknat.'`,
    },
    `scope s join source_year y on y.id = any(s.source_year_ids) where y.closed_at is not null`,
  );

/** What the city office would give; of its judgements about a measure the last one counts. */
export const recommendations = record(
  {
    kind: `'recommendation'`,
    id: `r.id || '/' || w.source_year_id`,
    day: dayOf('r.recorded_at'),
    recorded_at: 'r.recorded_at',
    ore: 'w.amount_ore',
    ground: `case when r.recorded_at > s.known_at then 'recordedLater' when ${dayOf('r.recorded_at')} > s.as_of then 'validLater'
      when exists (select from recommendation n where n.call_id = r.call_id and n.proposal_id = r.proposal_id and n.measure_key = r.measure_key
        and n.number > r.number and ${recordedBy('n.recorded_at', asked)}) then 'superseded' when not ${onBoard('r')} then 'notOnBoard' end`,
    source_id: 'y.source_id',
    year: 'y.year',
    authority_id: 'o.authority_id',
    proposal_id: 'r.proposal_id',
    measure_key: 'r.measure_key',
    version_id: 'r.proposal_version_id',
    number: 'r.number',
    note: 'r.reason',
  },
  `scope s join recommendation r on r.call_id = s.call_id join proposal o on o.id = r.proposal_id join recommendation_row w on w.recommendation_id = r.id
    join source_year y on y.id = w.source_year_id
    where w.source_year_id = any(s.source_year_ids) and (s.proposal_id is null or r.proposal_id = s.proposal_id)
      and (s.measure_key is null or r.measure_key = s.measure_key)`,
);

/** Recommended and neither reserved nor decided yet, measure by measure; what is already given more than recommended takes nothing. */
export const stillRecommended = record(
  {
    kind: `'stillRecommended'`,
    id: `q.proposal_id || '/' || q.measure_key`,
    ore: '-greatest(q.recommended - q.given, 0)',
    source_id: 'q.source_id',
    year: 'q.year',
    authority_id: 'q.authority_id',
    proposal_id: 'q.proposal_id',
    measure_key: 'q.measure_key',
    version_id: 'q.version_id',
    number: 'q.number',
  },
  `(select b.source_id, b.year, b.authority_id, b.proposal_id, b.measure_key, b.version_id, b.number, b.ore as recommended,
        (select -coalesce(sum(e.amount_ore), 0) from ledger_entry e join source_year y on y.id = e.source_year_id where e.proposal_id = b.proposal_id
          and e.measure_key = b.measure_key and y.source_id = b.source_id and y.year = b.year and e.account in ('pending', 'allocated')
            and ${within('e', 'valid_day', asked)}) as given
      from scope s cross join (${recommendations}) b where b.ground is null) q`,
);
