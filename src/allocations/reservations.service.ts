/**
 * Money put aside for an allocation that stands before the board, so that nobody learns in the meeting that it does not
 * fit. What is reserved is what the allocation gives in its current version; it is settled by the decision and let go
 * when the allocation is rejected or withdrawn. Everything here runs under the lock of the allocation.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import type { LedgerLine } from '../funding/ledger.rules.js';
import { Ledger, type Posted } from '../funding/ledger.service.js';
import { rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { Proposals } from '../proposals/proposals.service.js';
import { firm, requireRows } from './allocation.rules.js';
import * as store from './allocation.store.js';
import { allocationEvents } from './allocations.events.js';
import { requireRoomForPromises } from './conditional/promised.queries.js';

/** What the decision says, and when. */
export interface Settling {
  decisionId: string;
  decisionDay: Day;
  reason: string | undefined;
}

@Injectable()
export class Reservations {
  constructor(
    private readonly ledger: Ledger,
    private readonly proposals: Proposals,
    private readonly events: Events,
  ) {}

  /**
   * Reserves what the rows give, in place of what was reserved before. A row that takes money back reserves nothing:
   * the money is there first when it has been decided. Nor does a row that waits for something else to be decided.
   * @param firstDay the day of the first meeting; a reservation entered after its meeting holds from that day
   * @throws state-conflict `proposal-not-approved`, `above-approved` (R-05, other reservations and promises counted), `empty-allocation`,
   *   and what the ledger refuses with, first of all `ceiling-exceeded`
   */
  async hold(
    tx: Tx,
    actor: Actor,
    allocation: store.LockedAllocation,
    list: readonly store.StoredRow[],
    firstDay?: Day,
  ): Promise<Posted> {
    const gives = firm(list).filter((row) => row.amount.isPositive());
    requireRows(gives);
    const before = allocation.isReserved ? await store.reservedRows(tx, allocation.id) : [];
    // What money leaves and what it comes to, locked together in ascending id: one after the other, two could wait in a ring.
    if (before.length > 0)
      await this.proposals.hold(
        tx,
        [...before, ...gives].map(({ proposalId }) => proposalId),
      );
    await this.proposals.forAllocation(tx, gives);
    await this.proposals.settle(tx, [...before.map(released), ...gives.map(reserved)]);
    await requireRoomForPromises(tx, gives);
    const since = before.map(({ validDay }) => validDay).sort()[0];
    const posted = await this.ledger.reserve(tx, actor, {
      validDay: since ?? (await this.earlier(tx, firstDay)),
      released: before.map(lineOf),
      lines: gives.map(lineOf),
    });
    await store.markReserved(tx, allocation.id, true);
    await this.tell(tx, actor, allocation, allocationEvents.reserved, gives, posted);
    return posted;
  }

  /**
   * The board has decided: what was reserved for the allocation is released and what the decision gives takes its place.
   * @throws state-conflict `reserved-later` when the decision is dated before its reservation, and as the ledger
   */
  async settle(
    tx: Tx,
    actor: Actor,
    allocation: store.LockedAllocation,
    { decisionId, decisionDay, reason }: Settling,
  ): Promise<Posted> {
    const before = await store.reservedRows(tx, allocation.id);
    const later = before.map(({ validDay }) => validDay).find((day) => day > decisionDay);
    if (later !== undefined)
      throw conflict('reserved-later', `Pengarna reserverades ${later}; beslutet är daterat ${decisionDay}.`);
    await this.proposals.settle(tx, [
      ...before.map(released),
      ...firm(allocation.rows).map((row) => ({ ...row, pending: Money.zero, allocated: row.amount })),
    ]);
    await store.markReserved(tx, allocation.id, false);
    return this.ledger.settle(tx, actor, {
      decisionId,
      validDay: decisionDay,
      reason,
      released: before.map(lineOf),
      lines: firm(allocation.rows).map(lineOf),
    });
  }

  /** Lets go of what was reserved; nothing happens when nothing was. */
  async release(
    tx: Tx,
    actor: Actor,
    allocation: store.LockedAllocation,
    why: { decisionId: string | null; reason: string },
  ): Promise<void> {
    if (!allocation.isReserved) return;
    const before = await store.reservedRows(tx, allocation.id);
    await this.proposals.settle(tx, before.map(released));
    const posted = await this.ledger.void(tx, actor, {
      ...why,
      validDay: await this.earlier(tx, undefined),
      released: before.map(lineOf),
    });
    await store.markReserved(tx, allocation.id, false);
    await this.tell(tx, actor, allocation, allocationEvents.reservationVoided, before, posted);
  }

  private async earlier(tx: Tx, day: Day | undefined): Promise<Day> {
    return only(
      await rows<{ day: Day }>(tx, `select least(today_in_stockholm(), $1::date)::text as day`, [day ?? null]),
    ).day;
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    { id, matterId, versionNumber }: store.LockedAllocation,
    type: string,
    list: readonly store.StoredRow[],
    { postingIds }: Posted,
  ): Promise<void> {
    const total = Money.sum(list.map(({ amount }) => amount)).toString();
    const payload = { versionNumber, total, rows: list.length, postingIds };
    await this.events.record(tx, actor, { type, subjectKind: 'allocation', subjectId: id, matterId, payload });
  }
}

function lineOf({ id, ...row }: store.StoredRow): LedgerLine {
  const { sourceYearId, authorityId, proposalId, measureKey, amount } = row;
  return { sourceYearId, authorityId, proposalId, measureKey, amount, allocationRowId: id };
}

const reserved = ({ proposalId, measureKey, amount }: store.StoredRow) => ({
  proposalId,
  measureKey,
  pending: amount,
  allocated: Money.zero,
});

const released = ({ proposalId, measureKey, amount }: store.StoredRow) => ({
  proposalId,
  measureKey,
  pending: amount.negate(),
  allocated: Money.zero,
});
