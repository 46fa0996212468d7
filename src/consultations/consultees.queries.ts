/** Consultees for reading: whom the asker waits for and until when; and one's own process for those whose it is. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { actsFrom } from '../kernel/transitions.js';
import { ownAuthorities, reachOver } from '../identity/reach.rules.js';
import { paged } from '../platform/database/paged.js';
import { type Db, rows } from '../platform/database/sql.js';
import { isAsker, mayBeSeen } from './consultation.rules.js';
import * as store from './consultation.store.js';
import { consulteeMachine, type ConsulteeStatus } from './consultee-states.rules.js';
import { findConsultee } from './consultee.store.js';
import type { ConsulteeKind, Question } from './content.rules.js';
import type { ReplyLevel, Reservation } from './reply.rules.js';

export interface ConsulteeItem {
  id: string;
  consultationId: string;
  position: number;
  kind: ConsulteeKind;
  authorityId: string | null;
  name: string;
  status: ConsulteeStatus;
  /** In force for this one. */
  replyByDay: string;
  replyByTime: string | null;
  replyByAt: Date;
  isExtended: boolean;
  /** The consultee's own number, once it has one. */
  ownNumber: string | null;
  repliedAt: Date | null;
  isLate: boolean | null;
  remindedAt: Date | null;
  /** When and why it was asked, if not with everybody else. */
  addedAt: Date | null;
  addedReason: string | null;
  version: number;
}

/** One of the files that came with an answer. */
export interface ReplyFile {
  documentId: string;
  documentVersionId: string;
  /** In the asker's matter. */
  number: number;
  /** Null while the document is marked secret and the reader is another authority's. */
  fileName: string | null;
  sizeBytes: number;
}

export interface ConsulteeView extends ConsulteeItem {
  note: string | null;
  /** Everybody's deadline and this one's extensions, the last in force. */
  extensions: { replyByDay: string; replyByTime: string | null; reason: string; grantedDay: string }[];
  notices: { number: number; kind: string; replyByAt: Date; toldAt: Date }[];
  reply: {
    id: string;
    via: string;
    receivedAt: Date;
    isLate: boolean;
    level: ReplyLevel;
    signatory: string | null;
    text: string;
    reservations: Reservation[];
    documentId: string | null;
    files: ReplyFile[];
    positions: {
      questionKey: string;
      stance: string;
      quote: string | null;
      quoteStart: number | null;
      statedByConsultee: boolean;
    }[];
  } | null;
  /** The consultee's own process; null for whoever does not belong to it. */
  own: {
    receivedAt: Date;
    matterId: string;
    assignedToId: string | null;
    assignedToName: string | null;
    draftDueDay: string | null;
    opinionId: string | null;
  } | null;
  /** For those who ask. What they let in by is not to be found again. */
  links: { id: string; expiresAt: Date; revokedAt: Date | null; createdAt: Date; isInForce: boolean }[];
  possibleActs: string[];
}

const columns = `e.id, e.consultation_id as "consultationId", e.position, e.kind, e.authority_id as "authorityId", e.name, e.status,
  case when e.extended_to_at > c.reply_by_at then e.extended_to_day else c.reply_by_day end as "replyByDay",
  to_char(case when e.extended_to_at > c.reply_by_at then e.extended_to_time else c.reply_by_time end, 'HH24:MI') as "replyByTime",
  greatest(c.reply_by_at, e.extended_to_at) as "replyByAt", coalesce(e.extended_to_at > c.reply_by_at, false) as "isExtended",
  coalesce(r.own_number, om.registration_number) as "ownNumber", r.received_at as "repliedAt", r.is_late as "isLate",
  (select max(n.told_at) from consultee_notice n where n.consultee_id = e.id and n.kind = 'reminder') as "remindedAt",
  e.added_at as "addedAt", e.added_reason as "addedReason", e.version`;
/** Of reply `r`. @param seesMarked names an expression: whether what is marked secret is named too */
const replyFiles = (seesMarked: '$3::boolean' | 'true'): string =>
  `(select coalesce(jsonb_agg(jsonb_build_object('documentId', fd.id, 'documentVersionId', fv.id, 'number', fd.number, 'sizeBytes', fv.size_bytes,
      'fileName', case when ${seesMarked} or not exists (select from secrecy_marking k where k.document_id = fd.id and k.lifted_at is null) then fv.file_name end)
      order by f.position), '[]') from consultation_reply_file f join document fd on fd.id = f.document_id
      join document_version fv on fv.document_id = fd.id and fv.number = 1 where f.reply_id = r.id)`;
