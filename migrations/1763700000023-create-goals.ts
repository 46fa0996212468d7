/** Why: what the money was for is followed up in the chain of goals, with figures whose parts add up and links to what was paid (domain C, D, R-31). */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const levels = `('goalArea', 'councilGoal', 'directionGoal', 'committeeGoal', 'effectGoal', 'operationalGoal', 'commitment', 'activity')`;

export class CreateGoals1763700000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table goal_chain (
        id uuid constraint pk_goal_chain primary key,
        year integer not null constraint ck_goal_chain_year check (year between 1990 and 2199),
        authority_id uuid constraint fk_goal_chain_authority references authority (id),
        levels text[] not null constraint ck_goal_chain_levels check (cardinality(levels) > 0 and levels <@ array['goalArea', 'councilGoal',
          'directionGoal', 'committeeGoal', 'effectGoal', 'operationalGoal', 'commitment', 'activity']),
        version integer not null default 1,
        created_at timestamptz not null default clock_timestamp(),
        constraint uq_goal_chain unique nulls not distinct (year, authority_id)
      );
      comment on table goal_chain is 'Which levels the chain of goals has in a year; without authority the whole municipality''s, which every change of the year''s tree locks.';

      create table goal (
        id uuid constraint pk_goal primary key,
        level text not null constraint ck_goal_level check (level in ${levels}),
        authority_id uuid not null constraint fk_goal_authority references authority (id),
        title text not null constraint ck_goal_title check (length(trim(title)) > 0),
        description text,
        responsible_id uuid constraint fk_goal_responsible references person (id),
        service_state text constraint ck_goal_service_state check (service_state in ('developing', 'prototype', 'tested', 'pilot', 'introducing', 'inOperation', 'ended')),
        status text not null default 'draft' constraint ck_goal_status check (status in ('draft', 'adopted', 'inProgress', 'reported', 'assessed', 'carriedOver', 'closed', 'withdrawn')),
        decision_id uuid constraint fk_goal_decision references decision (id),
        version integer not null default 1,
        created_by uuid constraint fk_goal_created_by references person (id),
        created_at timestamptz not null default clock_timestamp(),
        constraint ck_goal_service check (service_state is null or level in ('commitment', 'activity'))
      );
      create index ix_goal_authority on goal (authority_id, level);
      comment on column goal.service_state is 'Of a commitment that is an e-service: how far it has come.';
      comment on column goal.decision_id is 'The decision that adopted it, when it was made here.';

      create table goal_placement (
        goal_id uuid not null constraint fk_goal_placement_goal references goal (id),
        year integer not null,
        parent_id uuid,
        contribution text,
        constraint pk_goal_placement primary key (goal_id, year),
        constraint fk_goal_placement_parent foreign key (parent_id, year) references goal_placement (goal_id, year),
        constraint ck_goal_placement_self check (parent_id <> goal_id),
        constraint ck_goal_placement_contribution check (contribution is null or parent_id is not null)
      );
      create index ix_goal_placement_parent on goal_placement (parent_id, year);
      comment on table goal_placement is 'Where a goal stands in the chain of a year; the same goal stands in many years.';
      comment on column goal_placement.contribution is 'How it contributes to the goal above it.';

      -- Two writers that place A under B and B under A would each see a tree without a cycle: the year's chain is locked first.
      create function keep_goal_tree() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        perform 1 from goal_chain where year = new.year and authority_id is null for no key update;
        if not found then
          raise exception 'no chain of goals is set for %', new.year using errcode = 'check_violation', constraint = 'ck_goal_placement_year';
        end if;
        if new.parent_id is not null and exists (
          with recursive up as (
            select new.parent_id as id
            union select p.parent_id from up join goal_placement p on p.goal_id = up.id and p.year = new.year where p.parent_id is not null)
          select 1 from up where id = new.goal_id) then
          raise exception 'goal % would stand below itself in %', new.goal_id, new.year using errcode = 'check_violation', constraint = 'ck_goal_placement_cycle';
        end if;
        return new;
      end $$;
      create trigger tr_goal_placement_tree before insert or update on goal_placement for each row execute function keep_goal_tree();

      create table programme (
        id uuid constraint pk_programme primary key,
        name text not null constraint ck_programme_name check (length(trim(name)) > 0),
        aliases text[] not null default '{}',
        description text,
        version integer not null default 1,
        created_at timestamptz not null default clock_timestamp(),
        constraint uq_programme_name unique (name)
      );
      comment on table programme is 'What recurs by name in proposals, budgets and reports: CTC, SSPF, Bostad först.';

      create table programme_measure (
        programme_id uuid not null constraint fk_programme_measure_programme references programme (id),
        proposal_id uuid not null constraint fk_programme_measure_proposal references proposal (id),
        measure_key uuid not null,
        constraint pk_programme_measure primary key (programme_id, proposal_id, measure_key)
      );

      create table goal_link (
        id uuid constraint pk_goal_link primary key,
        goal_id uuid not null constraint fk_goal_link_goal references goal (id),
        kind text not null constraint ck_goal_link_kind check (kind in ('proposal', 'measure', 'allocation', 'programme')),
        proposal_id uuid constraint fk_goal_link_proposal references proposal (id),
        measure_key uuid,
        allocation_id uuid constraint fk_goal_link_allocation references allocation (id),
        programme_id uuid constraint fk_goal_link_programme references programme (id),
        constraint uq_goal_link unique nulls not distinct (goal_id, kind, proposal_id, measure_key, allocation_id, programme_id),
        constraint ck_goal_link_target check ((kind in ('proposal', 'measure')) = (proposal_id is not null) and (kind = 'measure') = (measure_key is not null)
          and (kind = 'allocation') = (allocation_id is not null) and (kind = 'programme') = (programme_id is not null))
      );
      create index ix_goal_link_proposal on goal_link (proposal_id);
      comment on table goal_link is 'What a goal is worked for with: proposals, single measures, allocations, programmes.';

      create table indicator (
        id uuid constraint pk_indicator primary key,
        goal_id uuid not null constraint fk_indicator_goal references goal (id),
        name text not null constraint ck_indicator_name check (length(trim(name)) > 0),
        responsible_id uuid constraint fk_indicator_responsible references person (id),
        available_from_day date,
        last_definition integer not null default 1,
        version integer not null default 1,
        created_by uuid constraint fk_indicator_created_by references person (id),
        created_at timestamptz not null default clock_timestamp()
      );
      create index ix_indicator_goal on indicator (goal_id);
      comment on column indicator.available_from_day is 'Before this day it cannot be measured, e.g. until the source system records what is counted (B-81).';

      create table indicator_definition (
        id uuid constraint pk_indicator_definition primary key,
        indicator_id uuid not null constraint fk_indicator_definition_indicator references indicator (id),
        number integer not null constraint ck_indicator_definition_number check (number > 0),
        from_day date not null,
        kind text not null constraint ck_indicator_definition_kind check (kind in ('count', 'share', 'value')),
        definition text not null constraint ck_indicator_definition_text check (length(trim(definition)) > 0),
        numerator text,
        denominator text,
        unit text not null,
        by_sex boolean not null,
        source_system text,
        method text,
        timing text,
        responsibilities jsonb not null default '[]',
        is_comparable boolean not null default true,
        comparability_reason text,
        recorded_by uuid constraint fk_indicator_definition_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_indicator_definition unique (indicator_id, number),
        constraint ck_indicator_definition_share check ((kind = 'share') = (numerator is not null and denominator is not null)),
        constraint ck_indicator_definition_reason check (number = 1 or length(trim(coalesce(comparability_reason, ''))) > 0)
      );
      comment on table indicator_definition is 'Append-only: what an indicator has meant, from which day, and whether the figures before can be compared (C-45).';

      create table indicator_break (
        id uuid constraint pk_indicator_break primary key,
        indicator_id uuid not null constraint fk_indicator_break_indicator references indicator (id),
        from_day date not null,
        reason text not null constraint ck_indicator_break_reason check (length(trim(reason)) > 0),
        recorded_by uuid constraint fk_indicator_break_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_indicator_break unique (indicator_id, from_day)
      );
      comment on table indicator_break is 'Append-only: from this day figures are compared with care, e.g. because the group that is counted was widened.';

      create table indicator_target (
        id uuid constraint pk_indicator_target primary key,
        indicator_id uuid not null constraint fk_indicator_target_indicator references indicator (id),
        year integer not null constraint ck_indicator_target_year check (year between 1990 and 2199),
        number integer not null constraint ck_indicator_target_number check (number > 0),
        kind text not null constraint ck_indicator_target_kind check (kind in ('absolute', 'relativeToPrevious', 'directionOnly')),
        direction text not null,
        value text constraint ck_indicator_target_value check (value ~ '^-?[0-9]{1,14}([.][0-9]{1,4})?$'),
        text text not null,
        recorded_by uuid constraint fk_indicator_target_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_indicator_target unique (indicator_id, year, number),
        constraint ck_indicator_target_direction check (case kind when 'absolute' then direction in ('atLeast', 'atMost', 'exactly') and value is not null
          when 'relativeToPrevious' then direction in ('increase', 'decrease') and (value is null or value::numeric > 0)
          else direction in ('increase', 'decrease') and value is null end)
      );
      comment on table indicator_target is 'Append-only; of a year the highest number rules. The value is in the indicator''s unit, of a share in percent.';

      create table indicator_outcome (
        id uuid constraint pk_indicator_outcome primary key,
        indicator_id uuid not null constraint fk_indicator_outcome_indicator references indicator (id),
        definition_id uuid not null constraint fk_indicator_outcome_definition references indicator_definition (id),
        year integer not null constraint ck_indicator_outcome_year check (year between 1990 and 2199),
        period text not null constraint ck_indicator_outcome_period check (period in ('januaryApril', 'januaryJune', 'januaryAugust', 'year')),
        number integer not null constraint ck_indicator_outcome_number check (number > 0),
        kind text not null constraint ck_indicator_outcome_kind check (kind in ('count', 'share', 'value')),
        is_measured boolean not null,
        not_measured_reason text,
        count_all bigint, count_women bigint, count_men bigint,
        total_all bigint, total_women bigint, total_men bigint,
        value_all text, value_women text, value_men text,
        stated_all text, stated_women text, stated_men text,
        note text,
        recorded_by uuid constraint fk_indicator_outcome_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_indicator_outcome unique (indicator_id, year, period, number),
        constraint ck_indicator_outcome_not_measured check (case when is_measured then not_measured_reason is null
          else length(trim(coalesce(not_measured_reason, ''))) > 0 and num_nonnulls(count_all, count_women, count_men, total_all, total_women, total_men,
            value_all, value_women, value_men, stated_all, stated_women, stated_men) = 0 end),
        constraint ck_indicator_outcome_shape check (not is_measured or case kind when 'value' then value_all is not null and num_nonnulls(count_all, total_all) = 0
          when 'count' then count_all is not null and num_nonnulls(total_all, value_all, stated_all) = 0
          else count_all is not null and value_all is null and num_nonnulls(total_all, stated_all) > 0 end),
        constraint ck_indicator_outcome_parts check (num_nonnulls(count_women, count_men) in (0, 2) and num_nonnulls(total_women, total_men) in (0, 2)),
        constraint ck_indicator_outcome_value check (value_all ~ '^-?[0-9]{1,14}([.][0-9]{1,4})?$' and value_women ~ '^-?[0-9]{1,14}([.][0-9]{1,4})?$'
          and value_men ~ '^-?[0-9]{1,14}([.][0-9]{1,4})?$'),
        constraint ck_indicator_outcome_sum check (count_all = count_women + count_men and total_all = total_women + total_men),
        constraint ck_indicator_outcome_range check (count_all >= 0 and count_women >= 0 and count_men >= 0
          and count_all <= total_all and count_women <= total_women and count_men <= total_men)
      );
      comment on table indicator_outcome is 'Append-only; of a period the highest number rules. All is women plus men (R-31), and what was not measured has no figure at all: it is not 0. Values that are no counts are exact decimal text.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table indicator_outcome, indicator_target, indicator_break, indicator_definition, indicator, goal_link, programme_measure, programme,
        goal_placement, goal, goal_chain;
      drop function keep_goal_tree`);
  }
}
