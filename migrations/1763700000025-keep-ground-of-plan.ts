/** Why: a call that the calendar leaves no time for is issued only by whoever says why, and that must stand with the call. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepGroundOfPlan1763700000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table call add column plan_ground text constraint ck_call_plan_ground check (length(trim(plan_ground)) > 0);
      comment on column call.plan_ground is 'Why it is issued although the calendar of meetings leaves no time for it.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table call drop column plan_ground`);
  }
}
