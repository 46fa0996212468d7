/** An item that too few are there to decide is moved to the body's next meeting: no decision, and nothing disappears (D5). */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict } from '../kernel/errors.js';
import { affected } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { decisionEvents } from './decisions.events.js';
import { lockItem, requireUndecided } from './locks.js';
import { requireOpened } from './meeting.rules.js';
import { Routes } from './routes.service.js';
import { servingIn, situationOf } from './situation.js';

@Injectable()
export class Postponement {
  constructor(
    private readonly routes: Routes,
    private readonly events: Events,
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
    const item = await lockItem(tx, actor, agendaItemId, 'meeting.conduct');
    requireVersion(expectedVersion, item.version);
    requireUndecided(item);
    const situation = await situationOf(tx, agendaItemId);
    requireOpened(situation.meetingStatus);
    const { quorum } = servingIn(situation);
    if (quorum.isReached)
      throw conflict('quorum-reached', `${item.bodyName} är beslutsför; bordlägg ärendet genom beslut i stället.`);
    await affected(tx, `update agenda_item set status = 'postponed', version = version + 1 where id = $1`, [item.id]);
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
    await this.events.record(tx, actor, {
      type: decisionEvents.itemPostponed,
      subjectKind,
      subjectId,
      matterId,
      payload: { agendaItemId: item.id, laterItemId: later.id, laterDay: later.day, members, needed, serving },
    });
    return { ...later, version: item.version + 1 };
  }
}
