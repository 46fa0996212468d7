/** Taking up an item: it is introduced, people stand aside, and at last no more claims are taken. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { affected } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { nextStep, type NextStep } from './claim.rules.js';
import { Claims } from './claims.service.js';
import { decisionEvents } from './decisions.events.js';
import { ItemActs } from './item-acts.js';
import { agendaItemMachine } from './meeting.rules.js';
import { type Disqualification, situationOf } from './situation.js';
import { isInTheRoom, requireAnnounced } from './taking-part.js';

@Injectable()
export class Deliberation {
  constructor(
    private readonly acts: ItemActs,
    private readonly claims: Claims,
  ) {}

  /**
   * Takes the item up: from now on everybody who watches sees it as the one being dealt with. It may be said again, to
   * note that all agreed to decide it or that the doors are closed.
   * @throws state-conflict `not-announced` for a council item outside the notice, unless all agreed (KL 5:52)
   */
  async introduce(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    expectedVersion: number,
    { urgencyAgreed = false, behindClosedDoors = false }: { urgencyAgreed?: boolean; behindClosedDoors?: boolean },
  ): Promise<{ version: number }> {
    const { item } = await this.acts.take(tx, actor, agendaItemId, 'meeting.conduct', expectedVersion);
    const edge = step(agendaItemMachine, item.status, 'introduce');
    requireAnnounced(item, urgencyAgreed);
    await affected(
      tx,
      `update agenda_item set status = $2, introduced_at = clock_timestamp(), is_urgent = is_urgent or $3,
           behind_closed_doors = behind_closed_doors or $4, version = version + 1 where id = $1`,
      [agendaItemId, edge.to, urgencyAgreed, behindClosedDoors],
    );
    await this.acts.tell(tx, actor, item, edge.event, { urgencyAgreed, behindClosedDoors });
    return { version: item.version + 1 };
  }

  /**
   * Records that somebody is disqualified, or that it is disputed and then how the body settled it (KL 6:28-30). The
   * person is out of the room for the item, and the next substitute steps in.
   * @throws validation-failed for somebody who is not there, state-conflict `chair-disqualified`, `already-decided`.
   */
  async disqualify(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    given: {
      personId: string;
      ground: Disqualification['ground'];
      status: Disqualification['status'];
      privateNote?: string | undefined;
    },
  ): Promise<{ id: string; version: number }> {
    const { item, situation } = await this.acts.take(tx, actor, agendaItemId, 'meeting.conduct', undefined);
    if (situation.puttings.length > 0)
      throw conflict('already-put', 'Proposition har ställts; jäv ska prövas innan ärendet avgörs.');
    const known = situation.disqualifications.find(({ personId }) => personId === given.personId);
    if (known === undefined && !isInTheRoom(situation, given.personId))
      throw invalid('/personId', 'not-present', 'Personen är inte närvarande och kan inte vara jävig i ärendet.');
    if (given.personId === situation.chairId && given.status !== 'dismissed')
      throw conflict(
        'chair-disqualified',
        'Ordföranden är jävig: låt någon annan leda sammanträdet under ärendet först.',
      );
    const id = known?.id ?? uuidv7();
    if (known === undefined)
      await affected(
        tx,
        `insert into disqualification (id, agenda_item_id, person_id, ground, status, private_note, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          agendaItemId,
          given.personId,
          given.ground,
          given.status,
          given.privateNote?.trim() || null,
          actor.personId,
        ],
      );
    else if (known.status !== 'disputed')
      throw conflict('already-settled', 'Jävsfrågan är redan avgjord för personen i ärendet.');
    else await affected(tx, `update disqualification set status = $2 where id = $1`, [id, given.status]);
    const version = await this.acts.touch(tx, item);
    await this.acts.tell(tx, actor, item, decisionEvents.disqualificationRecorded, {
      disqualificationId: id,
      personId: given.personId,
      ground: given.ground,
      status: given.status,
    });
    return { id, version };
  }

  /** Ends the deliberation: no more claims. */
  async closeClaims(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    expectedVersion: number,
  ): Promise<{ version: number; next: NextStep }> {
    const { item } = await this.acts.take(tx, actor, agendaItemId, 'meeting.conduct', expectedVersion);
    requireAnnounced(item);
    await this.claims.standing(tx, item, actor);
    const version = await this.acts.move(tx, item, 'closeClaims');
    await this.acts.tell(tx, actor, item, decisionEvents.claimsClosed, {});
    const { claims } = await situationOf(tx, item.id);
    return { version, next: nextStep(claims, [], await this.acts.isElection(tx, item)) };
  }
}
