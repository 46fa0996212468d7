/** The rows of consultees and of what each has been told. The caller holds the matter and the consultation. */
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { affected, type Db, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import type { ConsulteeStatus } from './consultee-states.rules.js';
import type { Asked, ConsulteeKind } from './content.rules.js';

export interface FoundConsultee {
  id: string;
  consultationId: string;
  /** Of whoever asks. */
  matterId: string;
  askerId: string;
  authorityId: string | null;
  ownMatterId: string | null;
}

export async function findConsultee(db: Db, id: string): Promise<FoundConsultee | undefined> {
  const [row] = await rows<FoundConsultee>(
    db,
    `select e.id, e.consultation_id as "consultationId", c.matter_id as "matterId", m.authority_id as "askerId", e.authority_id as "authorityId",
        e.own_matter_id as "ownMatterId"
       from consultee e join consultation c on c.id = e.consultation_id join matter m on m.id = c.matter_id where e.id = $1`,
    [id],
  );
  return row;
}

export interface LockedConsultee {
  id: string;
  consultationId: string;
  position: number;
  kind: ConsulteeKind;
  authorityId: string | null;
  name: string;
  status: ConsulteeStatus;
  version: number;
  ownMatterId: string | null;
  /** In force for this one: the later of everybody's and its own extension. */
  replyByDay: string;
  replyByAt: Date;
  /** By the database's clock, read after the lock. */
  now: Date;
}

export async function lockConsultee(tx: Tx, id: string): Promise<LockedConsultee | undefined> {
  await rows(tx, `select 1 from consultee where id = $1 for no key update`, [id]);
  const [row] = await rows<LockedConsultee>(
    tx,
    `select e.id, e.consultation_id as "consultationId", e.position, e.kind, e.authority_id as "authorityId", e.name, e.status, e.version,
        e.own_matter_id as "ownMatterId", case when e.extended_to_at > c.reply_by_at then e.extended_to_day else c.reply_by_day end as "replyByDay",
        greatest(c.reply_by_at, e.extended_to_at) as "replyByAt", clock_timestamp() as now
       from consultee e join consultation c on c.id = e.consultation_id where e.id = $1`,
    [id],
  );
  return row;
}

/** @returns the new row version */
export async function moveConsultee(
  tx: Tx,
  { id, status, version }: LockedConsultee,
  to: ConsulteeStatus,
): Promise<number> {
  const moved = await affected(
    tx,
    `update consultee set status = $3, version = version + 1 where id = $1 and status = $2`,
    [id, status, to],
  );
  // With the lock it never happens: it is the assertion that the lock was taken.
  if (moved !== 1) throw new Error(`consultee ${id} changed status under its lock`);
  return version + 1;
}

const told = `
  insert into consultee_notice (consultee_id, number, kind, reply_by_at, told_by)
    select e.id, coalesce((select max(n.number) from consultee_notice n where n.consultee_id = e.id), 0) + 1, $2, greatest(c.reply_by_at, e.extended_to_at), $3
      from consultee e join consultation c on c.id = e.consultation_id`;

/** Everybody at once (FL 26): what goes to one goes to all. */
export async function tellConsultees(
  tx: Tx,
  actor: Actor,
  consultationId: string,
  kind: 'dispatch' | 'deadline',
): Promise<number> {
  return affected(tx, `${told} where e.consultation_id = $1`, [consultationId, kind, actor.personId]);
}

export async function tellConsultee(
  tx: Tx,
  actor: Actor,
  consulteeId: string,
  kind: 'dispatch' | 'extension' | 'reminder',
): Promise<void> {
  await affected(tx, `${told} where e.id = $1`, [consulteeId, kind, actor.personId]);
}

/** After those there are, in the order given. @param addedReason why they were not asked with the others; null at the dispatch */
export async function insertConsultees(
  tx: Tx,
  consultationId: string,
  asked: readonly Asked[],
  addedReason: string | null,
): Promise<{ id: string; authorityId: string | null }[]> {
  return rows(
    tx,
    `insert into consultee (id, consultation_id, position, kind, authority_id, name, added_reason, added_at)
       select e.id, $1, e.place + (select coalesce(max(position), 0) from consultee where consultation_id = $1), e.kind, e.authority_id, e.name, $6,
           case when $6::text is not null then clock_timestamp() end
         from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[]) with ordinality as e (id, kind, authority_id, name, place)
     returning id, authority_id as "authorityId"`,
    [
      consultationId,
      asked.map(() => uuidv7()),
      asked.map(({ kind }) => kind),
      asked.map(({ authorityId }) => authorityId),
      asked.map(({ name }) => name),
      addedReason,
    ],
  );
}
