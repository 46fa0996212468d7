/** Reminding the invited that have not answered. Those who answer while it is done are left in peace. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { conflict } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { requirePermit } from '../identity/permit.rules.js';
import { rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { CallActs } from './call.acts.js';
import { callMachine } from './call.rules.js';
import * as sql from './call.sql.js';

export interface Reminded {
  /** Told now. */
  reminded: { authorityId: string; authorityName: string }[];
  /** Not told again, since somebody reminded them earlier the same day. */
  alreadyToday: { authorityId: string; authorityName: string }[];
}

@Injectable()
export class CallReminders {
  constructor(private readonly acts: CallActs) {}

  /**
   * Tells every invited authority that has neither answered nor declined, each at most once a day; a second time the same
   * day changes nothing. Needs no version: whoever has answered meanwhile is simply not reminded.
   * @throws not-found, forbidden, state-conflict when it is not issued, or `nobody-waits`
   */
  async remind(tx: Tx, actor: Actor, id: string): Promise<Reminded> {
    const call = await this.acts.visible(tx, actor, id);
    requirePermit(actor, 'call.manage', { authorityId: call.authority_id });
    // Shared: an answer may come at the same time, but the call neither closes nor gets another deadline under the reminder.
    const held = only(await rows<sql.HeldCall>(tx, sql.holdCall, [id]));
    const { event, from, to } = step(callMachine, held.status, 'remind');
    const waiting = await rows<sql.RemindedRow>(tx, sql.remind, [id, actor.personId]);
    if (waiting.length === 0)
      throw conflict('nobody-waits', 'Alla inbjudna har svarat eller avstått; det finns ingen att påminna.');
    const named = (isNew: boolean): Reminded['reminded'] =>
      waiting
        .filter(({ is_new }) => is_new === isNew)
        .map(({ authority_id: authorityId, name: authorityName }) => ({ authorityId, authorityName }));
    const reminded = named(true);
    if (reminded.length > 0)
      await this.acts.tell(tx, actor, event, call, {
        from,
        to,
        replyByAt: held.reply_by_at.toISOString(),
        authorityIds: reminded.map(({ authorityId }) => authorityId),
      });
    return { reminded, alreadyToday: named(false) };
  }
}
