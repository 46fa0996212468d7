/** Why: when a court has annulled a decision the money it gave must come back, which no new decision of the board says. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class UndoAnnulledDecisions1763700000036 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table allocation drop constraint ck_allocation_status;
      alter table allocation add constraint ck_allocation_status
        check (status in ('drafting', 'proposed', 'decided', 'rejected', 'withdrawn', 'annulled'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table allocation drop constraint ck_allocation_status;
      alter table allocation add constraint ck_allocation_status check (status in ('drafting', 'proposed', 'decided', 'rejected', 'withdrawn'));
    `);
  }
}
