/**
 * A posting that guards itself. One statement locks the sources in ascending id, judges the whole command against what
 * the locked rows say, moves the kept counters and writes the postings, so that no two decisions can both take the last krona.
 */
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import type { Money } from '../kernel/money.js';
import { moneyOf } from '../platform/database/columns.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { applyDueCeilings } from './ceilings.js';
import { type Fault, type JudgedSource, type PostingPlan, refusalFor } from './ledger.rules.js';
import { givingStatuses, reducingStatuses } from './source.rules.js';

export interface Posted {
  /** The reduction first, when there is one. */
  postingIds: string[];
  sources: { sourceYearId: string; net: Money; reserved: Money; remaining: Money; number: string }[];
}

/** What every posting of a command carries. */
export interface Written {
  decisionId?: string | null | undefined;
  validDay: Day;
  reason?: string | undefined;
  settlementId?: string | undefined;
  delegatedDecisionId?: string | undefined;
}

interface JudgedRow {
  source_year_id: string;
  net: string;
  fault: Fault | null;
  code: string | null;
  name: string | null;
  year: number | null;
  status: string | null;
  cap_ore: string | null;
  reserved_before: string | null;
  reserved_after: string | null;
  number: string | null;
}

const listed = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/**
 * $1-$3 and $18 nets: source_year, net, posting, whether it gives · $4-$5 postings: id, kind · $6 decision, $7 reason, $8 valid day, $9 person ·
 * $10-$17 lines: posting, source_year, authority, proposal, measure, allocation row, amount, account · $19 settlement ·
 * $20 postings: which one each undoes · $21 delegated decision.
 *
 * `locked` waits for every row in ascending id and then reads its newest version; everything after it stands on those
 * values. One fault and `moved` moves nothing, so a refused command leaves no trace and says why in the same round trip.
 * The guard stands in the update as well: that line is the promise, `judged` is its explanation. It reads the locked
 * values, never those of `s`: this statement's own snapshot may be older than the lock, and PostgreSQL judges a filter
 * and a check constraint on that older row first. The instant is taken when every counter has moved, thus after the
 * locks: per source, recorded instants follow the numbers.
 * A decision holds from its day, so the ceiling of that day binds as well as today's; it too is looked up after
 * the lock.
 * The source's own status is read without a lock; a decision racing with a closing counts as made before it.
 */
const postStatement = `
  with wanted as materialized (
    select * from unnest($1::uuid[], $2::bigint[], $3::uuid[], $18::boolean[]) as w (id, net, posting_id, gives)),
  locked as materialized (
    select s.id, s.source_id, s.year, s.cap_ore, s.reserved_ore, s.last_number, s.closed_at from source_year s
      where s.id = any($1::uuid[]) order by s.id for no key update),
  capped as materialized (
    select l.id, l.source_id, l.year, l.reserved_ore, l.last_number, l.closed_at, least(l.cap_ore, ceiling_after_lock_ore(l.id, $8::date)) as cap_ore
      from locked l),
  judged as materialized (
    select w.id, w.net, w.posting_id, w.gives, l.cap_ore, l.reserved_ore, l.last_number, l.year, f.code, f.name, f.status,
        case when l.id is null then 'unknown'
          when l.closed_at is not null then 'year-closed'
          when f.status not in (${listed(reducingStatuses)}) or (f.status not in (${listed(givingStatuses)}) and exists (
              select 1 from unnest($11::uuid[], $16::bigint[]) as n (source_year_id, amount) where n.source_year_id = w.id and n.amount > 0))
            then 'source-not-open'
          when w.gives and f.kind = 'stateGrant'
            and l.year not between extract(year from f.use_from_day) and extract(year from f.use_to_day) then 'outside-use-period'
          when w.gives and l.reserved_ore + w.net > l.cap_ore then 'ceiling-exceeded'
          when l.reserved_ore + w.net < 0 then 'below-zero' end as fault
      from wanted w left join capped l on l.id = w.id left join funding_source f on f.id = l.source_id),
  moved as (
    update source_year s
        set reserved_ore = j.reserved_ore + j.net, last_number = j.last_number + case when j.net <> 0 then 1 else 0 end
      from judged j
      where j.id = s.id and not exists (select 1 from judged where fault is not null)
        and (not j.gives or j.reserved_ore + j.net <= j.cap_ore)
      returning s.id, s.cap_ore, s.reserved_ore, s.last_number, j.net, j.posting_id),
  stamp as materialized (
    select clock_timestamp() as at from (select count(*) as moved from moved) m where m.moved = cardinality($1::uuid[])),
  posted as (
    insert into posting (id, kind, decision_id, reason, valid_day, recorded_at, recorded_by, settlement_id, reverses_id, delegated_decision_id)
      select p.id, p.kind, $6::uuid, $7::text, $8::date, stamp.at, $9::uuid, $19::uuid, p.reverses_id, $21::uuid
        from stamp, unnest($4::uuid[], $5::text[], $20::uuid[]) as p (id, kind, reverses_id)),
  entries as (
    insert into ledger_entry (posting_id, source_year_id, account, amount_ore, number, cap_at_entry_ore, running_total_ore,
        authority_id, proposal_id, measure_key, allocation_row_id, valid_day, recorded_at)
      select * from (
        select m.posting_id, m.id, 'source', m.net, m.last_number, m.cap_ore, m.reserved_ore,
            null::uuid, null::uuid, null::uuid, null::uuid, $8::date, stamp.at
          from stamp, (select * from moved order by id) m where m.net <> 0
        union all
        select n.posting_id, n.source_year_id, n.account, -n.amount, null, null, null,
            n.authority_id, n.proposal_id, n.measure_key, n.allocation_row_id, $8::date, stamp.at
          from stamp, unnest($10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[], $14::uuid[], $15::uuid[], $16::bigint[], $17::text[])
            as n (posting_id, source_year_id, authority_id, proposal_id, measure_key, allocation_row_id, amount, account)) legs)
  select j.id as source_year_id, j.net, j.fault, j.code, j.name, j.year, j.status, j.cap_ore,
      j.reserved_ore as reserved_before, m.reserved_ore as reserved_after, m.last_number as number
    from judged j left join moved m on m.id = j.id order by j.id`;

