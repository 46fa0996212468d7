/**
 * Telling people: subscribes to events and writes what waits for whom. Mail, digests and calendar feeds come later.
 * Owns no fact of its own; whatever it says is read from the event and the object it names.
 */
import { Module } from '@nestjs/common';
import { Checks } from '../platform/checks.js';
import { NoticesController } from './notices.controller.js';
import { Notices } from './notices.service.js';

@Module({ controllers: [NoticesController], providers: [Notices] })
export class NotificationsModule {
  constructor(checks: Checks) {
    checks.add([
      {
        name: 'notifications/J2-notice-was-dispatched',
        meaning: 'Somebody was told of an event by a handler that never had it to handle.',
        sql: `select n.id from notice n where not exists (
                select 1 from handled h where h.event_id = n.event_id and h.handler like 'notify-%')`,
      },
    ]);
  }
}
