/**
 * Sending a decided consultation out: everybody is asked at once (FL 26), with the texts as they are pinned from now on and
 * the cover letter as a document of the matter.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { type FileOfVersion, Registry } from '../registry/registry.service.js';
import { ConsultationActs, type ConsultationState } from './consultation.acts.js';
import { type ReplyBy, replyByText } from './consultation.rules.js';
import * as store from './consultation.store.js';
import { insertConsultees, tellConsultees } from './consultee.store.js';
import { requireOpenTexts } from './sent-texts.queries.js';

export interface SendCommand {
  /** A time of day that the cover letter adds to the decided day (B-60). */
  replyByTime?: string | undefined;
  /** The day it went out when that was done elsewhere (docs/decisions/0029), and how. */
  sentDay?: string | undefined;
  sentElsewhere?: string | undefined;
}

export interface SentConsultation extends ConsultationState {
  consultees: number;
  coverLetterId: string;
  warnings: { code: 'time-only-in-cover-letter' | 'text-newer-than-decision'; detail: string }[];
}

@Injectable()
export class Sending {
  constructor(
    private readonly acts: ConsultationActs,
    private readonly registry: Registry,
  ) {}

  /**
   * @param coverLetter the letter as it was set before the transaction, of the version that `expected` names
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `time-is-decided`,
   *   `secret-text`),
   *   validation-failed for a day that does not fit
   */
  async send(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    command: SendCommand & { coverLetter: FileOfVersion | undefined },
  ): Promise<SentConsultation> {
    const consultation = await this.acts.begin(tx, actor, id, expected, 'send');
    const { replyBy, content } = consultation;
    if (replyBy === null) throw new Error(`consultation ${id} is decided without a deadline`);
    const decision = await decisionOf(tx, id);
    const sentDay = requireSentDay(command, decision);
    await requireOpenTexts(tx, id, 'newest');
    if (command.coverLetter === undefined) throw new Error(`the cover letter of consultation ${id} was not made`);
    const warnings: SentConsultation['warnings'] = [];
    if (await this.addTime(tx, actor, id, replyBy, command.replyByTime, decision.id))
      warnings.push({
        code: 'time-only-in-cover-letter',
        detail: `Klockslaget ${command.replyByTime?.replace(':', '.')} står i missivet men inte i beslutet, som bara anger ${replyBy.day}.`,
      });
    warnings.push(...(await this.pinTexts(tx, id, decision.seenAt)));
    const { length: consultees } = await insertConsultees(tx, id, content.consultees, null);
    await tellConsultees(tx, actor, id, 'dispatch');
    const { documentId } = await this.registry.registerDocument(tx, actor, {
      matterId: consultation.matterId,
      kind: 'coverLetter',
      title: `Missiv: ${content.title}`,
      direction: 'drawnUp',
      counterpart: 'Remissinstanserna',
      file: command.coverLetter,
    });
    await affected(
      tx,
      `update consultation set sent_at = clock_timestamp(), sent_day = $2, sent_elsewhere = $3, cover_letter_id = $4 where id = $1`,
      [id, sentDay, command.sentElsewhere?.trim() ?? null, documentId],
    );
    const authorityIds = content.consultees.flatMap(({ authorityId }) => (authorityId === null ? [] : [authorityId]));
    const state = await this.acts.end(tx, actor, consultation, 'send', {
      sentDay,
      consultees,
      authorityIds,
      coverLetterId: documentId,
    });
    return { ...state, consultees, coverLetterId: documentId, warnings };
  }

  /** The decided day stands; the letter may say at what hour of it. @returns whether it did */
  private async addTime(
    tx: Tx,
    actor: Actor,
    id: string,
    replyBy: ReplyBy,
    time: string | undefined,
    decisionId: string,
  ): Promise<boolean> {
    if (time === undefined || time === replyBy.time) return false;
    if (replyBy.time !== null)
      throw conflict(
        'time-is-decided',
        `Beslutet anger svarstiden ${replyByText(replyBy)}; ett annat klockslag är en ny svarstid och beslutas som en sådan.`,
      );
    await store.addDeadline(tx, id, {
      origin: 'coverLetter',
      replyBy: { day: replyBy.day, time },
      decisionId,
      ground: 'Klockslaget anges i missivet',
      setBy: actor.personId,
    });
    await store.putInForce(tx, id, null);
    return true;
  }

  private async pinTexts(tx: Tx, id: string, seenAt: Date): Promise<SentConsultation['warnings']> {
    const pinned = await rows<{ title: string; number: number; isNewer: boolean }>(
      tx,
      `with newest as (select distinct on (part_key) * from consultation_text where consultation_id = $1 order by part_key, number desc),
       parts as (select (p ->> 'key')::uuid as key, p ->> 'title' as title from consultation c join consultation_version v on v.id = c.decided_version_id
           cross join lateral jsonb_array_elements(v.content -> 'parts') p where c.id = $1),
       pinned as (insert into consultation_sent_text (consultation_id, part_key, text_id) select $1, n.part_key, n.id from newest n join parts on parts.key = n.part_key)
       select parts.title, n.number, n.created_at > $2 as "isNewer" from newest n join parts on parts.key = n.part_key order by n.part_key`,
      [id, seenAt],
    );
    return pinned
      .filter(({ isNewer }) => isNewer)
      .map(({ title, number }) => ({
        code: 'text-newer-than-decision' as const,
        detail: `”${title}” sänds ut i version ${number}; organet såg en tidigare lydelse (B-62).`,
      }));
  }
}

interface SettingDecision {
  id: string;
  day: string;
  today: string;
  /** When the version that the body saw was frozen. */
  seenAt: Date;
}

async function decisionOf(tx: Tx, id: string): Promise<SettingDecision> {
  return only(
    await rows<SettingDecision>(
      tx,
      `select x.id, x.decision_day as day, today_in_stockholm() as today, v.frozen_at as "seenAt" from consultation_deadline d
         join decision x on x.id = d.decision_id join consultation_version v on v.id = x.version_seen_id
        where d.consultation_id = $1 and d.origin = 'decision' order by d.number desc limit 1`,
      [id],
    ),
  );
}

/** Today, unless it went out elsewhere on an earlier day; never before it was decided. */
function requireSentDay({ sentDay, sentElsewhere }: SendCommand, decision: SettingDecision): string {
  const { day, today } = decision;
  if (sentDay !== undefined && (sentElsewhere ?? '').trim() === '')
    throw invalid('/sentElsewhere', 'required', 'Ange hur remissen sändes när dagen är en annan än i dag.');
  if (sentDay === undefined && (sentElsewhere ?? '').trim() !== '')
    throw invalid('/sentDay', 'required', 'Ange vilken dag remissen sändes.');
  if (sentDay !== undefined && sentDay > today)
    throw invalid('/sentDay', 'future', `Remissen kan inte ha sänts senare än i dag, ${today}.`);
  if ((sentDay ?? today) < day)
    throw invalid('/sentDay', 'before-decision', `Remissen beslutades ${day} och kan inte ha sänts före det.`);
  return sentDay ?? today;
}
