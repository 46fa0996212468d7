/** What must hold of what has been sent and received. */
import type { Check } from '../../platform/checks.js';
import { minutesIdOf } from '../minutes/minutes-place.sql.js';

export const dispatchChecks: Check[] = [
  {
    name: 'decisions/R51-nothing-sent-before-it-was-adjusted',
    meaning: 'A decision was sent before its minutes were adjusted, or under minutes it does not stand in.',
    sql: `select x.id as dispatch_id, x.sent_at, m.status, m.adjusted_at from dispatch x
            join decision d on d.id = x.decision_id join agenda_item a on a.id = d.agenda_item_id join minutes m on m.id = x.minutes_id
           where m.adjusted_day is null or m.adjusted_at > x.sent_at or m.meeting_id <> a.meeting_id
              or m.id <> ${minutesIdOf('a')}`,
  },
  {
    name: 'decisions/R17-a-registered-dispatch-stands-in-the-recipients-register',
    meaning:
      "What was received has no document in the recipient's own matter, or the matter does not know the sender's number.",
    sql: `select x.id as dispatch_id, x.registered_matter_id, x.registered_document_id from dispatch x
            join decision d on d.id = x.decision_id join matter s on s.id = d.matter_id
            left join matter m on m.id = x.registered_matter_id
            left join document r on r.id = x.registered_document_id and r.matter_id = m.id and r.direction = 'received'
           where x.status = 'registered' and (r.id is null or m.authority_id is distinct from x.recipient_authority_id
              or not exists (select from document_version v where v.document_id = r.id)
              or (m.id <> s.id and not exists (
                    select from external_reference e where e.matter_id = m.id and e.reference = s.registration_number)))`,
  },
  {
    name: 'decisions/R54-nothing-marked-was-sent',
    meaning: 'A dispatch carries a document whose secrecy marking was in force when it was sent.',
    sql: `select x.id as dispatch_id, s.document_id, s.id as marking_id from dispatch x
            cross join lateral jsonb_array_elements(x.attachments) a join secrecy_marking s on s.document_id = (a ->> 'documentId')::uuid
           where s.recorded_at <= x.sent_at and (s.lifted_at is null or s.lifted_at > x.sent_at)`,
  },
  {
    name: 'decisions/R50-only-official-documents-were-sent',
    meaning:
      "A dispatch carries a draft, another matter's document, or a file that is no version of the document it names.",
    sql: `select x.id as dispatch_id, a ->> 'documentId' as document_id from dispatch x join decision d on d.id = x.decision_id
            cross join lateral jsonb_array_elements(x.attachments) a
           where not exists (select from document o join document_version v on v.document_id = o.id
             where o.id = (a ->> 'documentId')::uuid and v.id = (a ->> 'versionId')::uuid and o.matter_id = d.matter_id and o.direction <> 'internal')`,
  },
  {
    name: 'decisions/D1-dispatch-has-event',
    meaning: 'Something was sent or registered without the event that tells of it.',
    sql: `select x.id as dispatch_id, x.status from dispatch x
           where not exists (select from event e where e.type = 'dispatch.sent' and e.subject_id = x.id)
              or (x.status = 'registered') <> exists (select from event e where e.type = 'dispatch.registered' and e.subject_id = x.id)`,
  },
];
