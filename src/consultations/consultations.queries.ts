/** Consultations for reading: what is asked, every deadline with its paragraph, who has answered, and the answers as a matrix. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { actsFrom } from '../kernel/transitions.js';
import { ownAuthorities, reachOver } from '../identity/reach.rules.js';
import { paged } from '../platform/database/paged.js';
import { type Db, rows } from '../platform/database/sql.js';
import { only } from '../platform/database/transaction.js';
import { type DeadlineRow, gather, selectDeadlines } from './compilation.queries.js';
import { type Compilation, type Counts, countsOf } from './compilation.rules.js';
import { consultationMachine, type ConsultationStatus } from './consultation-states.rules.js';
import type { ConsulteeStatus } from './consultee-states.rules.js';
import { isAsker, mayBeSeen, type Stage } from './consultation.rules.js';
import * as store from './consultation.store.js';
import type { Content } from './content.rules.js';
import type { CoverLetter } from './cover-letter.document.js';

export interface ConsultationItem {
  id: string;
  matterId: string;
  registrationNumber: string;
  authorityId: string;
  title: string;
  status: ConsultationStatus;
  replyByDay: string;
  replyByTime: string | null;
  asked: number;
  answered: number;
  late: number;
  isDeadlineOver: boolean;
  own: {
    id: string;
    authorityId: string;
    name: string;
    status: ConsulteeStatus;
    replyByDay: string;
    replyByTime: string | null;
  }[];
  version: number;
}

export interface ConsultationView extends Omit<Content, 'replyByDay' | 'replyByTime'> {
  id: string;
  matterId: string;
  registrationNumber: string;
  authorityId: string;
  authorityName: string;
  officerId: string | null;
  commitmentReference: string | null;
  status: ConsultationStatus;
  stage: Stage;
  versionNumber: number;
  /** As the version says; what is in force for all stands last in `deadlines`. */
  replyByDay: string;
  replyByTime: string | null;
  deadlines: (Omit<DeadlineRow, 'bodyName' | 'decisionDay' | 'minuteItem'> & { decision: string | null })[];
  texts: {
    id: string;
    partKey: string;
    number: number;
    documentVersionId: string;
    fileName: string;
    note: string;
    isSent: boolean;
  }[];
  sentDay: string | null;
  sentElsewhere: string | null;
  coverLetterId: string | null;
  compilations: { number: number; documentId: string; compiledAt: Date; isCurrent: boolean }[];
  possibleActs: string[];
  version: number;
}

export interface MatrixView {
  consultationId: string;
  counts: Counts;
  questions: Compilation['questions'];
  consultees: Compilation['consultees'];
  statements: Compilation['statements'];
}

const visible = {
  columns: `c.id, c.matter_id as "matterId", m.registration_number as "registrationNumber", m.authority_id as "authorityId",
      v.content ->> 'title' as title, c.status, coalesce(c.reply_by_day::text, v.content ->> 'replyByDay') as "replyByDay",
      case when c.reply_by_day is null then v.content ->> 'replyByTime' else to_char(c.reply_by_time, 'HH24:MI') end as "replyByTime",
      case when c.sent_at is null then jsonb_array_length(v.content -> 'consultees') else (select count(*)::int from consultee e where e.consultation_id = c.id) end as asked,
      (select count(*)::int from consultee e where e.consultation_id = c.id and e.status in ('sentBack', 'registered', 'declined')) as answered,
      (select count(*)::int from consultee e join consultation_reply r on r.consultee_id = e.id where e.consultation_id = c.id and r.is_late) as late,
      coalesce(c.reply_by_at < clock_timestamp(), false) as "isDeadlineOver",
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'authorityId', e.authority_id, 'name', e.name, 'status', e.status,
            'replyByDay', case when e.extended_to_at > c.reply_by_at then e.extended_to_day else c.reply_by_day end,
            'replyByTime', to_char(case when e.extended_to_at > c.reply_by_at then e.extended_to_time else c.reply_by_time end, 'HH24:MI')) order by e.position), '[]')
         from consultee e where c.sent_at is not null and e.consultation_id = c.id and e.authority_id = any($2::uuid[])) as own, c.version`,
  from: `consultation c join matter m on m.id = c.matter_id join consultation_version v on v.id = coalesce(c.decided_version_id, c.current_version_id)
     where ($1::boolean or m.authority_id = any($2::uuid[]) or (c.sent_at is not null and ($3::boolean or exists (
         select from consultee e where e.consultation_id = c.id and e.authority_id = any($2::uuid[])))))
       and ($4::text is null or c.status = $4) and ($5::uuid is null or c.matter_id = $5)`,
  orderBy: 'coalesce(c.sent_at, c.created_at) desc, c.id desc',
};

