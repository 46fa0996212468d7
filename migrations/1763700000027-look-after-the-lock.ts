/** Why: ceilings recorded while a decision waited for its source were not all seen by it, so it could give above the one of its own day. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LookAfterTheLock1763700000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Volatile on purpose: a stable function looks with the eyes of the statement that calls it, which were opened
      -- before that statement waited for its locks. This one looks anew each time. Not in SQL, which PostgreSQL would
      -- fold into that statement.
      create function ceiling_after_lock_ore(of_source_year uuid, as_of date) returns bigint language plpgsql volatile
        as $$ begin return ceiling_ore(of_source_year, as_of, clock_timestamp()); end $$;
      comment on function ceiling_after_lock_ore is 'As ceiling_ore, with what is committed now: for a statement that has just locked the source and year. Not for reports, which shall show one moment.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function ceiling_after_lock_ore`);
  }
}
