/** Why: one append-only event table is both audit trail and outbox; commands must be repeatable without double effect. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlatform1763700000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table event (
        id bigint generated always as identity constraint pk_event primary key,
        xact xid8 not null default pg_current_xact_id(),
        at timestamptz not null default clock_timestamp(),
        type text not null constraint ck_event_type check (type ~ '^[a-zA-Z]+\\.[a-zA-Z]+$'),
        actor_kind text not null constraint ck_event_actor_kind check (actor_kind in ('person', 'machine', 'system')),
        actor_person_id uuid,
        actor_token_id uuid,
        request_id text,
        subject_kind text not null,
        subject_id uuid,
        matter_id uuid,
        payload jsonb not null constraint ck_event_payload check (jsonb_typeof(payload) = 'object')
      );
      create index ix_event_subject on event (subject_id, id);
      create index ix_event_matter on event (matter_id, id) where matter_id is not null;
      comment on table event is 'Append-only: the audit trail and the outbox. The application role may select and insert, nothing else.';

      create table event_dispatch (
        event_id bigint not null constraint fk_event_dispatch_event references event (id),
        handler text not null,
        enqueued_at timestamptz,
        done_at timestamptz,
        attempts integer not null default 0,
        outcome text,
        constraint pk_event_dispatch primary key (event_id, handler)
      );
      create index ix_event_dispatch_waiting on event_dispatch (event_id) where enqueued_at is null and done_at is null;
      create index ix_event_dispatch_open on event_dispatch (enqueued_at) where done_at is null;

      create table handled (
        event_id bigint not null constraint fk_handled_event references event (id),
        handler text not null,
        at timestamptz not null default clock_timestamp(),
        constraint pk_handled primary key (event_id, handler)
      );

      create table idempotency_key (
        actor_id uuid not null,
        key uuid not null,
        request_hash bytea not null,
        status integer,
        headers jsonb,
        body text,
        created_at timestamptz not null default clock_timestamp(),
        constraint pk_idempotency_key primary key (actor_id, key)
      );
      create index ix_idempotency_key_created on idempotency_key (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table idempotency_key, handled, event_dispatch, event`);
  }
}
