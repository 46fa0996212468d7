/** Why: what was used decides what may be kept of a grant; so each cost stands on one source, in the year it belongs to, and is never rewritten. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddActualCosts1763700000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table project_code (
        code text constraint pk_project_code primary key constraint ck_project_code check (code ~ '^[0-9A-ZÅÄÖ_-]{1,20}$'),
        proposal_id uuid not null constraint fk_project_code_proposal references proposal (id),
        measure_key uuid not null,
        source_id uuid not null constraint fk_project_code_source references funding_source (id),
        recorded_by uuid constraint fk_project_code_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp()
      );
      create index ix_project_code_measure on project_code (proposal_id, measure_key, source_id);
      comment on table project_code is 'One code of the accounts stands for one measure and one source: a cost booked on it has exactly one source.';

      create table cost_import (
        id uuid constraint pk_cost_import primary key,
        file_sha256 bytea not null constraint uq_cost_import_file unique,
        file_name text not null,
        format text not null constraint ck_cost_import_format check (format in ('csv', 'xlsx', 'sie')),
        lines integer not null constraint ck_cost_import_lines check (lines > 0),
        total_ore bigint not null,
        recorded_by uuid constraint fk_cost_import_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp()
      );

      create table actual_cost (
        id uuid constraint pk_actual_cost primary key,
        source_year_id uuid not null constraint fk_actual_cost_source_year references source_year (id),
        proposal_id uuid not null constraint fk_actual_cost_proposal references proposal (id),
        measure_key uuid not null,
        authority_id uuid not null constraint fk_actual_cost_authority references authority (id),
        cost_day date not null,
        booked_day date,
        amount_ore bigint not null constraint ck_actual_cost_amount check (amount_ore <> 0 and abs(amount_ore) <= 99999999999999),
        text text not null constraint ck_actual_cost_text check (length(trim(text)) > 0),
        voucher text,
        import_id uuid constraint fk_actual_cost_import references cost_import (id),
        import_row integer,
        reverses_id uuid constraint fk_actual_cost_reverses references actual_cost (id),
        reason text,
        recorded_by uuid constraint fk_actual_cost_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_actual_cost_reverses unique (reverses_id),
        constraint uq_actual_cost_import_row unique (import_id, import_row),
        constraint ck_actual_cost_import check ((import_id is null) = (import_row is null)),
        constraint ck_actual_cost_reason check ((reverses_id is null) = (reason is null) and (reason is null or length(trim(reason)) > 0))
      );
      create index ix_actual_cost_place on actual_cost (source_year_id, proposal_id, measure_key);
      create index ix_actual_cost_authority on actual_cost (authority_id, cost_day);
      comment on table actual_cost is 'Append-only. A correction is a line with the opposite amount that names what it undoes, and says why.';
      comment on column actual_cost.cost_day is 'When the work was done; its year is the accounting year, whatever day the invoice has.';

      create table double_financing_note (
        id uuid constraint pk_double_financing_note primary key,
        proposal_id uuid not null constraint fk_double_financing_note_proposal references proposal (id),
        measure_key uuid not null,
        note text not null constraint ck_double_financing_note check (length(trim(note)) > 0),
        recorded_by uuid constraint fk_double_financing_note_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp()
      );
      create index ix_double_financing_note_measure on double_financing_note (proposal_id, measure_key);

      create table settlement (
        id uuid constraint pk_settlement primary key,
        source_year_id uuid not null constraint fk_settlement_source_year references source_year (id),
        outcome text not null constraint ck_settlement_outcome check (outcome in ('repay', 'return', 'carry')),
        decision_id uuid constraint fk_settlement_decision references decision (id),
        recorded_by uuid constraint fk_settlement_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_settlement_source_year unique (source_year_id),
        constraint ck_settlement_decision check (outcome = 'repay' or decision_id is not null)
      );
      comment on table settlement is 'A source and year is closed: no more costs. Unspent state money is repaid; own money is returned or carried over by a decision.';

      create table settlement_line (
        settlement_id uuid not null constraint fk_settlement_line_settlement references settlement (id),
        proposal_id uuid not null,
        measure_key uuid not null,
        authority_id uuid not null constraint fk_settlement_line_authority references authority (id),
        allocated_ore bigint not null,
        used_ore bigint not null,
        eligible_ore bigint not null,
        constraint pk_settlement_line primary key (settlement_id, proposal_id, measure_key),
        constraint ck_settlement_line_eligible check (eligible_ore = least(used_ore, allocated_ore))
      );

      create function guard_actual_cost() returns trigger language plpgsql set search_path = public, pg_temp as $$
      declare original actual_cost;
      begin
        if not exists (select from source_year s where s.id = new.source_year_id and s.year = extract(year from new.cost_day)) then
          raise exception 'the cost of % is not of that year', new.cost_day using errcode = 'check_violation', constraint = 'ck_actual_cost_year';
        end if;
        if exists (select from settlement t where t.source_year_id = new.source_year_id) then
          raise exception 'source and year % are settled', new.source_year_id using errcode = 'check_violation', constraint = 'ck_actual_cost_settled';
        end if;
        if new.reverses_id is not null then
          select * into original from actual_cost where id = new.reverses_id;
          if original.reverses_id is not null or (original.source_year_id, original.proposal_id, original.measure_key, -original.amount_ore)
               is distinct from (new.source_year_id, new.proposal_id, new.measure_key, new.amount_ore) then
            raise exception 'cost % is not the opposite of %', new.id, new.reverses_id using errcode = 'check_violation', constraint = 'ck_actual_cost_mirror';
          end if;
        end if;
        return new;
      end $$;
      create trigger tr_actual_cost_guard before insert on actual_cost for each row execute function guard_actual_cost();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table settlement_line, settlement, double_financing_note, actual_cost, cost_import, project_code;
      drop function guard_actual_cost`);
  }
}
