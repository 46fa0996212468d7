/** Why: minutes are signed, announced and sent; the appeal time runs from the notice, and nothing signed is changed, only corrected beside it. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepMinutes1763700000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(minutes);
    await runner.query(afterwards);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table dispatch, execution_assessment, appeal_step, appeal, published_decision, announcement, minutes_correction, minutes_signature, minutes_item, minutes, minutes_text, minutes_adjuster, secrecy_marking;
      drop function refuse_change_of_sent_minutes();
      drop function refuse_change_of_signed_content();
      drop function refuse_writer_as_signer();
      drop function canonical_json(jsonb);
    `);
  }
}

const minutes = `
  create table secrecy_marking (
    id uuid constraint pk_secrecy_marking primary key,
    document_id uuid not null constraint fk_secrecy_marking_document references document (id),
    provision text not null constraint ck_secrecy_marking_provision check (length(trim(provision)) > 0),
    marked_day date not null,
    authority_id uuid not null constraint fk_secrecy_marking_authority references authority (id),
    marked_by uuid constraint fk_secrecy_marking_marked_by references person (id),
    recorded_at timestamptz not null default clock_timestamp(),
    lifted_at timestamptz,
    lifted_ground text,
    constraint ck_secrecy_marking_lifted check ((lifted_at is null) = (lifted_ground is null))
  );
  create unique index uq_secrecy_marking_in_force on secrecy_marking (document_id) where lifted_at is null;
  comment on table secrecy_marking is 'A warning with provision, date and authority (OSL 5:5). The test itself is made at each request.';

  create table minutes_adjuster (
    meeting_id uuid not null constraint fk_minutes_adjuster_meeting references meeting (id),
    person_id uuid not null constraint fk_minutes_adjuster_person references person (id),
    constraint pk_minutes_adjuster primary key (meeting_id, person_id)
  );
  comment on table minutes_adjuster is 'Those the body chose to adjust the minutes with the chair (KL 5:69).';

  create table minutes_text (
    id uuid constraint pk_minutes_text primary key,
    meeting_id uuid not null constraint fk_minutes_text_meeting references meeting (id),
    agenda_item_id uuid constraint fk_minutes_text_item references agenda_item (id),
    slot text not null constraint ck_minutes_text_slot check (slot in ('opening', 'background', 'deliberation', 'closing')),
    text text not null,
    version integer not null default 1,
    written_by uuid constraint fk_minutes_text_written_by references person (id),
    written_at timestamptz not null default clock_timestamp(),
    constraint uq_minutes_text unique nulls not distinct (meeting_id, agenda_item_id, slot)
  );
  comment on table minutes_text is 'The secretary''s own text. What is generated stands elsewhere, so generating anew can never overwrite it.';

  create table minutes (
    id uuid constraint pk_minutes primary key,
    meeting_id uuid not null constraint fk_minutes_meeting references meeting (id),
    number integer not null constraint ck_minutes_number check (number > 0),
    kind text not null constraint ck_minutes_kind check (kind in ('ordinary', 'immediate')),
    status text not null default 'draft' constraint ck_minutes_status check (status in ('draft', 'signing', 'adjusted', 'announced', 'announcementDown')),
    content jsonb,
    content_hash bytea,
    sent_at timestamptz,
    adjusted_day date,
    adjusted_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null default clock_timestamp(),
    constraint uq_minutes_number unique (meeting_id, number),
    constraint ck_minutes_content check ((status = 'draft') = (content is null) and (content is null) = (content_hash is null)),
    constraint ck_minutes_adjusted check ((status in ('adjusted', 'announced', 'announcementDown')) = (adjusted_day is not null))
  );
  create unique index uq_minutes_ordinary on minutes (meeting_id) where kind = 'ordinary';
  comment on table minutes is 'One document of minutes. A meeting has an ordinary one and one more for each immediate adjustment; each is announced by itself.';
  create function refuse_change_of_sent_minutes() returns trigger language plpgsql as $$
  begin
    raise exception 'minutes % are adjusted', old.id using errcode = '23514', constraint = 'ck_minutes_frozen';
  end $$;
  create trigger minutes_frozen before update on minutes for each row
    when (old.adjusted_day is not null and (new.content is distinct from old.content or new.content_hash is distinct from old.content_hash
      or new.adjusted_day is distinct from old.adjusted_day or new.status in ('draft', 'signing')))
    execute function refuse_change_of_sent_minutes();

  create function canonical_json(content jsonb) returns text language plpgsql immutable strict as $$
  begin
    -- Names of members are ASCII in our contents, and then the order of bytes is the order RFC 8785 asks for.
    return case jsonb_typeof(content)
      when 'object' then '{' || coalesce((select string_agg(to_jsonb(o.key)::text || ':' || canonical_json(o.value), ',' order by o.key collate "C")
          from jsonb_each(content) o), '') || '}'
      when 'array' then '[' || coalesce((select string_agg(canonical_json(a.element), ',' order by a.place)
          from jsonb_array_elements(content) with ordinality a (element, place)), '') || ']'
      else content::text end;
  end $$;
  comment on function canonical_json is 'The text a content is hashed from (RFC 8785, whole numbers only), so that the database itself can prove a hash.';

  create table minutes_item (
    agenda_item_id uuid constraint pk_minutes_item primary key constraint fk_minutes_item_item references agenda_item (id),
    minutes_id uuid not null constraint fk_minutes_item_minutes references minutes (id)
  );
  create index ix_minutes_item_minutes on minutes_item (minutes_id);
  comment on table minutes_item is 'Items of an immediate adjustment. An item that is in none belongs to the ordinary minutes.';

  create table minutes_signature (
    minutes_id uuid not null constraint fk_minutes_signature_minutes references minutes (id),
    person_id uuid not null constraint fk_minutes_signature_person references person (id),
    role text not null constraint ck_minutes_signature_role check (role in ('chair', 'adjuster')),
    method text not null constraint ck_minutes_signature_method check (method in ('signedIn', 'paper')),
    signed_day date not null,
    content_hash bytea not null,
    recorded_by uuid constraint fk_minutes_signature_recorded_by references person (id),
    recorded_at timestamptz not null default clock_timestamp(),
    constraint pk_minutes_signature primary key (minutes_id, person_id),
    constraint ck_minutes_signature_recorder check (case method when 'signedIn' then recorded_by is not distinct from person_id
      else recorded_by is distinct from person_id end)
  );
  comment on constraint ck_minutes_signature_recorder on minutes_signature is 'Signed in, people sign for themselves; what is on paper is recorded by somebody else.';

  create function refuse_writer_as_signer() returns trigger language plpgsql as $$
  begin
    if exists (select from minutes n join meeting g on g.id = n.meeting_id where n.id = new.minutes_id and g.secretary_id = new.person_id) then
      raise exception 'whoever kept the minutes cannot adjust them' using errcode = '23514', constraint = 'ck_minutes_signature_four_eyes';
    end if;
    return new;
  end $$;
  create trigger tr_minutes_signature_four_eyes before insert on minutes_signature for each row execute function refuse_writer_as_signer();

  create function refuse_change_of_signed_content() returns trigger language plpgsql as $$
  begin
    if exists (select from minutes_signature s where s.minutes_id = old.id) then
      raise exception 'minutes % are signed', old.id using errcode = '23514', constraint = 'ck_minutes_frozen';
    end if;
    return new;
  end $$;
  create trigger tr_minutes_signed before update on minutes for each row
    when (new.content is distinct from old.content or new.content_hash is distinct from old.content_hash)
    execute function refuse_change_of_signed_content();

  create table minutes_correction (
    id uuid constraint pk_minutes_correction primary key,
    minutes_id uuid not null constraint fk_minutes_correction_minutes references minutes (id),
    agenda_item_id uuid constraint fk_minutes_correction_item references agenda_item (id),
    stood text not null,
    shall_stand text not null,
    ground text not null constraint ck_minutes_correction_ground check (length(trim(ground)) > 0),
    corrected_by uuid constraint fk_minutes_correction_corrected_by references person (id),
    corrected_at timestamptz not null default clock_timestamp()
  );
  comment on table minutes_correction is 'What is corrected after signing is written beside what stood (LKBR 3:7, R-15); nothing signed is changed.';
`;

const afterwards = `
  create table announcement (
    id uuid constraint pk_announcement primary key,
    minutes_id uuid not null constraint fk_announcement_minutes references minutes (id),
    posted_day date not null,
    appeal_end_day date not null,
    where_kept text not null,
    posted_elsewhere text,
    posted_by uuid constraint fk_announcement_posted_by references person (id),
    posted_at timestamptz not null default clock_timestamp(),
    taken_down_at timestamptz,
    constraint uq_announcement_minutes unique (minutes_id),
    constraint ck_announcement_appeal_end check (appeal_end_day >= posted_day + 21)
  );
  create index ix_announcement_up on announcement (appeal_end_day) where taken_down_at is null;
  comment on column announcement.posted_elsewhere is 'Where and how it was posted, when the day was an earlier one than the day it was recorded here.';

  create table published_decision (
    decision_id uuid constraint pk_published_decision primary key constraint fk_published_decision_decision references decision (id),
    minutes_id uuid not null constraint fk_published_decision_minutes references minutes (id),
    body_id uuid not null constraint fk_published_decision_body references body (id),
    decision_day date not null,
    minute_item integer not null,
    behind_closed_doors boolean not null,
    title text not null,
    registration_number text not null,
    outcome text,
    amount_ore bigint,
    votes jsonb,
    words tsvector not null,
    constraint ck_published_decision_closed check (not behind_closed_doors or (outcome is null and amount_ore is null and votes is null))
  );
  create index ix_published_decision_day on published_decision (decision_day desc, decision_id);
  create index ix_published_decision_minutes on published_decision (minutes_id);
  create index ix_published_decision_words on published_decision using gin (words);
  comment on table published_decision is 'What the public may find of a decision, written when its minutes are adjusted (R-51). The public search reads this table and no other, so a draft has no way there.';

  create table appeal (
    id uuid constraint pk_appeal primary key,
    decision_id uuid not null constraint fk_appeal_decision references decision (id),
    received_day date not null,
    appellant text not null constraint ck_appeal_appellant check (length(trim(appellant)) > 0),
    grounds text,
    court text not null default 'Förvaltningsrätten',
    court_reference text,
    status text not null default 'registered' constraint ck_appeal_status check (status in ('registered', 'forwarded', 'dismissed', 'rejected', 'annulled', 'withdrawn')),
    version integer not null default 1,
    registered_by uuid constraint fk_appeal_registered_by references person (id),
    registered_at timestamptz not null default clock_timestamp()
  );
  create index ix_appeal_decision on appeal (decision_id);
  comment on table appeal is 'Registered and handed to the court. Only the court dismisses, rejects or annuls (KL 13:8).';

  create table appeal_step (
    appeal_id uuid not null constraint fk_appeal_step_appeal references appeal (id),
    number integer not null,
    status text not null,
    day date not null,
    note text,
    recorded_by uuid constraint fk_appeal_step_recorded_by references person (id),
    recorded_at timestamptz not null default clock_timestamp(),
    constraint pk_appeal_step primary key (appeal_id, number)
  );

  create table execution_assessment (
    id uuid constraint pk_execution_assessment primary key,
    decision_id uuid not null constraint fk_execution_assessment_decision references decision (id),
    may_execute boolean not null,
    reasons text not null constraint ck_execution_assessment_reasons check (length(trim(reasons)) > 0),
    assessed_by uuid constraint fk_execution_assessment_assessed_by references person (id),
    assessed_at timestamptz not null default clock_timestamp()
  );
  create index ix_execution_assessment_decision on execution_assessment (decision_id);
  comment on table execution_assessment is 'May the decision be carried out before it is final (KL 13:14)? The latest one stands.';

  create table dispatch (
    id uuid constraint pk_dispatch primary key,
    decision_id uuid not null constraint fk_dispatch_decision references decision (id),
    minutes_id uuid not null constraint fk_dispatch_minutes references minutes (id),
    recipient_authority_id uuid constraint fk_dispatch_recipient references authority (id),
    recipient_name text not null,
    attachments jsonb not null default '[]',
    withheld jsonb not null default '[]',
    status text not null default 'sent' constraint ck_dispatch_status check (status in ('sent', 'registered')),
    registered_matter_id uuid constraint fk_dispatch_matter references matter (id),
    registered_document_id uuid constraint fk_dispatch_document references document (id),
    sent_by uuid constraint fk_dispatch_sent_by references person (id),
    sent_at timestamptz not null default clock_timestamp(),
    version integer not null default 1,
    constraint uq_dispatch unique (decision_id, recipient_name),
    constraint ck_dispatch_registered check ((status = 'registered') = (registered_document_id is not null))
  );
  create index ix_dispatch_recipient on dispatch (recipient_authority_id) where status = 'sent';
`;
