/** Why: whoever was forgotten when a consultation went out could not be asked afterwards without sending it all again. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AskMoreConsultees1763700000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table consultee add column added_at timestamptz, add column added_reason text,
        add constraint ck_consultee_added check ((added_at is null) = (added_reason is null) and length(trim(added_reason)) > 0);
      comment on column consultee.added_at is 'When it was asked, if not with everybody else (FL 26).';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table consultee drop constraint ck_consultee_added, drop column added_reason, drop column added_at`,
    );
  }
}
