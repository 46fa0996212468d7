/** Why: nobody should learn in the meeting that it does not fit; the office weighs every measure against every source before, and reserves what it puts before the board. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddScenarios1763700000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What is reserved for a measure counts against what its committee approved, or two divisions could both be put
      -- before the board and only one of them be decided.
      alter table approved_measure add column pending_ore bigint not null default 0 constraint ck_approved_measure_pending check (pending_ore >= 0);
      alter table approved_measure drop constraint ck_approved_measure_allocated;
      alter table approved_measure add constraint ck_approved_measure_allocated check (allocated_ore + pending_ore <= approved_ore);

      alter table allocation add column is_reserved boolean not null default false;
      comment on column allocation.is_reserved is 'Its rows stand pending in the ledger until the board has decided or the division is given up.';
      create index ix_ledger_entry_pending_row on ledger_entry (allocation_row_id) where account = 'pending';
      alter table posting add constraint ck_posting_decision check ((kind <> 'post' or decision_id is not null) and (kind <> 'reserve' or decision_id is null));

      create table eligibility_answer (
        id uuid constraint pk_eligibility_answer primary key,
        source_id uuid not null constraint fk_eligibility_answer_source references funding_source (id),
        proposal_id uuid not null constraint fk_eligibility_answer_proposal references proposal (id),
        measure_key uuid not null,
        criterion text not null constraint ck_eligibility_answer_criterion check (criterion ~ '^(purpose-[0-9]{1,2}|condition-[a-zA-Z]{1,40})$'),
        answer boolean not null,
        ground text not null constraint ck_eligibility_answer_ground check (length(trim(ground)) > 0),
        answered_by uuid constraint fk_eligibility_answer_answered_by references person (id),
        number bigint generated always as identity,
        answered_at timestamptz not null default clock_timestamp()
      );
      create index ix_eligibility_answer_place on eligibility_answer (proposal_id, measure_key, source_id, criterion, number desc);
      comment on table eligibility_answer is 'Append-only: of the answers to one question the last one rules, and the earlier ones can be read.';

      create table recommendation (
        id uuid constraint pk_recommendation primary key,
        call_id uuid not null constraint fk_recommendation_call references call (id),
        proposal_id uuid not null constraint fk_recommendation_proposal references proposal (id),
        measure_key uuid not null,
        proposal_version_id uuid not null constraint fk_recommendation_version references proposal_version (id),
        number integer not null constraint ck_recommendation_number check (number > 0),
        priority integer constraint ck_recommendation_priority check (priority between 1 and 9999),
        requested_ore bigint not null,
        total_ore bigint not null constraint ck_recommendation_total check (total_ore between 0 and requested_ore),
        reason text,
        recorded_by uuid constraint fk_recommendation_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_recommendation unique (call_id, proposal_id, measure_key, number),
        constraint ck_recommendation_reason check (total_ore = requested_ore or length(trim(coalesce(reason, ''))) > 0)
      );
      comment on table recommendation is 'What the city office would give a measure, with its reason when that is less than was asked for. Append-only; the highest number rules.';

      create table recommendation_row (
        recommendation_id uuid not null constraint fk_recommendation_row_recommendation references recommendation (id),
        source_year_id uuid not null constraint fk_recommendation_row_source_year references source_year (id),
        amount_ore bigint not null constraint ck_recommendation_row_amount check (amount_ore between 1 and 99999999999999),
        constraint pk_recommendation_row primary key (recommendation_id, source_year_id)
      );

      create table scenario_inputs (
        id uuid constraint pk_scenario_inputs primary key,
        call_id uuid not null constraint fk_scenario_inputs_call references call (id),
        content text not null,
        content_hash bytea not null,
        frozen_by uuid constraint fk_scenario_inputs_frozen_by references person (id),
        frozen_at timestamptz not null default clock_timestamp(),
        constraint uq_scenario_inputs unique (call_id, content_hash),
        constraint ck_scenario_inputs_hash check (content_hash = sha256(convert_to(content, 'UTF8')))
      );
      comment on table scenario_inputs is 'The figures scenarios stand on, frozen once and shared by those made from them, so that they can be compared.';

      create table scenario (
        id uuid constraint pk_scenario primary key,
        call_id uuid not null constraint fk_scenario_call references call (id),
        inputs_id uuid not null constraint fk_scenario_inputs references scenario_inputs (id),
        name text not null,
        rule text not null constraint ck_scenario_rule check (rule in ('asRequested', 'asRecommended', 'proRata', 'byPriority', 'cheapestFirst', 'byHand')),
        only_eligible boolean not null,
        status text not null default 'working' constraint ck_scenario_status check (status in ('working', 'promoted', 'discarded')),
        certificate text,
        certificate_hash bytea,
        allocation_id uuid constraint fk_scenario_allocation references allocation (id),
        version integer not null default 1,
        created_by uuid constraint fk_scenario_created_by references person (id),
        created_at timestamptz not null default clock_timestamp(),
        constraint uq_scenario_name unique (call_id, name),
        constraint uq_scenario_allocation unique (allocation_id),
        constraint ck_scenario_promoted check ((status = 'promoted') = (allocation_id is not null) and (status <> 'promoted' or certificate is not null)),
        constraint ck_scenario_certificate check ((certificate is null) = (certificate_hash is null)
          and (certificate is null or certificate_hash = sha256(convert_to(certificate, 'UTF8'))))
      );

      create table scenario_row (
        scenario_id uuid not null constraint fk_scenario_row_scenario references scenario (id),
        position integer not null,
        proposal_id uuid not null constraint fk_scenario_row_proposal references proposal (id),
        measure_key uuid not null,
        source_year_id uuid not null constraint fk_scenario_row_source_year references source_year (id),
        amount_ore bigint not null constraint ck_scenario_row_amount check (amount_ore between 1 and 99999999999999),
        constraint pk_scenario_row primary key (scenario_id, proposal_id, measure_key, source_year_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table scenario_row, scenario, scenario_inputs, recommendation_row, recommendation, eligibility_answer;
      alter table posting drop constraint ck_posting_decision;
      drop index ix_ledger_entry_pending_row;
      alter table allocation drop column is_reserved;
      alter table approved_measure drop constraint ck_approved_measure_allocated;
      alter table approved_measure drop column pending_ore;
      alter table approved_measure add constraint ck_approved_measure_allocated check (allocated_ore <= approved_ore);
    `);
  }
}
