/**
 * Asking somebody more after the dispatch. Everybody is asked at once (FL 26); who was forgotten is asked late rather than
 * never, with the reason kept, and gets the deadline that holds for the others.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { ConsultationActs, type ConsultationState } from './consultation.acts.js';
import { replyByText } from './consultation.rules.js';
import type * as store from './consultation.store.js';
import { consultationEvents } from './consultations.events.js';
import { ConsulteeActs } from './consultee.acts.js';
import { insertConsultees, tellConsultee } from './consultee.store.js';
import { type AskedInput, askedOf } from './content.input.js';
import { type Asked, contentLimits, nameKeyOf } from './content.rules.js';
import { requireOpenTexts } from './sent-texts.queries.js';

@Injectable()
export class MoreConsultees {
  constructor(
    private readonly acts: ConsultationActs,
    private readonly consultees: ConsulteeActs,
  ) {}

  /**
   * Each gets a notice of its own with the deadline in force; the others' stand.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `deadline-over`,
   *   `secret-text`), validation-failed (`already-asked`, `too-many`, and as `askedOf`)
   */
  async add(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    command: { consultees: readonly AskedInput[]; reason: string },
  ): Promise<ConsultationState & { added: number }> {
    const consultation = await this.acts.begin(tx, actor, id, expected, 'askMore');
    const { replyBy, matterId } = consultation;
    if (replyBy === null) throw new Error(`consultation ${id} is sent without a deadline`);
    const asked = await askedOf(tx, command.consultees);
    await this.requireNew(tx, id, asked);
    await this.requireTimeLeft(tx, consultation);
    await requireOpenTexts(tx, id, 'sent');
    const added = await insertConsultees(tx, id, asked, command.reason.trim());
    for (const consultee of added) {
      await tellConsultee(tx, actor, consultee.id, 'dispatch');
      const about = { ...consultee, consultationId: id };
      await this.consultees.tell(
        tx,
        actor,
        about,
        consultationEvents.consulteeAdded,
        { replyBy: replyByText(replyBy) },
        matterId,
      );
    }
    await this.acts.answersChanged(tx, id);
    const state = await this.acts.end(tx, actor, consultation, 'askMore', { added: added.length });
    return { ...state, added: added.length };
  }

  /** Once asked is asked, also for somebody outside, who has no register to be known by. */
  private async requireNew(tx: Tx, id: string, asked: readonly Asked[]): Promise<void> {
    const before = await rows<{ authorityId: string | null; name: string }>(
      tx,
      `select authority_id as "authorityId", name from consultee where consultation_id = $1`,
      [id],
    );
    if (before.length + asked.length > contentLimits.consultees)
      throw invalid('/consultees', 'too-many', `En remiss kan ha högst ${contentLimits.consultees} remissinstanser.`);
    const known = new Set(before.map(nameKeyOf));
    asked.forEach((each, index) => {
      const key = nameKeyOf(each);
      if (known.has(key)) throw invalid(`/consultees/${index}`, 'already-asked', `${each.name} är redan tillfrågad.`);
      known.add(key);
    });
  }

  private async requireTimeLeft(tx: Tx, { id, replyBy }: store.LockedConsultation): Promise<void> {
    const [open] = await rows(tx, `select 1 from consultation where id = $1 and reply_by_at >= clock_timestamp()`, [
      id,
    ]);
    if (open === undefined && replyBy !== null)
      throw conflict(
        'deadline-over',
        `Svarstiden gick ut ${replyByText(replyBy)}; den som tillfrågas nu skulle svara för sent. Föreslå en ny svarstid för alla först.`,
      );
  }
}
