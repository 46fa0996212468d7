/** Why: no krona may be given twice, so the ceiling is enforced by the row that every writer must lock. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFunding1763700000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table funding_source (
        id uuid constraint pk_funding_source primary key,
        code text not null,
        name text not null,
        kind text not null constraint ck_funding_source_kind check (kind in ('stateGrant', 'discretionaryAppropriation', 'eu', 'other')),
        aliases text[] not null default '{}',
        grantor text,
        purposes jsonb not null default '[]',
        use_from_day date not null,
        use_to_day date not null,
        requisition_deadline_day date,
        requisition_deadline_time time,
        status text not null default 'planned' constraint ck_funding_source_status check (status in ('planned', 'announced', 'open', 'closed', 'settled', 'archived')),
        reference text,
        version integer not null default 1,
        created_at timestamptz not null default clock_timestamp(),
        constraint uq_funding_source_code unique (code),
        constraint ck_funding_source_use_period check (use_to_day >= use_from_day),
        constraint ck_funding_source_requisition check (requisition_deadline_time is null or requisition_deadline_day is not null)
      );

      create table source_year (
        id uuid constraint pk_source_year primary key,
        source_id uuid not null constraint fk_source_year_source references funding_source (id),
        year integer not null constraint ck_source_year_year check (year between 1900 and 2199),
        cap_ore bigint not null default 0 constraint ck_source_year_cap check (cap_ore >= 0),
        reserved_ore bigint not null default 0 constraint ck_source_year_reserved check (reserved_ore >= 0),
        last_number bigint not null default 0,
        constraint uq_source_year unique (source_id, year)
      );
      comment on table source_year is 'The row everybody locks. cap_ore follows the dated ceilings through a trigger; the application role may change reserved_ore and last_number only.';

      create table ceiling (
        id uuid constraint pk_ceiling primary key,
        source_year_id uuid not null constraint fk_ceiling_source_year references source_year (id),
        amount_ore bigint not null constraint ck_ceiling_amount check (amount_ore between 0 and 99999999999999),
        valid_from_day date not null,
        effective_day date not null,
        ground text not null,
        document_version_id uuid constraint fk_ceiling_document_version references document_version (id),
        recorded_by uuid constraint fk_ceiling_recorded_by references person (id),
        recorded_at timestamptz not null,
        constraint ck_ceiling_ground check (length(trim(ground)) > 0)
      );
      create index ix_ceiling_source_year on ceiling (source_year_id, effective_day, recorded_at);
      comment on table ceiling is 'Dated and never overwritten. A lowering takes effect the day it is known, a raise on its own day.';

      create function today_in_stockholm() returns date language sql stable
        as $$ select (clock_timestamp() at time zone 'Europe/Stockholm')::date $$;

      -- The ceiling in force on a day, given what was known at an instant: the latest statement that has taken effect by
      -- then, so that what is said later overrules what was planned before. One definition for the kept cap and every replay.
      create function ceiling_ore(of_source_year uuid, as_of date, known_at timestamptz) returns bigint language sql stable
        as $$ select coalesce((select amount_ore from ceiling
                where source_year_id = of_source_year and effective_day <= as_of and recorded_at <= known_at
                order by recorded_at desc, id desc limit 1), 0) $$;

      create function set_ceiling_effect() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare current_ore bigint;
      begin
        -- Lock first, so that the recorded instants of one source and year follow the order of the commits.
        perform 1 from source_year where id = new.source_year_id for no key update;
        new.recorded_at := clock_timestamp();
        -- Not cap_ore: a raise that is due today but not yet applied is in force all the same.
        current_ore := ceiling_ore(new.source_year_id, today_in_stockholm(), new.recorded_at);
        if new.amount_ore < current_ore then
          new.effective_day := least(new.valid_from_day, today_in_stockholm());
        else
          -- A planned raise above the new amount would let more be given than the coming ceiling allows; the lower one
          -- therefore takes over on the day that raise would have come into force.
          new.effective_day := least(new.valid_from_day, (
            select min(c.effective_day) from ceiling c
              where c.source_year_id = new.source_year_id and c.effective_day > today_in_stockholm() and c.amount_ore > new.amount_ore));
        end if;
        return new;
      end $$;
      create function keep_cap() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        update source_year set cap_ore = ceiling_ore(id, today_in_stockholm(), new.recorded_at) where id = new.source_year_id;
        return null;
      end $$;
      create trigger tr_ceiling_effect before insert on ceiling for each row execute function set_ceiling_effect();
      create trigger tr_ceiling_cap after insert on ceiling for each row execute function keep_cap();

      -- Raises take effect on their day; run by a timer every minute, and by an allocation that would else be refused.
      -- Three statements on purpose: a ceiling recorded while we wait for a lock is seen only by a statement begun after
      -- the lock, and computing before it would put back the cap that a lowering has just taken away.
      create function apply_due_ceilings(only_these uuid[] default null) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
      declare due uuid[]; changed integer;
      begin
        select array_agg(id) into due from source_year
          where (only_these is null or id = any(only_these)) and cap_ore <> ceiling_ore(id, today_in_stockholm(), clock_timestamp());
        if due is null then
          return 0;
        end if;
        perform 1 from source_year where id = any(due) order by id for no key update;
        update source_year set cap_ore = ceiling_ore(id, today_in_stockholm(), clock_timestamp())
          where id = any(due) and cap_ore <> ceiling_ore(id, today_in_stockholm(), clock_timestamp());
        get diagnostics changed = row_count;
        return changed;
      end $$;

      create table posting (
        id uuid constraint pk_posting primary key,
        kind text not null constraint ck_posting_kind check (kind in ('allocate', 'reserve', 'post', 'void', 'reduce', 'reverse')),
        decision_id uuid constraint fk_posting_decision references decision (id) deferrable initially deferred,
        reverses_id uuid constraint fk_posting_reverses references posting (id),
        reason text,
        valid_day date not null,
        recorded_at timestamptz not null default clock_timestamp(),
        recorded_by uuid constraint fk_posting_recorded_by references person (id),
        constraint uq_posting_reverses unique (reverses_id),
        constraint ck_posting_reverse check ((kind = 'reverse') = (reverses_id is not null)),
        constraint ck_posting_reason check (kind not in ('reduce', 'reverse', 'void') or length(trim(coalesce(reason, ''))) > 0)
      );
      create index ix_posting_decision on posting (decision_id);

      create table ledger_entry (
        id bigint generated always as identity constraint pk_ledger_entry primary key,
        posting_id uuid not null constraint fk_ledger_entry_posting references posting (id),
        source_year_id uuid not null constraint fk_ledger_entry_source_year references source_year (id),
        account text not null constraint ck_ledger_entry_account check (account in ('source', 'pending', 'allocated')),
        amount_ore bigint not null constraint ck_ledger_entry_amount check (amount_ore <> 0 and abs(amount_ore) <= 99999999999999),
        number bigint,
        cap_at_entry_ore bigint,
        running_total_ore bigint,
        authority_id uuid constraint fk_ledger_entry_authority references authority (id),
        proposal_id uuid,
        measure_key uuid,
        allocation_row_id uuid,
        valid_day date not null,
        recorded_at timestamptz not null,
        constraint uq_ledger_entry_number unique (source_year_id, number),
        constraint ck_ledger_entry_source check ((account = 'source') = (number is not null and cap_at_entry_ore is not null and running_total_ore is not null)),
        constraint ck_ledger_entry_measure check ((account = 'source') = (measure_key is null)),
        constraint ck_ledger_entry_ceiling check (account <> 'source' or amount_ore <= 0 or running_total_ore <= cap_at_entry_ore),
        constraint ck_ledger_entry_running check (running_total_ore is null or running_total_ore >= 0)
      );
      create index ix_ledger_entry_posting on ledger_entry (posting_id);
      create index ix_ledger_entry_source_year on ledger_entry (source_year_id, recorded_at);
      create index ix_ledger_entry_pending on ledger_entry (source_year_id) where account = 'pending';
      create index ix_ledger_entry_measure on ledger_entry (proposal_id, measure_key) where measure_key is not null;
      comment on table ledger_entry is 'Append-only double entry. Account source holds what is reserved of a source and year; pending and allocated hold the other side, per measure.';

      create function require_balanced_posting() returns trigger language plpgsql set search_path = public, pg_temp as $$
      declare total bigint; legs integer; entries bigint;
      begin
        select coalesce(sum(amount_ore), 0), count(*) into total, legs from ledger_entry where posting_id = new.posting_id;
        if total <> 0 or legs < 2 then
          raise exception 'posting % has % legs that sum to % öre; a posting balances', new.posting_id, legs, total
            using errcode = 'check_violation', constraint = 'ck_posting_balanced';
        end if;
        return null;
      end $$;
      create constraint trigger tr_ledger_entry_balanced after insert on ledger_entry
        deferrable initially deferred for each row execute function require_balanced_posting();

      create table amount_total (
        call_id uuid,
        source_id uuid constraint fk_amount_total_source references funding_source (id),
        year integer not null,
        requested_ore bigint not null default 0 constraint ck_amount_total_requested check (requested_ore >= 0),
        recommended_ore bigint not null default 0 constraint ck_amount_total_recommended check (recommended_ore >= 0),
        approved_ore bigint not null default 0 constraint ck_amount_total_approved check (approved_ore >= 0),
        constraint uq_amount_total unique nulls not distinct (call_id, source_id, year)
      );
      comment on table amount_total is 'Kept sums of amount_entry. A row without source is what has been asked for with the source left open.';

      create table amount_entry (
        id bigint generated always as identity constraint pk_amount_entry primary key,
        kind text not null constraint ck_amount_entry_kind check (kind in ('requested', 'recommended', 'approved')),
        call_id uuid,
        source_id uuid constraint fk_amount_entry_source references funding_source (id),
        year integer not null,
        proposal_id uuid not null,
        measure_key uuid not null,
        version_id uuid not null,
        body_id uuid constraint fk_amount_entry_body references body (id),
        amount_ore bigint not null constraint ck_amount_entry_amount check (amount_ore <> 0),
        valid_day date not null,
        recorded_at timestamptz not null
      );
      create index ix_amount_entry_proposal on amount_entry (proposal_id, kind, measure_key);
      create index ix_amount_entry_total on amount_entry (call_id, source_id, year);
      comment on table amount_entry is 'Append-only changes of what is requested, recommended and approved. Not money: only ledger_entry gives budget.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table amount_entry, amount_total, ledger_entry, posting, ceiling, source_year, funding_source;
      drop function require_balanced_posting, apply_due_ceilings, keep_cap, set_ceiling_effect, ceiling_ore, today_in_stockholm`);
  }
}