@Injectable()
export class ConsultationsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The one sent last first. */
  list(
    actor: Actor,
    filter: { status?: ConsultationStatus | undefined; matterId?: string | undefined },
    page: PageRequest,
  ): Promise<Page<ConsultationItem>> {
    const { everywhere } = reachOver('register', actor);
    const values = [
      actor.kind === 'system',
      ownAuthorities(actor),
      everywhere,
      filter.status ?? null,
      filter.matterId ?? null,
    ];
    return paged(this.dataSource, visible, values, page);
  }

  /** Those who are asked see what was decided; those who ask also what is being written. @throws not-found */
  async get(actor: Actor, id: string, db: Db = this.dataSource): Promise<ConsultationView> {
    const consultation = await this.visible(actor, id, db);
    const own = isAsker(actor, consultation.authorityId);
    const isOwnDraft = own || consultation.decidedVersionId === null;
    const shown = isOwnDraft
      ? { content: consultation.content, stage: consultation.stage }
      : await store.versionOf(db, id, consultation.decidedVersionId as string);
    const head = only(
      await rows<Pick<ConsultationView, 'commitmentReference' | 'sentDay' | 'sentElsewhere' | 'coverLetterId'>>(
        db,
        selectHead,
        [id],
      ),
    );
    const deadlines = await rows<DeadlineRow>(db, selectDeadlines, [id]);
    const texts = await rows<ConsultationView['texts'][number]>(db, selectTexts, [id]);
    const compilations = await rows<ConsultationView['compilations'][number]>(db, selectCompilations, [id]);
    const { matterId, registrationNumber, authorityId, authorityName, officerId, status, versionNumber, version } =
      consultation;
    return {
      id,
      matterId,
      registrationNumber,
      authorityId,
      authorityName,
      officerId,
      status,
      versionNumber,
      stage: shown.stage,
      ...head,
      ...shown.content,
      deadlines: deadlines
        .filter(({ origin }) => own || origin !== 'proposed')
        .map(({ bodyName, decisionDay, minuteItem, ...deadline }) => ({
          ...deadline,
          decision: minuteItem === null ? null : `${bodyName} ${decisionDay} § ${minuteItem}`,
        })),
      texts: texts.filter(({ isSent }) => own || isSent),
      compilations: own ? compilations : [],
      possibleActs: own ? actsFrom(consultationMachine, status) : [],
      version,
    };
  }

  /** Who said what, with the passage. For those who ask, and those who follow the register. @throws not-found */
  async matrix(actor: Actor, id: string, db: Db = this.dataSource): Promise<MatrixView> {
    await this.visibleAnswers(actor, id, db);
    const { content } = await gather(db, id);
    const { questions, consultees, statements } = content;
    return { consultationId: id, counts: countsOf(consultees), questions, consultees, statements };
  }

  /** What a compilation made now would hold. @throws not-found */
  async compilation(
    actor: Actor,
    id: string,
    db: Db = this.dataSource,
  ): Promise<{ content: Compilation; answersRevision: number; version: number; created: Date }> {
    const { version } = await this.visibleAnswers(actor, id, db);
    const { at } = only(
      await rows<{ at: Date }>(
        db,
        `select greatest(c.created_at, c.sent_at, (select max(r.recorded_at) from consultation_reply r join consultee e on e.id = r.consultee_id where e.consultation_id = c.id),
            (select max(p.written_at) from consultation_position p join consultation_reply r on r.id = p.reply_id join consultee e on e.id = r.consultee_id
              where e.consultation_id = c.id)) as at from consultation c where c.id = $1`,
        [id],
      ),
    );
    return { ...(await gather(db, id)), version, created: at };
  }

  /**
   * The letter as it would go out, or as it did.
   * @param wish what sending is asked to add
   * @throws not-found
   */
  async coverLetter(
    actor: Actor,
    id: string,
    wish: { replyByTime?: string | undefined; sentDay?: string | undefined } = {},
    db: Db = this.dataSource,
  ): Promise<{ content: CoverLetter; version: number; created: Date }> {
    const { version, content, replyBy, decidedVersionId, ...consultation } = await this.visible(actor, id, db);
    const decided = decidedVersionId === null ? content : (await store.versionOf(db, id, decidedVersionId)).content;
    const { created, sentDay, decision, ...row } = only(await rows<LetterRow>(db, selectLetter, [id]));
    const { day, time } = replyBy ?? { day: decided.replyByDay, time: decided.replyByTime };
    return {
      version,
      created,
      content: {
        ...row,
        authorityName: consultation.authorityName,
        registrationNumber: consultation.registrationNumber,
        title: decided.title,
        purpose: decided.purpose,
        background: decided.background,
        addressee: decided.addressee.name,
        place: decided.place,
        channel: decided.channel,
        replyBy: { day, time: sentDay === null ? (wish.replyByTime ?? time) : time },
        decision,
        sentDay: sentDay ?? wish.sentDay ?? null,
        consultees: decided.consultees.map(({ name }) => name),
        questions: decided.questions.map(({ text }) => text),
      },
    };
  }

  private async visible(actor: Actor, id: string, db: Db): Promise<store.LockedConsultation> {
    const found = await store.find(db, id);
    const consultation = found === undefined || !mayBeSeen(actor, found) ? undefined : await store.read(db, id);
    if (consultation === undefined) throw notFound('Remissen');
    return consultation;
  }

  /** A consultee sees its own answer and not the others' before they are compiled; so does nobody else who is asked. */
  private async visibleAnswers(actor: Actor, id: string, db: Db): Promise<store.LockedConsultation> {
    const consultation = await this.visible(actor, id, db);
    if (!isAsker(actor, consultation.authorityId) && !reachOver('register', actor).everywhere)
      throw notFound('Remissen');
    return consultation;
  }
}

