/** Why: the city office asks several committees at once, and must see who has answered and what the answers add up to. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCalls1763700000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table call (
        id uuid constraint pk_call primary key,
        matter_id uuid not null constraint fk_call_matter references matter (id),
        title text not null,
        description text not null default '',
        years integer[] not null constraint ck_call_years check (cardinality(years) > 0),
        mandatory_sections text[] not null,
        status text not null default 'draft' constraint ck_call_status check (status in ('draft', 'issued', 'closed', 'compiled', 'decided', 'cancelled')),
        reply_by_day date not null,
        reply_by_time time not null,
        reply_by_at timestamptz not null,
        issued_at timestamptz,
        version integer not null default 1,
        created_by uuid constraint fk_call_created_by references person (id),
        created_at timestamptz not null default clock_timestamp(),
        constraint uq_call_matter unique (matter_id)
      );

      create table call_source (
        call_id uuid not null constraint fk_call_source_call references call (id),
        source_id uuid not null constraint fk_call_source_source references funding_source (id),
        constraint pk_call_source primary key (call_id, source_id)
      );

      create table call_deadline (
        id uuid constraint pk_call_deadline primary key,
        call_id uuid not null constraint fk_call_deadline_call references call (id),
        reply_by_day date not null,
        reply_by_time time not null,
        reply_by_at timestamptz not null,
        reason text not null,
        set_by uuid constraint fk_call_deadline_set_by references person (id),
        set_at timestamptz not null default clock_timestamp()
      );
      create index ix_call_deadline_call on call_deadline (call_id, set_at);

      create table call_invitation (
        call_id uuid not null constraint fk_call_invitation_call references call (id),
        authority_id uuid not null constraint fk_call_invitation_authority references authority (id),
        status text not null default 'invited' constraint ck_call_invitation_status check (status in ('invited', 'replied', 'declined', 'noReply')),
        received_at timestamptz,
        is_late boolean not null default false,
        note text,
        constraint pk_call_invitation primary key (call_id, authority_id),
        constraint ck_call_invitation_received check (status <> 'replied' or received_at is not null)
      );

      alter table amount_total add constraint fk_amount_total_call foreign key (call_id) references call (id);
      alter table amount_entry add constraint fk_amount_entry_call foreign key (call_id) references call (id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table amount_entry drop constraint fk_amount_entry_call;
      alter table amount_total drop constraint fk_amount_total_call;
      drop table call_invitation, call_deadline, call_source, call`);
  }
}
