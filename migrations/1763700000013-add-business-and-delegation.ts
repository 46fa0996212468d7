/** Why: motions, member initiatives, assignments and elections are decided like everything else; decisions by delegation are reported. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddBusinessAndDelegation1763700000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table business (
        id uuid constraint pk_business primary key,
        matter_id uuid not null constraint fk_business_matter references matter (id),
        kind text not null constraint ck_business_kind check (kind in ('motion', 'memberInitiative', 'assignment', 'election', 'report', 'other')),
        body_id uuid constraint fk_business_body references body (id),
        mover_id uuid constraint fk_business_mover references person (id),
        raised_day date not null default today_in_stockholm(),
        status text not null default 'drafting' constraint ck_business_status check (status in ('drafting', 'scheduled', 'decided', 'rejected', 'referredBack')),
        current_version_id uuid not null,
        current_version integer not null default 1,
        version integer not null default 1,
        created_at timestamptz not null default clock_timestamp()
      );
      create index ix_business_matter on business (matter_id);
      comment on table business is 'A matter that no other module owns, ready to be put before a body.';
      comment on column business.body_id is 'The body it was raised in, where that matters: a motion in the council, an initiative in a committee.';

      create table business_version (
        id uuid constraint pk_business_version primary key,
        business_id uuid not null constraint fk_business_version_business references business (id),
        number integer not null constraint ck_business_version_number check (number > 0),
        origin text not null constraint ck_business_version_origin check (origin in ('written', 'amendment')),
        content jsonb not null,
        decision_id uuid constraint fk_business_version_decision references decision (id) deferrable initially deferred,
        frozen_at timestamptz,
        created_by uuid constraint fk_business_version_created_by references person (id),
        created_at timestamptz not null default clock_timestamp(),
        constraint uq_business_version unique (business_id, number)
      );
      alter table business add constraint fk_business_current_version foreign key (current_version_id) references business_version (id) deferrable initially deferred;
      comment on column business_version.content is 'title, background, decisionPoints [{type, text}], decisionBasis [text], dispatchList [{authorityId?, name}], nominees [text] (election).';
      create function refuse_change_of_frozen_business() returns trigger language plpgsql as $$
      begin
        raise exception 'business version % is frozen', old.id using errcode = '23514', constraint = 'ck_version_frozen';
      end $$;
      create trigger business_version_frozen before update or delete on business_version for each row when (old.frozen_at is not null)
        execute function refuse_change_of_frozen_business();

      create table delegation_scheme (
        id uuid constraint pk_delegation_scheme primary key,
        body_id uuid not null constraint fk_delegation_scheme_body references body (id),
        from_day date not null,
        ground text not null,
        recorded_by uuid constraint fk_delegation_scheme_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_delegation_scheme unique (body_id, from_day)
      );
      comment on table delegation_scheme is 'What a body has let others decide, from a day until the next scheme (KL 6:37, 7:5).';

      create table delegation_rule (
        id uuid constraint pk_delegation_rule primary key,
        scheme_id uuid not null constraint fk_delegation_rule_scheme references delegation_scheme (id),
        number text not null,
        description text not null,
        category text not null,
        delegate_kind text not null constraint ck_delegation_rule_delegate check (delegate_kind in ('presidium', 'subcommittee', 'member', 'substitute', 'employee', 'automated')),
        delegate_role text,
        delegate_body_id uuid constraint fk_delegation_rule_body references body (id),
        delegate_person_id uuid constraint fk_delegation_rule_person references person (id),
        provision text,
        is_appealable boolean not null default true,
        reporting text not null constraint ck_delegation_rule_reporting check (reporting in ('nextMeeting', 'minuted', 'none')),
        constraint uq_delegation_rule unique (scheme_id, number)
      );

      create table delegated_decision (
        id uuid constraint pk_delegated_decision primary key,
        body_id uuid not null constraint fk_delegated_decision_body references body (id),
        rule_id uuid constraint fk_delegated_decision_rule references delegation_rule (id),
        is_urgent boolean not null default false,
        about_individual boolean not null default false,
        year integer not null,
        number integer not null constraint ck_delegated_decision_number check (number > 0),
        matter_id uuid constraint fk_delegated_decision_matter references matter (id),
        decided_day date not null,
        decided_by uuid constraint fk_delegated_decision_decided_by references person (id),
        text text not null constraint ck_delegated_decision_text check (length(trim(text)) > 0),
        reported_in_id uuid constraint fk_delegated_decision_reported_in references business (id),
        version integer not null default 1,
        recorded_by uuid constraint fk_delegated_decision_recorded_by references person (id),
        recorded_at timestamptz not null default clock_timestamp(),
        constraint uq_delegated_decision_number unique (body_id, year, number),
        constraint ck_delegated_decision_ground check (is_urgent or rule_id is not null)
      );
      comment on column delegated_decision.about_individual is 'Its text is for the own authority alone (OSL 8:1, 26:1): its rule is for individuals, or whoever recorded it said so.';
      create index ix_delegated_decision_unreported on delegated_decision (body_id) where reported_in_id is null;

      create table delegation_series (
        body_id uuid not null constraint fk_delegation_series_body references body (id),
        year integer not null,
        last_number integer not null default 0,
        constraint pk_delegation_series primary key (body_id, year)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table business drop constraint fk_business_current_version;
      drop table delegation_series, delegated_decision, delegation_rule, delegation_scheme, business_version, business;
      drop function refuse_change_of_frozen_business();
    `);
  }
}
