/** Why: state money comes only to whoever asks for it in time, in the right amount and by the right person, and what is not used goes back. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddGrants1763700000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table grant_condition (
        id uuid constraint pk_grant_condition primary key,
        source_id uuid not null constraint fk_grant_condition_source references funding_source (id),
        kind text not null constraint ck_grant_condition_kind check (kind in ('purpose', 'use', 'report', 'repayment', 'other')),
        text text not null constraint ck_grant_condition_text check (length(trim(text)) > 0),
        valid_from_day date not null,
        due_day date,
        reference text not null constraint ck_grant_condition_reference check (length(trim(reference)) > 0),
        document_version_id uuid constraint fk_grant_condition_document_version references document_version (id),
        recorded_by uuid constraint fk_grant_condition_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp()
      );
      create index ix_grant_condition_source on grant_condition (source_id, valid_from_day, recorded_at);
      comment on table grant_condition is 'What the grantor demands, dated and never overwritten; of one kind the latest one in force rules.';
      comment on column grant_condition.due_day is 'Of a report: the last day the grantor takes it.';

      create table grant_agent (
        id uuid constraint pk_grant_agent primary key,
        grantor text not null constraint ck_grant_agent_grantor check (length(trim(grantor)) > 0),
        organisation_number text not null,
        person_id uuid not null constraint fk_grant_agent_person references person (id),
        status text not null default 'asked' constraint ck_grant_agent_status check (status in ('asked', 'approved', 'ended')),
        asked_day date not null,
        approved_day date,
        ended_day date,
        version integer not null default 1,
        recorded_by uuid constraint fk_grant_agent_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint ck_grant_agent_approved check (approved_day >= asked_day and (status <> 'approved' or approved_day is not null)),
        constraint ck_grant_agent_ended check (ended_day >= asked_day and (status = 'ended') = (ended_day is not null))
      );
      create unique index uq_grant_agent_in_force on grant_agent (lower(grantor), organisation_number) where status <> 'ended';
      comment on table grant_agent is 'Who may ask a grantor for money on behalf of an organisation number; one at a time.';

      create table requisition (
        id uuid constraint pk_requisition primary key,
        source_year_id uuid not null constraint fk_requisition_source_year references source_year (id),
        status text not null default 'notStarted' constraint ck_requisition_status check (status in ('notStarted', 'agentApproved', 'prepared',
          'submitted', 'confirmed', 'paid', 'reported', 'accepted', 'recoveryClaimed', 'repaid', 'closed', 'expired')),
        agent_id uuid constraint fk_requisition_agent references grant_agent (id),
        amount_ore bigint constraint ck_requisition_amount check (amount_ore between 1 and 99999999999999),
        prepared_by uuid constraint fk_requisition_prepared_by references person (id),
        approved_by uuid constraint fk_requisition_approved_by references person (id),
        submitted_by uuid constraint fk_requisition_submitted_by references person (id),
        submitted_at timestamptz,
        submitted_elsewhere text,
        deadline_at timestamptz,
        grantor_reference text,
        paid_ore bigint,
        withheld_reason text,
        claimed_ore bigint,
        claim_ground text constraint ck_requisition_claim_ground check (claim_ground in ('wrongOrTooHigh', 'unused', 'otherPurpose', 'noReport', 'conditionsBroken')),
        repaid_ore bigint not null default 0,
        version integer not null default 1,
        created_by uuid constraint fk_requisition_created_by references person (id),
        created_at timestamptz not null default clock_timestamp(),
        constraint ck_requisition_four_eyes check (approved_by is null or (prepared_by is not null and approved_by <> prepared_by)),
        constraint ck_requisition_prepared check ((amount_ore is null) = (prepared_by is null)),
        constraint ck_requisition_submitted check (status in ('notStarted', 'agentApproved', 'prepared', 'expired')
          or (agent_id is not null and amount_ore is not null and approved_by is not null and submitted_at is not null)),
        constraint ck_requisition_in_time check (submitted_at is null or deadline_at is null or submitted_at <= deadline_at),
        constraint ck_requisition_paid check (paid_ore is null or (amount_ore is not null and paid_ore between 0 and amount_ore
          and (paid_ore = amount_ore or length(trim(coalesce(withheld_reason, ''))) > 0))),
        constraint ck_requisition_claimed check ((claimed_ore is null) = (claim_ground is null)
          and (claimed_ore is null or (paid_ore is not null and claimed_ore between 1 and paid_ore))),
        constraint ck_requisition_repaid check (repaid_ore between 0 and coalesce(paid_ore, 0))
      );
      create unique index uq_requisition_in_hand on requisition (source_year_id) where status <> 'expired';
      create index ix_requisition_source_year on requisition (source_year_id, created_at);
      comment on column requisition.submitted_at is 'When it was handed in, which is what the deadline is held against; not when that was recorded.';
      comment on column requisition.submitted_elsewhere is 'Where and how, when it was recorded afterwards.';

      create table requisition_step (
        requisition_id uuid not null constraint fk_requisition_step_requisition references requisition (id),
        number integer not null constraint ck_requisition_step_number check (number > 0),
        act text not null,
        from_status text not null,
        to_status text not null,
        day date not null,
        amount_ore bigint,
        ground text,
        note text,
        recorded_by uuid constraint fk_requisition_step_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint pk_requisition_step primary key (requisition_id, number)
      );

      create table grant_report (
        requisition_id uuid constraint pk_grant_report primary key constraint fk_grant_report_requisition references requisition (id),
        reported_day date not null,
        due_day date,
        use text not null constraint ck_grant_report_use check (length(trim(use)) > 0),
        results text not null constraint ck_grant_report_results check (length(trim(results)) > 0),
        results_against_purpose text not null constraint ck_grant_report_purpose check (length(trim(results_against_purpose)) > 0),
        document_version_id uuid constraint fk_grant_report_document_version references document_version (id),
        recorded_by uuid constraint fk_grant_report_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp()
      );
      comment on table grant_report is 'What the grantor is told: use, results, and results against the purpose of the grant (SFS 2025:1255 9 §).';

      create table requisition_reminder (
        source_year_id uuid not null constraint fk_requisition_reminder_source_year references source_year (id),
        deadline_day date not null,
        at timestamptz not null default clock_timestamp(),
        constraint pk_requisition_reminder primary key (source_year_id, deadline_day)
      );

      -- The last instant a requisition can be handed in. A grant page gives a day only; the day's last minute is the default.
      create function requisition_deadline(of_source_year uuid) returns timestamptz language sql stable
        as $$ select (f.requisition_deadline_day + coalesce(f.requisition_deadline_time, time '23:59')) at time zone 'Europe/Stockholm'
                from source_year s join funding_source f on f.id = s.source_id where s.id = of_source_year $$;

      create function guard_requisition() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if old.submitted_at is not null and (new.amount_ore, new.agent_id, new.prepared_by, new.approved_by, new.submitted_by, new.submitted_at, new.deadline_at)
             is distinct from (old.amount_ore, old.agent_id, old.prepared_by, old.approved_by, old.submitted_by, old.submitted_at, old.deadline_at) then
          raise exception 'requisition % is submitted', old.id using errcode = 'check_violation', constraint = 'ck_requisition_frozen';
        end if;
        if old.submitted_at is null and new.submitted_at is not null then
          -- Locked first: a lowering of the ceiling that is on its way is seen.
          perform 1 from source_year where id = new.source_year_id for no key update;
          new.deadline_at := requisition_deadline(new.source_year_id);
          if new.amount_ore > ceiling_ore(new.source_year_id, (new.submitted_at at time zone 'Europe/Stockholm')::date, clock_timestamp()) then
            raise exception 'requisition % is above the ceiling of its day', old.id using errcode = 'check_violation', constraint = 'ck_requisition_ceiling';
          end if;
        end if;
        return new;
      end $$;
      create trigger tr_requisition_guard before update on requisition for each row execute function guard_requisition();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table requisition_reminder, grant_report, requisition_step, requisition, grant_agent, grant_condition;
      drop function guard_requisition, requisition_deadline`);
  }
}
