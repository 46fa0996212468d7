/**
 * Who listens to what. Filled while the application starts, then fixed: an event type may have many subscribers, a
 * subscriber name exactly one handler, and a name in the database without a handler is reported at start.
 */
import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transaction.js';
import type { RecordedEvent } from './event.js';

/** A job ends in a value; throwing means "try again, then show it in the dead-letter list". */
export type Outcome = { is: 'done' } | { is: 'skipped'; why: string };
export const done: Outcome = { is: 'done' };
export const skipped = (why: string): Outcome => ({ is: 'skipped', why });

export interface Subscription {
  /** Event type listened to. */
  type: string;
  /** Unique name, `module-effect`; it is stored with each dispatch row, so renaming one is a migration. No colon (BullMQ). */
  handler: string;
  /** Runs in a transaction that has already claimed `(event, handler)`; a second run never gets here. */
  handle: (tx: Tx, event: RecordedEvent) => Promise<Outcome>;
}

@Injectable()
export class Subscriptions {
  private readonly byHandler = new Map<string, Subscription>();

  /** @throws when the name is taken or malformed: two handlers under one name would share their "already handled" mark. */
  add(subscription: Subscription): void {
    if (!/^[a-z]+(-[a-z]+)*$/.test(subscription.handler))
      throw new Error(`Handler name '${subscription.handler}' should be lower-case words joined by hyphens.`);
    const key = subscription.handler;
    if (this.byHandler.has(key)) throw new Error(`Two handlers are called '${key}'.`);
    this.byHandler.set(key, subscription);
  }

  /** Subscribers of the given event types. */
  of(types: ReadonlySet<string>): Subscription[] {
    return [...this.byHandler.values()].filter((subscription) => types.has(subscription.type));
  }

  byName(handler: string): Subscription | undefined {
    return this.byHandler.get(handler);
  }

  all(): Subscription[] {
    return [...this.byHandler.values()];
  }
}
