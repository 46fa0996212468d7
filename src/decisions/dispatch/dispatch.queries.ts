/** Dispatches for reading: what has come in and waits for a number, and what has gone out. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import type { Reach } from '../../identity/reach.rules.js';
import { paged } from '../../platform/database/paged.js';
import { rows } from '../../platform/database/sql.js';
import { neutralTitle } from '../notice-board/public-content.js';
import { reachOf } from '../reach.rules.js';
import type { Attachment, DispatchStatus, Withheld } from './dispatch.rules.js';

export const directions = ['incoming', 'outgoing'] as const;
export type Direction = (typeof directions)[number];

export interface DispatchFilter {
  direction?: Direction | undefined;
  status?: DispatchStatus | undefined;
  agendaItemId?: string | undefined;
}

export interface DispatchView {
  id: string;
  status: DispatchStatus;
  agendaItemId: string;
  decisionId: string;
  minutesId: string;
  bodyId: string;
  bodyName: string;
  /** The sender's matter: its number is a reference to the recipient. */
  matterId: string;
  registrationNumber: string;
  title: string;
  outcome: string;
  minuteItem: number;
  decisionDay: string;
  recipientAuthorityId: string | null;
  recipientName: string;
  sentAt: Date;
  attachments: Attachment[];
  withheldCount: number;
  /** For the sender only; others learn no more than how many stayed. */
  withheld: Withheld[];
  /** The recipient's own open matters that already know the sender's number. */
  suggestedMatters: { id: string; registrationNumber: string; title: string }[];
  registered: { matterId: string; registrationNumber: string; documentId: string; documentNumber: number } | null;
  version: number;
}

interface ViewRow extends DispatchView {
  /** Authorities of body and matter. */
  senders: string[];
  behindClosedDoors: boolean;
}

/** $1 whether the reader follows everything, $2 the reader's authorities. */
const tables = `dispatch x join decision d on d.id = x.decision_id join body b on b.id = d.body_id join matter m on m.id = d.matter_id
  where ($1::boolean or b.authority_id = any($2::uuid[]) or m.authority_id = any($2::uuid[]) or x.recipient_authority_id = any($2::uuid[]))`;

const columns = `x.id, x.status, d.agenda_item_id as "agendaItemId", d.id as "decisionId", x.minutes_id as "minutesId", b.id as "bodyId",
  b.name as "bodyName", m.id as "matterId", m.registration_number as "registrationNumber", m.title, d.outcome, d.minute_item as "minuteItem",
  d.decision_day as "decisionDay", x.recipient_authority_id as "recipientAuthorityId", x.recipient_name as "recipientName", x.sent_at as "sentAt",
  x.attachments, x.withheld, jsonb_array_length(x.withheld) as "withheldCount",
  (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'registrationNumber', o.registration_number, 'title', o.title) order by o.opened_day, o.id), '[]')
     from matter o where o.authority_id = x.recipient_authority_id and o.status = 'open' and x.status = 'sent'
      and (o.id = m.id or exists (select from external_reference e where e.matter_id = o.id and e.reference = m.registration_number))) as "suggestedMatters",
  (select jsonb_build_object('matterId', o.id, 'registrationNumber', o.registration_number, 'documentId', r.id, 'documentNumber', r.number)
     from document r join matter o on o.id = r.matter_id where r.id = x.registered_document_id) as registered,
  x.version, array[b.authority_id, m.authority_id] as senders,
  (select a.behind_closed_doors from agenda_item a where a.id = d.agenda_item_id) as "behindClosedDoors"`;

const one = `select ${columns} from ${tables} and x.id = $3`;

const listed = {
  columns,
  from: `${tables} and ($3::text is null
      or ($3 = 'incoming' and x.recipient_authority_id = any($2::uuid[]))
      or ($3 = 'outgoing' and (b.authority_id = any($2::uuid[]) or m.authority_id = any($2::uuid[]))))
    and ($4::text is null or x.status = $4) and ($5::uuid is null or d.agenda_item_id = $5)`,
  orderBy: 'x.sent_at, x.id',
};

@Injectable()
export class DispatchQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The longest waiting first. */
  async list(actor: Actor, page: PageRequest, filter: DispatchFilter): Promise<Page<DispatchView>> {
    const reach = reachOf(actor);
    const { direction = null, status = null, agendaItemId = null } = filter;
    const found = await paged<ViewRow>(
      this.dataSource,
      listed,
      [reach.everywhere, reach.authorityIds, direction, status, agendaItemId],
      page,
    );
    return { ...found, items: found.items.map((row) => shownTo(reach, row)) };
  }

  /** @throws not-found also for a dispatch between others. */
  async one(actor: Actor, id: string): Promise<DispatchView> {
    const reach = reachOf(actor);
    const [found] = await rows<ViewRow>(this.dataSource, one, [reach.everywhere, reach.authorityIds, id]);
    if (found === undefined) throw notFound('Expedieringen');
    return shownTo(reach, found);
  }
}

/** What stayed is told by name only where it stayed; what was behind closed doors, only to those it was sent between. */
function shownTo({ authorityIds }: Reach, { senders, withheld, behindClosedDoors, ...view }: ViewRow): DispatchView {
  const isSender = senders.some((id) => authorityIds.includes(id));
  const isParty = isSender || authorityIds.includes(view.recipientAuthorityId ?? '');
  return {
    ...view,
    title: behindClosedDoors && !isParty ? neutralTitle : view.title,
    withheld: isSender ? withheld : [],
  };
}
