/** Invariants of consultations, as queries that must return no rows. */
import type { Check } from '../platform/checks.js';
import { changesOffTheTable, statusOffItsEvents } from '../platform/events/edges.sql.js';
import { consultationMachine } from './consultation-states.rules.js';
import { consulteeMachine } from './consultee-states.rules.js';
import { opinionMachine } from './opinion.rules.js';

export const consultationChecks: Check[] = [
  {
    name: 'consultations/D1-status-follows-the-events',
    meaning: 'A consultation, a consultee or an opinion is in a state that its last event did not lead to.',
    sql: [
      statusOffItsEvents('consultation', 'consultation'),
      statusOffItsEvents('consultee', 'consultee', consulteeMachine.initial),
      statusOffItsEvents('opinion', 'opinion'),
    ].join(' union all '),
  },
  {
    name: 'consultations/D1-every-change-is-an-edge',
    meaning: 'An event tells of a change that the table of states does not have.',
    sql: [
      changesOffTheTable('consultation', consultationMachine),
      changesOffTheTable('consultee', consulteeMachine),
      changesOffTheTable('opinion', opinionMachine),
    ].join(' union all '),
  },
  {
    name: 'consultations/D7-late-is-what-came-after-the-own-deadline',
    meaning: 'An answer is marked late although it came in time, or in time although it came late.',
    sql: `select r.id as reply_id, r.received_at, greatest(c.reply_by_at, e.extended_to_at) as reply_by_at, r.is_late
            from consultation_reply r join consultee e on e.id = r.consultee_id join consultation c on c.id = e.consultation_id
           where r.is_late <> (r.received_at > greatest(c.reply_by_at, e.extended_to_at))`,
  },
  {
    name: 'consultations/D7-deadline-in-force-is-the-last-one-decided',
    meaning: 'The deadline for all is not the last one that a decision set or a cover letter made precise.',
    sql: `select c.id as consultation_id, c.reply_by_at, last.reply_by_at as last_set from consultation c
            left join lateral (select d.reply_by_at from consultation_deadline d where d.consultation_id = c.id and d.origin <> 'proposed' order by d.number desc limit 1) last on true
           where last.reply_by_at is distinct from c.reply_by_at`,
  },
  {
    name: 'consultations/D7-extension-in-force-is-the-last-one-granted',
    meaning: 'A consultee has another deadline of its own than the last extension gave it.',
    sql: `select e.id as consultee_id, e.extended_to_at, last.reply_by_at as granted from consultee e
            left join lateral (select x.reply_by_at from consultee_extension x where x.consultee_id = e.id order by x.recorded_at desc, x.id desc limit 1) last on true
           where last.reply_by_at is distinct from e.extended_to_at`,
  },
  {
    name: 'consultations/everybody-is-told-of-the-deadline',
    meaning: 'A consultee has not been told of the deadline that is in force for it.',
    sql: `select e.id as consultee_id, greatest(c.reply_by_at, e.extended_to_at) as reply_by_at from consultee e join consultation c on c.id = e.consultation_id
           where not exists (select from consultee_notice n where n.consultee_id = e.id and n.reply_by_at = greatest(c.reply_by_at, e.extended_to_at))`,
  },
  {
    name: 'consultations/an-answer-stands-where-its-consultee-says',
    meaning:
      'A consultee has answered without an answer, has an answer without having answered, or an answer is registered without a document.',
    sql: `select e.id as consultee_id, e.status, r.id as reply_id, r.document_id from consultee e left join consultation_reply r on r.consultee_id = e.id
           where (e.status in ('sentBack', 'registered')) <> (r.id is not null) or (e.status = 'registered' and r.document_id is null)`,
  },
  {
    name: 'consultations/every-passage-stands-in-its-answer',
    meaning: 'A position quotes what the answer does not say there.',
    sql: `select p.reply_id, p.question_key from consultation_position p join consultation_reply r on r.id = p.reply_id
           where p.quote is not null and case when p.quote_start is null then not exists (select from consultation_reply_file f where f.reply_id = r.id)
             else substr(r.text, p.quote_start + 1, length(p.quote)) <> p.quote end`,
  },
  {
    name: 'consultations/files-of-an-answer-are-registered-with-it',
    meaning:
      'A file of an answer is registered in another matter than the consultation, or as come in at another time than the answer, or an answer has neither text nor file.',
    sql: `select r.id as reply_id, f.document_id from consultation_reply r join consultee e on e.id = r.consultee_id join consultation c on c.id = e.consultation_id
            join consultation_reply_file f on f.reply_id = r.id join document d on d.id = f.document_id
           where d.matter_id <> c.matter_id or d.direction <> 'received' or abs(extract(epoch from d.received_at - r.received_at)) > 1
          union all
          select r.id, r.document_id from consultation_reply r
           where r.text = '' and not exists (select from consultation_reply_file f where f.reply_id = r.id and f.document_id = r.document_id)`,
  },
  {
    name: 'consultations/every-position-answers-a-question-that-was-asked',
    meaning: 'A position is about a question that the consultation does not ask.',
    sql: `select p.reply_id, p.question_key from consultation_position p join consultation_reply r on r.id = p.reply_id join consultee e on e.id = r.consultee_id
            join consultation c on c.id = e.consultation_id join consultation_version v on v.id = c.decided_version_id
           where not v.content -> 'questions' @> jsonb_build_array(jsonb_build_object('key', p.question_key))`,
  },
  {
    name: 'consultations/what-was-sent-is-pinned',
    meaning: 'A consultation has gone out without a version of each of its parts being the one that went out (B-62).',
    sql: `select c.id as consultation_id, part ->> 'key' as part_key from consultation c join consultation_version v on v.id = c.decided_version_id
            cross join lateral jsonb_array_elements(v.content -> 'parts') part
           where c.sent_at is not null and not exists (select from consultation_sent_text s where s.consultation_id = c.id and s.part_key = (part ->> 'key')::uuid)`,
  },
  {
    name: 'consultations/nobody-is-left-waiting-when-it-is-over',
    meaning: 'The reply period is over although somebody is still waited for.',
    sql: `select e.id as consultee_id, e.status from consultee e join consultation c on c.id = e.consultation_id
           where c.status in ('replyPeriodOver', 'compiled', 'reportScheduled', 'reportedToDecider', 'closed')
             and e.status in ('addressed', 'received', 'assigned', 'onOwnAgenda', 'adopted')`,
  },
];
