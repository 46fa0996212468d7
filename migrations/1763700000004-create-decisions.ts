/** Why: any body decides anything the same way: a route of meetings, one agenda item at a time, one outcome per item. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDecisions1763700000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table meeting (
        id uuid constraint pk_meeting primary key,
        body_id uuid not null constraint fk_meeting_body references body (id),
        day date not null,
        starts_at time,
        place text,
        status text not null default 'planned' constraint ck_meeting_status check (status in ('planned', 'cancelled')),
        last_position integer not null default 0,
        version integer not null default 1,
        created_at timestamptz not null default clock_timestamp(),
        constraint uq_meeting unique (body_id, day)
      );

      create table minute_item_series (
        body_id uuid not null constraint fk_minute_item_series_body references body (id),
        year integer not null,
        last_number integer not null default 0,
        constraint pk_minute_item_series primary key (body_id, year)
      );

      create table route (
        id uuid constraint pk_route primary key,
        matter_id uuid not null constraint fk_route_matter references matter (id),
        subject_kind text not null,
        subject_id uuid not null,
        status text not null default 'running' constraint ck_route_status check (status in ('running', 'finished', 'ended')),
        current_position integer not null default 1,
        created_at timestamptz not null default clock_timestamp()
      );
      create unique index uq_route_running on route (subject_id) where status = 'running';

      create table route_step (
        route_id uuid not null constraint fk_route_step_route references route (id),
        position integer not null constraint ck_route_step_position check (position > 0),
        meeting_id uuid not null constraint fk_route_step_meeting references meeting (id),
        constraint pk_route_step primary key (route_id, position)
      );

      create table agenda_item (
        id uuid constraint pk_agenda_item primary key,
        meeting_id uuid not null constraint fk_agenda_item_meeting references meeting (id),
        position integer not null,
        route_id uuid not null constraint fk_agenda_item_route references route (id),
        route_position integer not null,
        matter_id uuid not null constraint fk_agenda_item_matter references matter (id),
        subject_kind text not null,
        subject_id uuid not null,
        subject_version_id uuid not null,
        subject_version integer not null,
        status text not null default 'listed' constraint ck_agenda_item_status check (status in ('listed', 'decided')),
        version integer not null default 1,
        tabled_from_id uuid constraint fk_agenda_item_tabled_from references agenda_item (id),
        created_at timestamptz not null default clock_timestamp(),
        constraint uq_agenda_item_position unique (meeting_id, position),
        constraint uq_agenda_item_tabled_from unique (tabled_from_id)
      );
      create unique index uq_agenda_item_listed on agenda_item (subject_id) where status = 'listed';
      create index ix_agenda_item_subject on agenda_item (subject_id);
      create index ix_agenda_item_route on agenda_item (route_id);

      -- The number counter is the last lock of an act, so the decision row is written last; what points at it is checked at commit.
      create table decision (
        id uuid constraint pk_decision primary key,
        agenda_item_id uuid not null constraint fk_decision_agenda_item references agenda_item (id),
        body_id uuid not null constraint fk_decision_body references body (id),
        matter_id uuid not null constraint fk_decision_matter references matter (id),
        year integer not null,
        minute_item integer not null,
        decision_day date not null,
        outcome text not null constraint ck_decision_outcome check (outcome in ('recommend', 'approve', 'approveWithChanges', 'referBack', 'table', 'reject')),
        reasons text,
        patch jsonb,
        subject_kind text not null,
        subject_id uuid not null,
        version_seen_id uuid not null,
        version_result_id uuid not null,
        recorded_by uuid constraint fk_decision_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_decision_agenda_item unique (agenda_item_id),
        constraint uq_decision_minute_item unique (body_id, year, minute_item),
        constraint ck_decision_reasons check (outcome not in ('referBack') or length(trim(coalesce(reasons, ''))) > 0),
        constraint ck_decision_patch check (case outcome when 'approveWithChanges' then patch is not null when 'recommend' then true else patch is null end)
      );
      create index ix_decision_subject on decision (subject_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table decision, agenda_item, route_step, route, minute_item_series, meeting`);
  }
}
