/** While answers are waited for: an extension for one, reminders by an officer and by the clock, and the end of the wait. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, systemActor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { ConsultationActs, type ConsultationState } from './consultation.acts.js';
import { instantOfReplyBy, replyByAtSql } from './consultation.store.js';
import { consultationEvents } from './consultations.events.js';
import { ConsulteeActs, type ConsulteeState } from './consultee.acts.js';
import { consulteeMachine, isWaitedFor } from './consultee-states.rules.js';
import { tellConsultee } from './consultee.store.js';

export interface ExtendCommand {
  replyByDay: string;
  replyByTime?: string | undefined;
  reason: string;
  /** The day it was granted, when it is noted afterwards. */
  grantedDay?: string | undefined;
}

export interface ExtendedConsultee extends ConsulteeState {
  /** Granted when the consultee's time was already out; then it is told. */
  isAfterDeadline: boolean;
}

/** An extension as it was granted, measured against the deadline that was in force. */
interface Granted {
  at: Date;
  grantedDay: string;
  sentDay: string;
  isFuture: boolean;
  isLater: boolean;
  isAfterDeadline: boolean;
}

/** Days before the deadline at which the clock reminds those who have not answered. */
const reminderDays = 3;
/** What one run of the timer takes at most; the next run takes the rest. */
const batch = 200;

@Injectable()
export class Waiting {
  constructor(
    private readonly consultations: ConsultationActs,
    private readonly consultees: ConsulteeActs,
    private readonly events: Events,
  ) {}

  /**
   * A later deadline for one; the others' stand (practice, domain: anstånd).
   * @throws not-found, forbidden, precondition-failed, state-conflict, validation-failed `not-later`, `future`, `before-dispatch`
   */
  async extend(tx: Tx, actor: Actor, id: string, expected: number, command: ExtendCommand): Promise<ExtendedConsultee> {
    const found = await this.consultees.visible(tx, actor, id);
    requirePermit(actor, 'consultation.write', { authorityId: found.askerId });
    const consultee = await this.consultees.take(tx, actor, found, expected);
    const edge = step(consulteeMachine, consultee.status, 'extend');
    const replyBy = { day: command.replyByDay, time: command.replyByTime ?? null };
    const at = instantOfReplyBy(replyBy, '/replyByTime');
    const granted = only(
      await rows<Granted>(
        tx,
        `select x.at, g.day as "grantedDay", c.sent_day as "sentDay", g.day > today_in_stockholm() as "isFuture", x.at > greatest(c.reply_by_at, e.extended_to_at) as "isLater",
            g.day > (greatest(c.reply_by_at, e.extended_to_at) at time zone 'Europe/Stockholm')::date as "isAfterDeadline"
           from consultee e join consultation c on c.id = e.consultation_id cross join lateral (select ${replyByAtSql('$2', '$3')} as at) x
             cross join lateral (select coalesce($4::date, today_in_stockholm()) as day) g where e.id = $1`,
        [id, replyBy.day, at, command.grantedDay ?? null],
      ),
    );
    if (granted.isFuture) throw invalid('/grantedDay', 'future', 'Anståndet kan inte ha getts senare än i dag.');
    if (granted.grantedDay < granted.sentDay)
      throw invalid(
        '/grantedDay',
        'before-dispatch',
        `Remissen sändes ${granted.sentDay}; anstånd kan inte ha getts före det.`,
      );
    if (!granted.isLater)
      throw invalid(
        '/replyByDay',
        'not-later',
        `Anståndet ska gå längre än den svarstid som gäller, ${consultee.replyByDay}.`,
      );
    await affected(
      tx,
      `with x as (insert into consultee_extension (id, consultee_id, reply_by_day, reply_by_time, reply_by_at, reason, granted_day, granted_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8))
       update consultee set extended_to_day = $3, extended_to_time = $4, extended_to_at = $5 where id = $2`,
      [uuidv7(), id, replyBy.day, replyBy.time, granted.at, command.reason.trim(), granted.grantedDay, actor.personId],
    );
    await tellConsultee(tx, actor, id, 'extension');
    await this.consultees.answersChanged(tx, consultee);
    const payload = { replyByDay: replyBy.day, replyByTime: replyBy.time, isAfterDeadline: granted.isAfterDeadline };
    const state = await this.consultees.end(tx, actor, consultee, edge, payload, found.matterId);
    return { ...state, isAfterDeadline: granted.isAfterDeadline };
  }

