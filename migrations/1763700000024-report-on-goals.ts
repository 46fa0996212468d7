/** Why: a period report is decided like everything else and does not change afterwards; assignments and statutory dates are not forgotten (R-58, E-04 … E-07). */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReportOnGoals1763700000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table period_report (
        id uuid constraint pk_period_report primary key,
        matter_id uuid not null constraint fk_period_report_matter references matter (id),
        authority_id uuid not null constraint fk_period_report_authority references authority (id),
        year integer not null constraint ck_period_report_year check (year between 1990 and 2199),
        period text not null constraint ck_period_report_period check (period in ('januaryApril', 'januaryJune', 'januaryAugust', 'year')),
        title text not null constraint ck_period_report_title check (length(trim(title)) > 0),
        summary jsonb not null default '[]',
        due_day date not null,
        status text not null default 'drafting' constraint ck_period_report_status check (status in ('drafting', 'scheduled', 'referredBack', 'decided', 'rejected', 'withdrawn')),
        decided_day date,
        current_version_id uuid not null,
        current_version integer not null default 1,
        version integer not null default 1,
        created_by uuid constraint fk_period_report_created_by references person (id),
        created_at timestamptz not null default clock_timestamp(),
        constraint uq_period_report_matter unique (matter_id),
        constraint ck_period_report_decided check ((status = 'decided') = (decided_day is not null))
      );
      create unique index uq_period_report_in_hand on period_report (authority_id, year, period) where status not in ('rejected', 'withdrawn');

      create table period_report_version (
        id uuid constraint pk_period_report_version primary key,
        report_id uuid not null constraint fk_period_report_version_report references period_report (id),
        number integer not null constraint ck_period_report_version_number check (number > 0),
        origin text not null constraint ck_period_report_version_origin check (origin in ('written', 'amendment')),
        content text,
        content_hash bytea,
        decision_id uuid constraint fk_period_report_version_decision references decision (id) deferrable initially deferred,
        frozen_at timestamptz,
        created_by uuid constraint fk_period_report_version_created_by references person (id),
        created_at timestamptz not null default clock_timestamp(),
        constraint uq_period_report_version unique (report_id, number),
        constraint ck_period_report_version_frozen check ((frozen_at is null) = (content is null) and (content is null) = (content_hash is null)),
        constraint ck_period_report_version_hash check (content_hash = sha256(convert_to(content, 'UTF8')))
      );
      alter table period_report add constraint fk_period_report_current_version foreign key (current_version_id) references period_report_version (id) deferrable initially deferred;
      comment on column period_report_version.content is 'Goals, statuses, comments, figures and comparisons as the body had them before it; canonical JSON, written when it is put on an agenda.';

      create table report_entry (
        report_id uuid not null constraint fk_report_entry_report references period_report (id),
        goal_id uuid not null constraint fk_report_entry_goal references goal (id),
        state text not null default 'notStarted' constraint ck_report_entry_state check (state in ('notStarted', 'outcomeEntered', 'commented', 'markedDone', 'reviewed', 'lockedWithReport')),
        status text not null default 'unknown' constraint ck_report_entry_status check (status in ('achieved', 'partly', 'notAchieved', 'notMeasured', 'unknown')),
        reasons text,
        comment jsonb not null default '[]',
        success_factors text[] not null default '{}' constraint ck_report_entry_success check (success_factors <@ array['sharedValues', 'staffContinuity', 'outreach', 'digitalisation', 'cooperation', 'other']),
        shortfall_reasons text[] not null default '{}' constraint ck_report_entry_shortfall check (shortfall_reasons <@ array['effectMissing', 'moreTimeNeeded', 'lackOfResources', 'other']),
        marked_by uuid constraint fk_report_entry_marked_by references person (id),
        reviewed_by uuid constraint fk_report_entry_reviewed_by references person (id),
        version integer not null default 1,
        constraint pk_report_entry primary key (report_id, goal_id),
        constraint ck_report_entry_four_eyes check (reviewed_by <> marked_by),
        constraint ck_report_entry_reasons check (state not in ('markedDone', 'reviewed') or status in ('achieved', 'partly', 'notAchieved') or length(trim(coalesce(reasons, ''))) > 0)
      );
      create index ix_report_entry_goal on report_entry (goal_id);

      create function refuse_change_of_decided_report() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if tg_table_name = 'period_report_version' then
          if old.frozen_at is not null then
            raise exception 'version % of the report is frozen', old.number using errcode = 'check_violation', constraint = 'ck_version_frozen';
          end if;
        elsif tg_table_name = 'period_report' then
          if old.status = 'decided' then
            raise exception 'report % is decided', old.id using errcode = 'check_violation', constraint = 'ck_period_report_locked';
          end if;
        elsif exists (select from period_report where id = new.report_id and status in ('decided', 'rejected', 'withdrawn')) then
          raise exception 'report % has ended', new.report_id using errcode = 'check_violation', constraint = 'ck_period_report_locked';
        end if;
        return coalesce(new, old);
      end $$;
      create trigger tr_period_report_version_frozen before update or delete on period_report_version for each row execute function refuse_change_of_decided_report();
      create trigger tr_period_report_locked before update or delete on period_report for each row execute function refuse_change_of_decided_report();
      create trigger tr_report_entry_locked before insert or update on report_entry for each row execute function refuse_change_of_decided_report();

      -- Waits for a report that is on its way to an agenda: what it pinned and what is recorded later must not be mixed.
      create function refuse_outcome_of_reported_period() returns trigger language plpgsql set search_path = public, pg_temp as $$
      declare standing text;
      begin
        select r.status into standing from period_report r join goal g on g.authority_id = r.authority_id join indicator i on i.goal_id = g.id
          where i.id = new.indicator_id and r.year = new.year and r.period = new.period and r.status not in ('rejected', 'withdrawn')
          for share of r;
        if standing in ('scheduled', 'decided') then
          raise exception 'the period is reported' using errcode = 'check_violation', constraint = 'ck_indicator_outcome_locked';
        end if;
        return new;
      end $$;
      create trigger tr_indicator_outcome_locked before insert on indicator_outcome for each row execute function refuse_outcome_of_reported_period();

      create table report_reminder (
        report_id uuid not null constraint fk_report_reminder_report references period_report (id),
        stage text not null constraint ck_report_reminder_stage check (stage in ('weekBefore', 'dueDay', 'weekAfter')),
        due_day date not null,
        missing integer not null,
        sent_at timestamptz not null default clock_timestamp(),
        constraint pk_report_reminder primary key (report_id, stage, due_day)
      );

      create table statutory_reminder (
        id uuid constraint pk_statutory_reminder primary key,
        kind text not null constraint ck_statutory_reminder_kind check (kind in ('interimReport', 'annualReport', 'budgetProposal', 'budgetAdopted')),
        day date not null,
        stage text not null constraint ck_statutory_reminder_stage check (stage in ('monthBefore', 'weekBefore')),
        sent_at timestamptz not null default clock_timestamp(),
        constraint uq_statutory_reminder unique (kind, day, stage)
      );

      create table assignment (
        id uuid constraint pk_assignment primary key,
        year integer not null constraint ck_assignment_year check (year between 1990 and 2199),
        source text not null constraint ck_assignment_source check (source in ('budget', 'decision', 'other')),
        source_reference text not null,
        decision_id uuid constraint fk_assignment_decision references decision (id),
        giver_id uuid not null constraint fk_assignment_giver references authority (id),
        text text not null constraint ck_assignment_text check (length(trim(text)) > 0),
        owner_id uuid constraint fk_assignment_owner references authority (id),
        responsible_id uuid constraint fk_assignment_responsible references person (id),
        goal_id uuid constraint fk_assignment_goal references goal (id),
        report_back_day date,
        resource_statement text,
        resource_ore bigint constraint ck_assignment_resource check (resource_ore between 1 and 99999999999999),
        status text not null default 'given' constraint ck_assignment_status check (status in ('given', 'accepted', 'inProgress', 'reportedBack', 'continued', 'declaredFulfilled', 'withdrawn')),
        last_step integer not null default 0,
        version integer not null default 1,
        created_by uuid constraint fk_assignment_created_by references person (id),
        created_at timestamptz not null default clock_timestamp(),
        constraint ck_assignment_owner check (owner_id is not null or status in ('given', 'withdrawn')),
        constraint ck_assignment_amount check (resource_ore is null or resource_statement is not null)
      );
      create index ix_assignment_owner on assignment (owner_id, status);
      comment on column assignment.owner_id is 'Null while nobody has been named (E-05); then nobody can accept it either.';
      comment on column assignment.resource_statement is 'What the text says of resources, as it says it; the amount stays null when it names none (E-07).';

      create table assignment_step (
        assignment_id uuid not null constraint fk_assignment_step_assignment references assignment (id),
        number integer not null constraint ck_assignment_step_number check (number > 0),
        act text not null,
        from_status text not null,
        to_status text not null,
        day date not null,
        text text,
        decision_id uuid constraint fk_assignment_step_decision references decision (id),
        recorded_by uuid constraint fk_assignment_step_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint pk_assignment_step primary key (assignment_id, number)
      );

      create table assignment_reminder (
        assignment_id uuid not null constraint fk_assignment_reminder_assignment references assignment (id),
        day date not null,
        sent_at timestamptz not null default clock_timestamp(),
        constraint pk_assignment_reminder primary key (assignment_id, day)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table assignment_reminder, assignment_step, assignment, statutory_reminder, report_reminder, report_entry;
      alter table period_report drop constraint fk_period_report_current_version;
      drop trigger tr_indicator_outcome_locked on indicator_outcome;
      drop table period_report_version, period_report;
      drop function refuse_change_of_decided_report, refuse_outcome_of_reported_period`);
  }
}
