/** What each answer says on each question, with the passage it rests on: stated by the consultee, or read by the asker's officer. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { conflict } from '../kernel/errors.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, type Db, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { requireVersion } from '../platform/http/request-context.js';
import { consultationEvents } from './consultations.events.js';
import { ConsulteeActs, type ConsulteeState } from './consultee.acts.js';
import type { Question } from './content.rules.js';
import { cleanText, type Position, placed } from './reply.rules.js';
import { askedIn } from './reply.store.js';

/** An answer as far as a passage can be placed in it. */
interface PlacedReply {
  id: string;
  text: string;
  hasFiles: boolean;
}

@Injectable()
export class Positions {
  constructor(private readonly acts: ConsulteeActs) {}

  /**
   * What can be told without any lock, before the text is stored as a file: that it is there, and that every passage stands in
   * it. @throws validation-failed
   */
  async requireSound(
    db: Db,
    consulteeId: string,
    { text, positions }: { text: string; positions: readonly Position[] },
    hasFiles: boolean,
  ): Promise<void> {
    const [asked] = await rows<{ questions: Question[] }>(
      db,
      `select v.content -> 'questions' as questions from consultee e join consultation c on c.id = e.consultation_id
         join consultation_version v on v.id = c.decided_version_id where e.id = $1`,
      [consulteeId],
    );
    if (asked !== undefined)
      placed(
        cleanText(text),
        positions,
        asked.questions.map(({ key }) => key),
        hasFiles,
      );
  }

  /**
   * What the asker's officer reads out of an answer: one position per question, each with its passage.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`consultation-not-open`, `no-reply`, `stated-by-consultee`), validation-failed as `placed`
   */
  async read(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    positions: readonly Position[],
  ): Promise<ConsulteeState> {
    const found = await this.acts.visible(tx, actor, id);
    requirePermit(actor, 'consultation.register', { authorityId: found.askerId });
    const consultee = await this.acts.take(tx, actor, found, undefined);
    requireVersion(expected, consultee.version);
    await this.acts.requireOpen(tx, consultee);
    const [reply] = await rows<PlacedReply>(
      tx,
      `select r.id, r.text, exists (select from consultation_reply_file f where f.reply_id = r.id) as "hasFiles" from consultation_reply r where r.consultee_id = $1`,
      [id],
    );
    if (reply === undefined)
      throw conflict('no-reply', 'Remissinstansen har inte svarat; det finns ingen text att grunda en ståndpunkt på.');
    const [stated] = await rows(
      tx,
      `select 1 from consultation_position where reply_id = $1 and question_key = any($2::uuid[]) and stated_by_consultee`,
      [reply.id, positions.map(({ questionKey }) => questionKey)],
    );
    if (stated !== undefined)
      throw conflict(
        'stated-by-consultee',
        'Remissinstansen har själv angett sin ståndpunkt i frågan; den skrivs inte om här.',
      );
    const { questions } = await askedIn(tx, found.consultationId);
    await this.write(tx, actor, reply, positions, questions, false);
    await affected(tx, `update consultee set version = version + 1 where id = $1`, [id]);
    await this.acts.answersChanged(tx, consultee);
    const payload = { replyId: reply.id, questions: positions.length };
    await this.acts.tell(tx, actor, consultee, consultationEvents.positionsWritten, payload, found.matterId);
    return { id, consultationId: found.consultationId, status: consultee.status, version: consultee.version + 1 };
  }

  /** @throws validation-failed as `placed` */
  async write(
    tx: Tx,
    actor: Actor,
    reply: PlacedReply,
    positions: readonly Position[],
    questions: readonly Question[],
    isByConsultee: boolean,
  ): Promise<void> {
    const found = placed(
      reply.text,
      positions,
      questions.map(({ key }) => key),
      reply.hasFiles,
    );
    if (found.length === 0) return;
    await affected(
      tx,
      `insert into consultation_position (reply_id, question_key, stance, quote, quote_start, stated_by_consultee, written_by)
         select $1, p.*, $6::boolean, $7::uuid from unnest($2::uuid[], $3::text[], $4::text[], $5::int[]) p
       on conflict on constraint pk_consultation_position do update set stance = excluded.stance, quote = excluded.quote, quote_start = excluded.quote_start,
           stated_by_consultee = excluded.stated_by_consultee, written_by = excluded.written_by, written_at = clock_timestamp()`,
      [
        reply.id,
        found.map(({ questionKey }) => questionKey),
        found.map(({ stance }) => stance),
        found.map(({ quote }) => quote),
        found.map(({ quoteStart }) => quoteStart),
        isByConsultee,
        actor.personId,
      ],
    );
  }
}