  /** @throws not-found, forbidden, state-conflict (`consultation-not-open`, `not-waited-for`) */
  async remind(tx: Tx, actor: Actor, id: string): Promise<void> {
    const found = await this.consultees.visible(tx, actor, id);
    requirePermit(actor, 'consultation.write', { authorityId: found.askerId });
    const consultee = await this.consultees.take(tx, actor, found, undefined);
    await this.consultees.requireOpen(tx, consultee);
    if (!isWaitedFor(consultee.status) && consultee.status !== 'noReply')
      throw conflict('not-waited-for', 'Remissinstansen har svarat eller avstått; det finns inget att påminna om.');
    await tellConsultee(tx, actor, id, 'reminder');
    await this.consultees.tell(tx, actor, consultee, consultationEvents.reminded, { byClock: false }, found.matterId);
  }

  /**
   * Reminds those whose deadline is near, once per deadline. Run by the timer; a second run finds nothing. Whoever is being
   * told of something else at the same moment is left to the next run: notices are numbered one after the other.
   */
  async remindDue(tx: Tx): Promise<void> {
    const due = await rows<{ id: string; consultationId: string; authorityId: string | null; matterId: string }>(
      tx,
      `with due as (
         select e.id, c.id as consultation_id, e.authority_id, c.matter_id, greatest(c.reply_by_at, e.extended_to_at) as reply_by_at
           from consultee e join consultation c on c.id = e.consultation_id
          where c.status in ('sent', 'deadlineScheduled') and e.status in ('addressed', 'received', 'assigned', 'onOwnAgenda', 'adopted')
            and greatest(c.reply_by_at, e.extended_to_at) between clock_timestamp() and clock_timestamp() + make_interval(days => $1)
            and not exists (select from consultee_notice n where n.consultee_id = e.id and n.kind = 'reminder' and n.told_by is null
                and n.reply_by_at = greatest(c.reply_by_at, e.extended_to_at))
          order by e.id limit $2 for no key update of e, c skip locked),
       told as (
         insert into consultee_notice (consultee_id, number, kind, reply_by_at)
           select id, (select max(n.number) from consultee_notice n where n.consultee_id = due.id) + 1, 'reminder', reply_by_at from due
         on conflict on constraint pk_consultee_notice do nothing returning consultee_id)
       select due.id, due.consultation_id as "consultationId", due.authority_id as "authorityId", due.matter_id as "matterId"
         from due join told on told.consultee_id = due.id`,
      [reminderDays, batch],
    );
    if (due.length === 0) return;
    await this.events.record(
      tx,
      systemActor,
      ...due.map(({ id, consultationId, authorityId, matterId }) => ({
        type: consultationEvents.reminded,
        subjectKind: 'consultee',
        subjectId: id,
        matterId,
        payload: { consultationId, authorityIds: authorityId === null ? [] : [authorityId], byClock: true },
      })),
    );
  }

  /**
   * Nobody is waited for any longer; the silent become so. What comes afterwards is late and registered all the same.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `still-waiting`)
   */
  async end(tx: Tx, actor: Actor, id: string, expected: number): Promise<ConsultationState & { silent: number }> {
    const consultation = await this.consultations.begin(tx, actor, id, expected, 'endReplyPeriod');
    const waiting = await rows<{ name: string }>(
      tx,
      `select e.name from consultee e join consultation c on c.id = e.consultation_id
        where c.id = $1 and e.status in ('addressed', 'received', 'assigned', 'onOwnAgenda', 'adopted')
          and greatest(c.reply_by_at, e.extended_to_at) >= clock_timestamp() order by e.position`,
      [id],
    );
    if (waiting.length > 0)
      throw conflict(
        'still-waiting',
        `Svarstiden har inte gått ut för ${waiting
          .slice(0, 5)
          .map(({ name }) => name)
          .join(', ')}${waiting.length > 5 ? ` och ${waiting.length - 5} till` : ''}.`,
      );
    const silent = await rows<{ id: string; authorityId: string | null; from: string }>(
      tx,
      `with silent as (select id, authority_id, status from consultee
          where consultation_id = $1 and status in ('addressed', 'received', 'assigned', 'onOwnAgenda', 'adopted') order by id for no key update)
       update consultee e set status = 'noReply', version = e.version + 1 from silent where e.id = silent.id
         returning e.id, e.authority_id as "authorityId", silent.status as from`,
      [id],
    );
    for (const consultee of silent) {
      const edge = step(consulteeMachine, consultee.from as never, 'fallSilent');
      const payload = { from: edge.from, to: edge.to };
      await this.consultees.tell(
        tx,
        actor,
        { ...consultee, consultationId: id },
        edge.event,
        payload,
        consultation.matterId,
      );
    }
    await this.consultations.answersChanged(tx, id);
    const state = await this.consultations.end(tx, actor, consultation, 'endReplyPeriod', { silent: silent.length });
    return { ...state, silent: silent.length };
  }
}
