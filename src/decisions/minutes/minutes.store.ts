/**
 * Rows of minutes: locking, freezing, signing. Every act on a meeting's minutes takes the row of its ordinary minutes
 * first, and then the document's own, so that no item can end in two documents and no text change under a freeze.
 */
import { createHash } from 'node:crypto';
import type { Actor } from '../../kernel/actor.js';
import { canonicalJson } from '../../kernel/canonical.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { requirePermit } from '../../identity/permit.rules.js';
import type { ActName } from '../../identity/permissions.js';
import { affected, later, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { MeetingStatus } from '../meeting.rules.js';
import { isOwn } from './minutes.access.js';
import type { MinutesContent } from './minutes.content.js';
import type { MinutesRow } from './minutes.record.queries.js';
import { isOfficial, type MinutesStatus } from './minutes.rules.js';
import type { SignerRole } from './signing.rules.js';

export interface LockedMinutes extends MinutesRow {
  status: MinutesStatus;
  contentHash: Buffer | null;
  version: number;
  bodyId: string;
  authorityId: string;
  day: Day;
  meetingStatus: MeetingStatus;
  chairId: string | null;
  secretaryId: string | null;
  today: Day;
}

const columns = `n.id, n.meeting_id as "meetingId", n.number, n.kind, n.content, n.status, n.content_hash as "contentHash", n.version, g.body_id as "bodyId",
  b.authority_id as "authorityId", g.day, g.status as "meetingStatus", g.chair_id as "chairId", g.secretary_id as "secretaryId", today_in_stockholm() as today`;

/** `n` waits for `o`, because it asks whether that gave a row. $1 is the document, or null for the ordinary one of meeting $2. */
const lockStatement = `
  with o as materialized (
    select id from minutes where meeting_id = coalesce((select meeting_id from minutes where id = $1), $2) and kind = 'ordinary' for update),
  n as materialized (
    select * from minutes where id = coalesce($1, (select id from o)) and exists (select 1 from o) for update)
  select ${columns} from n join meeting g on g.id = n.meeting_id join body b on b.id = g.body_id`;

/**
 * Takes a document for oneself.
 * @throws not-found also for a draft of somebody else's, forbidden without the permit.
 */
export async function lock(tx: Tx, actor: Actor, minutesId: string, act: ActName): Promise<LockedMinutes> {
  const [minutes] = await rows<LockedMinutes>(tx, lockStatement, [minutesId, null]);
  if (minutes === undefined || !(isOfficial(minutes.status) || isOwn(actor, minutes.authorityId)))
    throw notFound('Protokollet');
  requirePermit(actor, act, { authorityId: minutes.authorityId, bodyId: minutes.bodyId });
  return minutes;
}

/** Takes the ordinary minutes of a meeting; undefined until the meeting has been opened. */
export async function lockOrdinary(tx: Tx, meetingId: string): Promise<LockedMinutes | undefined> {
  const [minutes] = await rows<LockedMinutes>(tx, lockStatement, [null, meetingId]);
  return minutes;
}

export function hashOf(content: MinutesContent): Buffer {
  return createHash('sha256').update(canonicalJson(content)).digest();
}

/** Freezes a draft under the hash of its content; that content is what will be signed. @returns the hash */
export async function freeze(tx: Tx, minutesId: string, content: MinutesContent): Promise<Buffer> {
  const hash = hashOf(content);
  const frozen = await affected(
    tx,
    `update minutes set status = 'signing', content = $2::jsonb, content_hash = $3, sent_at = clock_timestamp(), version = version + 1
      where id = $1 and status = 'draft'`,
    [minutesId, canonicalJson(content), hash],
  );
  requireOne(frozen);
  return hash;
}

export async function thaw(tx: Tx, minutesId: string): Promise<void> {
  requireOne(
    await affected(
      tx,
      `update minutes set status = 'draft', content = null, content_hash = null, sent_at = null, version = version + 1
        where id = $1 and status = 'signing'`,
      [minutesId],
    ),
  );
}

export interface SignatureRow {
  personId: string;
  signedDay: Day;
}

export function signaturesOf(tx: Tx, minutesId: string): Promise<SignatureRow[]> {
  return rows<SignatureRow>(
    tx,
    `select person_id as "personId", signed_day as "signedDay" from minutes_signature where minutes_id = $1`,
    [minutesId],
  );
}

export interface NewSignature extends SignatureRow {
  role: SignerRole;
  method: 'signedIn' | 'paper';
}

export async function sign(
  tx: Tx,
  actor: Actor,
  minutesId: string,
  hash: Buffer,
  { personId, role, method, signedDay }: NewSignature,
): Promise<void> {
  await affected(
    tx,
    `insert into minutes_signature (minutes_id, person_id, role, method, signed_day, content_hash, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)`,
    [minutesId, personId, role, method, signedDay, hash, actor.personId],
  );
}

export async function adjust(tx: Tx, minutesId: string, adjustedDay: Day): Promise<void> {
  requireOne(
    await affected(
      tx,
      `update minutes set status = 'adjusted', adjusted_day = $2, adjusted_at = clock_timestamp(), version = version + 1
        where id = $1 and status = 'signing'`,
      [minutesId, adjustedDay],
    ),
  );
}

/** Counts a change that has rows of its own: a text, an adjuster, a signature, a correction. */
export async function touch(tx: Tx, minutesId: string): Promise<void> {
  await later(tx, `update minutes set version = version + 1 where id = $1`, [minutesId]);
}

/** The row is locked and its state was asked for, so a miss would mean that the lock was not taken. */
function requireOne(count: number): void {
  if (count !== 1) throw new Error(`an update of locked minutes touched ${count} rows`);
}
