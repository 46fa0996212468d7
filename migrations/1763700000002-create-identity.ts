/** Why: who people are, which bodies exist when, and which dated appointments let somebody act. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdentity1763700000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table authority (
        id uuid constraint pk_authority primary key,
        code text not null constraint ck_authority_code check (code ~ '^[A-ZÅÄÖ]{1,8}$'),
        name text not null,
        administration_name text not null,
        organisation_number text,
        valid_from date not null,
        valid_to date,
        successor_id uuid constraint fk_authority_successor references authority (id),
        constraint uq_authority_code unique (code),
        constraint ck_authority_validity check (valid_to is null or valid_to >= valid_from)
      );
      comment on table authority is 'An authority in the sense of TF 2:4: an elected body with the administration that works under it.';

      create table body (
        id uuid constraint pk_body primary key,
        authority_id uuid not null constraint fk_body_authority references authority (id),
        kind text not null constraint ck_body_kind check (kind in ('council', 'executiveBoard', 'committee', 'subcommittee', 'draftingGroup')),
        name text not null,
        short_name text not null,
        valid_from date not null,
        valid_to date,
        successor_id uuid constraint fk_body_successor references body (id),
        constraint uq_body_short_name unique (short_name),
        constraint ck_body_validity check (valid_to is null or valid_to >= valid_from)
      );
      create index ix_body_authority on body (authority_id);

      create table person (
        id uuid constraint pk_person primary key,
        name text not null,
        title text,
        email text,
        created_at timestamptz not null default clock_timestamp(),
        deactivated_at timestamptz,
        constraint uq_person_email unique (email)
      );

      create table appointment (
        id uuid constraint pk_appointment primary key,
        person_id uuid not null constraint fk_appointment_person references person (id),
        role text not null constraint ck_appointment_role check (role in ('caseOfficer', 'unitHead', 'administrationDirector', 'committeeSecretary',
          'registrar', 'chair', 'viceChair', 'member', 'substitute', 'controller', 'cityOffice', 'auditor', 'archivist', 'admin')),
        authority_id uuid constraint fk_appointment_authority references authority (id),
        body_id uuid constraint fk_appointment_body references body (id),
        from_day date not null,
        to_day date,
        constraint ck_appointment_days check (to_day is null or to_day >= from_day),
        constraint ck_appointment_place check (role in ('admin', 'auditor') or authority_id is not null)
      );
      create index ix_appointment_person on appointment (person_id);

      create table local_account (
        person_id uuid constraint pk_local_account primary key constraint fk_local_account_person references person (id),
        username text not null,
        password_hash text not null,
        constraint uq_local_account_username unique (username)
      );
      comment on table local_account is 'Example accounts only. A person who signs in through OIDC has no row here, so no local password can ever work for them.';

      create table session (
        token_hash bytea constraint pk_session primary key,
        person_id uuid not null constraint fk_session_person references person (id),
        created_at timestamptz not null default clock_timestamp(),
        last_seen_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        ended_at timestamptz
      );
      create index ix_session_person on session (person_id);

      create table access_token (
        id uuid constraint pk_access_token primary key,
        token_hash bytea not null,
        person_id uuid not null constraint fk_access_token_person references person (id),
        name text not null,
        scopes text[] not null,
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        revoked_at timestamptz,
        constraint uq_access_token_hash unique (token_hash)
      );

      create table sign_in_link (
        token_hash bytea constraint pk_sign_in_link primary key,
        person_id uuid not null constraint fk_sign_in_link_person references person (id),
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        used_at timestamptz
      );

      create table sign_in_failure (
        username_hash bytea not null,
        at timestamptz not null default clock_timestamp()
      );
      create index ix_sign_in_failure on sign_in_failure (username_hash, at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table sign_in_failure, sign_in_link, access_token, session, local_account, appointment, person, body, authority`,
    );
  }
}
