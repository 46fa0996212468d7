/**
 * Why: a delegated decision that is not reported but can be appealed is announced by itself, so that its time to appeal
 * runs out (KL 6:40, 7:8, 8:10 p 3, R-44).
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MendTheCourseOfLaw1763700000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table announcement
        alter column minutes_id drop not null,
        add column delegated_decision_id uuid constraint fk_announcement_delegated_decision references delegated_decision (id),
        add column minuted_day date,
        add constraint uq_announcement_delegated_decision unique (delegated_decision_id),
        add constraint ck_announcement_subject check (num_nonnulls(minutes_id, delegated_decision_id) = 1),
        add constraint ck_announcement_minuted check ((delegated_decision_id is null) = (minuted_day is null) and posted_day >= minuted_day);
      comment on column announcement.delegated_decision_id is 'A decision by delegation that is minuted by itself instead of being reported (KL 6:40, 7:8).';
      comment on column announcement.minuted_day is 'The day the minutes of the delegated decision were signed; minutes of a meeting have their own day of adjustment.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from announcement where minutes_id is null;
      alter table announcement drop column minuted_day, drop column delegated_decision_id, alter column minutes_id set not null;
    `);
  }
}
