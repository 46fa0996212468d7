/** Why: the city office had no way to remind those who have not answered a call, so it was done by mail outside the matter. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RemindOfCalls1763700000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table call_reminder (
        call_id uuid not null,
        authority_id uuid not null,
        reminded_day date not null,
        reminded_at timestamptz not null default clock_timestamp(),
        reminded_by uuid constraint fk_call_reminder_reminded_by references person (id),
        constraint pk_call_reminder primary key (call_id, authority_id, reminded_day),
        constraint fk_call_reminder_call foreign key (call_id) references call (id),
        constraint fk_call_reminder_authority foreign key (authority_id) references authority (id)
      );
      comment on table call_reminder is 'Who was reminded of a call and when; at most once a day, so that two at the same desk do not nag.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table call_reminder`);
  }
}
