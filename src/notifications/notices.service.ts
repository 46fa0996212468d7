/**
 * Writes what waits for whom. A projection of events: it may be rebuilt, and writing one twice changes nothing (J2).
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { affected } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import type { RecordedEvent } from '../platform/events/event.js';
import { done, type Outcome, skipped, Subscriptions } from '../platform/events/subscriptions.js';
import { handlerOf, type NoticeRule, noticeRules } from './notice.rules.js';

const writeStatement = `
  insert into notice (person_id, event_id, kind, subject_kind, subject_id, matter_id)
    select distinct a.person_id, $1::bigint, $2, $3, $4::uuid, $5::uuid
      from appointment a join person p on p.id = a.person_id
     where a.role = any($6::text[]) and p.deactivated_at is null
       and a.from_day <= today_in_stockholm() and (a.to_day is null or a.to_day >= today_in_stockholm())
       and case $7::text
             when 'everywhere' then true
             when 'matter' then a.authority_id = (select authority_id from matter where id = $5::uuid)
             when 'body' then a.body_id = $10::uuid
             when 'bodyAuthority' then a.authority_id = (select authority_id from body where id = $10::uuid)
             when 'named' then a.person_id = any($8::uuid[])
             else a.authority_id = any($8::uuid[]) end
       and a.person_id is distinct from $9::uuid
    on conflict on constraint uq_notice_effect do nothing`;

@Injectable()
export class Notices implements OnModuleInit {
  constructor(private readonly subscriptions: Subscriptions) {}

  onModuleInit(): void {
    for (const rule of noticeRules)
      this.subscriptions.add({
        type: rule.event,
        handler: handlerOf(rule),
        handle: (tx, event) => this.write(tx, rule, event),
      });
  }

  /** Tells everybody the rule names except the one who did it. */
  async write(tx: Tx, rule: NoticeRule, event: RecordedEvent): Promise<Outcome> {
    if (event.subjectId === null) return skipped('the event names no subject');
    const named = event.payload[rule.reach === 'named' ? 'signerIds' : 'authorityIds'];
    const bodyId = event.payload['bodyId'];
    const written = await affected(tx, writeStatement, [
      event.id,
      rule.kind,
      event.subjectKind,
      event.subjectId,
      event.matterId,
      [...rule.roles],
      rule.reach,
      Array.isArray(named) ? named : [],
      event.actorPersonId,
      typeof bodyId === 'string' ? bodyId : null,
    ]);
    return written > 0 ? done : skipped('nobody holds the role');
  }

  /** @throws not-found for somebody else's notice as for none. */
  async markRead(tx: Tx, actor: Actor, noticeId: string): Promise<void> {
    const read = await affected(
      tx,
      `update notice set read_at = coalesce(read_at, clock_timestamp()) where id = $1::bigint and person_id = $2`,
      [noticeId, actor.personId],
    );
    if (read === 0) throw notFound('Meddelandet');
  }
}
