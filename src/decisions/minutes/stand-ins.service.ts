/** Naming somebody who signs minutes instead of one who cannot, so that no document waits for ever (KL 5:69, 6:35). */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { step } from '../../kernel/transitions.js';
import { affected } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { minutesMachine } from './minutes.rules.js';
import { signersOf } from './signing.rules.js';
import { signersIn } from './minutes.service.js';
import * as store from './minutes.store.js';
import { requireStandIn, type StandIn, withStandIns } from './stand-in.rules.js';
import { servedAt, standInsOf } from './stand-ins.store.js';

export interface NewStandIn extends StandIn {
  /** How the body chose the stand-in; printed in the minutes, so not why somebody is hindered. */
  ground: string;
}

@Injectable()
export class StandIns {
  constructor(private readonly events: Events) {}

  /**
   * Another signs instead. What was frozen, and what others have signed, stays as it is.
   * @throws not-found, forbidden, precondition-failed; state-conflict `not-allowed-in-state`, `already-signed`;
   *   validation-failed, see `requireStandIn`
   */
  async name(
    tx: Tx,
    actor: Actor,
    minutesId: string,
    expectedVersion: number,
    { hinderedId, personId, ground }: NewStandIn,
  ): Promise<string> {
    const minutes = await store.lock(tx, actor, minutesId, 'minutes.write');
    requireVersion(expectedVersion, minutes.version);
    const edge = step(minutesMachine, minutes.status, 'nameStandIn');
    const { content, secretaryId, meetingId, bodyId } = minutes;
    if (content === null) throw new Error(`minutes ${minutesId} are out for signing without content`);
    const signed = await store.signaturesOf(tx, minutesId);
    const role = requireStandIn(
      { hinderedId, personId },
      {
        signers: withStandIns(signersOf(signersIn(content, secretaryId)), await standInsOf(tx, minutesId)),
        signedIds: signed.map((one) => one.personId),
        secretaryId,
        servedIds: await servedAt(tx, meetingId),
      },
    );
    await affected(
      tx,
      `insert into minutes_stand_in (minutes_id, number, hindered_id, person_id, ground, recorded_by)
         select $1::uuid, coalesce(max(number), 0) + 1, $2, $3, $4, $5 from minutes_stand_in where minutes_id = $1`,
      [minutesId, hinderedId, personId, ground.trim(), actor.personId],
    );
    await store.touch(tx, minutesId);
    await this.events.record(tx, actor, {
      type: edge.event,
      subjectKind: 'minutes',
      subjectId: minutesId,
      payload: { minutesId, meetingId, bodyId, role, hinderedId, signerIds: [personId] },
    });
    return minutesId;
  }
}
