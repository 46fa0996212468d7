/**
 * Every total in the product comes from here. Now is read from the kept counters, whose number does not grow with the
 * measures; a past day or a past state of knowledge is replayed from the entries. `funding.checks` proves the two equal.
 */
import { Injectable } from '@nestjs/common';
import type { Day } from '../kernel/day.js';
import { isNow, type Moment, shownMoment } from '../kernel/moment.js';
import { Money } from '../kernel/money.js';
import { moneyOf } from '../platform/database/columns.js';
import { type Db, rows } from '../platform/database/sql.js';

export interface TotalsQuery extends Moment {
  /**
   * Limits what is asked for (requested, recommended, approved) to the replies to one call, and the sources to the
   * call's. Ceiling, allocated and remaining are always the source's own: a ceiling is shared by every call.
   */
  callId?: string | undefined;
}

export interface AskedAmounts {
  requested: Money;
  /** By the latest body that recommended. */
  recommended: Money;
  /** By the committee; not money yet. */
  approved: Money;
}

export interface GivenAmounts {
  /** By the executive board. */
  allocated: Money;
  /** Reserved for an allocation that is not decided yet. */
  pending: Money;
  /** Promised of a coming year under a condition; no money, and in no other amount here. */
  conditional: Money;
  ceiling: Money;
  /** Ceiling less allocated and pending; below zero when the source is over-allocated. */
  remaining: Money;
}

export interface SourceTotals extends AskedAmounts, GivenAmounts {
  sourceId: string;
  code: string;
  name: string;
  year: number;
  /** More is given than the ceiling in force allows. */
  overAllocated: boolean;
}

/** What is asked for in a year without saying from which source. */
export interface UnassignedTotals extends AskedAmounts {
  year: number;
}

export interface TotalsView {
  callId: string | null;
  asOf: Day | null;
  knownAt: string | null;
  sources: SourceTotals[];
  unassigned: UnassignedTotals[];
  sum: AskedAmounts & GivenAmounts;
}

interface TotalsRow {
  source_id: string | null;
  code: string | null;
  name: string | null;
  year: number;
  requested: string;
  recommended: string;
  approved: string;
  reserved: string;
  pending: string;
  conditional: string;
  ceiling: string;
}

/**
 * Which sources and years belong to a call: those it draws on in its years, and whatever its replies ask for. A call that
 * has not been issued is the city office's working paper and answers like one that does not exist. Without a
 * call the condition is not there at all, so that PostgreSQL keeps one plan for the commonest question.
 */
const belongsTo = (call: string | undefined): string =>
  call === undefined
    ? 'true'
    : `(exists (select 1 from call c join call_source cs on cs.call_id = c.id
                  where c.id = ${call}::uuid and c.issued_at is not null and cs.source_id = s.source_id and s.year = any(c.years))
      or exists (select 1 from asked a where a.source_id = s.source_id and a.year = s.year))`;
const repliesTo = (call: string | undefined): string => (call === undefined ? 'true' : `call_id = ${call}::uuid`);

const joined = `
  select f.id as source_id, f.code, f.name, coalesce(g.year, a.year) as year,
      coalesce(a.requested, 0) as requested, coalesce(a.recommended, 0) as recommended, coalesce(a.approved, 0) as approved,
      coalesce(g.reserved, 0) as reserved, coalesce(g.pending, 0) as pending, coalesce(g.conditional, 0) as conditional, coalesce(g.ceiling, 0) as ceiling
    from given g full join asked a on a.source_id = g.source_id and a.year = g.year
      left join funding_source f on f.id = coalesce(g.source_id, a.source_id)
    where g.source_id is not null or a.requested <> 0 or a.recommended <> 0 or a.approved <> 0
    order by f.code nulls last, f.id, 4`;

/** The kept counters. @param call an SQL expression for the call's id */
export const nowSql = (call?: string): string => `
  with asked as materialized (
    select source_id, year, sum(requested_ore) as requested, sum(recommended_ore) as recommended, sum(approved_ore) as approved
      from amount_total where ${repliesTo(call)} group by source_id, year),
  given as (
    select s.source_id, s.year, s.cap_ore as ceiling, s.reserved_ore as reserved,
        (select coalesce(-sum(e.amount_ore), 0) from ledger_entry e where e.source_year_id = s.id and e.account = 'pending') as pending,
        (select coalesce(sum(c.amount_ore), 0) from conditional_entry c where c.source_year_id = s.id) as conditional
      from source_year s where ${belongsTo(call)})
  ${joined}`;

/**
 * The replay. Without a day everything known counts and the ceiling is that of the day of the knowing; a source and year
 * nobody had heard of at the instant is left out. All are SQL expressions.
 */
