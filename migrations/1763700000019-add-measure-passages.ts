/** Why: a controller who asks where an amount comes from is answered with the line of the memorandum it was read on, not with a file. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddMeasurePassages1763700000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table measure_passage (
        proposal_id uuid not null constraint fk_measure_passage_proposal references proposal (id),
        measure_key uuid not null,
        document_version_id uuid not null constraint fk_measure_passage_document_version references document_version (id),
        section text,
        line integer not null constraint ck_measure_passage_line check (line > 0),
        start_offset integer not null constraint ck_measure_passage_start check (start_offset >= 0),
        end_offset integer not null,
        quote text not null constraint ck_measure_passage_quote check (length(trim(quote)) > 0),
        amount_ore bigint not null,
        recorded_at timestamptz not null default clock_timestamp(),
        constraint pk_measure_passage primary key (proposal_id, measure_key),
        constraint ck_measure_passage_span check (end_offset > start_offset)
      );
      comment on table measure_passage is 'Where in the registered memorandum a measure was read, and what stood there. Append-only: a later amount leaves the passage as it was read.';
      comment on column measure_passage.start_offset is 'UTF-16 units in the text that was extracted from the file.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table measure_passage`);
  }
}
