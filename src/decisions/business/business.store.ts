/** The rows a business lives in. Every statement here runs under the lock of its business. */
import { v7 as uuidv7 } from 'uuid';
import { affected, type Db, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { BusinessKind, BusinessStatus } from './business.rules.js';
import type { Content } from './content.rules.js';

export interface LockedBusiness {
  id: string;
  matterId: string;
  authorityId: string;
  kind: BusinessKind;
  moverId: string | null;
  status: BusinessStatus;
  version: number;
  versionId: string;
  versionNumber: number;
  isFrozen: boolean;
  content: Content;
}

type LockedRow = Omit<LockedBusiness, 'isFrozen' | 'content'>;

export async function lock(tx: Tx, id: string): Promise<LockedBusiness | undefined> {
  const [row] = await rows<LockedRow>(
    tx,
    `with b as materialized (select * from business where id = $1 for no key update)
     select b.id, b.matter_id as "matterId", m.authority_id as "authorityId", b.kind, b.mover_id as "moverId", b.status, b.version,
         b.current_version_id as "versionId", b.current_version as "versionNumber"
       from b join matter m on m.id = b.matter_id`,
    [id],
  );
  if (row === undefined) return undefined;
  // Read in a statement begun after the lock: whoever wrote in the draft while we waited is seen.
  const version = await versionOf(tx, id, row.versionId);
  return { ...row, ...version };
}

/** One version as it stands. @throws when there is none: an agenda item points at it, so that is a fault of ours. */
export async function versionOf(
  db: Db,
  businessId: string,
  versionId: string,
): Promise<{ content: Content; isFrozen: boolean }> {
  const [version] = await rows<{ content: Content; isFrozen: boolean }>(
    db,
    `select content, frozen_at is not null as "isFrozen" from business_version where id = $2 and business_id = $1`,
    [businessId, versionId],
  );
  if (version === undefined) throw new Error(`business ${businessId} has no version ${versionId}`);
  return version;
}

export interface NewBusiness {
  id: string;
  matterId: string;
  kind: BusinessKind;
  bodyId: string | null;
  moverId: string | null;
  content: Content;
  createdBy: string | null;
}

export async function insert(tx: Tx, business: NewBusiness): Promise<void> {
  await affected(
    tx,
    `with b as (insert into business (id, matter_id, kind, body_id, mover_id, current_version_id) values ($1, $3, $4, $5, $6, $2))
     insert into business_version (id, business_id, number, origin, content, created_by) values ($2, $1, 1, 'written', $7::jsonb, $8)`,
    [
      business.id,
      uuidv7(),
      business.matterId,
      business.kind,
      business.bodyId,
      business.moverId,
      JSON.stringify(business.content),
      business.createdBy,
    ],
  );
}

/** Replaces what a version that is not frozen holds. */
export async function write(tx: Tx, versionId: string, content: Content): Promise<void> {
  const written = await affected(
    tx,
    `update business_version set content = $2::jsonb where id = $1 and frozen_at is null`,
    [versionId, JSON.stringify(content)],
  );
  if (written !== 1) throw new Error(`business version ${versionId} was frozen under its lock`);
}

export interface NextVersion {
  origin: 'written' | 'amendment';
  content: Content;
  decisionId: string | null;
  createdBy: string | null;
}

/** A new version, current from now on. An amendment is frozen as it is made: the body has already seen it. */
export async function insertVersion(
  tx: Tx,
  business: LockedBusiness,
  { origin, content, decisionId, createdBy }: NextVersion,
): Promise<{ versionId: string; versionNumber: number }> {
  const [versionId, versionNumber] = [uuidv7(), business.versionNumber + 1];
  await affected(
    tx,
    `with v as (
       insert into business_version (id, business_id, number, origin, content, decision_id, created_by, frozen_at)
         values ($1, $2, $3, $4, $5::jsonb, $6, $7, case when $4 = 'amendment' then clock_timestamp() end))
     update business set current_version_id = $1, current_version = $3 where id = $2`,
    [versionId, business.id, versionNumber, origin, JSON.stringify(content), decisionId, createdBy],
  );
  return { versionId, versionNumber };
}

export async function freeze(tx: Tx, versionId: string): Promise<void> {
  await affected(tx, `update business_version set frozen_at = clock_timestamp() where id = $1 and frozen_at is null`, [
    versionId,
  ]);
}

/** @returns the new row version */
export async function move(tx: Tx, business: LockedBusiness, to: BusinessStatus): Promise<number> {
  const moved = await affected(
    tx,
    `update business set status = $3, version = version + 1 where id = $1 and status = $2`,
    [business.id, business.status, to],
  );
  // With the lock it never happens: it is the assertion that the lock was taken.
  if (moved !== 1) throw new Error(`business ${business.id} changed status under its lock`);
  return business.version + 1;
}
