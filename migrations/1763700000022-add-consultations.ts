/** Why: others are heard before a body decides (remiss); each has a deadline of its own, a process of its own and an answer that can be quoted. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const consultations = `
  create table consultation (
    id uuid constraint pk_consultation primary key,
    matter_id uuid not null constraint fk_consultation_matter references matter (id),
    officer_id uuid constraint fk_consultation_officer references person (id),
    commitment_reference text,
    status text not null default 'proposed' constraint ck_consultation_status check (status in ('proposed', 'scheduled', 'decided', 'sent',
        'deadlineScheduled', 'replyPeriodOver', 'compiled', 'reportScheduled', 'reportedToDecider', 'closed', 'rejected', 'withdrawn')),
    current_version_id uuid not null,
    decided_version_id uuid,
    decided_by_body_id uuid constraint fk_consultation_decided_by references body (id),
    reply_by_day date,
    reply_by_time time,
    reply_by_at timestamptz,
    sent_day date,
    sent_elsewhere text,
    sent_at timestamptz,
    cover_letter_id uuid constraint fk_consultation_cover_letter references document (id),
    answers_revision integer not null default 0,
    version integer not null default 1,
    created_by uuid constraint fk_consultation_created_by references person (id),
    created_at timestamptz not null default clock_timestamp(),
    constraint ck_consultation_decided check ((decided_version_id is null) = (reply_by_at is null)),
    constraint ck_consultation_sent check ((sent_at is null) = (sent_day is null) and (sent_at is null or reply_by_at is not null))
  );
  create index ix_consultation_matter on consultation (matter_id);
  comment on table consultation is 'A request for opinions (remiss). What it says stands in its versions; the deadline here is the one in force for all.';
  comment on column consultation.commitment_reference is 'The commitment it serves (C-78), by the name or id the follow-up knows it under.';
  comment on column consultation.answers_revision is 'Grows with everything a compilation is made of, so that one made of less is not taken for the whole.';

  create table consultation_version (
    id uuid constraint pk_consultation_version primary key,
    consultation_id uuid not null constraint fk_consultation_version_consultation references consultation (id),
    number integer not null constraint ck_consultation_version_number check (number > 0),
    stage text not null constraint ck_consultation_version_stage check (stage in ('dispatch', 'deadline', 'report')),
    origin text not null constraint ck_consultation_version_origin check (origin in ('written', 'amendment')),
    content jsonb not null,
    decision_id uuid constraint fk_consultation_version_decision references decision (id) deferrable initially deferred,
    frozen_at timestamptz,
    created_by uuid constraint fk_consultation_version_created_by references person (id),
    created_at timestamptz not null default clock_timestamp(),
    constraint uq_consultation_version unique (consultation_id, number)
  );
  alter table consultation add constraint fk_consultation_current_version foreign key (current_version_id) references consultation_version (id) deferrable initially deferred;
  alter table consultation add constraint fk_consultation_decided_version foreign key (decided_version_id) references consultation_version (id) deferrable initially deferred;
  comment on column consultation_version.stage is 'What is put to the body: sending it out, another deadline for all, or what the answers say.';

  create table consultation_deadline (
    id uuid constraint pk_consultation_deadline primary key,
    consultation_id uuid not null constraint fk_consultation_deadline_consultation references consultation (id),
    number integer not null constraint ck_consultation_deadline_number check (number > 0),
    origin text not null constraint ck_consultation_deadline_origin check (origin in ('proposed', 'decision', 'coverLetter')),
    reply_by_day date not null,
    reply_by_time time,
    reply_by_at timestamptz not null,
    decision_id uuid constraint fk_consultation_deadline_decision references decision (id) deferrable initially deferred,
    ground text not null,
    set_by uuid constraint fk_consultation_deadline_set_by references person (id),
    set_at timestamptz not null default clock_timestamp(),
    constraint uq_consultation_deadline unique (consultation_id, number),
    constraint ck_consultation_deadline_decision check ((origin = 'proposed') = (decision_id is null))
  );
  comment on table consultation_deadline is 'Every deadline there has been, with the decision that set it; the first is the original.';
  comment on column consultation_deadline.reply_by_time is 'Null when only a day was said; then the whole day counts.';

  create table consultation_text (
    id uuid constraint pk_consultation_text primary key,
    consultation_id uuid not null constraint fk_consultation_text_consultation references consultation (id),
    part_key uuid not null,
    number integer not null constraint ck_consultation_text_number check (number > 0),
    document_version_id uuid not null constraint fk_consultation_text_document_version references document_version (id),
    note text not null default '',
    created_by uuid constraint fk_consultation_text_created_by references person (id),
    created_at timestamptz not null default clock_timestamp(),
    constraint uq_consultation_text unique (consultation_id, part_key, number),
    constraint uq_consultation_text_of_part unique (id, consultation_id, part_key)
  );
  comment on table consultation_text is 'The text under consultation, part by part and version by version. Never changed: another wording is another version (B-62).';

  create table consultation_sent_text (
    consultation_id uuid not null,
    part_key uuid not null,
    text_id uuid not null,
    constraint pk_consultation_sent_text primary key (consultation_id, part_key),
    constraint fk_consultation_sent_text foreign key (text_id, consultation_id, part_key) references consultation_text (id, consultation_id, part_key)
  );
  comment on table consultation_sent_text is 'Which version of each part went out; the answers are about that one.';

  create table consultation_compilation (
    id uuid constraint pk_consultation_compilation primary key,
    consultation_id uuid not null constraint fk_consultation_compilation_consultation references consultation (id),
    number integer not null constraint ck_consultation_compilation_number check (number > 0),
    answers_revision integer not null,
    content jsonb not null,
    content_hash bytea not null,
    document_id uuid not null constraint fk_consultation_compilation_document references document (id),
    compiled_by uuid constraint fk_consultation_compilation_compiled_by references person (id),
    compiled_at timestamptz not null default clock_timestamp(),
    constraint uq_consultation_compilation unique (consultation_id, number)
  );

  create function refuse_change_of_frozen_consultation() returns trigger language plpgsql set search_path = public, pg_temp as $$
  begin
    raise exception '% % is frozen', tg_table_name, old.id using errcode = '23514', constraint = 'ck_version_frozen';
  end $$;
  create trigger tr_consultation_version_frozen before update or delete on consultation_version for each row when (old.frozen_at is not null)
    execute function refuse_change_of_frozen_consultation();
`;

const consultees = `
  create table consultee (
    id uuid constraint pk_consultee primary key,
    consultation_id uuid not null constraint fk_consultee_consultation references consultation (id),
    position integer not null constraint ck_consultee_position check (position > 0),
    kind text not null constraint ck_consultee_kind check (kind in ('committee', 'union', 'other')),
    authority_id uuid constraint fk_consultee_authority references authority (id),
    name text not null constraint ck_consultee_name check (length(trim(name)) > 0),
    status text not null default 'addressed' constraint ck_consultee_status check (status in ('addressed', 'received', 'assigned', 'onOwnAgenda',
        'adopted', 'sentBack', 'registered', 'declined', 'noReply')),
    extended_to_day date,
    extended_to_time time,
    extended_to_at timestamptz,
    received_at timestamptz,
    own_matter_id uuid constraint fk_consultee_own_matter references matter (id),
    assigned_to uuid constraint fk_consultee_assigned_to references person (id),
    draft_due_day date,
    note text,
    version integer not null default 1,
    constraint uq_consultee_position unique (consultation_id, position),
    constraint uq_consultee_authority unique (consultation_id, authority_id),
    constraint ck_consultee_authority check ((kind = 'committee') = (authority_id is not null)),
    constraint ck_consultee_own_process check (authority_id is not null or (own_matter_id is null and assigned_to is null and draft_due_day is null)),
    constraint ck_consultee_received check ((received_at is null) = (own_matter_id is null))
  );
  comment on column consultee.received_at is 'The receipt stamp of the consultee itself (B-20), not of whoever asked.';
  comment on column consultee.draft_due_day is 'The consultee''s own day for the draft (B-23), before its own meeting.';

  create table consultee_extension (
    id uuid constraint pk_consultee_extension primary key,
    consultee_id uuid not null constraint fk_consultee_extension_consultee references consultee (id),
    reply_by_day date not null,
    reply_by_time time,
    reply_by_at timestamptz not null,
    reason text not null,
    granted_day date not null,
    granted_by uuid constraint fk_consultee_extension_granted_by references person (id),
    recorded_at timestamptz not null default clock_timestamp()
  );
  create index ix_consultee_extension_consultee on consultee_extension (consultee_id, recorded_at);

  create table consultee_notice (
    consultee_id uuid not null constraint fk_consultee_notice_consultee references consultee (id),
    number integer not null constraint ck_consultee_notice_number check (number > 0),
    kind text not null constraint ck_consultee_notice_kind check (kind in ('dispatch', 'deadline', 'extension', 'reminder')),
    reply_by_at timestamptz not null,
    told_by uuid constraint fk_consultee_notice_told_by references person (id),
    told_at timestamptz not null default clock_timestamp(),
    constraint pk_consultee_notice primary key (consultee_id, number)
  );
  comment on table consultee_notice is 'What each consultee has been told of: that it is asked, every new deadline, every reminder.';

  create table consultee_link (
    id uuid constraint pk_consultee_link primary key,
    consultee_id uuid not null constraint fk_consultee_link_consultee references consultee (id),
    token_hash bytea not null constraint ck_consultee_link_hash check (octet_length(token_hash) = 32),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    created_by uuid constraint fk_consultee_link_created_by references person (id),
    created_at timestamptz not null default clock_timestamp(),
    constraint uq_consultee_link unique (token_hash)
  );
  create index ix_consultee_link_consultee on consultee_link (consultee_id);
  comment on table consultee_link is 'Lets somebody without an account answer for one consultee. Only the hash of the secret is kept.';

  create table opinion (
    id uuid constraint pk_opinion primary key,
    consultee_id uuid not null constraint fk_opinion_consultee references consultee (id),
    matter_id uuid not null constraint fk_opinion_matter references matter (id),
    status text not null default 'drafting' constraint ck_opinion_status check (status in ('drafting', 'scheduled', 'adopted', 'official')),
    current_version_id uuid not null,
    current_version integer not null default 1,
    decision_id uuid constraint fk_opinion_decision references decision (id) deferrable initially deferred,
    signed_by uuid constraint fk_opinion_signed_by references person (id),
    signed_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null default clock_timestamp(),
    constraint uq_opinion_consultee unique (consultee_id),
    constraint ck_opinion_level check ((status = 'adopted') = (decision_id is not null) and (status = 'official') = (signed_at is not null))
  );
  comment on table opinion is 'A consultee''s answer as it grows in its own house: adopted by its body, or signed at official level.';

  create table opinion_version (
    id uuid constraint pk_opinion_version primary key,
    opinion_id uuid not null constraint fk_opinion_version_opinion references opinion (id),
    number integer not null constraint ck_opinion_version_number check (number > 0),
    origin text not null constraint ck_opinion_version_origin check (origin in ('written', 'amendment')),
    content jsonb not null,
    decision_id uuid constraint fk_opinion_version_decision references decision (id) deferrable initially deferred,
    frozen_at timestamptz,
    created_by uuid constraint fk_opinion_version_created_by references person (id),
    created_at timestamptz not null default clock_timestamp(),
    constraint uq_opinion_version unique (opinion_id, number)
  );
  alter table opinion add constraint fk_opinion_current_version foreign key (current_version_id) references opinion_version (id) deferrable initially deferred;
  create trigger tr_opinion_version_frozen before update or delete on opinion_version for each row when (old.frozen_at is not null)
    execute function refuse_change_of_frozen_consultation();

  create table consultation_reply (
    id uuid constraint pk_consultation_reply primary key,
    consultee_id uuid not null constraint fk_consultation_reply_consultee references consultee (id),
    via text not null constraint ck_consultation_reply_via check (via in ('ownProcess', 'link', 'hand')),
    received_at timestamptz not null,
    is_late boolean not null,
    level text not null constraint ck_consultation_reply_level check (level in ('adopted', 'official', 'notStated')),
    own_number text,
    signatory text,
    text text not null constraint ck_consultation_reply_text check (length(trim(text)) > 0),
    reservations jsonb not null default '[]',
    noted_elsewhere text,
    opinion_version_id uuid constraint fk_consultation_reply_opinion_version references opinion_version (id),
    document_id uuid constraint fk_consultation_reply_document references document (id),
    recorded_by uuid constraint fk_consultation_reply_recorded_by references person (id),
    recorded_at timestamptz not null default clock_timestamp(),
    constraint uq_consultation_reply unique (consultee_id),
    constraint ck_consultation_reply_source check ((via = 'ownProcess') = (opinion_version_id is not null)),
    constraint ck_consultation_reply_registered check (via = 'ownProcess' or document_id is not null)
  );
  comment on table consultation_reply is 'An answer as it reached whoever asked. Late is what came after the consultee''s own deadline; it is registered all the same.';

  create table consultation_position (
    reply_id uuid not null constraint fk_consultation_position_reply references consultation_reply (id),
    question_key uuid not null,
    stance text not null constraint ck_consultation_position_stance check (stance in ('supports', 'rejects', 'comments', 'noView')),
    quote text,
    quote_start integer,
    stated_by_consultee boolean not null,
    written_by uuid constraint fk_consultation_position_written_by references person (id),
    written_at timestamptz not null default clock_timestamp(),
    constraint pk_consultation_position primary key (reply_id, question_key),
    constraint ck_consultation_position_quote check (stance = 'noView' or quote is not null),
    constraint ck_consultation_position_place check ((quote is null) = (quote_start is null) and coalesce(quote_start, 0) >= 0)
  );
  comment on column consultation_position.quote_start is 'Characters before the passage in the text of the reply.';
`;

export class AddConsultations1763700000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(consultations);
    await runner.query(consultees);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table opinion drop constraint fk_opinion_current_version;
      alter table consultation drop constraint fk_consultation_current_version;
      alter table consultation drop constraint fk_consultation_decided_version;
      drop table consultation_position, consultation_reply, opinion_version, opinion, consultee_link, consultee_notice, consultee_extension, consultee,
        consultation_compilation, consultation_sent_text, consultation_text, consultation_deadline, consultation_version, consultation;
      drop function refuse_change_of_frozen_consultation();
    `);
  }
}
