/** Why: the executive board divides the money; a row has exactly one source and one year, and a change is a new decision. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAllocations1763700000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table allocation (
        id uuid constraint pk_allocation primary key,
        matter_id uuid not null constraint fk_allocation_matter references matter (id),
        call_id uuid constraint fk_allocation_call references call (id),
        title text not null,
        status text not null default 'drafting' constraint ck_allocation_status check (status in ('drafting', 'proposed', 'decided', 'rejected', 'withdrawn')),
        current_version_id uuid not null,
        current_version integer not null default 1,
        version integer not null default 1,
        created_by uuid constraint fk_allocation_created_by references person (id),
        created_at timestamptz not null default clock_timestamp()
      );
      create index ix_allocation_call on allocation (call_id);

      create table allocation_version (
        id uuid constraint pk_allocation_version primary key,
        allocation_id uuid not null constraint fk_allocation_version_allocation references allocation (id),
        number integer not null,
        origin text not null constraint ck_allocation_version_origin check (origin in ('drafted', 'revised', 'amendment')),
        content_hash bytea,
        decision_id uuid constraint fk_allocation_version_decision references decision (id) deferrable initially deferred,
        created_by uuid constraint fk_allocation_version_created_by references person (id),
        created_at timestamptz not null default clock_timestamp(),
        frozen_at timestamptz,
        constraint uq_allocation_version unique (allocation_id, number),
        constraint ck_allocation_version_frozen check ((frozen_at is null) = (content_hash is null))
      );
      alter table allocation add constraint fk_allocation_current_version foreign key (current_version_id) references allocation_version (id) deferrable initially deferred;

      create table allocation_row (
        id uuid constraint pk_allocation_row primary key,
        version_id uuid not null constraint fk_allocation_row_version references allocation_version (id),
        row_key uuid not null,
        position integer not null,
        proposal_id uuid not null constraint fk_allocation_row_proposal references proposal (id),
        measure_key uuid not null,
        authority_id uuid not null constraint fk_allocation_row_authority references authority (id),
        source_year_id uuid not null constraint fk_allocation_row_source_year references source_year (id),
        amount_ore bigint not null constraint ck_allocation_row_amount check (amount_ore <> 0 and abs(amount_ore) <= 99999999999999),
        reason text,
        constraint uq_allocation_row_key unique (version_id, row_key),
        constraint uq_allocation_row_position unique (version_id, position),
        constraint uq_allocation_row_place unique (version_id, proposal_id, measure_key, source_year_id),
        constraint ck_allocation_row_reason check (amount_ore > 0 or length(trim(coalesce(reason, ''))) > 0)
      );
      create index ix_allocation_row_proposal on allocation_row (proposal_id, measure_key);

      create function refuse_change_of_frozen_allocation() returns trigger language plpgsql set search_path = public, pg_temp as $$
      declare frozen timestamptz;
      begin
        if tg_table_name = 'allocation_version' then
          frozen := old.frozen_at;
        else
          -- Both ends of a move: nothing leaves a frozen version, and nothing enters one.
          select max(frozen_at) into frozen from allocation_version where id in (old.version_id, new.version_id);
        end if;
        if frozen is not null then
          raise exception 'the version was frozen at %; a change makes a new version', frozen
            using errcode = 'check_violation', constraint = 'ck_version_frozen';
        end if;
        return coalesce(new, old);
      end $$;
      create trigger tr_allocation_version_frozen before update or delete on allocation_version for each row execute function refuse_change_of_frozen_allocation();
      create trigger tr_allocation_row_frozen before insert or update or delete on allocation_row for each row execute function refuse_change_of_frozen_allocation();

      alter table ledger_entry add constraint fk_ledger_entry_allocation_row foreign key (allocation_row_id) references allocation_row (id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ledger_entry drop constraint fk_ledger_entry_allocation_row;
      drop table allocation_row;
      alter table allocation drop constraint fk_allocation_current_version;
      drop table allocation_version, allocation;
      drop function refuse_change_of_frozen_allocation`);
  }
}
