/** Why: who may decide in a body, in which order substitutes are called, and what the body's own bylaws say, on each day. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddSeats1763700000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table appointment
        add column party text constraint ck_appointment_party check (party ~ '^[A-ZÅÄÖ]{1,10}$'),
        add column party_as_written text,
        add column calling_order integer,
        add constraint ck_appointment_calling_order check (calling_order is null or (role = 'substitute' and calling_order > 0));
      create index ix_appointment_body on appointment (body_id) where body_id is not null;
      comment on column appointment.party is 'Normalised, so that (M) and (m) are one party; what was written stands beside it.';

      create table bylaws (
        id uuid constraint pk_bylaws primary key,
        body_id uuid not null constraint fk_bylaws_body references body (id),
        from_day date not null,
        notice_days integer not null constraint ck_bylaws_notice_days check (notice_days between 0 and 60),
        remote_participation boolean not null,
        written_reservations boolean not null,
        substitutes_may_speak boolean not null,
        substitute_order text not null constraint ck_bylaws_substitute_order check (substitute_order in ('party', 'list')),
        may_raise text[] not null constraint ck_bylaws_may_raise check (cardinality(may_raise) > 0 and may_raise <@ array['chair', 'viceChair', 'member', 'substitute', 'administration']),
        numbering text not null constraint ck_bylaws_numbering check (numbering in ('year', 'term')),
        may_serve_again boolean not null,
        member_seats integer constraint ck_bylaws_member_seats check (member_seats between 1 and 400),
        open_to_public boolean not null,
        minority_counts text not null constraint ck_bylaws_minority_counts check (minority_counts in ('present', 'voting')),
        ground text not null constraint ck_bylaws_ground check (length(trim(ground)) > 0),
        recorded_by uuid constraint fk_bylaws_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_bylaws unique (body_id, from_day)
      );
      comment on column bylaws.member_seats is 'How many members the body has by decision of the council, also while seats are vacant; null: as many as are elected.';
      comment on table bylaws is 'What a body may set for itself (reglemente, arbetsordning), from a day; what the law sets is not here. The application role may not change a row.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table bylaws;
      drop index ix_appointment_body;
      alter table appointment drop constraint ck_appointment_calling_order, drop column party, drop column party_as_written, drop column calling_order;
    `);
  }
}