const tables = `consultee e join consultation c on c.id = e.consultation_id left join consultation_reply r on r.consultee_id = e.id
  left join matter om on om.id = e.own_matter_id`;

@Injectable()
export class ConsulteesQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order they were asked; a consultee sees itself. @throws not-found */
  async list(actor: Actor, consultationId: string, page: PageRequest): Promise<Page<ConsulteeItem>> {
    const found = await store.find(this.dataSource, consultationId);
    if (found === undefined || !mayBeSeen(actor, found)) throw notFound('Remissen');
    const all = isAsker(actor, found.authorityId) || reachOver('register', actor).everywhere;
    const from = `${tables} where e.consultation_id = $1 and ($2::boolean or e.authority_id = any($3::uuid[]))`;
    const listing = { columns, from, orderBy: 'e.position, e.id' };
    return paged(this.dataSource, listing, [consultationId, all, ownAuthorities(actor)], page);
  }

  /** @throws not-found, also for another consultee */
  async get(actor: Actor, id: string, db: Db = this.dataSource): Promise<ConsulteeView> {
    const found = await findConsultee(db, id);
    const isOwn =
      found !== undefined && found.authorityId !== null && ownAuthorities(actor).includes(found.authorityId);
    const sees =
      found !== undefined && (isOwn || isAsker(actor, found.askerId) || reachOver('register', actor).everywhere);
    if (!sees) throw notFound('Remissinstansen');
    const [row] = await rows<Omit<ConsulteeView, 'possibleActs'>>(
      db,
      `select ${columns}, e.note,
          (select coalesce(jsonb_agg(jsonb_build_object('replyByDay', x.reply_by_day, 'replyByTime', to_char(x.reply_by_time, 'HH24:MI'), 'reason', x.reason,
              'grantedDay', x.granted_day) order by x.recorded_at, x.id), '[]') from consultee_extension x where x.consultee_id = e.id) as extensions,
          (select coalesce(jsonb_agg(jsonb_build_object('number', n.number, 'kind', n.kind, 'replyByAt', n.reply_by_at, 'toldAt', n.told_at) order by n.number), '[]')
             from consultee_notice n where n.consultee_id = e.id) as notices,
          case when r.id is not null then jsonb_build_object('id', r.id, 'via', r.via, 'receivedAt', r.received_at, 'isLate', r.is_late, 'level', r.level,
              'signatory', r.signatory, 'text', r.text, 'reservations', r.reservations, 'documentId', r.document_id,
              'files', ${replyFiles('$3::boolean')},
              'positions', (select coalesce(jsonb_agg(jsonb_build_object('questionKey', p.question_key, 'stance', p.stance, 'quote', p.quote,
                  'quoteStart', p.quote_start, 'statedByConsultee', p.stated_by_consultee) order by p.question_key), '[]')
                from consultation_position p where p.reply_id = r.id)) end as reply,
          case when $2::boolean and e.own_matter_id is not null then jsonb_build_object('receivedAt', e.received_at, 'matterId', e.own_matter_id,
              'assignedToId', e.assigned_to, 'assignedToName', (select p.name from person p where p.id = e.assigned_to), 'draftDueDay', e.draft_due_day, 'opinionId', (select o.id from opinion o where o.consultee_id = e.id)) end as own,
          (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'expiresAt', l.expires_at, 'revokedAt', l.revoked_at, 'createdAt', l.created_at,
              'isInForce', l.revoked_at is null and l.expires_at > clock_timestamp())
              order by l.created_at, l.id), '[]') from consultee_link l where $3::boolean and l.consultee_id = e.id) as links
         from ${tables} where e.id = $1`,
      [id, isOwn || actor.kind === 'system', isAsker(actor, found.askerId)],
    );
    if (row === undefined) throw notFound('Remissinstansen');
    return { ...row, possibleActs: actsFrom(consulteeMachine, row.status) };
  }

  /** What the holder of a link reads: what is asked, by when, and whether it has been answered. */
  async asked(consulteeId: string, db: Db = this.dataSource): Promise<AskedByLink> {
    const [row] = await rows<AskedByLink>(
      db,
      `select e.name as "consulteeName", a.name as "authorityName", m.registration_number as "registrationNumber", v.content ->> 'title' as title,
          v.content ->> 'purpose' as purpose, v.content -> 'addressee' ->> 'name' as addressee,
          case when e.extended_to_at > c.reply_by_at then e.extended_to_day else c.reply_by_day end as "replyByDay",
          to_char(case when e.extended_to_at > c.reply_by_at then e.extended_to_time else c.reply_by_time end, 'HH24:MI') as "replyByTime",
          clock_timestamp() > greatest(c.reply_by_at, e.extended_to_at) as "isDeadlineOver", v.content -> 'questions' as questions,
          (select coalesce(jsonb_agg(jsonb_build_object('part', part ->> 'title', 'fileName', dv.file_name, 'sizeBytes', dv.size_bytes, 'documentVersionId', dv.id) order by place), '[]')
             from jsonb_array_elements(v.content -> 'parts') with ordinality as parts (part, place)
               join consultation_sent_text s on s.consultation_id = c.id and s.part_key = (part ->> 'key')::uuid
               join consultation_text t on t.id = s.text_id join document_version dv on dv.id = t.document_version_id) as texts,
          r.received_at as "repliedAt", r.is_late as "isLate"
         from consultee e join consultation c on c.id = e.consultation_id join consultation_version v on v.id = c.decided_version_id
           join matter m on m.id = c.matter_id join authority a on a.id = m.authority_id left join consultation_reply r on r.consultee_id = e.id
        where e.id = $1`,
      [consulteeId],
    );
    if (row === undefined) throw notFound('Länken');
    return row;
  }

  /** What was answered, for the holder of a link: the same as the register has. @throws not-found before it is answered */
  async receipt(consulteeId: string, db: Db = this.dataSource): Promise<ReplyReceipt> {
    const [row] = await rows<ReplyReceipt>(
      db,
      `select e.name as "consulteeName", a.name as "authorityName", m.registration_number as "registrationNumber", v.content ->> 'title' as title,
          to_char(r.received_at at time zone 'Europe/Stockholm', 'YYYY-MM-DD HH24:MI') as "receivedAt", r.is_late as "isLate", r.level,
          r.own_number as "ownNumber", r.signatory, d.number as "documentNumber", case when r.via = 'link' then r.text end as text,
          ${replyFiles('true')} as files
         from consultee e join consultation_reply r on r.consultee_id = e.id join consultation c on c.id = e.consultation_id
           join consultation_version v on v.id = c.decided_version_id join matter m on m.id = c.matter_id
           join authority a on a.id = m.authority_id left join document d on d.id = r.document_id
        where e.id = $1`,
      [consulteeId],
    );
    if (row === undefined) throw notFound('Svaret');
    return row;
  }

  /** A text that went out, for the holder of a link of the same consultation; one marked secret since stays. @throws not-found */
  async sentText(consulteeId: string, documentVersionId: string, db: Db = this.dataSource): Promise<SentText> {
    const [text] = await rows<SentText>(
      db,
      `select dv.file_name as "fileName", dv.media_type as "mediaType", dv.size_bytes::int as "sizeBytes", dv.sha256 from consultee e
         join consultation_sent_text s on s.consultation_id = e.consultation_id join consultation_text t on t.id = s.text_id
         join document_version dv on dv.id = t.document_version_id where e.id = $1 and dv.id = $2
          and not exists (select from secrecy_marking k where k.document_id = dv.document_id and k.lifted_at is null)`,
      [consulteeId, documentVersionId],
    );
    if (text === undefined) throw notFound('Handlingen');
    return text;
  }
}

export interface AskedByLink {
  consulteeName: string;
  authorityName: string;
  registrationNumber: string;
  title: string;
  purpose: string;
  addressee: string;
  replyByDay: string;
  replyByTime: string | null;
  isDeadlineOver: boolean;
  questions: Question[];
  texts: { part: string; fileName: string; sizeBytes: number; documentVersionId: string }[];
  repliedAt: Date | null;
  isLate: boolean | null;
}

export interface ReplyReceipt {
  consulteeName: string;
  authorityName: string;
  registrationNumber: string;
  title: string;
  /** Local time. */
  receivedAt: string;
  isLate: boolean;
  level: ReplyLevel;
  ownNumber: string | null;
  signatory: string | null;
  /** In the asker's matter; null until it is registered there. */
  documentNumber: number | null;
  /** What was sent through the link; null for an answer that came in another way. */
  text: string | null;
  files: ReplyFile[];
}

export interface SentText {
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  sha256: Buffer;
}
