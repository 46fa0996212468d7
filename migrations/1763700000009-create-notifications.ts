/** Why: a person must see what waits for them without searching; the inbox is a projection of events and may be rebuilt. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateNotifications1763700000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notice (
        id bigint generated always as identity constraint pk_notice primary key,
        person_id uuid not null constraint fk_notice_person references person (id),
        event_id bigint not null constraint fk_notice_event references event (id),
        kind text not null,
        subject_kind text not null,
        subject_id uuid not null,
        matter_id uuid constraint fk_notice_matter references matter (id),
        created_at timestamptz not null default clock_timestamp(),
        read_at timestamptz,
        constraint uq_notice_effect unique (event_id, person_id)
      );
      create index ix_notice_person on notice (person_id, id) where read_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table notice`);
  }
}