export const replaySql = (asOf: string, knownAt: string, call?: string): string => `
  with moment as materialized (
    select ${asOf}::date as as_of, coalesce(${knownAt}::timestamptz, clock_timestamp()) as known_at),
  asked as materialized (
    select e.source_id, e.year,
        sum(e.amount_ore) filter (where e.kind = 'requested') as requested,
        sum(e.amount_ore) filter (where e.kind = 'recommended') as recommended,
        sum(e.amount_ore) filter (where e.kind = 'approved') as approved
      from amount_entry e, moment m
      where e.recorded_at <= m.known_at and (m.as_of is null or e.valid_day <= m.as_of)
        and ${repliesTo(call)}
      group by e.source_id, e.year),
  moved as (
    select e.source_year_id, sum(e.amount_ore) filter (where e.account = 'source') as reserved,
        -sum(e.amount_ore) filter (where e.account = 'pending') as pending
      from ledger_entry e, moment m
      where e.recorded_at <= m.known_at and (m.as_of is null or e.valid_day <= m.as_of) and e.account in ('source', 'pending')
      group by e.source_year_id),
  given as (
    select s.source_id, s.year, coalesce(v.reserved, 0) as reserved, coalesce(v.pending, 0) as pending,
        (select coalesce(sum(c.amount_ore), 0) from conditional_entry c where c.source_year_id = s.id and c.recorded_at <= m.known_at
            and (m.as_of is null or c.valid_day <= m.as_of)) as conditional,
        ceiling_ore(s.id, coalesce(m.as_of, (m.known_at at time zone 'Europe/Stockholm')::date), m.known_at) as ceiling
      from source_year s cross join moment m left join moved v on v.source_year_id = s.id
      where ${belongsTo(call)}
        and (v.source_year_id is not null
          or exists (select 1 from ceiling c where c.source_year_id = s.id and c.recorded_at <= m.known_at)))
  ${joined}`;

const statements = {
  now: nowSql(),
  nowOfCall: nowSql('$1'),
  replay: replaySql('$1', '$2'),
  replayOfCall: replaySql('$1', '$2', '$3'),
};

@Injectable()
export class Totals {
  /** Per source and year, what has no source yet, and the sum of it all. One round trip. */
  async of(db: Db, { callId, ...moment }: TotalsQuery = {}): Promise<TotalsView> {
    const ofCall = callId === undefined ? [] : [callId];
    const shown = shownMoment(moment);
    const statement = isNow(moment)
      ? statements[callId === undefined ? 'now' : 'nowOfCall']
      : statements[callId === undefined ? 'replay' : 'replayOfCall'];
    const values = isNow(moment) ? [] : [shown.asOf, shown.knownAt];
    const found = await rows<TotalsRow>(db, statement, [...values, ...ofCall]);
    return {
      callId: callId ?? null,
      ...shown,
      sources: found.flatMap((row) => (row.source_id === null ? [] : [sourceTotals(row, row.source_id)])),
      unassigned: found.flatMap((row) => (row.source_id === null ? [{ year: row.year, ...asked(row) }] : [])),
      sum: sumOf(found),
    };
  }
}

function sourceTotals(row: TotalsRow, sourceId: string): SourceTotals {
  const given = givenOf(BigInt(row.ceiling), BigInt(row.reserved), BigInt(row.pending));
  return {
    sourceId,
    code: row.code ?? '',
    name: row.name ?? '',
    year: row.year,
    ...asked(row),
    ...given,
    conditional: moneyOf(row.conditional),
    overAllocated: given.remaining.isNegative(),
  };
}

function asked(row: TotalsRow): AskedAmounts {
  return { requested: moneyOf(row.requested), recommended: moneyOf(row.recommended), approved: moneyOf(row.approved) };
}

function givenOf(ceiling: bigint, reserved: bigint, pending: bigint): Omit<GivenAmounts, 'conditional'> {
  return {
    allocated: Money.fromOre(reserved - pending),
    pending: Money.fromOre(pending),
    ceiling: Money.fromOre(ceiling),
    remaining: Money.fromOre(ceiling - reserved),
  };
}

/** Added in öre: a sum of sums is the one place where many rows meet, and bigint has no range to leave on the way. */
function sumOf(found: readonly TotalsRow[]): AskedAmounts & GivenAmounts {
  const total = (pick: (row: TotalsRow) => string): bigint => found.reduce((sum, row) => sum + BigInt(pick(row)), 0n);
  return {
    requested: Money.fromOre(total((row) => row.requested)),
    recommended: Money.fromOre(total((row) => row.recommended)),
    approved: Money.fromOre(total((row) => row.approved)),
    conditional: Money.fromOre(total((row) => row.conditional)),
    ...givenOf(
      total((row) => row.ceiling),
      total((row) => row.reserved),
      total((row) => row.pending),
    ),
  };
}
