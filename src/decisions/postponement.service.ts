/** An item that too few are there to decide is moved to the body's next meeting: no decision, and nothing disappears (D5). */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict } from '../kernel/errors.js';
import type { Tx } from '../platform/database/transaction.js';
import { decisionEvents } from './decisions.events.js';
import { ItemActs } from './item-acts.js';
import { Routes } from './routes.service.js';
import { servingIn } from './situation.js';

@Injectable()
export class Postponement {
  constructor(
    private readonly routes: Routes,
    private readonly acts: ItemActs,
  ) {}

  /**
   * @throws state-conflict `quorum-reached`: whoever can decide tables by a decision; `no-next-meeting`
   * @returns the item on the later agenda and its day
   */
  async postpone(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    expectedVersion: number,
  ): Promise<{ id: string; day: string; version: number }> {
    const { item, situation } = await this.acts.take(tx, actor, agendaItemId, 'meeting.conduct', expectedVersion);
    const { quorum } = servingIn(situation);
    if (quorum.isReached)
      throw conflict('quorum-reached', `${item.bodyName} är beslutsför; bordlägg ärendet genom beslut i stället.`);
    const version = await this.acts.move(tx, item, 'postpone');
    const { routeId, routePosition, matterId, subjectKind, subjectId, subjectVersionId, subjectVersion } = item;
    const listing = {
      routeId,
      routePosition,
      matterId,
      subjectKind,
      subjectId,
      versionId: subjectVersionId,
      versionNumber: subjectVersion,
    };
    const later = await this.routes.table(tx, actor, listing, item.id, item.bodyId, item.day as Day);
    const { members, needed, serving } = quorum;
    const laterItem = { laterItemId: later.id, laterDay: later.day };
    await this.acts.tell(tx, actor, item, decisionEvents.itemPostponed, { ...laterItem, members, needed, serving });
    return { ...later, version };
  }
}
