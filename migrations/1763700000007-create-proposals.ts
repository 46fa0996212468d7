/** Why: a version that anyone outside the drafting hand has seen may never change, and managers approve one version, not a title. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProposals1763700000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table proposal (
        id uuid constraint pk_proposal primary key,
        matter_id uuid not null constraint fk_proposal_matter references matter (id),
        authority_id uuid not null constraint fk_proposal_authority references authority (id),
        call_id uuid constraint fk_proposal_call references call (id),
        title text not null,
        status text not null default 'drafting' constraint ck_proposal_status check (status in ('drafting', 'managerReview', 'approvedByManagement',
          'scheduled', 'referredBack', 'approved', 'rejected', 'withdrawn')),
        author_id uuid not null constraint fk_proposal_author references person (id),
        current_version_id uuid not null,
        current_version integer not null default 1,
        submitted_version_id uuid,
        approved_version_id uuid,
        total_ore bigint not null default 0 constraint ck_proposal_total check (total_ore between 0 and 99999999999999),
        source_document_id uuid constraint fk_proposal_source_document references document (id),
        version integer not null default 1,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        constraint uq_proposal_matter unique (matter_id),
        constraint ck_proposal_approved check (status <> 'approved' or approved_version_id is not null),
        constraint ck_proposal_submitted check (status in ('drafting', 'withdrawn') or submitted_version_id is not null)
      );
      comment on column proposal.submitted_version_id is 'The newest version others than its own administration may see (R-50); title and total_ore are that version''s, or the draft''s until there is one.';
      create index ix_proposal_authority on proposal (authority_id, created_at);
      create index ix_proposal_call on proposal (call_id);
      create index ix_proposal_total on proposal (total_ore desc, id);
      create index ix_proposal_status_total on proposal (status, total_ore desc, id);

      create table proposal_version (
        id uuid constraint pk_proposal_version primary key,
        proposal_id uuid not null constraint fk_proposal_version_proposal references proposal (id),
        number integer not null constraint ck_proposal_version_number check (number > 0),
        origin text not null constraint ck_proposal_version_origin check (origin in ('drafted', 'imported', 'revised', 'amendment')),
        title text not null,
        document_day date,
        sections jsonb not null default '[]',
        decision_points jsonb not null default '[]',
        decision_plan jsonb not null default '[]',
        dispatch_list jsonb not null default '[]',
        goal_references jsonb not null default '[]',
        total_ore bigint not null default 0,
        content_hash bytea,
        decision_id uuid constraint fk_proposal_version_decision references decision (id) deferrable initially deferred,
        created_by uuid constraint fk_proposal_version_created_by references person (id),
        created_at timestamptz not null default clock_timestamp(),
        frozen_at timestamptz,
        constraint uq_proposal_version unique (proposal_id, number),
        constraint ck_proposal_version_frozen check ((frozen_at is null) = (content_hash is null))
      );
      alter table proposal add constraint fk_proposal_current_version foreign key (current_version_id) references proposal_version (id) deferrable initially deferred;
      alter table proposal add constraint fk_proposal_submitted_version foreign key (submitted_version_id) references proposal_version (id) deferrable initially deferred;
      alter table proposal add constraint fk_proposal_approved_version foreign key (approved_version_id) references proposal_version (id);

      create table measure (
        version_id uuid not null constraint fk_measure_version references proposal_version (id),
        measure_key uuid not null,
        position integer not null constraint ck_measure_position check (position > 0),
        title text not null,
        requested_ore bigint not null constraint ck_measure_requested check (requested_ore between 0 and 99999999999999),
        year integer not null constraint ck_measure_year check (year between 1900 and 2199),
        source_id uuid constraint fk_measure_source references funding_source (id),
        details jsonb not null default '{}',
        constraint pk_measure primary key (version_id, measure_key),
        constraint uq_measure_position unique (version_id, position)
      );

      create function refuse_change_of_frozen_version() returns trigger language plpgsql set search_path = public, pg_temp as $$
      declare frozen timestamptz;
      begin
        if tg_table_name = 'proposal_version' then
          frozen := old.frozen_at;
        else
          -- Both ends of a move: nothing leaves a frozen version, and nothing enters one.
          select max(frozen_at) into frozen from proposal_version where id in (old.version_id, new.version_id);
        end if;
        if frozen is not null then
          raise exception 'the version was frozen at %; a change makes a new version', frozen
            using errcode = 'check_violation', constraint = 'ck_version_frozen';
        end if;
        return coalesce(new, old);
      end $$;
      create trigger tr_proposal_version_frozen before update or delete on proposal_version for each row execute function refuse_change_of_frozen_version();
      create trigger tr_measure_frozen before insert or update or delete on measure for each row execute function refuse_change_of_frozen_version();

      create table proposal_approval (
        id uuid constraint pk_proposal_approval primary key,
        version_id uuid not null constraint fk_proposal_approval_version references proposal_version (id),
        step integer not null constraint ck_proposal_approval_step check (step in (1, 2)),
        author_id uuid not null constraint fk_proposal_approval_author references person (id),
        approver_id uuid not null constraint fk_proposal_approval_approver references person (id),
        at timestamptz not null default clock_timestamp(),
        constraint uq_proposal_approval_step unique (version_id, step),
        constraint uq_proposal_approval_approver unique (version_id, approver_id),
        constraint ck_proposal_approval_four_eyes check (approver_id <> author_id)
      );

      create table proposal_reason (
        id uuid constraint pk_proposal_reason primary key,
        version_id uuid not null constraint fk_proposal_reason_version references proposal_version (id),
        kind text not null constraint ck_proposal_reason_kind check (kind in ('sentBack', 'withdrawn')),
        reason text not null constraint ck_proposal_reason_text check (length(trim(reason)) > 0),
        person_id uuid constraint fk_proposal_reason_person references person (id),
        at timestamptz not null default clock_timestamp()
      );
      create index ix_proposal_reason_version on proposal_reason (version_id);
      comment on table proposal_reason is 'Why a manager sent a version back or the administration withdrew it. Kept here and not in the event log, which holds no free text.';

      create table approved_measure (
        proposal_id uuid not null constraint fk_approved_measure_proposal references proposal (id),
        measure_key uuid not null,
        approved_ore bigint not null constraint ck_approved_measure_approved check (approved_ore >= 0),
        allocated_ore bigint not null default 0 constraint ck_approved_measure_not_negative check (allocated_ore >= 0),
        constraint pk_approved_measure primary key (proposal_id, measure_key),
        constraint ck_approved_measure_allocated check (allocated_ore <= approved_ore)
      );
      comment on table approved_measure is 'What the committee has approved and how much of it the executive board has allocated (R-05). Kept beside the versions so that the database can refuse.';

      alter table amount_entry add constraint fk_amount_entry_proposal foreign key (proposal_id) references proposal (id);
      alter table amount_entry add constraint fk_amount_entry_version foreign key (version_id) references proposal_version (id);
      alter table ledger_entry add constraint fk_ledger_entry_proposal foreign key (proposal_id) references proposal (id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ledger_entry drop constraint fk_ledger_entry_proposal;
      alter table amount_entry drop constraint fk_amount_entry_version, drop constraint fk_amount_entry_proposal;
      drop table approved_measure, proposal_reason, proposal_approval, measure;
      alter table proposal drop constraint fk_proposal_approved_version, drop constraint fk_proposal_submitted_version, drop constraint fk_proposal_current_version;
      drop table proposal_version, proposal;
      drop function refuse_change_of_frozen_version`);
  }
}
