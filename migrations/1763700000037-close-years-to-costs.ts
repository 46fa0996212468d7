/** Why: a year in which nothing was given or used is closed with its source, without a settlement, and a cost could still be booked in it. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What closes a year to costs is the one thing that changes; the rest of the guard is as it was. */
const guard = (isClosed: string): string => `
  create or replace function guard_actual_cost() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare faulty uuid;
  begin
    select c.id into faulty from fresh c where not exists (
      select from source_year s where s.id = c.source_year_id and s.year = extract(year from c.cost_day)) limit 1;
    if faulty is not null then
      raise exception 'cost % is not of that year', faulty using errcode = 'check_violation', constraint = 'ck_actual_cost_year';
    end if;
    select c.id into faulty from fresh c where exists (${isClosed}) limit 1;
    if faulty is not null then
      raise exception 'cost % is of a closed source and year', faulty using errcode = 'check_violation', constraint = 'ck_actual_cost_settled';
    end if;
    select c.id into faulty from fresh c join actual_cost o on o.id = c.reverses_id
      where o.reverses_id is not null or (o.source_year_id, o.proposal_id, o.measure_key, -o.amount_ore)
        is distinct from (c.source_year_id, c.proposal_id, c.measure_key, c.amount_ore) limit 1;
    if faulty is not null then
      raise exception 'cost % is not the opposite of its original', faulty using errcode = 'check_violation', constraint = 'ck_actual_cost_mirror';
    end if;
    return null;
  end $$`;

export class CloseYearsToCosts1763700000037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(guard(`select from source_year s where s.id = c.source_year_id and s.closed_at is not null`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(guard(`select from settlement t where t.source_year_id = c.source_year_id`));
  }
}
