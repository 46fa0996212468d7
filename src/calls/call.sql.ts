/** The statements of the calls module and the rows they give. */
import type { Day } from '../kernel/day.js';
import type { LocalTime } from '../kernel/deadline.js';
import type { CallKind, CallStatus, SectionKind } from './call.rules.js';

/** Call, sources and invitations in one round trip. */
export const insertCall = `
  with c as (
    insert into call (id, matter_id, title, description, years, mandatory_sections, reply_by_day, reply_by_time, reply_by_at, created_by, plan_ground, kind)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $13, $14) returning id),
  s as (insert into call_source (call_id, source_id) select c.id, source_id from c, unnest($11::uuid[]) source_id)
  insert into call_invitation (call_id, authority_id) select c.id, authority_id from c, unnest($12::uuid[]) authority_id`;

/**
 * $1 call, then what becomes of each column; null leaves it. Sources and invitations are replaced as wholes, and those
 * that stay are not touched. Only for a draft: what has been sent out is not rewritten.
 */
export const changeDraft = `
  with c as (
    update call set title = coalesce($2, title), description = coalesce($3, description), years = coalesce($4, years),
        mandatory_sections = coalesce($5, mandatory_sections), reply_by_day = $6, reply_by_time = $7, reply_by_at = $8, plan_ground = coalesce($11, plan_ground), version = version + 1
     where id = $1 and status = 'draft' returning id),
  gone as (
    delete from call_source s using c where s.call_id = c.id and not s.source_id = any($9::uuid[])),
  come as (
    insert into call_source (call_id, source_id) select c.id, source_id from c, unnest($9::uuid[]) source_id
      on conflict on constraint pk_call_source do nothing),
  uninvited as (
    delete from call_invitation i using c where i.call_id = c.id and not i.authority_id = any($10::uuid[])),
  invited as (
    insert into call_invitation (call_id, authority_id) select c.id, authority_id from c, unnest($10::uuid[]) authority_id
      on conflict on constraint pk_call_invitation do nothing)
  select id from c`;

export const selectExisting = `
  select id from funding_source where id = any($1::uuid[]) union all select id from authority where id = any($2::uuid[])`;

export interface FoundCall {
  id: string;
  matter_id: string;
  authority_id: string;
  kind: CallKind;
  status: CallStatus;
  issued_at: Date | null;
}
export const findCall = `
  select c.id, c.matter_id, m.authority_id, c.kind, c.status, c.issued_at from call c join matter m on m.id = c.matter_id where c.id = $1`;

export interface LockedCall {
  id: string;
  matter_id: string;
  kind: CallKind;
  status: CallStatus;
  version: number;
  reply_by_day: Day;
  reply_by_time: LocalTime;
  reply_by_at: Date;
  /** By the database's clock. */
  is_due: boolean;
  waiting: number;
  plan_ground: string | null;
}
export const lockCall = `
  with c as materialized (select * from call where id = $1 for no key update)
  select c.id, c.matter_id, c.kind, c.status, c.version, c.plan_ground, c.reply_by_day, to_char(c.reply_by_time, 'HH24:MI') as reply_by_time, c.reply_by_at,
      clock_timestamp() > c.reply_by_at as is_due,
      (select count(*)::integer from call_invitation i where i.call_id = c.id and i.status = 'invited') as waiting
    from c`;

export interface HeldCall {
  status: CallStatus;
  reply_by_at: Date;
}
/** For an answer or a reminder: several at once, and none while the call moves. */
export const holdCall = `select status, reply_by_at from call where id = $1 for share`;

