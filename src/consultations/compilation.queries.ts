/** Everything the answers say, gathered in one picture: what a compilation is made of. */
import { type Db, rows } from '../platform/database/sql.js';
import { only } from '../platform/database/transaction.js';
import type { Compilation, CompiledConsultee, CompiledStatement } from './compilation.rules.js';
import { replyByText } from './consultation.rules.js';
import type { Question } from './content.rules.js';

interface HeadRow {
  title: string;
  purpose: string;
  addressee: string;
  registrationNumber: string;
  authorityName: string;
  sentDay: string | null;
  commitmentReference: string | null;
  questions: Question[];
  answersRevision: number;
}

const selectHead = `
  select v.content ->> 'title' as title, v.content ->> 'purpose' as purpose, v.content -> 'addressee' ->> 'name' as addressee,
      m.registration_number as "registrationNumber", a.name as "authorityName", c.sent_day as "sentDay",
      c.commitment_reference as "commitmentReference", v.content -> 'questions' as questions, c.answers_revision as "answersRevision"
    from consultation c join matter m on m.id = c.matter_id join authority a on a.id = m.authority_id
      join consultation_version v on v.id = coalesce(c.decided_version_id, c.current_version_id)
   where c.id = $1`;

/** Each deadline with the paragraph that set it. */
export const selectDeadlines = `
  select d.number, d.origin, d.reply_by_day as day, to_char(d.reply_by_time, 'HH24:MI') as time, d.reply_by_at as at, d.ground, d.set_at as "setAt",
      d.decision_id as "decisionId", b.name as "bodyName", x.decision_day as "decisionDay", x.minute_item as "minuteItem"
    from consultation_deadline d left join decision x on x.id = d.decision_id left join body b on b.id = x.body_id
   where d.consultation_id = $1 order by d.number`;

export interface DeadlineRow {
  number: number;
  origin: 'proposed' | 'decision' | 'coverLetter';
  day: string;
  time: string | null;
  at: Date;
  ground: string;
  setAt: Date;
  decisionId: string | null;
  bodyName: string | null;
  decisionDay: string | null;
  minuteItem: number | null;
}

const selectTexts = `
  select p ->> 'title' as part, b.name as "decidingBody", t.number, dv.file_name as "fileName", encode(dv.sha256, 'hex') as sha256, d.number as "documentNumber"
    from consultation c join consultation_version v on v.id = coalesce(c.decided_version_id, c.current_version_id)
      cross join lateral jsonb_array_elements(v.content -> 'parts') with ordinality as parts (p, place)
      join consultation_sent_text s on s.consultation_id = c.id and s.part_key = (p ->> 'key')::uuid
      join consultation_text t on t.id = s.text_id join document_version dv on dv.id = t.document_version_id join document d on d.id = dv.document_id
      left join body b on b.id = (p ->> 'decidingBodyId')::uuid
   where c.id = $1 order by parts.place`;

const selectConsultees = `
  select e.id, e.name, e.kind, e.status, e.note, case when e.extended_to_at > c.reply_by_at then e.extended_to_day end as "extendedToDay",
      to_char(e.extended_to_time, 'HH24:MI') as "extendedToTime",
      case when r.id is not null then jsonb_build_object('id', r.id, 'receivedAt', to_char(r.received_at at time zone 'Europe/Stockholm', 'YYYY-MM-DD HH24:MI:SS.MS'),
          'isLate', r.is_late, 'level', r.level, 'ownNumber', r.own_number, 'signatory', r.signatory, 'documentNumber', d.number,
          'attachmentNumbers', (select coalesce(jsonb_agg(fd.number order by f.position), '[]') from consultation_reply_file f join document fd on fd.id = f.document_id
            where f.reply_id = r.id and f.document_id <> r.document_id),
          'reservations', r.reservations) end as reply
    from consultee e join consultation c on c.id = e.consultation_id left join consultation_reply r on r.consultee_id = e.id
      left join document d on d.id = r.document_id
   where e.consultation_id = $1 order by e.position`;

const selectStatements = `
  select p.question_key as "questionKey", e.id as "consulteeId", e.name as "consulteeName", p.stance, p.quote, p.quote_start as "quoteStart",
      p.stated_by_consultee as "statedByConsultee", r.id as "replyId", d.number as "documentNumber", r.is_late as "isLate"
    from consultation_position p join consultation_reply r on r.id = p.reply_id join consultee e on e.id = r.consultee_id
      left join document d on d.id = r.document_id
   where e.consultation_id = $1 order by e.position, p.question_key`;

/** @returns what there is now, and the revision of the answers it was made of */
export async function gather(db: Db, id: string): Promise<{ content: Compilation; answersRevision: number }> {
  const { answersRevision, ...head } = only(await rows<HeadRow>(db, selectHead, [id]));
  const deadlines = await rows<DeadlineRow>(db, selectDeadlines, [id]);
  const texts = await rows<Compilation['texts'][number]>(db, selectTexts, [id]);
  const consultees = await rows<CompiledConsultee>(db, selectConsultees, [id]);
  const statements = await rows<CompiledStatement>(db, selectStatements, [id]);
  const content: Compilation = {
    format: 1,
    ...head,
    deadlines: deadlines.map(({ origin, day, time, ground, bodyName, decisionDay, minuteItem }) => ({
      origin,
      replyBy: replyByText({ day, time }),
      ground,
      decision: minuteItem === null ? null : `${bodyName} ${decisionDay} § ${minuteItem}`,
    })),
    texts,
    consultees,
    statements,
  };
  return { content, answersRevision };
}
