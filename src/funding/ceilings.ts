/**
 * Dated ceilings, appended and never overwritten. The database lets a lowering take effect when it is recorded; a raise
 * waits for its day, and the timer here brings it in.
 */
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import type { Money } from '../kernel/money.js';
import { moneyOf } from '../platform/database/columns.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';

export interface NewCeiling {
  year: number;
  amount: Money;
  validFromDay: Day;
  /** What it rests on: the grantor's decision, the budget, with its date. */
  ground: string;
  documentVersionId?: string | undefined;
  /** how new spending during the year is paid for. */
  financing?: string | undefined;
}

/** What a new ceiling did. */
export interface CeilingEffect {
  id: string;
  sourceYearId: string;
  year: number;
  amount: Money;
  validFromDay: Day;
  /** A lowering takes effect the day it is known, a raise on its own day. */
  effectiveDay: Day;
  recordedAt: Date;
  /** In force before and after. */
  ceilingBefore: Money;
  ceiling: Money;
  reserved: Money;
  remaining: Money;
  overAllocated: boolean;
}

interface SourceYearRow {
  id: string;
  cap_ore: string;
  reserved_ore: string;
}

/** Writes the ceiling and reads what it did, all under the lock of its source and year. @param judge is told what was in force before */
export async function appendCeiling(
  tx: Tx,
  actor: Actor,
  sourceId: string,
  ceiling: NewCeiling,
  judge: (before: Money) => void,
): Promise<CeilingEffect> {
  const before = await lockSourceYear(tx, sourceId, ceiling.year);
  judge(moneyOf(before.cap_ore));
  const id = uuidv7();
  // The trigger sets the day of effect and the instant, after it has taken the lock.
  const set = only(
    await rows<{ effective_day: Day; recorded_at: Date }>(
      tx,
      `insert into ceiling (id, source_year_id, amount_ore, valid_from_day, effective_day, ground, document_version_id, recorded_by, financing, recorded_at)
         values ($1, $2, $3, $4, $4, $5, $6, $7, $8, clock_timestamp()) returning effective_day, recorded_at`,
      [
        id,
        before.id,
        ceiling.amount.ore.toString(),
        ceiling.validFromDay,
        ceiling.ground.trim(),
        ceiling.documentVersionId ?? null,
        actor.personId,
        ceiling.financing?.trim() ?? null,
      ],
    ),
  );
  const after = only(
    await rows<SourceYearRow>(tx, `select id, cap_ore, reserved_ore from source_year where id = $1`, [before.id]),
  );
  const remaining = moneyOf(after.cap_ore).subtract(moneyOf(after.reserved_ore));
  return {
    id,
    sourceYearId: before.id,
    year: ceiling.year,
    amount: ceiling.amount,
    validFromDay: ceiling.validFromDay,
    effectiveDay: set.effective_day,
    recordedAt: set.recorded_at,
    ceilingBefore: moneyOf(before.cap_ore),
    ceiling: moneyOf(after.cap_ore),
    reserved: moneyOf(after.reserved_ore),
    remaining,
    overAllocated: remaining.isNegative(),
  };
}

/** The row of a source and year, made when it is missing. Two who make it at once end with the same one. */
async function lockSourceYear(tx: Tx, sourceId: string, year: number): Promise<SourceYearRow> {
  await affected(
    tx,
    `insert into source_year (id, source_id, year) values ($1, $2, $3) on conflict on constraint uq_source_year do nothing`,
    [uuidv7(), sourceId, year],
  );
  return only(
    await rows<SourceYearRow>(
      tx,
      `select id, cap_ore, reserved_ore from source_year where source_id = $1 and year = $2 for no key update`,
      [sourceId, year],
    ),
  );
}

/**
 * Brings the kept ceilings to what holds today. For the timer, which asks every minute, and for an act that would else be
 * refused; may run any number of times.
 * @param sourceYearIds only these, for an act that has locked them and may lock no others; all when left out
 * @returns how many sources and years changed
 */
export async function applyDueCeilings(tx: Tx, sourceYearIds: readonly string[] | null = null): Promise<number> {
  const [row] = await rows<{ changed: number }>(tx, `select apply_due_ceilings($1::uuid[]) as changed`, [
    sourceYearIds,
  ]);
  return row?.changed ?? 0;
}
