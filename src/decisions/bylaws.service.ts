/** Sets what a body has decided about its own working, from a day. Earlier bylaws stay, for the meetings held under them. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { notFound } from '../kernel/errors.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { type Bylaws, requireLawfulBylaws } from './bylaws.rules.js';
import { decisionEvents } from './decisions.events.js';
import type { BodyKind } from './subject-handler.js';

@Injectable()
export class BylawsService {
  constructor(private readonly events: Events) {}

  /** @throws not-found, forbidden, validation-failed where the law leaves no choice, duplicate for a second set the same day. */
  async set(
    tx: Tx,
    actor: Actor,
    bodyId: string,
    { fromDay, ground, ...bylaws }: Bylaws & { fromDay: Day; ground: string },
  ): Promise<{ id: string }> {
    const [body] = await rows<{ authorityId: string; kind: BodyKind }>(
      tx,
      `select authority_id as "authorityId", kind from body where id = $1`,
      [bodyId],
    );
    if (body === undefined) throw notFound('Organet');
    requirePermit(actor, 'bylaws.set', { authorityId: body.authorityId, bodyId });
    requireLawfulBylaws(bylaws, body.kind);
    const id = uuidv7();
    await affected(
      tx,
      `insert into bylaws (id, body_id, from_day, notice_days, remote_participation, written_reservations, substitutes_may_speak, substitute_order,
           may_raise, numbering, may_serve_again, open_to_public, minority_counts, ground, recorded_by, member_seats)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        id,
        bodyId,
        fromDay,
        bylaws.noticeDays,
        bylaws.remoteParticipation,
        bylaws.writtenReservations,
        bylaws.substitutesMaySpeak,
        bylaws.substituteOrder,
        [...bylaws.mayRaise],
        bylaws.numbering,
        bylaws.mayServeAgain,
        bylaws.openToPublic,
        bylaws.minorityCounts,
        ground.trim(),
        actor.personId,
        bylaws.memberSeats,
      ],
    );
    await this.events.record(tx, actor, {
      type: decisionEvents.bylawsSet,
      subjectKind: 'body',
      subjectId: bodyId,
      payload: { bylawsId: id, fromDay, ...bylaws, mayRaise: [...bylaws.mayRaise] },
    });
    return { id };
  }
}
