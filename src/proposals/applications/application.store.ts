/** The rows an application lives in, and the moment it came. */
import type { Actor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import { affected, type Db, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { moneyOf } from '../../platform/database/columns.js';
import type { CallStatus } from '../../calls/call.rules.js';
import { type ApplicationStatus, mayBeSeen } from './application.rules.js';

export interface FoundApplication {
  id: string;
  callId: string;
  /** Of the call: in whose register the matter is opened. */
  authorityId: string;
  callMatterId: string;
  associationName: string;
  isReceived: boolean;
}

export async function find(db: Db, id: string): Promise<FoundApplication | undefined> {
  const [found] = await rows<FoundApplication>(
    db,
    `select a.id, a.call_id as "callId", m.authority_id as "authorityId", c.matter_id as "callMatterId", s.name as "associationName",
         a.received_at is not null as "isReceived"
       from application a join call c on c.id = a.call_id join matter m on m.id = c.matter_id join association s on s.id = a.association_id
      where a.id = $1`,
    [id],
  );
  return found;
}

/** @throws not-found, also for one this actor may not see */
export async function visible(db: Db, actor: Actor, id: string): Promise<FoundApplication> {
  const found = await find(db, id);
  if (found === undefined || !mayBeSeen(found, actor)) throw notFound('Ansökan');
  return found;
}

export interface LockedApplication {
  id: string;
  status: ApplicationStatus;
  version: number;
  matterId: string | null;
  documentNumber: number | null;
  registrationNumber: string | null;
  title: string | null;
  receivedDay: string | null;
  applied: Money | null;
  year: number | null;
}

export async function lock(tx: Tx, id: string): Promise<LockedApplication> {
  const { applied, ...row } = only(
    await rows<Omit<LockedApplication, 'applied'> & { applied: string | null }>(
      tx,
      `with a as materialized (select * from application where id = $1 for no key update)
       select a.id, a.status, a.version, a.matter_id as "matterId", a.title, a.applied_ore as applied, a.year,
           (a.received_at at time zone 'Europe/Stockholm')::date::text as "receivedDay", m.registration_number as "registrationNumber", d.number as "documentNumber"
         from a left join matter m on m.id = a.matter_id left join document d on d.id = a.document_id`,
      [id],
    ),
  );
  return { ...row, applied: applied === null ? null : moneyOf(applied) };
}

/** The documents that came with the application, in the order they came. */
export async function attach(tx: Tx, id: string, documentIds: readonly string[]): Promise<void> {
  if (documentIds.length === 0) return;
  await affected(
    tx,
    `insert into application_file (application_id, position, document_id) select $1, f.place, f.id from unnest($2::uuid[]) with ordinality f (id, place)`,
    [id, documentIds],
  );
}

export interface OpenCall {
  status: CallStatus;
  isIssued: boolean;
  years: number[];
}

/** Several may apply at once, and none while the call moves. */
export async function holdCall(tx: Tx, callId: string): Promise<OpenCall> {
  return only(
    await rows<OpenCall>(
      tx,
      `select status, issued_at is not null as "isIssued", years from call where id = $1 for share`,
      [callId],
    ),
  );
}

export interface Moment {
  at: Date;
  /** With microseconds. */
  exact: string;
  isLate: boolean;
  isFuture: boolean;
}

/**
 * Judged by the database against the deadline in force, as every answer to a call (D7).
 * @param given with microseconds where it was taken by the database's clock; now when undefined
 */
export async function momentOf(tx: Tx, callId: string, given: Date | string | undefined): Promise<Moment> {
  return only(
    await rows<Moment>(
      tx,
      `select m.at, m.at::text as exact, m.at > c.reply_by_at as "isLate", m.at > clock_timestamp() as "isFuture"
         from call c cross join lateral (select coalesce($2::timestamptz, clock_timestamp()) as at) m where c.id = $1`,
      [callId, given ?? null],
    ),
  );
}
