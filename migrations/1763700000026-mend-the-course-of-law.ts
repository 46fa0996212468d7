/**
 * Why: a delegated decision that is not reported but can be appealed is announced by itself, so that its time to appeal
 * runs out (KL 6:40, 7:8, 8:10 p 3, R-44). Minutes do not wait for ever for a signer who is ill or gone (KL 5:69). An appeal
 * is a received document that the registrar finds in the matter (OSL 5:1, FL 45-46).
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

      alter table appeal add column document_id uuid constraint fk_appeal_document references document (id),
        add constraint uq_appeal_document unique (document_id);
      comment on column appeal.document_id is 'The received document in the matter, with the time it came (OSL 5:1, FL 45-46); empty for what was registered before it was kept.';

      create table minutes_stand_in (
        minutes_id uuid not null constraint fk_minutes_stand_in_minutes references minutes (id),
        number integer not null constraint ck_minutes_stand_in_number check (number > 0),
        hindered_id uuid not null constraint fk_minutes_stand_in_hindered references person (id),
        person_id uuid not null constraint fk_minutes_stand_in_person references person (id),
        ground text not null constraint ck_minutes_stand_in_ground check (length(trim(ground)) > 0),
        recorded_by uuid constraint fk_minutes_stand_in_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint pk_minutes_stand_in primary key (minutes_id, number),
        constraint ck_minutes_stand_in_other check (person_id <> hindered_id)
      );
      comment on table minutes_stand_in is 'Who signs minutes instead of one who cannot (KL 5:69). Rows older than sent_at belong to a sending that was taken back.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table minutes_stand_in;
      alter table appeal drop column document_id;
      delete from announcement where minutes_id is null;
      alter table announcement drop column minuted_day, drop column delegated_decision_id, alter column minutes_id set not null;
    `);
  }
}
