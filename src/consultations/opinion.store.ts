/** The rows an opinion lives in. Every statement that writes here runs under the lock of its consultee and its own row. */
import { v7 as uuidv7 } from 'uuid';
import { affected, type Db, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import type { OpinionContent, OpinionStatus } from './opinion.rules.js';

export interface FoundOpinion {
  id: string;
  consulteeId: string;
  consultationId: string;
  /** The consultee's own. */
  matterId: string;
  authorityId: string;
}

export async function findOpinion(db: Db, id: string): Promise<FoundOpinion | undefined> {
  const [row] = await rows<FoundOpinion>(
    db,
    `select o.id, o.consultee_id as "consulteeId", e.consultation_id as "consultationId", o.matter_id as "matterId", m.authority_id as "authorityId"
       from opinion o join consultee e on e.id = o.consultee_id join matter m on m.id = o.matter_id where o.id = $1`,
    [id],
  );
  return row;
}

export interface LockedOpinion extends FoundOpinion {
  status: OpinionStatus;
  version: number;
  versionId: string;
  versionNumber: number;
  isFrozen: boolean;
  content: OpinionContent;
  decisionId: string | null;
}

export async function readOpinion(db: Db, id: string): Promise<LockedOpinion | undefined> {
  const [row] = await rows<LockedOpinion>(
    db,
    `select o.id, o.consultee_id as "consulteeId", e.consultation_id as "consultationId", o.matter_id as "matterId", m.authority_id as "authorityId",
        o.status, o.version, o.current_version_id as "versionId", o.current_version as "versionNumber", v.frozen_at is not null as "isFrozen", v.content,
        o.decision_id as "decisionId"
       from opinion o join consultee e on e.id = o.consultee_id join matter m on m.id = o.matter_id join opinion_version v on v.id = o.current_version_id
      where o.id = $1`,
    [id],
  );
  return row;
}

/** The consultee is locked before it; read in a statement begun after the lock. */
export async function lockOpinion(tx: Tx, id: string): Promise<LockedOpinion | undefined> {
  await rows(tx, `select 1 from opinion where id = $1 for no key update`, [id]);
  return readOpinion(tx, id);
}

export async function opinionOf(db: Db, consulteeId: string): Promise<string | undefined> {
  const [row] = await rows<{ id: string }>(db, `select id from opinion where consultee_id = $1`, [consulteeId]);
  return row?.id;
}

export async function opinionVersion(db: Db, opinionId: string, versionId: string): Promise<OpinionContent> {
  return only(
    await rows<{ content: OpinionContent }>(
      db,
      `select content from opinion_version where id = $2 and opinion_id = $1`,
      [opinionId, versionId],
    ),
  ).content;
}

export async function insertOpinion(
  tx: Tx,
  opinion: { id: string; consulteeId: string; matterId: string; content: OpinionContent; createdBy: string | null },
): Promise<void> {
  const { id, consulteeId, matterId, content, createdBy } = opinion;
  await affected(
    tx,
    `with o as (insert into opinion (id, consultee_id, matter_id, current_version_id) values ($1, $3, $4, $2))
     insert into opinion_version (id, opinion_id, number, origin, content, created_by) values ($2, $1, 1, 'written', $5::jsonb, $6)`,
    [id, uuidv7(), consulteeId, matterId, JSON.stringify(content), createdBy],
  );
}

export async function writeOpinion(tx: Tx, versionId: string, content: OpinionContent): Promise<void> {
  const written = await affected(
    tx,
    `update opinion_version set content = $2::jsonb where id = $1 and frozen_at is null`,
    [versionId, JSON.stringify(content)],
  );
  if (written !== 1) throw new Error(`opinion version ${versionId} was frozen under its lock`);
}

export async function insertOpinionVersion(
  tx: Tx,
  opinion: LockedOpinion,
  next: {
    origin: 'written' | 'amendment';
    content: OpinionContent;
    decisionId: string | null;
    createdBy: string | null;
  },
): Promise<{ versionId: string; versionNumber: number }> {
  const [versionId, versionNumber] = [uuidv7(), opinion.versionNumber + 1];
  await affected(
    tx,
    `with v as (
       insert into opinion_version (id, opinion_id, number, origin, content, decision_id, created_by, frozen_at)
         values ($1, $2, $3, $4, $5::jsonb, $6, $7, case when $4 = 'amendment' then clock_timestamp() end))
     update opinion set current_version_id = $1, current_version = $3 where id = $2`,
    [versionId, opinion.id, versionNumber, next.origin, JSON.stringify(next.content), next.decisionId, next.createdBy],
  );
  return { versionId, versionNumber };
}

export async function freezeOpinion(tx: Tx, versionId: string): Promise<void> {
  await affected(tx, `update opinion_version set frozen_at = clock_timestamp() where id = $1 and frozen_at is null`, [
    versionId,
  ]);
}

/** @returns the new row version */
export async function moveOpinion(
  tx: Tx,
  opinion: LockedOpinion,
  to: OpinionStatus,
  by: { decisionId?: string; signedBy?: string | null } = {},
): Promise<number> {
  const moved = await affected(
    tx,
    `update opinion set status = $3, version = version + 1, decision_id = coalesce($4, decision_id), signed_by = coalesce($5, signed_by),
        signed_at = case when $3 = 'official' then clock_timestamp() end where id = $1 and status = $2`,
    [opinion.id, opinion.status, to, by.decisionId ?? null, by.signedBy ?? null],
  );
  if (moved !== 1) throw new Error(`opinion ${opinion.id} changed status under its lock`);
  return opinion.version + 1;
}
