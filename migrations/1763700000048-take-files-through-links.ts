/** Why: whoever answers or applies through a link could only write text, though their opinion is a letter they have as a file. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TakeFilesThroughLinks1763700000048 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table consultation_reply_file (
        reply_id uuid not null constraint fk_consultation_reply_file_reply references consultation_reply (id),
        position smallint not null constraint ck_consultation_reply_file_position check (position between 1 and 20),
        document_id uuid not null constraint fk_consultation_reply_file_document references document (id),
        constraint pk_consultation_reply_file primary key (reply_id, position),
        constraint uq_consultation_reply_file_document unique (document_id)
      );
      comment on table consultation_reply_file is 'The files that came with an answer, as registered documents; without a text the first of them is the answer.';

      alter table consultation_reply drop constraint ck_consultation_reply_text;
      alter table consultation_reply add constraint ck_consultation_reply_text
        check (length(trim(text)) > 0 or (text = '' and via = 'link'));
      comment on column consultation_reply.text is 'Empty when the answer is a file.';
      alter table consultation_position drop constraint ck_consultation_position_place;
      alter table consultation_position add constraint ck_consultation_position_place
        check (quote_start is null or (quote is not null and quote_start >= 0));
      comment on column consultation_position.quote_start is 'Characters before the passage in the text of the reply; null for a passage in one of its files.';

      create table application_file (
        application_id uuid not null constraint fk_application_file_application references application (id),
        position smallint not null constraint ck_application_file_position check (position between 1 and 20),
        document_id uuid not null constraint fk_application_file_document references document (id),
        constraint pk_application_file primary key (application_id, position),
        constraint uq_application_file_document unique (document_id)
      );
      comment on table application_file is 'The files that came with an application, as registered documents of its matter.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table application_file;
      alter table consultation_position drop constraint ck_consultation_position_place;
      alter table consultation_position add constraint ck_consultation_position_place
        check ((quote is null) = (quote_start is null) and coalesce(quote_start, 0) >= 0);
      alter table consultation_reply drop constraint ck_consultation_reply_text;
      alter table consultation_reply add constraint ck_consultation_reply_text check (length(trim(text)) > 0);
      drop table consultation_reply_file;
    `);
  }
}