export interface RemindedRow {
  authority_id: string;
  name: string;
  /** False for those who were reminded earlier the same day. */
  is_new: boolean;
}
/** In the order of the key, so that two who remind at once wait for each other and do not lock each other out. */
export const remind = `
  with told as (
    insert into call_reminder (call_id, authority_id, reminded_day, reminded_by)
      select i.call_id, i.authority_id, today_in_stockholm(), $2 from call_invitation i where i.call_id = $1 and i.status = 'invited' order by i.authority_id
    on conflict on constraint pk_call_reminder do nothing returning authority_id)
  select i.authority_id, a.name, told.authority_id is not null as is_new
    from call_invitation i join authority a on a.id = i.authority_id left join told on told.authority_id = i.authority_id
   where i.call_id = $1 and i.status = 'invited' order by a.name, a.id`;

export const moveCall = `
  update call set status = $3, version = version + 1, issued_at = case when $3 = 'issued' then clock_timestamp() else issued_at end
   where id = $1 and status = $2`;

export const insertDeadline = `
  insert into call_deadline (id, call_id, reply_by_day, reply_by_time, reply_by_at, reason, set_by) values ($1, $2, $3, $4, $5, $6, $7)`;

/** The verdict on every answer follows the deadline in force (D7); the history keeps the old one. */
export const extendCall = `
  with c as (
    update call set reply_by_day = $2, reply_by_time = $3, reply_by_at = $4, version = version + 1 where id = $1),
  i as (
    update call_invitation set is_late = received_at > $4 where call_id = $1 and received_at is not null and is_late)
  insert into call_deadline (id, call_id, reply_by_day, reply_by_time, reply_by_at, reason, set_by) values ($5, $1, $2, $3, $4, $6, $7)`;

export const markSilent = `update call_invitation set status = 'noReply' where call_id = $1 and status = 'invited'`;

export const decline = `
  with declined as (
    update call_invitation set status = 'declined', note = $3 where call_id = $1 and authority_id = $2 and status in ('invited', 'noReply')
      returning authority_id)
  select i.status, exists (select 1 from declined) as declined from call_invitation i where i.call_id = $1 and i.authority_id = $2`;

export interface RecordedReply {
  matter_id: string;
  kind: CallKind;
  status: CallStatus;
  issued_at: Date | null;
  invitation: string | null;
  received_at: Date;
  is_late: boolean;
  is_first: boolean;
  is_future: boolean;
}
/** The clock is read after the lock on the call, so an extension that commits first also counts. */
export const recordReply = `
  with c as materialized (
    select id, matter_id, kind, status, issued_at, reply_by_at from call where id = $1 for share),
  moment as materialized (
    select coalesce($3::timestamptz, clock_timestamp()) as at from c),
  first as (
    update call_invitation i set status = 'replied', received_at = moment.at, is_late = moment.at > c.reply_by_at
      from c, moment
     where i.call_id = c.id and i.authority_id = $2 and i.status <> 'replied'
    returning i.received_at, i.is_late)
  select c.matter_id, c.kind, c.status, c.issued_at, i.status as invitation, coalesce(first.received_at, i.received_at) as received_at,
      coalesce(first.is_late, i.is_late) as is_late, first.received_at is not null as is_first, moment.at > clock_timestamp() as is_future
    from c cross join moment left join call_invitation i on i.call_id = c.id and i.authority_id = $2 left join first on true`;

export interface TermsRow {
  matter_id: string;
  kind: CallKind;
  status: CallStatus;
  mandatory_sections: SectionKind[];
  years: number[];
  source_ids: string[];
  is_invited: boolean;
}
export const selectTerms = `
  select c.matter_id, c.kind, c.status, c.mandatory_sections, c.years, array(select s.source_id from call_source s where s.call_id = c.id order by s.source_id) as source_ids,
      case c.kind when 'associationGrant' then exists (select 1 from matter m where m.id = c.matter_id and m.authority_id = $2)
        else exists (select 1 from call_invitation i where i.call_id = c.id and i.authority_id = $2) end as is_invited
    from call c where c.id = $1 and c.issued_at is not null`;

export const selectRequisitions = `
  select f.name, f.requisition_deadline_day as day, to_char(f.requisition_deadline_time, 'HH24:MI') as time
    from call_source s join funding_source f on f.id = s.source_id where s.call_id = $1 order by f.name`;
