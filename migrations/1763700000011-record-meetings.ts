/** Why: a decision stands only if the body could decide: who was there, who served, what was claimed, put and voted. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecordMeetings1763700000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(meetings);
    await runner.query(claims);
    await runner.query(decisions);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table statement, reservation, decision_participant;
      alter table decision drop column claim_id, drop column settled_by, drop column members, drop column present, drop column quorum,
        drop column is_minority, drop column is_appealable, drop column appealable_ground, drop column restated, drop column added,
        drop constraint ck_decision_outcome,
        add constraint ck_decision_outcome check (outcome in ('recommend', 'approve', 'approveWithChanges', 'referBack', 'table', 'reject'));
      drop table secret_tally, vote, ballot_elector, ballot, proposition, claim, disqualification, attendance_entry, agenda_version;
      drop function refuse_change_of_closed_ballot();
      drop index uq_agenda_item_listed;
      alter table agenda_item drop column agenda_version, drop column introduced_at, drop column is_urgent, drop column behind_closed_doors, drop column last_claim, drop column last_putting,
        drop constraint ck_agenda_item_status, add constraint ck_agenda_item_status check (status in ('listed', 'decided'));
      create unique index uq_agenda_item_listed on agenda_item (subject_id) where status = 'listed';
      alter table meeting drop column notice_sent_day, drop column opened_at, drop column closed_at, drop column chair_id, drop column secretary_id,
        drop column agenda_version, drop column last_attendance, drop column late_notice_ground,
        drop constraint ck_meeting_status, add constraint ck_meeting_status check (status in ('planned', 'cancelled'));
    `);
  }
}

const meetings = `
  alter table meeting
    drop constraint ck_meeting_status,
    add constraint ck_meeting_status check (status in ('planned', 'noticeSent', 'opened', 'adjourned', 'closed', 'cancelled')),
    add column notice_sent_day date,
    add column late_notice_ground text,
    add column opened_at time,
    add column closed_at time,
    add column chair_id uuid constraint fk_meeting_chair references person (id),
    add column secretary_id uuid constraint fk_meeting_secretary references person (id),
    add column agenda_version integer not null default 0,
    add column last_attendance integer not null default 0,
    add constraint ck_meeting_opened check (status not in ('opened', 'adjourned') or chair_id is not null);

  create table agenda_version (
    meeting_id uuid not null constraint fk_agenda_version_meeting references meeting (id),
    number integer not null constraint ck_agenda_version_number check (number > 0),
    sent_day date not null,
    items jsonb not null,
    sent_by uuid constraint fk_agenda_version_sent_by references person (id),
    sent_at timestamptz not null default clock_timestamp(),
    constraint pk_agenda_version primary key (meeting_id, number)
  );
  comment on table agenda_version is 'What the notice said: items with the version of each document. Later ones are supplements; what came with them came late.';

  drop index uq_agenda_item_listed;
  alter table agenda_item
    drop constraint ck_agenda_item_status,
    add constraint ck_agenda_item_status check (status in ('listed', 'introduced', 'claimsClosed', 'decided', 'postponed')),
    add column agenda_version integer,
    add column introduced_at timestamptz,
    add column is_urgent boolean not null default false,
    add column behind_closed_doors boolean not null default false,
    add column last_claim integer not null default 0,
    add column last_putting integer not null default 0;
  create unique index uq_agenda_item_listed on agenda_item (subject_id) where status not in ('decided', 'postponed');
  comment on column agenda_item.agenda_version is 'The first agenda version that told of the item; null until one has. Above 1: it came late.';
  comment on column agenda_item.is_urgent is 'The council agreed unanimously to decide an item that was not announced (KL 5:52).';

  create table attendance_entry (
    meeting_id uuid not null constraint fk_attendance_entry_meeting references meeting (id),
    number integer not null constraint ck_attendance_entry_number check (number > 0),
    person_id uuid not null constraint fk_attendance_entry_person references person (id),
    kind text not null constraint ck_attendance_entry_kind check (kind in ('arrives', 'leaves')),
    mode text not null default 'onSite' constraint ck_attendance_entry_mode check (mode in ('onSite', 'remote')),
    at_time time,
    agenda_item_id uuid constraint fk_attendance_entry_item references agenda_item (id),
    recorded_by uuid constraint fk_attendance_entry_recorded_by references person (id),
    recorded_at timestamptz not null default clock_timestamp(),
    constraint pk_attendance_entry primary key (meeting_id, number)
  );
  comment on table attendance_entry is 'Who came and went, in the order it happened. Who serves for whom is computed from it, never typed.';

  create table disqualification (
    id uuid constraint pk_disqualification primary key,
    agenda_item_id uuid not null constraint fk_disqualification_item references agenda_item (id),
    person_id uuid not null constraint fk_disqualification_person references person (id),
    ground text not null constraint ck_disqualification_ground check (ground in ('party', 'representative', 'supervision', 'otherCircumstance')),
    status text not null constraint ck_disqualification_status check (status in ('reported', 'disputed', 'declared', 'dismissed')),
    private_note text,
    recorded_by uuid constraint fk_disqualification_recorded_by references person (id),
    recorded_at timestamptz not null default clock_timestamp(),
    constraint uq_disqualification unique (agenda_item_id, person_id)
  );
  comment on column disqualification.private_note is 'The reason in the person''s own words; never in minutes or on public pages.';
`;

const claims = `
  create table claim (
    id uuid constraint pk_claim primary key,
    agenda_item_id uuid not null constraint fk_claim_item references agenda_item (id),
    number integer not null constraint ck_claim_number check (number > 0),
    kind text not null constraint ck_claim_kind check (kind in ('formal', 'material', 'addOn')),
    outcome text not null constraint ck_claim_outcome check (outcome in ('recommend', 'approve', 'approveWithChanges', 'referBack', 'table', 'reject', 'forward', 'note')),
    is_standing boolean not null default false,
    mover_id uuid constraint fk_claim_mover references person (id),
    supporter_ids uuid[] not null default '{}',
    text text,
    reasons text,
    patch jsonb,
    withdrawn_at timestamptz,
    recorded_by uuid constraint fk_claim_recorded_by references person (id),
    recorded_at timestamptz not null default clock_timestamp(),
    constraint uq_claim_number unique (agenda_item_id, number),
    constraint ck_claim_mover check (is_standing or mover_id is not null),
    constraint ck_claim_reasons check (outcome <> 'referBack' or length(trim(coalesce(reasons, ''))) > 0)
  );
  comment on column claim.is_standing is 'The proposal as it stands in the matter; it needs no mover to be put.';

  create table proposition (
    id uuid constraint pk_proposition primary key,
    agenda_item_id uuid not null constraint fk_proposition_item references agenda_item (id),
    number integer not null constraint ck_proposition_number check (number > 0),
    stage text not null constraint ck_proposition_stage check (stage in ('formal', 'material', 'counter', 'addOn')),
    alternatives uuid[] not null constraint ck_proposition_alternatives check (cardinality(alternatives) > 0),
    found_claim_id uuid constraint fk_proposition_found references claim (id),
    demanded_by uuid constraint fk_proposition_demanded_by references person (id),
    recorded_by uuid constraint fk_proposition_recorded_by references person (id),
    recorded_at timestamptz not null default clock_timestamp(),
    constraint uq_proposition_number unique (agenda_item_id, number)
  );
  comment on table proposition is 'Claims put by the chair and answered by acclamation (KL 5:53). found_claim_id is what the chair found; null is no. With demanded_by somebody asked for a ballot instead.';

  create table ballot (
    id uuid constraint pk_ballot primary key,
    agenda_item_id uuid not null constraint fk_ballot_item references agenda_item (id),
    number integer not null constraint ck_ballot_number check (number > 0),
    stage text not null constraint ck_ballot_stage check (stage in ('formal', 'counter', 'main', 'addOn', 'election')),
    alternatives uuid[] not null constraint ck_ballot_alternatives check (cardinality(alternatives) > 0),
    is_secret boolean not null,
    chair_id uuid not null constraint fk_ballot_chair references person (id),
    status text not null default 'open' constraint ck_ballot_status check (status in ('open', 'closed')),
    winner text,
    counts jsonb,
    tie_break text constraint ck_ballot_tie_break check (tie_break in ('castingVote', 'lot')),
    opened_by uuid constraint fk_ballot_opened_by references person (id),
    opened_at timestamptz not null default clock_timestamp(),
    closed_at timestamptz,
    constraint uq_ballot_number unique (agenda_item_id, number),
    constraint ck_ballot_closed check ((status = 'closed') = (closed_at is not null and winner is not null and counts is not null))
  );
  create unique index uq_ballot_open on ballot (agenda_item_id) where status = 'open';
  comment on column ballot.winner is 'Id of the winning claim, or ''no'' where a single claim was put and lost.';
  create function refuse_change_of_closed_ballot() returns trigger language plpgsql as $$
  begin
    raise exception 'ballot % is closed', old.id using errcode = '23514', constraint = 'ck_ballot_frozen';
  end $$;
  create trigger ballot_frozen before update or delete on ballot for each row when (old.status = 'closed') execute function refuse_change_of_closed_ballot();

  create table ballot_elector (
    ballot_id uuid not null constraint fk_ballot_elector_ballot references ballot (id),
    person_id uuid not null constraint fk_ballot_elector_person references person (id),
    seat text not null constraint ck_ballot_elector_seat check (seat in ('member', 'substitute')),
    serves_for_id uuid constraint fk_ballot_elector_serves_for references person (id),
    party text,
    constraint pk_ballot_elector primary key (ballot_id, person_id)
  );

  create table vote (
    ballot_id uuid not null,
    person_id uuid not null,
    choice text,
    recorded_by uuid constraint fk_vote_recorded_by references person (id),
    constraint pk_vote primary key (ballot_id, person_id),
    constraint fk_vote_elector foreign key (ballot_id, person_id) references ballot_elector (ballot_id, person_id)
  );
  comment on column vote.choice is 'Id of a claim, ''no'' or ''abstain''; null in a secret ballot, where only the tally says what was voted. No instant: it would tell who voted what.';

  create table secret_tally (
    ballot_id uuid not null constraint fk_secret_tally_ballot references ballot (id),
    choice text not null,
    votes integer not null default 0 constraint ck_secret_tally_votes check (votes >= 0),
    constraint pk_secret_tally primary key (ballot_id, choice)
  );
`;

const decisions = `
  alter table decision
    drop constraint ck_decision_outcome,
    add constraint ck_decision_outcome check (outcome in ('recommend', 'approve', 'approveWithChanges', 'referBack', 'table', 'reject', 'forward', 'note')),
    add column claim_id uuid constraint fk_decision_claim references claim (id),
    add column settled_by text constraint ck_decision_settled_by check (settled_by in ('acclamation', 'ballot')),
    add column members integer,
    add column present integer,
    add column quorum jsonb,
    add column is_minority boolean not null default false,
    add column is_appealable boolean not null default true,
    add column appealable_ground text,
    add column restated text,
    add column added text;
  comment on column decision.quorum is 'The working: members, how many are needed, who served, and the exception used, if any.';
  comment on column decision.added is 'What was decided besides the proposal, from the claims that carried.';
  comment on column decision.restated is 'The decision in the body''s own words, when they say more than the outcome does.';
  create index ix_decision_minority on decision (matter_id) where is_minority;
  comment on index ix_decision_minority is 'Every act on an item asks whether a minority has had the matter put off before (KL 5:50); hardly any decision is in it.';

  create table decision_participant (
    decision_id uuid not null constraint fk_decision_participant_decision references decision (id) deferrable initially deferred,
    person_id uuid not null constraint fk_decision_participant_person references person (id),
    seat text not null constraint ck_decision_participant_seat check (seat in ('member', 'substitute')),
    serves_for_id uuid constraint fk_decision_participant_serves_for references person (id),
    party text,
    mode text not null,
    constraint pk_decision_participant primary key (decision_id, person_id)
  );

  create table reservation (
    id uuid constraint pk_reservation primary key,
    decision_id uuid not null,
    person_id uuid not null,
    reasons text,
    recorded_by uuid constraint fk_reservation_recorded_by references person (id),
    recorded_at timestamptz not null default clock_timestamp(),
    constraint uq_reservation unique (decision_id, person_id),
    constraint fk_reservation_participant foreign key (decision_id, person_id) references decision_participant (decision_id, person_id)
  );
  comment on constraint fk_reservation_participant on reservation is 'Only somebody who took part in the decision may reserve (KL 4:27).';

  create table statement (
    id uuid constraint pk_statement primary key,
    agenda_item_id uuid not null constraint fk_statement_item references agenda_item (id),
    person_id uuid not null constraint fk_statement_person references person (id),
    party text,
    text text not null constraint ck_statement_text check (length(trim(text)) > 0),
    recorded_by uuid constraint fk_statement_recorded_by references person (id),
    recorded_at timestamptz not null default clock_timestamp()
  );
  create index ix_statement_item on statement (agenda_item_id);
  comment on table statement is 'A note to the minutes. No right by law (KL is silent): it stands here because the chair let it.';
`;
