/** The rows an allocation lives in. Every statement here runs under the lock of its allocation. */
import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Day } from '../kernel/day.js';
import { moneyOf } from '../platform/database/columns.js';
import { affected, type Db, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { type AllocationRow, contentOf } from './allocation.rules.js';
import type { AllocationStatus } from './allocation-states.rules.js';
import type { PresentedAllocation, PresentedRow } from './presentation.rules.js';

/** A row as stored: the ledger names it by id, an amendment by key. */
export interface StoredRow extends AllocationRow {
  id: string;
}

export interface LockedAllocation {
  id: string;
  matterId: string;
  /** The authority whose matter it is: the executive board's. */
  authorityId: string;
  callId: string | null;
  title: string;
  status: AllocationStatus;
  /** Its rows stand pending in the ledger. */
  isReserved: boolean;
  version: number;
  versionId: string;
  versionNumber: number;
  /** null while the version can still change. */
  contentHash: Buffer | null;
  rows: StoredRow[];
}

interface LockedRow {
  id: string;
  matter_id: string;
  authority_id: string;
  call_id: string | null;
  title: string;
  status: AllocationStatus;
  is_reserved: boolean;
  version: number;
  current_version_id: string;
  current_version: number;
  content_hash: Buffer | null;
  row_id: string | null;
  row_key: string;
  proposal_id: string;
  measure_key: string;
  row_authority_id: string;
  source_year_id: string;
  amount_ore: string;
  reason: string | null;
  condition: string | null;
}

const rowColumns = `r.id as row_id, r.row_key, r.proposal_id, r.measure_key, r.authority_id as row_authority_id, r.source_year_id,
  r.amount_ore, r.reason, r.condition`;

/** One round trip when the version was frozen before the statement began; frozen rows never change, so they are current. */
const lockStatement = `
  with a as materialized (
    select id, matter_id, call_id, title, status, is_reserved, version, current_version_id, current_version from allocation where id = $1 for no key update)
  select a.*, m.authority_id, v.content_hash, ${rowColumns}
    from a join matter m on m.id = a.matter_id
      left join allocation_version v on v.id = a.current_version_id
      left join allocation_row r on r.version_id = v.id
    order by r.position`;

const readStatement = `
  select v.content_hash, ${rowColumns} from allocation_version v left join allocation_row r on r.version_id = v.id
   where v.id = $1 order by r.position`;

export async function lock(tx: Tx, id: string): Promise<LockedAllocation | undefined> {
  const found = await rows<LockedRow>(tx, lockStatement, [id]);
  const [first] = found;
  if (first === undefined) return undefined;
  // What the statement saw of an unfrozen version may be older than the lock it waited for; read again, now under it.
  const current =
    first.content_hash === null ? await rows<LockedRow>(tx, readStatement, [first.current_version_id]) : found;
  return {
    id: first.id,
    matterId: first.matter_id,
    authorityId: first.authority_id,
    callId: first.call_id,
    title: first.title,
    status: first.status,
    isReserved: first.is_reserved,
    version: first.version,
    versionId: first.current_version_id,
    versionNumber: first.current_version,
    contentHash: current[0]?.content_hash ?? null,
    rows: current.flatMap((row) => (row.row_id === null ? [] : [storedRow(row, row.row_id)])),
  };
}

function storedRow(row: LockedRow, id: string): StoredRow {
  return {
    id,
    rowKey: row.row_key,
    proposalId: row.proposal_id,
    measureKey: row.measure_key,
    authorityId: row.row_authority_id,
    sourceYearId: row.source_year_id,
    amount: moneyOf(row.amount_ore),
    reason: row.reason,
    condition: row.condition,
  };
}

/** What an allocation has pending, per row it was reserved for, and the day it holds from. Asked under the allocation's lock. */
export async function reservedRows(tx: Tx, allocationId: string): Promise<(StoredRow & { validDay: Day })[]> {
  const found = await rows<LockedRow & { row_id: string; valid_day: Day }>(
    tx,
    `select ${rowColumns.replace('r.amount_ore', 'p.ore as amount_ore')}, p.valid_day
       from (select e.allocation_row_id, -sum(e.amount_ore) as ore, max(e.valid_day) as valid_day from ledger_entry e
              where e.account = 'pending' and e.allocation_row_id in (
                select r.id from allocation_row r join allocation_version v on v.id = r.version_id where v.allocation_id = $1)
              group by e.allocation_row_id having sum(e.amount_ore) <> 0) p
         join allocation_row r on r.id = p.allocation_row_id
      order by r.position, r.id`,
    [allocationId],
  );
  return found.map((row) => ({ ...storedRow(row, row.row_id), validDay: row.valid_day }));
}

export async function markReserved(tx: Tx, allocationId: string, isReserved: boolean): Promise<void> {
  await affected(tx, `update allocation set is_reserved = $2 where id = $1`, [allocationId, isReserved]);
}

/** The rows of a version that exists, for asking without lock. */
export async function rowsOf(db: Db, versionId: string): Promise<StoredRow[]> {
  const found = await rows<LockedRow>(db, readStatement, [versionId]);
  return found.flatMap((row) => (row.row_id === null ? [] : [storedRow(row, row.row_id)]));
}

/** The measure is called what it was called in the last version that others than its own hand have seen. */
const presentedStatement = `
  select r.row_key as "rowKey", r.authority_id as "authorityId", c.name as "authorityName", m.registration_number || ' ' || p.title as proposal,
      coalesce((select t.title from measure t join proposal_version v on v.id = t.version_id
        where v.proposal_id = r.proposal_id and t.measure_key = r.measure_key and v.frozen_at is not null
        order by v.number desc limit 1), '') as "measureTitle",
      f.name as "sourceName", s.year, r.amount_ore, r.reason, r.condition
    from allocation_row r join authority c on c.id = r.authority_id join proposal p on p.id = r.proposal_id
      join matter m on m.id = p.matter_id join source_year s on s.id = r.source_year_id join funding_source f on f.id = s.source_id
   where r.version_id = $1 order by r.position`;

const presentedHead = `
  select a.title, m.authority_id as "authorityId",
      coalesce((select b.name from body b where b.authority_id = m.authority_id and b.kind = 'executiveBoard'
        order by b.valid_from desc, b.id limit 1), 'Kommunstyrelsen') as "boardName"
    from allocation a join matter m on m.id = a.matter_id where a.id = $1`;

/** A version as agenda and minutes see it. */
export async function presented(db: Db, allocationId: string, versionId: string): Promise<PresentedAllocation> {
  const head = only(await rows<Omit<PresentedAllocation, 'rows'>>(db, presentedHead, [allocationId]));
  const found = await rows<Omit<PresentedRow, 'amount'> & { amount_ore: string }>(db, presentedStatement, [versionId]);
  return { ...head, rows: found.map(({ amount_ore: ore, ...row }) => ({ ...row, amount: moneyOf(ore) })) };
}

export interface NewAllocation {
  id: string;
  versionId: string;
  matterId: string;
  callId: string | null;
  title: string;
  createdBy: string | null;
}

export async function insert(
  tx: Tx,
  { id, versionId, matterId, callId, title, createdBy }: NewAllocation,
): Promise<void> {
  await affected(
    tx,
    `with a as (insert into allocation (id, matter_id, call_id, title, current_version_id, created_by) values ($1, $3, $4, $5, $2, $6))
     insert into allocation_version (id, allocation_id, number, origin, created_by) values ($2, $1, 1, 'drafted', $6)`,
    [id, versionId, matterId, callId, title, createdBy],
  );
}

export interface NextVersion {
  origin: 'revised' | 'amendment';
  decisionId: string | null;
  createdBy: string | null;
}

/** A new version, current from now on. @returns its id */
export async function insertVersion(
  tx: Tx,
  allocation: LockedAllocation,
  { origin, decisionId, createdBy }: NextVersion,
): Promise<string> {
  const id = uuidv7();
  await affected(
    tx,
    `with v as (
       insert into allocation_version (id, allocation_id, number, origin, decision_id, created_by) values ($1, $2, $3, $4, $5, $6))
     update allocation set current_version_id = $1, current_version = $3 where id = $2`,
    [id, allocation.id, allocation.versionNumber + 1, origin, decisionId, createdBy],
  );
  return id;
}

/** Replaces what a version that is not frozen holds. @returns the rows as stored */
export async function writeRows(tx: Tx, versionId: string, list: readonly AllocationRow[]): Promise<StoredRow[]> {
  const stored = list.map((row) => ({ ...row, id: uuidv7() }));
  await affected(tx, `delete from allocation_row where version_id = $1`, [versionId]);
  await affected(
    tx,
    `insert into allocation_row (id, version_id, row_key, position, proposal_id, measure_key, authority_id, source_year_id, amount_ore, reason, condition)
       select r.id, $1, r.row_key, r.place, r.proposal_id, r.measure_key, r.authority_id, r.source_year_id, r.amount_ore, r.reason, r.condition
         from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::bigint[], $9::text[], $10::text[]) with ordinality
           as r (id, row_key, proposal_id, measure_key, authority_id, source_year_id, amount_ore, reason, condition, place)`,
    [
      versionId,
      stored.map((row) => row.id),
      stored.map((row) => row.rowKey),
      stored.map((row) => row.proposalId),
      stored.map((row) => row.measureKey),
      stored.map((row) => row.authorityId),
      stored.map((row) => row.sourceYearId),
      stored.map((row) => row.amount.ore.toString()),
      stored.map((row) => row.reason),
      stored.map((row) => row.condition),
    ],
  );
  return stored;
}

/** SHA-256 of what a body sees. A frozen version carries it; every decision compares it. */
export function hashOf({ title, rows: list }: Pick<LockedAllocation, 'title' | 'rows'>): Buffer {
  return createHash('sha256').update(contentOf(title, list)).digest();
}

export async function freeze(tx: Tx, versionId: string, hash: Buffer): Promise<void> {
  const frozen = await affected(
    tx,
    `update allocation_version set content_hash = $2, frozen_at = clock_timestamp() where id = $1 and frozen_at is null`,
    [versionId, hash],
  );
  if (frozen !== 1) throw new Error(`allocation version ${versionId} was frozen under its lock`);
}

/** @returns the new row version */
export async function move(tx: Tx, allocation: LockedAllocation, to: AllocationStatus): Promise<number> {
  const moved = await affected(
    tx,
    `update allocation set status = $3, version = version + 1 where id = $1 and status = $2`,
    [allocation.id, allocation.status, to],
  );
  // With the lock it never happens: it is the assertion that the lock was taken.
  if (moved !== 1) throw new Error(`allocation ${allocation.id} changed status under its lock`);
  return allocation.version + 1;
}
