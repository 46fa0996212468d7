/**
 * The one way to say that something happened. The row is the audit trail and, with its dispatch rows, the outbox; both
 * are written in the act's own transaction, so no act is without its event and no event without its act.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { canonicalJson } from '../../kernel/canonical.js';
import { type Tx } from '../database/transaction.js';
import { later } from '../database/sql.js';
import type { NewEvent } from './event.js';
import { Subscriptions } from './subscriptions.js';

const insertEvents = `
  insert into event (type, actor_kind, actor_person_id, actor_token_id, request_id, subject_kind, subject_id, matter_id, payload)
    select n.type, $1, $2, $3, $4, n.subject_kind, n.subject_id, n.matter_id, n.payload
      from unnest($5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::jsonb[]) with ordinality
        as n (type, subject_kind, subject_id, matter_id, payload, place) order by n.place`;

const insertEventsAndDispatches = `
  with e as (${insertEvents} returning id, type)
  insert into event_dispatch (event_id, handler)
    select e.id, s.handler from e join unnest($10::text[], $11::text[]) as s (type, handler) on s.type = e.type`;

@Injectable()
export class Events {
  constructor(private readonly subscriptions: Subscriptions) {}

  /**
   * Records events in the order given, with one dispatch row per subscriber. Does not wait for the database: what could
   * fail here fails the whole act, at its next statement or at the commit.
   */
  async record(tx: Tx, actor: Actor, ...events: readonly NewEvent[]): Promise<void> {
    const subscribers = this.subscriptions.of(new Set(events.map((event) => event.type)));
    const values = [
      actor.kind,
      actor.personId,
      actor.tokenId,
      actor.requestId,
      events.map((event) => event.type),
      events.map((event) => event.subjectKind),
      events.map((event) => event.subjectId),
      events.map((event) => event.matterId ?? null),
      events.map((event) => canonicalJson(event.payload)),
    ];
    // Most events have no subscriber, and then the statement costs half.
    if (subscribers.length === 0) return later(tx, insertEvents, values);
    const [types, handlers] = [subscribers.map(({ type }) => type), subscribers.map(({ handler }) => handler)];
    return later(tx, insertEventsAndDispatches, [...values, types, handlers]);
  }
}