const selectHead = `
  select commitment_reference as "commitmentReference", sent_day as "sentDay", sent_elsewhere as "sentElsewhere", cover_letter_id as "coverLetterId"
    from consultation where id = $1`;

const selectTexts = `
  select t.id, t.part_key as "partKey", t.number, t.document_version_id as "documentVersionId", v.file_name as "fileName", t.note,
      exists (select from consultation_sent_text s where s.text_id = t.id) as "isSent"
    from consultation_text t join document_version v on v.id = t.document_version_id where t.consultation_id = $1 order by t.part_key, t.number`;

/** One made of fewer answers than there are now is told apart. */
const selectCompilations = `
  select k.number, k.document_id as "documentId", k.compiled_at as "compiledAt", k.answers_revision = c.answers_revision as "isCurrent"
    from consultation_compilation k join consultation c on c.id = k.consultation_id where c.id = $1 order by k.number`;

interface LetterRow {
  officer: CoverLetter['officer'];
  decision: string | null;
  sentDay: string | null;
  parts: CoverLetter['parts'];
  created: Date;
}

const selectLetter = `
  select case when p.id is not null then jsonb_build_object('name', p.name, 'title', p.title) end as officer,
      (select b.name || ' ' || x.decision_day || ' § ' || x.minute_item from decision x join body b on b.id = x.body_id
        where x.subject_id = c.id and x.version_result_id = c.decided_version_id order by x.recorded_at desc limit 1) as decision,
      c.sent_day as "sentDay",
      (select coalesce(jsonb_agg(jsonb_build_object('title', part ->> 'title', 'fileName', t.file_name, 'decidingBody', d.name, 'revisingBody', r.name) order by place), '[]')
         from jsonb_array_elements(v.content -> 'parts') with ordinality as parts (part, place)
           left join body d on d.id = (part ->> 'decidingBodyId')::uuid left join body r on r.id = (part ->> 'revisingBodyId')::uuid
           left join lateral (select dv.file_name from consultation_text t join document_version dv on dv.id = t.document_version_id
             where t.consultation_id = c.id and t.part_key = (part ->> 'key')::uuid order by t.number desc limit 1) t on true) as parts,
      coalesce(c.sent_at, v.frozen_at, v.created_at) as created
    from consultation c join consultation_version v on v.id = coalesce(c.decided_version_id, c.current_version_id) left join person p on p.id = c.officer_id
   where c.id = $1`;
