/** What every act on an item shares: the item taken, what is going on around it, its new state, and the event. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { step } from '../kernel/transitions.js';
import type { ActName } from '../identity/permissions.js';
import { affected } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { type LockedItem, lockItem, requireUndecided } from './locks.js';
import { agendaItemMachine, type ItemAct, type ItemStatus, requireOpened } from './meeting.rules.js';
import { type Situation, situationOf } from './situation.js';
import { Subjects } from './subjects.js';

export interface ItemInHand {
  item: LockedItem;
  situation: Situation;
}

@Injectable()
export class ItemActs {
  constructor(
    private readonly subjects: Subjects,
    private readonly events: Events,
  ) {}

  /**
   * Takes the item in an open meeting. What is there is read after the locks.
   * @param expectedVersion undefined for acts that only add, such as a claim
   * @throws not-found, forbidden, precondition-failed, state-conflict `meeting-not-opened` …, `already-decided`
   */
  async take(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    act: ActName,
    expectedVersion: number | undefined,
  ): Promise<ItemInHand> {
    const [item, situation] = await Promise.all([
      lockItem(tx, actor, agendaItemId, act),
      situationOf(tx, agendaItemId),
    ]);
    if (expectedVersion !== undefined) requireVersion(expectedVersion, item.version);
    requireUndecided(item);
    requireOpened(situation.meetingStatus);
    return { item, situation };
  }

  isElection(tx: Tx, item: LockedItem): Promise<boolean> {
    return this.subjects.of(item.subjectKind).isElection?.(tx, item.subjectId) ?? Promise.resolve(false);
  }

  /**
   * Moves the item along its table of states and counts it up. Whoever takes it up first makes it the one being dealt with.
   * @returns the item's new version
   */
  async move(
    tx: Tx,
    item: LockedItem,
    act: ItemAct,
    counters: { lastClaim?: number; lastPutting?: number } = {},
  ): Promise<number> {
    const to: ItemStatus = step(agendaItemMachine, item.status, act).to;
    await affected(
      tx,
      `update agenda_item set version = version + 1, status = $4, last_claim = coalesce($2, last_claim), last_putting = coalesce($3, last_putting),
           introduced_at = coalesce(introduced_at, clock_timestamp()) where id = $1`,
      [item.id, counters.lastClaim ?? null, counters.lastPutting ?? null, to],
    );
    return item.version + 1;
  }

  /** Something was said about the item that changes no state. */
  async touch(tx: Tx, item: LockedItem): Promise<number> {
    await affected(tx, `update agenda_item set version = version + 1 where id = $1`, [item.id]);
    return item.version + 1;
  }

  async tell(tx: Tx, actor: Actor, item: LockedItem, type: string, payload: Record<string, unknown>): Promise<void> {
    await this.events.record(tx, actor, {
      type,
      subjectKind: item.subjectKind,
      subjectId: item.subjectId,
      matterId: item.matterId,
      payload: { agendaItemId: item.id, ...payload },
    });
  }
}
