/** Why: the council decides only what a committee or a drafting body has prepared (KL 5:26-28); how is part of the decision. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecordPreparation1763700000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table decision add column preparation text;
      comment on column decision.preparation is 'Who prepared the matter for the council, and that the executive board could comment, when its route does not show it (KL 5:26-28).';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table decision drop column preparation`);
  }
}