/**
 * All of the plans or none of them; each names a source and year at most once.
 * @throws DomainError as `refusalFor`
 */
export async function writePostings(
  tx: Tx,
  actor: Actor,
  plans: readonly PostingPlan[],
  command: Written,
): Promise<Posted> {
  const postings = plans.map((plan) => ({ ...plan, id: uuidv7() }));
  const values = valuesOf(postings, command, actor);
  let judged = await rows<JudgedRow>(tx, postStatement, values);
  // A raise whose day has come counts, also when the timer has not been here yet.
  if (
    judged.some((row) => row.fault === 'ceiling-exceeded') &&
    (await applyDueCeilings(
      tx,
      judged.map((row) => row.source_year_id),
    )) > 0
  )
    judged = await rows<JudgedRow>(tx, postStatement, values);
  if (judged.some((row) => row.fault !== null)) throw refusalFor(judged.map(sourceOf));
  if (judged.some((row) => row.reserved_after === null))
    throw new Error('the ledger judged a posting sound and did not write it');
  return {
    postingIds: postings.map((posting) => posting.id),
    sources: judged.map((row) => ({
      sourceYearId: row.source_year_id,
      net: moneyOf(row.net),
      reserved: moneyOf(row.reserved_after),
      remaining: moneyOf(row.cap_ore).subtract(moneyOf(row.reserved_after)),
      number: row.number ?? '0',
    })),
  };
}

function valuesOf(postings: readonly (PostingPlan & { id: string })[], command: Written, actor: Actor): unknown[] {
  const nets = postings
    .flatMap((posting) => posting.nets.map((net) => ({ ...net, postingId: posting.id })))
    .sort((a, b) => (a.sourceYearId < b.sourceYearId ? -1 : 1));
  const lines = postings.flatMap((posting) => posting.lines.map((line) => ({ ...line, postingId: posting.id })));
  return [
    nets.map((net) => net.sourceYearId),
    nets.map((net) => net.net.ore.toString()),
    nets.map((net) => net.postingId),
    postings.map((posting) => posting.id),
    postings.map((posting) => posting.kind),
    command.decisionId ?? null,
    command.reason?.trim() || null,
    command.validDay,
    actor.personId,
    lines.map((line) => line.postingId),
    lines.map((line) => line.sourceYearId),
    lines.map((line) => line.authorityId),
    lines.map((line) => line.proposalId),
    lines.map((line) => line.measureKey),
    lines.map((line) => line.allocationRowId),
    lines.map((line) => line.amount.ore.toString()),
    lines.map((line) => line.account),
    nets.map((net) => net.isGift),
    command.settlementId ?? null,
    postings.map((posting) => posting.reversesId ?? null),
    command.delegatedDecisionId ?? null,
  ];
}

function sourceOf(row: JudgedRow): JudgedSource {
  return {
    sourceYearId: row.source_year_id,
    fault: row.fault,
    net: moneyOf(row.net),
    code: row.code ?? '',
    name: row.name ?? '',
    year: row.year ?? 0,
    status: row.status ?? '',
    ceiling: moneyOf(row.cap_ore),
    reserved: moneyOf(row.reserved_before),
  };
}
