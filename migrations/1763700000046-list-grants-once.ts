/** Why: a grant that was paid, credited and carried into the next year could be listed and paid anew there; a grant is listed once, whatever year. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const onceBy = (columns: string): string => `
  drop index uq_payout_row_once;
  create unique index uq_payout_row_once on payout_row (${columns}) where not is_released`;

export class ListGrantsOnce1763700000046 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(onceBy('proposal_id, measure_key'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(onceBy('proposal_id, measure_key, source_year_id'));
  }
}
