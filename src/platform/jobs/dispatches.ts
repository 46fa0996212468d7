/**
 * The rows of `event_dispatch`, which are the truth about what is still to be done: one per event and subscriber.
 *
 *   waiting       enqueued_at null, done_at null
 *   in flight     enqueued_at set,  done_at null, outcome null
 *   dead          enqueued_at set,  done_at null, outcome 'dead: why'
 *   done          done_at set, outcome 'done' or 'skipped: why'
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { affected, type Db, rows } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import type { Outcome } from '../events/subscriptions.js';
import type { RecordedEvent } from '../events/event.js';
import type { EventJob } from './job-settings.js';

export interface DeadLetter extends EventJob {
  type: string;
  at: Date;
  /** Times the job was put back by the sweeper or an operator. */
  attempts: number;
  /** `dead: ` and what went wrong, without secrets or personal data. */
  outcome: string;
}

export interface OpenHandler {
  handler: string;
  open: number;
}

/** What the operator watches. Ages in seconds of the oldest row that is neither done nor dead; null when there is none. */
export interface Backlog {
  open: number;
  dead: number;
  oldestSeconds: number | null;
}

const deadLettersMax = 200;

// `materialized`: otherwise the planner may walk the whole primary key in event order to find the few rows that are open.
const openRows = `with open as materialized (select event_id, handler, attempts, outcome from event_dispatch where done_at is null)`;

@Injectable()
export class Dispatches {
  constructor(private readonly dataSource: DataSource) {}

  /** Cheap enough to ask several times a second: the partial index holds only what waits. */
  async anyWaiting(handlers: readonly string[]): Promise<boolean> {
    const [row] = await rows<{ any: boolean }>(
      this.dataSource,
      `select exists (select from event_dispatch where enqueued_at is null and done_at is null and handler = any($1::text[])) as any`,
      [handlers],
    );
    return row?.any === true;
  }

  /** Takes waiting rows that no other relay holds, oldest event first, and marks them as in flight. */
  async claimWaiting(tx: Tx, handlers: readonly string[], max: number): Promise<EventJob[]> {
    const claimed = await rows<EventJob>(
      tx,
      `update event_dispatch d set enqueued_at = clock_timestamp()
         from (select event_id, handler from event_dispatch
                where enqueued_at is null and done_at is null and handler = any($1::text[])
                order by event_id limit $2 for update skip locked) w
        where d.event_id = w.event_id and d.handler = w.handler
       returning d.event_id as "eventId", d.handler`,
      [handlers, max],
    );
    // RETURNING promises no order; events should reach their handlers about in the order they happened.
    return claimed.sort((a, b) => Number(BigInt(a.eventId) - BigInt(b.eventId)));
  }

  /** Marks `(event, handler)` as handled and gives the event; undefined when it was handled before, or never asked for. */
  async claim(tx: Tx, { eventId, handler }: EventJob): Promise<RecordedEvent | undefined> {
    const [event] = await rows<RecordedEvent>(
      tx,
      `with claim as (
         insert into handled (event_id, handler)
         select event_id, handler from event_dispatch where event_id = $1 and handler = $2
         on conflict do nothing returning event_id)
       select e.id, e.at, e.type, e.actor_person_id as "actorPersonId", e.subject_kind as "subjectKind",
              e.subject_id as "subjectId", e.matter_id as "matterId", e.payload
         from claim join event e on e.id = claim.event_id`,
      [eventId, handler],
    );
    return event;
  }

  /** Closes the row, in the transaction of the effect. Only the first call counts. */
  async close(tx: Tx, { eventId, handler }: EventJob, outcome: Outcome): Promise<void> {
    await affected(
      tx,
      `update event_dispatch set done_at = clock_timestamp(), outcome = $3 where event_id = $1 and handler = $2 and done_at is null`,
      [eventId, handler, outcome.is === 'done' ? 'done' : `skipped: ${outcome.why}`],
    );
  }

  /** Puts the row in the dead-letter list; it stays there until an operator sends it again. */
  async bury(tx: Tx, { eventId, handler }: EventJob, why: string): Promise<void> {
    await affected(
      tx,
      `update event_dispatch set outcome = $3 where event_id = $1 and handler = $2 and done_at is null`,
      [eventId, handler, `dead: ${why}`],
    );
  }

  /**
   * Puts rows back that have been in flight too long: the queue has lost them, or is late. In the second case the job's
   * id is still taken and nothing happens.
   * @returns how many
   */
  async sweep(tx: Tx, ageSeconds: number, max: number): Promise<number> {
    return affected(
      tx,
      `update event_dispatch d set enqueued_at = null, attempts = d.attempts + 1
         from (select event_id, handler from event_dispatch
                where done_at is null and outcome is null and enqueued_at <= clock_timestamp() - make_interval(secs => $1)
                order by enqueued_at limit $2 for update skip locked) late
        where d.event_id = late.event_id and d.handler = late.handler`,
      [ageSeconds, max],
    );
  }

  /** The dead-letter list, oldest first, at most 200 rows. */
  async deadLetters(db: Db = this.dataSource): Promise<DeadLetter[]> {
    return rows<DeadLetter>(
      db,
      `${openRows} select o.event_id as "eventId", o.handler, e.type, e.at, o.attempts, o.outcome
         from open o join event e on e.id = o.event_id
        where o.outcome like 'dead:%' order by o.event_id, o.handler limit ${deadLettersMax}`,
    );
  }

  /**
   * Sends a dead job again, with all its tries.
   * @returns false when it is not in the dead-letter list (any more).
   */
  async retryDead(tx: Tx, { eventId, handler }: EventJob): Promise<boolean> {
    const count = await affected(
      tx,
      `update event_dispatch set outcome = null, enqueued_at = null, attempts = attempts + 1
        where event_id = $1 and handler = $2 and done_at is null and outcome like 'dead:%'`,
      [eventId, handler],
    );
    return count === 1;
  }

  /** Open rows whose handler this build does not have: a renamed or removed subscriber, or one a newer version registers. */
  async openForUnknown(handlers: readonly string[]): Promise<OpenHandler[]> {
    return rows<OpenHandler>(
      this.dataSource,
      `${openRows} select handler, count(*)::int as open from open
        where outcome is null and handler <> all($1::text[]) group by handler order by handler limit 20`,
      [handlers],
    );
  }

  async backlog(): Promise<Backlog> {
    const [row] = await rows<Backlog>(
      this.dataSource,
      `${openRows}, oldest as (select min(event_id) as id from open where outcome is null)
       select (select count(*) from open where outcome is null)::int as open,
              (select count(*) from open where outcome like 'dead:%')::int as dead,
              (select extract(epoch from clock_timestamp() - e.at)::float8 from event e join oldest on e.id = oldest.id)
                as "oldestSeconds"`,
    );
    return row ?? { open: 0, dead: 0, oldestSeconds: null };
  }

  /**
   * Names this database among all that may share one Redis. A database restored from a copy gets a new name, so it never
   * meets the jobs of the one it replaces.
   */
  async queuePrefix(): Promise<string> {
    const [row] = await rows<{ identity: string }>(
      this.dataSource,
      `select to_hex(system_identifier) || '-' || (select oid from pg_database where datname = current_database()) as identity
         from pg_control_system()`,
    );
    if (row === undefined) throw new Error('The database did not say which one it is.');
    return `anslag-${row.identity}`;
  }
}
