/** Calls for reading: the terms, who has answered and when, and the sum so far. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import type { Money } from '../kernel/money.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { actsFrom } from '../kernel/transitions.js';
import { ownAuthorities } from '../identity/reach.rules.js';
import { moneyOf } from '../platform/database/columns.js';
import { paged } from '../platform/database/paged.js';
import { type Db, rows } from '../platform/database/sql.js';
import {
  type CallKind,
  callMachine,
  type CallStatus,
  type InvitationStatus,
  mayBeSeen,
  type SectionKind,
} from './call.rules.js';

export interface CallListItem {
  id: string;
  matterId: string;
  registrationNumber: string;
  kind: CallKind;
  title: string;
  status: CallStatus;
  replyByDay: string;
  replyByTime: string;
  invited: number;
  answered: number;
  /** Invited, with neither an answer nor a refusal; also when the call has closed without them. */
  missing: number;
  late: number;
  isDue: boolean;
  /** What the answers ask for so far. */
  requested: Money;
  /** Of its sources in its years, as in force today. */
  ceiling: Money;
  version: number;
}

export interface Invitation {
  authorityId: string;
  authorityName: string;
  status: InvitationStatus;
  receivedAt: string | null;
  isLate: boolean;
  note: string | null;
  remindedAt: string | null;
}

interface CallListRow extends Omit<CallListItem, 'requested' | 'ceiling'> {
  requested_ore: string;
  ceiling_ore: string;
}

interface CallRow {
  id: string;
  matterId: string;
  registrationNumber: string;
  authorityId: string;
  kind: CallKind;
  title: string;
  description: string;
  years: number[];
  mandatorySections: SectionKind[];
  status: CallStatus;
  replyByDay: string;
  replyByTime: string;
  replyByAt: Date;
  isDue: boolean;
  issuedAt: Date | null;
  planGround: string | null;
  version: number;
  sources: { id: string; code: string; name: string }[];
  invitations: Invitation[];
  deadlines: { replyByDay: string; replyByTime: string; replyByAt: string; reason: string; setAt: string }[];
  requested_ore: string;
}

export interface CallView extends Omit<CallRow, 'requested_ore'> {
  /** What the answers ask for so far, over all sources and years. */
  requested: Money;
  possibleActs: string[];
}

const replyBy = `c.reply_by_day as "replyByDay", to_char(c.reply_by_time, 'HH24:MI') as "replyByTime"`;

const selectCall = `
  select c.id, c.matter_id as "matterId", m.registration_number as "registrationNumber", m.authority_id as "authorityId", c.kind, c.title, c.description,
      c.years, c.mandatory_sections as "mandatorySections", c.status, ${replyBy}, c.reply_by_at as "replyByAt", clock_timestamp() > c.reply_by_at as "isDue", c.issued_at as "issuedAt", c.plan_ground as "planGround", c.version,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'code', f.code, 'name', f.name) order by f.code), '[]')
         from call_source s join funding_source f on f.id = s.source_id where s.call_id = c.id) as sources,
      (select coalesce(jsonb_agg(jsonb_build_object('authorityId', a.id, 'authorityName', a.name, 'status', i.status,
          'receivedAt', i.received_at, 'isLate', i.is_late, 'note', i.note,
          'remindedAt', (select max(r.reminded_at) from call_reminder r where r.call_id = i.call_id and r.authority_id = i.authority_id)) order by a.name, a.id), '[]')
         from call_invitation i join authority a on a.id = i.authority_id where i.call_id = c.id) as invitations,
      (select coalesce(jsonb_agg(jsonb_build_object('replyByDay', d.reply_by_day, 'replyByTime', to_char(d.reply_by_time, 'HH24:MI'),
          'replyByAt', d.reply_by_at, 'reason', d.reason, 'setAt', d.set_at) order by d.set_at, d.id), '[]')
         from call_deadline d where d.call_id = c.id) as deadlines,
      (select coalesce(sum(t.requested_ore), 0) from amount_total t where t.call_id = c.id) as requested_ore
    from call c join matter m on m.id = c.matter_id where c.id = $1`;

const visibleCalls = {
  columns: `c.id, c.matter_id as "matterId", m.registration_number as "registrationNumber", c.kind, c.title, c.status, ${replyBy}, c.version,
      (select count(*)::integer from call_invitation i where i.call_id = c.id) as invited,
      (select count(*)::integer from call_invitation i where i.call_id = c.id and i.status in ('replied', 'declined')) as answered,
      (select count(*)::integer from call_invitation i where i.call_id = c.id and i.status in ('invited', 'noReply')) as missing,
      (select count(*)::integer from call_invitation i where i.call_id = c.id and i.is_late) as late, clock_timestamp() > c.reply_by_at as "isDue",
      (select coalesce(sum(t.requested_ore), 0) from amount_total t where t.call_id = c.id) as requested_ore,
      (select coalesce(sum(ceiling_ore(y.id, today_in_stockholm(), clock_timestamp())), 0) from call_source s
         join source_year y on y.source_id = s.source_id and y.year = any(c.years) where s.call_id = c.id) as ceiling_ore`,
  from: `call c join matter m on m.id = c.matter_id
     where ($1::boolean or c.issued_at is not null or m.authority_id = any($2::uuid[])) and ($3::text is null or c.status = $3)
       and ($4::text is null or c.kind = $4)`,
  orderBy: 'c.reply_by_at desc, c.id',
};

@Injectable()
export class CallsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws not-found, also for another office's draft. */
  async get(actor: Actor, id: string, db: Db = this.dataSource): Promise<CallView> {
    const [row] = await rows<CallRow>(db, selectCall, [id]);
    if (row === undefined || !mayBeSeen({ authorityId: row.authorityId, isIssued: row.issuedAt !== null }, actor))
      throw notFound('Begäran om underlag');
    const { requested_ore: requestedOre, ...call } = row;
    return { ...call, requested: moneyOf(requestedOre), possibleActs: actsFrom(callMachine, call.status) };
  }

  /** Latest reply date first. */
  async list(
    actor: Actor,
    filter: { status?: CallStatus | undefined; kind?: CallKind | undefined },
    page: PageRequest,
  ): Promise<Page<CallListItem>> {
    const values = [actor.kind === 'system', ownAuthorities(actor), filter.status ?? null, filter.kind ?? null];
    const found = await paged<CallListRow>(this.dataSource, visibleCalls, values, page);
    const items = found.items.map(({ requested_ore: requested, ceiling_ore: ceiling, ...item }) => ({
      ...item,
      requested: moneyOf(requested),
      ceiling: moneyOf(ceiling),
    }));
    return { ...found, items };
  }
}
