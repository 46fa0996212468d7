/** Why: finance must see during the year where the money is heading; plans and forecasts are kept in every version, and stop dates are told in time. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddFollowUp1763700000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table month_plan (
        id uuid constraint pk_month_plan primary key,
        source_year_id uuid not null constraint fk_month_plan_source_year references source_year (id),
        proposal_id uuid not null constraint fk_month_plan_proposal references proposal (id),
        measure_key uuid not null,
        authority_id uuid not null constraint fk_month_plan_authority references authority (id),
        number integer not null constraint ck_month_plan_number check (number > 0),
        total_ore bigint not null constraint ck_month_plan_total check (total_ore > 0),
        reason text,
        recorded_by uuid constraint fk_month_plan_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_month_plan unique (source_year_id, proposal_id, measure_key, number),
        constraint ck_month_plan_reason check (number = 1 or length(trim(coalesce(reason, ''))) > 0)
      );
      comment on table month_plan is 'How a measure means to use what it has been given of a source and year, month by month. Append-only; the highest number rules.';

      create table month_plan_row (
        plan_id uuid not null constraint fk_month_plan_row_plan references month_plan (id),
        month integer not null constraint ck_month_plan_row_month check (month between 1 and 12),
        amount_ore bigint not null constraint ck_month_plan_row_amount check (amount_ore between 1 and 99999999999999),
        constraint pk_month_plan_row primary key (plan_id, month)
      );

      create table forecast (
        id uuid constraint pk_forecast primary key,
        source_year_id uuid not null constraint fk_forecast_source_year references source_year (id),
        proposal_id uuid not null constraint fk_forecast_proposal references proposal (id),
        measure_key uuid not null,
        authority_id uuid not null constraint fk_forecast_authority references authority (id),
        number integer not null constraint ck_forecast_number check (number > 0),
        forecast_day date not null,
        amount_ore bigint not null constraint ck_forecast_amount check (amount_ore between 0 and 99999999999999),
        allocated_ore bigint not null,
        used_ore bigint not null,
        planned_ore bigint,
        comment text,
        recorded_by uuid constraint fk_forecast_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_forecast unique (source_year_id, proposal_id, measure_key, number),
        constraint ck_forecast_comment check (comment is null or length(trim(comment)) > 0)
      );
      comment on table forecast is 'What a measure is thought to use of a source in the whole year, with what stood when it was said. Append-only; the highest number rules.';
      comment on column forecast.planned_ore is 'Planned for the months that had ended by the day; null without a plan. used_ore is of the same months.';

      create table continuing_need (
        id uuid constraint pk_continuing_need primary key,
        proposal_id uuid not null constraint fk_continuing_need_proposal references proposal (id),
        measure_key uuid not null,
        number integer not null constraint ck_continuing_need_number check (number > 0),
        until_year integer not null constraint ck_continuing_need_until_year check (until_year between 1900 and 2199),
        note text not null constraint ck_continuing_need_note check (length(trim(note)) > 0),
        recorded_by uuid constraint fk_continuing_need_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_continuing_need unique (proposal_id, measure_key, number)
      );
      comment on table continuing_need is 'That a measure needs money for more years than it has been given for. Append-only; the highest number rules.';

      create table stop_reminder (
        kind text not null,
        source_year_id uuid not null constraint fk_stop_reminder_source_year references source_year (id),
        stop_day date not null,
        at timestamptz not null default clock_timestamp(),
        constraint pk_stop_reminder primary key (kind, source_year_id, stop_day)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table stop_reminder, continuing_need, forecast, month_plan_row, month_plan`);
  }
}
