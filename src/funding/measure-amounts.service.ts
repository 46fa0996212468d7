/**
 * What is requested, recommended and approved per measure: an append-only history and its kept sums. Not money: only the
 * ledger gives budget. The three kinds are never mixed, and a request may leave the source open.
 */
import { Injectable } from '@nestjs/common';
import type { Day } from '../kernel/day.js';
import type { Money } from '../kernel/money.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';

export type AmountKind = 'requested' | 'recommended' | 'approved';

export interface MeasureAmount {
  measureKey: string;
  /** null while nobody has said which source the measure draws on. */
  sourceId: string | null;
  year: number;
  amount: Money;
}

export interface AmountsOfProposal {
  kind: AmountKind;
  /** The same at every call for one proposal. */
  callId: string | null;
  proposalId: string;
  /** The version whose amounts these are. */
  versionId: string;
  /** The body that recommends or approves. */
  bodyId?: string | null | undefined;
  validDay: Day;
  measures: readonly MeasureAmount[];
}

/**
 * $1 kind, $2 call, $3 proposal, $4 version, $5 body, $6 valid day, $7-$10 measures: key, source, year, öre.
 *
 * What stands is the sum of the entries; the difference to what is wanted is appended, so a measure that moved to
 * another source gives one entry with minus and one with plus. The kept sums are locked in one order before anything
 * changes, and minus is taken from the locked values, since this statement's own snapshot may be older than the lock. A sum
 * that does not exist yet can only grow from zero, hence the upsert for plus and the update for minus.
 */
const setStatement = `
  with delta as materialized (
    select measure_key, source_id, year, sum(ore)::bigint as ore from (
        select measure_key, source_id, year, -amount_ore as ore from amount_entry where proposal_id = $3 and kind = $1
        union all
        select * from unnest($7::uuid[], $8::uuid[], $9::integer[], $10::bigint[]) as w (measure_key, source_id, year, ore)) change
      group by measure_key, source_id, year having sum(ore) <> 0),
  moved as materialized (
    select source_id, year, sum(ore)::bigint as ore from delta group by source_id, year having sum(ore) <> 0),
  locked as materialized (
    select t.source_id, t.year, t.requested_ore, t.recommended_ore, t.approved_ore from amount_total t
      where t.call_id is not distinct from $2::uuid
        and exists (select 1 from moved m where m.source_id is not distinct from t.source_id and m.year = t.year)
      order by t.source_id nulls first, t.year for no key update of t),
  waited as materialized (select count(*) as n from locked),
  grown as (
    insert into amount_total (call_id, source_id, year, requested_ore, recommended_ore, approved_ore)
      select $2::uuid, m.source_id, m.year, case when $1 = 'requested' then m.ore else 0 end,
          case when $1 = 'recommended' then m.ore else 0 end, case when $1 = 'approved' then m.ore else 0 end
        from waited, (select * from moved where ore > 0 order by source_id nulls first, year) m where waited.n >= 0
      on conflict on constraint uq_amount_total do update set requested_ore = amount_total.requested_ore + excluded.requested_ore,
        recommended_ore = amount_total.recommended_ore + excluded.recommended_ore,
        approved_ore = amount_total.approved_ore + excluded.approved_ore
      returning 1),
  shrunk as (
    update amount_total t set requested_ore = l.requested_ore + case when $1 = 'requested' then m.ore else 0 end,
        recommended_ore = l.recommended_ore + case when $1 = 'recommended' then m.ore else 0 end,
        approved_ore = l.approved_ore + case when $1 = 'approved' then m.ore else 0 end
      from moved m join locked l on l.source_id is not distinct from m.source_id and l.year = m.year
      where m.ore < 0 and t.call_id is not distinct from $2::uuid
        and t.source_id is not distinct from m.source_id and t.year = m.year
      returning 1),
  stamp as materialized (
    select clock_timestamp() as at, g.n + s.n as sums from (select count(*) as n from grown) g, (select count(*) as n from shrunk) s),
  entries as (
    insert into amount_entry (kind, call_id, source_id, year, proposal_id, measure_key, version_id, body_id, amount_ore, valid_day, recorded_at)
      select $1, $2, d.source_id, d.year, $3, d.measure_key, $4, $5, d.ore, $6, stamp.at
        from stamp, (select * from delta order by measure_key, ore) d
      returning 1)
  select (select count(*) from entries)::integer as entries, stamp.sums::integer as sums, (select count(*) from moved)::integer as moved
    from stamp`;

@Injectable()
export class MeasureAmounts {
  /**
   * Makes the kind's amounts for this proposal equal to the list, in one round trip. An empty list clears them, and a
   * list that changes nothing writes nothing.
   *
   * The caller has locked the proposal. The kept sums are the last lock of the act: every reply to a call meets there.
   * @returns how many entries the change took
   */
  async set(tx: Tx, amounts: AmountsOfProposal): Promise<number> {
    // A measure at zero kronor is no entry; leaving it out is the same as saying so.
    const measures = amounts.measures.filter((measure) => !measure.amount.isZero());
    const [result] = await rows<{ entries: number; sums: number; moved: number }>(tx, setStatement, [
      amounts.kind,
      amounts.callId,
      amounts.proposalId,
      amounts.versionId,
      amounts.bodyId ?? null,
      amounts.validDay,
      measures.map((measure) => measure.measureKey),
      measures.map((measure) => measure.sourceId),
      measures.map((measure) => measure.year),
      measures.map((measure) => measure.amount.ore.toString()),
    ]);
    if (result === undefined || result.sums !== result.moved)
      throw new Error(`proposal ${amounts.proposalId}: the kept sums did not follow its amounts`);
    return result.entries;
  }
}
