/** Why: official documents are registered without delay, with a number that has no gaps (OSL 5:1-2). */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRegistry1763700000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table registration_series (
        authority_id uuid not null constraint fk_registration_series_authority references authority (id),
        year integer not null constraint ck_registration_series_year check (year between 1900 and 2199),
        first_number integer not null default 1 constraint ck_registration_series_first check (first_number > 0),
        last_number integer not null default 0,
        constraint pk_registration_series primary key (authority_id, year),
        constraint ck_registration_series_last check (last_number >= first_number - 1)
      );
      comment on column registration_series.first_number is 'Above 1 when the authority had used numbers of the year in an earlier system: the lower ones are there, not missing.';

      create table matter (
        id uuid constraint pk_matter primary key,
        authority_id uuid not null constraint fk_matter_authority references authority (id),
        registration_number text not null,
        year integer not null,
        number integer not null constraint ck_matter_number check (number > 0),
        title text not null,
        status text not null default 'open' constraint ck_matter_status check (status in ('open', 'closed')),
        case_officer_id uuid constraint fk_matter_case_officer references person (id),
        opened_day date not null,
        last_document_number integer not null default 0,
        version integer not null default 1,
        created_at timestamptz not null default clock_timestamp(),
        constraint uq_matter_registration_number unique (registration_number),
        constraint uq_matter_series unique (authority_id, year, number)
      );

      create table external_reference (
        id uuid constraint pk_external_reference primary key,
        matter_id uuid not null constraint fk_external_reference_matter references matter (id),
        authority_name text not null,
        reference text not null,
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_external_reference unique (matter_id, authority_name, reference)
      );

      create table document (
        id uuid constraint pk_document primary key,
        matter_id uuid not null constraint fk_document_matter references matter (id),
        number integer not null constraint ck_document_number check (number > 0),
        kind text not null,
        title text not null,
        direction text not null constraint ck_document_direction check (direction in ('received', 'drawnUp', 'internal')),
        counterpart text,
        received_at timestamptz,
        drawn_up_at timestamptz,
        registered_at timestamptz not null default clock_timestamp(),
        registered_by uuid constraint fk_document_registered_by references person (id),
        constraint uq_document_number unique (matter_id, number),
        constraint ck_document_received check (direction <> 'received' or received_at is not null)
      );

      create table document_version (
        id uuid constraint pk_document_version primary key,
        document_id uuid not null constraint fk_document_version_document references document (id),
        number integer not null constraint ck_document_version_number check (number > 0),
        file_name text not null,
        media_type text not null,
        size_bytes bigint not null constraint ck_document_version_size check (size_bytes > 0),
        sha256 bytea not null constraint ck_document_version_sha256 check (octet_length(sha256) = 32),
        stored_at timestamptz not null default clock_timestamp(),
        stored_by uuid constraint fk_document_version_stored_by references person (id),
        constraint uq_document_version unique (document_id, number)
      );
      create index ix_document_version_sha256 on document_version (sha256);
      comment on table document_version is 'Immutable: a new upload is a new version. The application role may not change or remove one.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table document_version, document, external_reference, matter, registration_series`);
  }
}
