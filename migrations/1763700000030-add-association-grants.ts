/** Why: associations apply for money too (föreningsbidrag); their grants go the same way as everybody's, from the call to the payout. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const applications = `
  alter table call add column kind text not null default 'proposal' constraint ck_call_kind check (kind in ('proposal', 'associationGrant'));
  comment on column call.kind is 'proposal: committees are invited and the executive board divides. associationGrant: associations apply and the own committee, or its delegate, decides.';

  create table association (
    id uuid constraint pk_association primary key,
    organisation_number text not null constraint ck_association_organisation_number check (organisation_number ~ '^[0-9]{6}-[0-9]{4}$'),
    name text not null constraint ck_association_name check (length(trim(name)) > 0),
    email text,
    payment_kind text constraint ck_association_payment_kind check (payment_kind in ('bankgiro', 'plusgiro')),
    payment_number text,
    version integer not null default 1,
    created_by uuid constraint fk_association_created_by references person (id),
    created_at timestamptz not null default clock_timestamp(),
    constraint uq_association_organisation_number unique (organisation_number),
    constraint ck_association_payment check ((payment_kind is null) = (payment_number is null))
  );
  comment on column association.payment_number is 'Digits only. Written by the administration, never by whoever holds a link.';

  create table application (
    id uuid constraint pk_application primary key,
    call_id uuid not null constraint fk_application_call references call (id),
    association_id uuid not null constraint fk_application_association references association (id),
    status text not null default 'invited' constraint ck_application_status check (status in ('invited', 'received', 'inReview', 'withdrawn')),
    matter_id uuid constraint fk_application_matter references matter (id),
    document_id uuid constraint fk_application_document references document (id),
    via text constraint ck_application_via check (via in ('link', 'hand')),
    received_at timestamptz,
    noted_elsewhere text,
    title text,
    purpose text,
    applied_ore bigint constraint ck_application_applied check (applied_ore between 1 and 99999999999999),
    year integer,
    member_count integer constraint ck_application_members check (member_count >= 0),
    signatory text,
    withdrawn_reason text,
    proposal_id uuid constraint fk_application_proposal references proposal (id),
    version integer not null default 1,
    created_by uuid constraint fk_application_created_by references person (id),
    created_at timestamptz not null default clock_timestamp(),
    constraint uq_application unique (call_id, association_id),
    constraint uq_application_proposal unique (proposal_id),
    constraint ck_application_received check ((status = 'invited') = (received_at is null)
      and num_nulls(matter_id, document_id, via, received_at, title, purpose, applied_ore, year) in (0, 8)),
    constraint ck_application_review check ((status = 'inReview') = (proposal_id is not null)),
    constraint ck_application_withdrawn check ((status = 'withdrawn') = (withdrawn_reason is not null))
  );
  create index ix_application_association on application (association_id);
  comment on table application is 'What an association applies for. The application is not changed once received; the administration''s proposal about it is a memorandum of its own.';
  comment on column application.applied_ore is 'What the association applies for: never what is proposed or given, which stand on the proposal and in the ledger.';

  create table application_link (
    id uuid constraint pk_application_link primary key,
    application_id uuid not null constraint fk_application_link_application references application (id),
    token_hash bytea not null constraint ck_application_link_hash check (octet_length(token_hash) = 32),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    created_by uuid constraint fk_application_link_created_by references person (id),
    created_at timestamptz not null default clock_timestamp(),
    constraint uq_application_link unique (token_hash)
  );
  create index ix_application_link_application on application_link (application_id);
  comment on table application_link is 'Lets an association without an account apply once in one call. Only the hash of the secret is kept.';

  alter table proposal_reason drop constraint ck_proposal_reason_kind;
  alter table proposal_reason add constraint ck_proposal_reason_kind check (kind in ('sentBack', 'withdrawn', 'delegated'));

  alter table posting add column delegated_decision_id uuid
    constraint fk_posting_delegated_decision references delegated_decision (id) deferrable initially deferred;
  alter table posting add constraint ck_posting_one_decision check (decision_id is null or delegated_decision_id is null);
  create index ix_posting_delegated_decision on posting (delegated_decision_id) where delegated_decision_id is not null;
`;

const payouts = `
  create table payout_list (
    id uuid constraint pk_payout_list primary key,
    call_id uuid not null constraint fk_payout_list_call references call (id),
    number integer not null constraint ck_payout_list_number check (number > 0),
    status text not null default 'prepared' constraint ck_payout_list_status check (status in ('prepared', 'attested', 'paid', 'cancelled')),
    prepared_by uuid not null constraint fk_payout_list_prepared_by references person (id),
    prepared_at timestamptz not null default clock_timestamp(),
    attested_by uuid constraint fk_payout_list_attested_by references person (id),
    attested_at timestamptz,
    paid_day date,
    voucher text,
    cancelled_reason text,
    version integer not null default 1,
    constraint uq_payout_list unique (call_id, number),
    constraint ck_payout_list_four_eyes check (attested_by <> prepared_by),
    constraint ck_payout_list_attested check ((attested_by is null) = (attested_at is null) and (status not in ('attested', 'paid') or attested_by is not null)),
    constraint ck_payout_list_paid check ((status = 'paid') = (paid_day is not null)),
    constraint ck_payout_list_cancelled check ((status = 'cancelled') = (cancelled_reason is not null))
  );

  create table payout_row (
    id uuid constraint pk_payout_row primary key,
    list_id uuid not null constraint fk_payout_row_list references payout_list (id),
    position integer not null constraint ck_payout_row_position check (position > 0),
    application_id uuid not null constraint fk_payout_row_application references application (id),
    proposal_id uuid not null constraint fk_payout_row_proposal references proposal (id),
    measure_key uuid not null,
    source_year_id uuid not null constraint fk_payout_row_source_year references source_year (id),
    payment_kind text not null constraint ck_payout_row_payment_kind check (payment_kind in ('bankgiro', 'plusgiro')),
    payment_number text not null,
    amount_ore bigint not null constraint ck_payout_row_amount check (amount_ore between 1 and 99999999999999),
    is_released boolean not null default false,
    actual_cost_id uuid constraint fk_payout_row_actual_cost references actual_cost (id),
    constraint uq_payout_row_position unique (list_id, position)
  );
  create unique index uq_payout_row_once on payout_row (proposal_id, measure_key, source_year_id) where not is_released;
  comment on column payout_row.is_released is 'Of a cancelled list: what it held may stand on another one. Nothing else is ever listed twice.';
  comment on column payout_row.payment_number is 'As it was when the list was prepared; one that has changed since stops the attestation.';
`;

export class AddAssociationGrants1763700000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(applications);
    await runner.query(payouts);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table payout_row, payout_list;
      drop index ix_posting_delegated_decision;
      alter table posting drop constraint ck_posting_one_decision, drop column delegated_decision_id;
      delete from proposal_reason where kind = 'delegated';
      alter table proposal_reason drop constraint ck_proposal_reason_kind;
      alter table proposal_reason add constraint ck_proposal_reason_kind check (kind in ('sentBack', 'withdrawn'));
      drop table application_link, application, association;
      alter table call drop column kind`);
  }
}
