/** Why: when a year is closed its unspent own money goes back or on through the ledger, nothing more lands in it, and what a coming year may hold is promised without being reserved. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CloseYears1763700000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table source_year add column closed_at timestamptz;
      comment on column source_year.closed_at is 'Set when the year is settled. From then on no money moves in it, no ceiling changes and no cost is booked.';
      update source_year s set closed_at = t.recorded_at from settlement t where t.source_year_id = s.id;

      create function keep_year_closed() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if (new.reserved_ore, new.last_number, new.closed_at) is distinct from (old.reserved_ore, old.last_number, old.closed_at) then
          raise exception 'source and year % were closed at %', old.id, old.closed_at using errcode = 'check_violation', constraint = 'ck_source_year_closed';
        end if;
        return new;
      end $$;
      create trigger tr_source_year_closed before update on source_year for each row when (old.closed_at is not null) execute function keep_year_closed();

      -- After tr_ceiling_effect, which has locked the source and year.
      create function refuse_ceiling_of_closed_year() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if exists (select from source_year where id = new.source_year_id and closed_at is not null) then
          raise exception 'source and year % are closed', new.source_year_id using errcode = 'check_violation', constraint = 'ck_source_year_closed';
        end if;
        return new;
      end $$;
      create trigger tr_ceiling_open_year before insert on ceiling for each row execute function refuse_ceiling_of_closed_year();

      alter table posting drop constraint ck_posting_kind;
      alter table posting add column settlement_id uuid constraint fk_posting_settlement references settlement (id),
        add constraint uq_posting_settlement unique (settlement_id),
        add constraint ck_posting_kind check (kind in ('allocate', 'reserve', 'post', 'void', 'reduce', 'reverse', 'return', 'carry')),
        add constraint ck_posting_settlement check ((kind in ('return', 'carry')) = (settlement_id is not null));
      alter table settlement_line add column returned_ore bigint not null default 0,
        add constraint ck_settlement_line_returned check (returned_ore between 0 and greatest(allocated_ore, 0));
      comment on column settlement_line.returned_ore is 'Unspent own money that left the year through the ledger: back to the board, or on to the next year.';

      -- A long posting was summed once per entry; the last of its entries is enough, since it stands behind all of them.
      create index ix_ledger_entry_posting_order on ledger_entry (posting_id, id);
      drop index ix_ledger_entry_posting;
      create or replace function require_balanced_posting() returns trigger language plpgsql set search_path = public, pg_temp as $$
      declare total bigint; legs integer;
      begin
        if exists (select from ledger_entry where posting_id = new.posting_id and id > new.id) then
          return null;
        end if;
        select coalesce(sum(amount_ore), 0), count(*) into total, legs from ledger_entry where posting_id = new.posting_id;
        if total <> 0 or legs < 2 then
          raise exception 'posting % has % legs that sum to % öre; a posting balances', new.posting_id, legs, total
            using errcode = 'check_violation', constraint = 'ck_posting_balanced';
        end if;
        return null;
      end $$;

      alter table allocation_row add column condition text,
        add constraint ck_allocation_row_condition check (condition is null or (length(trim(condition)) > 0 and amount_ore > 0));
      comment on column allocation_row.condition is 'What must be decided first, for a row of a coming year. Such a row reserves nothing until it comes into force.';

      create table conditional_entry (
        id bigint generated always as identity constraint pk_conditional_entry primary key,
        allocation_row_id uuid not null constraint fk_conditional_entry_allocation_row references allocation_row (id),
        source_year_id uuid not null constraint fk_conditional_entry_source_year references source_year (id),
        authority_id uuid not null constraint fk_conditional_entry_authority references authority (id),
        proposal_id uuid not null constraint fk_conditional_entry_proposal references proposal (id),
        measure_key uuid not null,
        kind text not null constraint ck_conditional_entry_kind check (kind in ('promised', 'inForce', 'lapsed')),
        amount_ore bigint not null,
        decision_id uuid not null constraint fk_conditional_entry_decision references decision (id) deferrable initially deferred,
        posting_id uuid constraint fk_conditional_entry_posting references posting (id),
        ground text,
        valid_day date not null,
        recorded_by uuid constraint fk_conditional_entry_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint ck_conditional_entry_amount check ((kind = 'promised' and amount_ore > 0) or (kind <> 'promised' and amount_ore < 0)),
        constraint ck_conditional_entry_posting check ((kind = 'inForce') = (posting_id is not null)),
        constraint ck_conditional_entry_ground check (kind = 'promised' or length(trim(coalesce(ground, ''))) > 0)
      );
      create unique index uq_conditional_entry_promise on conditional_entry (allocation_row_id) where kind = 'promised';
      create unique index uq_conditional_entry_answer on conditional_entry (allocation_row_id) where kind <> 'promised';
      create index ix_conditional_entry_source_year on conditional_entry (source_year_id);
      create index ix_conditional_entry_measure on conditional_entry (proposal_id, measure_key);
      comment on table conditional_entry is 'Append-only: what the board has promised under a condition, and what became of each promise. Not money; only ledger_entry gives budget.';

      alter table ceiling add column financing text;
      comment on column ceiling.financing is 'How new spending during the year is paid for (KL 11:15).';

      -- The rows of a file are written while it is read, and how many they were is known at its end.
      alter table actual_cost alter constraint fk_actual_cost_import deferrable initially deferred;

      -- Once per statement instead of once per line: a file has a hundred thousand.
      drop trigger tr_actual_cost_guard on actual_cost;
      create or replace function guard_actual_cost() returns trigger language plpgsql set search_path = public, pg_temp as $$
      declare faulty uuid;
      begin
        select c.id into faulty from fresh c where not exists (
          select from source_year s where s.id = c.source_year_id and s.year = extract(year from c.cost_day)) limit 1;
        if faulty is not null then
          raise exception 'cost % is not of that year', faulty using errcode = 'check_violation', constraint = 'ck_actual_cost_year';
        end if;
        select c.id into faulty from fresh c where exists (select from settlement t where t.source_year_id = c.source_year_id) limit 1;
        if faulty is not null then
          raise exception 'cost % is of a settled source and year', faulty using errcode = 'check_violation', constraint = 'ck_actual_cost_settled';
        end if;
        select c.id into faulty from fresh c join actual_cost o on o.id = c.reverses_id
          where o.reverses_id is not null or (o.source_year_id, o.proposal_id, o.measure_key, -o.amount_ore)
            is distinct from (c.source_year_id, c.proposal_id, c.measure_key, c.amount_ore) limit 1;
        if faulty is not null then
          raise exception 'cost % is not the opposite of its original', faulty using errcode = 'check_violation', constraint = 'ck_actual_cost_mirror';
        end if;
        return null;
      end $$;
      create trigger tr_actual_cost_guard after insert on actual_cost referencing new table as fresh for each statement execute function guard_actual_cost();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger tr_actual_cost_guard on actual_cost;
      create or replace function guard_actual_cost() returns trigger language plpgsql set search_path = public, pg_temp as $$
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
      alter table actual_cost alter constraint fk_actual_cost_import not deferrable;
      alter table ceiling drop column financing;
      drop table conditional_entry;
      alter table allocation_row drop column condition;
      create index ix_ledger_entry_posting on ledger_entry (posting_id);
      drop index ix_ledger_entry_posting_order;
      create or replace function require_balanced_posting() returns trigger language plpgsql set search_path = public, pg_temp as $$
      declare total bigint; legs integer; entries bigint;
      begin
        select coalesce(sum(amount_ore), 0), count(*) into total, legs from ledger_entry where posting_id = new.posting_id;
        if total <> 0 or legs < 2 then
          raise exception 'posting % has % legs that sum to % öre; a posting balances', new.posting_id, legs, total
            using errcode = 'check_violation', constraint = 'ck_posting_balanced';
        end if;
        return null;
      end $$;
      alter table settlement_line drop column returned_ore;
      alter table posting drop column settlement_id, drop constraint ck_posting_kind,
        add constraint ck_posting_kind check (kind in ('allocate', 'reserve', 'post', 'void', 'reduce', 'reverse'));
      drop trigger tr_ceiling_open_year on ceiling;
      drop trigger tr_source_year_closed on source_year;
      drop function refuse_ceiling_of_closed_year, keep_year_closed;
      alter table source_year drop column closed_at`);
  }
}
