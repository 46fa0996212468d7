/** The rows a consultation lives in. Every statement that writes here runs under the lock of its matter and its own row. */
import { v7 as uuidv7 } from 'uuid';
import type { Day } from '../kernel/day.js';
import { instantOf, type LocalTime } from '../kernel/deadline.js';
import type { BodyKind } from '../decisions/subject-handler.js';
import { affected, type Db, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import type { ConsultationStatus } from './consultation-states.rules.js';
import type { ReplyBy, Stage } from './consultation.rules.js';
import type { Content } from './content.rules.js';

export interface FoundConsultation {
  id: string;
  matterId: string;
  authorityId: string;
  status: ConsultationStatus;
  consulteeAuthorityIds: string[];
}

export async function find(db: Db, id: string): Promise<FoundConsultation | undefined> {
  const [row] = await rows<FoundConsultation>(
    db,
    `select c.id, c.matter_id as "matterId", m.authority_id as "authorityId", c.status,
        array(select e.authority_id from consultee e where e.consultation_id = c.id and e.authority_id is not null)::text[] as "consulteeAuthorityIds"
       from consultation c join matter m on m.id = c.matter_id where c.id = $1`,
    [id],
  );
  return row;
}

export interface LockedConsultation {
  id: string;
  matterId: string;
  authorityId: string;
  authorityName: string;
  registrationNumber: string;
  status: ConsultationStatus;
  version: number;
  answersRevision: number;
  officerId: string | null;
  versionId: string;
  versionNumber: number;
  stage: Stage;
  isFrozen: boolean;
  content: Content;
  decidedVersionId: string | null;
  decidedBy: { id: string; kind: BodyKind; name: string } | null;
  /** In force for all; null before it is decided. */
  replyBy: (ReplyBy & { at: Date }) | null;
}

const columns = `c.id, c.matter_id as "matterId", m.authority_id as "authorityId", a.name as "authorityName", m.registration_number as "registrationNumber",
  c.status, c.version, c.answers_revision as "answersRevision", c.officer_id as "officerId", v.id as "versionId", v.number as "versionNumber", v.stage,
  v.frozen_at is not null as "isFrozen", v.content, c.decided_version_id as "decidedVersionId",
  case when b.id is not null then jsonb_build_object('id', b.id, 'kind', b.kind, 'name', b.name) end as "decidedBy",
  c.reply_by_day as day, to_char(c.reply_by_time, 'HH24:MI') as time, c.reply_by_at as at`;
const joined = `join matter m on m.id = c.matter_id join authority a on a.id = m.authority_id
  join consultation_version v on v.id = c.current_version_id left join body b on b.id = c.decided_by_body_id`;

type Row = Omit<LockedConsultation, 'replyBy'> & { day: Day | null; time: string | null; at: Date | null };

/** The caller holds the matter; the row is read in a statement begun after its lock. */
export async function lock(tx: Tx, id: string): Promise<LockedConsultation | undefined> {
  await rows(tx, `select 1 from consultation where id = $1 for no key update`, [id]);
  return read(tx, id);
}

export async function read(db: Db, id: string): Promise<LockedConsultation | undefined> {
  const [row] = await rows<Row>(db, `select ${columns} from consultation c ${joined} where c.id = $1`, [id]);
  if (row === undefined) return undefined;
  const { day, time, at, ...rest } = row;
  return { ...rest, replyBy: day === null || at === null ? null : { day, time, at } };
}

export async function versionOf(
  db: Db,
  consultationId: string,
  versionId: string,
): Promise<{ content: Content; stage: Stage }> {
  return only(
    await rows<{ content: Content; stage: Stage }>(
      db,
      `select content, stage from consultation_version where id = $2 and consultation_id = $1`,
      [consultationId, versionId],
    ),
  );
}

export interface NewConsultation {
  id: string;
  matterId: string;
  officerId: string | null;
  commitmentReference: string | null;
  content: Content;
  createdBy: string | null;
}

export async function insert(tx: Tx, consultation: NewConsultation): Promise<void> {
  const { id, matterId, officerId, commitmentReference, content, createdBy } = consultation;
  await affected(
    tx,
    `with c as (insert into consultation (id, matter_id, officer_id, commitment_reference, current_version_id, created_by) values ($1, $3, $4, $5, $2, $7))
     insert into consultation_version (id, consultation_id, number, stage, origin, content, created_by) values ($2, $1, 1, 'dispatch', 'written', $6::jsonb, $7)`,
    [id, uuidv7(), matterId, officerId, commitmentReference, JSON.stringify(content), createdBy],
  );
}

export interface NextVersion {
  stage: Stage;
  origin: 'written' | 'amendment';
  content: Content;
  decisionId: string | null;
  createdBy: string | null;
}

/** A new version, current from now on. An amendment is frozen as it is made: the body has already seen it. */
export async function insertVersion(
  tx: Tx,
  consultationId: string,
  { stage, origin, content, decisionId, createdBy }: NextVersion,
): Promise<{ versionId: string; versionNumber: number }> {
  const versionId = uuidv7();
  const { number } = only(
    await rows<{ number: number }>(
      tx,
      `insert into consultation_version (id, consultation_id, number, stage, origin, content, decision_id, created_by, frozen_at)
         select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5::jsonb, $6, $7, case when $4 = 'amendment' then clock_timestamp() end
           from consultation_version where consultation_id = $2
       returning number`,
      [versionId, consultationId, stage, origin, JSON.stringify(content), decisionId, createdBy],
    ),
  );
  await affected(tx, `update consultation set current_version_id = $2 where id = $1`, [consultationId, versionId]);
  return { versionId, versionNumber: number };
}

/** Replaces what a version that is not frozen holds. */
export async function write(tx: Tx, versionId: string, content: Content): Promise<void> {
  const written = await affected(
    tx,
    `update consultation_version set content = $2::jsonb where id = $1 and frozen_at is null`,
    [versionId, JSON.stringify(content)],
  );
  if (written !== 1) throw new Error(`consultation version ${versionId} was frozen under its lock`);
}

export async function freeze(tx: Tx, versionId: string): Promise<void> {
  await affected(
    tx,
    `update consultation_version set frozen_at = clock_timestamp() where id = $1 and frozen_at is null`,
    [versionId],
  );
}

/** @returns the new row version */
export async function move(tx: Tx, consultation: LockedConsultation, to: ConsultationStatus): Promise<number> {
  const moved = await affected(
    tx,
    `update consultation set status = $3, version = version + 1 where id = $1 and status = $2`,
    [consultation.id, consultation.status, to],
  );
  // With the lock it never happens: it is the assertion that the lock was taken.
  if (moved !== 1) throw new Error(`consultation ${consultation.id} changed status under its lock`);
  return consultation.version + 1;
}

export interface NewDeadline {
  origin: 'proposed' | 'decision' | 'coverLetter';
  replyBy: ReplyBy;
  decisionId: string | null;
  ground: string;
  setBy: string | null;
}

/** Microseconds short of midnight when no time of day was said: the whole day counts. */
export const replyByAtSql = (day: string, at: string): string =>
  `coalesce(${at}::timestamptz, ((${day}::date + 1)::timestamp at time zone 'Europe/Stockholm') - interval '1 microsecond')`;

/** @throws DomainError validation-failed for an hour that does not exist or comes twice */
export function instantOfReplyBy({ day, time }: ReplyBy, pointer: string): Date | null {
  return time === null ? null : instantOf({ day: day as Day, time: time as LocalTime }, undefined, pointer);
}

/** Writes the deadline as the next in the consultation's history. @returns its instant */
export async function addDeadline(
  tx: Tx,
  id: string,
  { origin, replyBy, decisionId, ground, setBy }: NewDeadline,
): Promise<Date> {
  const { at } = only(
    await rows<{ at: Date }>(
      tx,
      `insert into consultation_deadline (id, consultation_id, number, origin, reply_by_day, reply_by_time, reply_by_at, decision_id, ground, set_by)
         select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, ${replyByAtSql('$4', '$6')}, $7, $8, $9 from consultation_deadline where consultation_id = $2
       returning reply_by_at as at`,
      [
        uuidv7(),
        id,
        origin,
        replyBy.day,
        replyBy.time,
        instantOfReplyBy(replyBy, '/replyByTime'),
        decisionId,
        ground,
        setBy,
      ],
    ),
  );
  return at;
}

/** The last deadline of the history is in force from now on; with a decision, what it decided and who. */
export async function putInForce(
  tx: Tx,
  id: string,
  decided: { versionId: string; bodyId: string } | null,
): Promise<void> {
  await affected(
    tx,
    `update consultation c set reply_by_day = d.reply_by_day, reply_by_time = d.reply_by_time, reply_by_at = d.reply_by_at,
        decided_version_id = coalesce($2, c.decided_version_id), decided_by_body_id = coalesce(c.decided_by_body_id, $3)
       from (select * from consultation_deadline where consultation_id = $1 order by number desc limit 1) d where c.id = $1`,
    [id, decided?.versionId ?? null, decided?.bodyId ?? null],
  );
}

/** The newest text of each part: part key → text. */
export async function newestTexts(db: Db, id: string): Promise<Map<string, { textId: string; number: number }>> {
  const found = await rows<{ partKey: string; textId: string; number: number }>(
    db,
    `select distinct on (part_key) part_key as "partKey", id as "textId", number from consultation_text where consultation_id = $1
      order by part_key, number desc`,
    [id],
  );
  return new Map(found.map(({ partKey, ...text }) => [partKey, text]));
}
