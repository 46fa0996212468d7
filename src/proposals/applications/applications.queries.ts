/** Associations and their applications for reading: what was applied for, what was given, and by which decision. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { actsFrom, edgesFrom } from '../../kernel/transitions.js';
import { ownAuthorities, reachOver } from '../../identity/reach.rules.js';
import { moneyOf } from '../../platform/database/columns.js';
import { paged } from '../../platform/database/paged.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { only } from '../../platform/database/transaction.js';
import { type PaymentKind, shownAccount } from '../association.rules.js';
import { proposalMachine, type ProposalStatus } from '../proposal.rules.js';
import { applicationMachine, type ApplicationStatus, mayBeSeen, type outcomes } from './application.rules.js';

export interface AssociationView {
  id: string;
  organisationNumber: string;
  name: string;
  email: string | null;
  paymentKind: PaymentKind | null;
  /** As people read it; null while nobody has said where to pay. */
  paymentNumber: string | null;
  version: number;
}

export interface ApplicationItem {
  id: string;
  callId: string;
  associationId: string;
  associationName: string;
  organisationNumber: string;
  status: ApplicationStatus;
  outcome: (typeof outcomes)[number] | null;
  matterId: string | null;
  registrationNumber: string | null;
  title: string | null;
  year: number | null;
  applied: Money | null;
  /** What was decided; null until then. */
  granted: Money | null;
  receivedAt: Date | null;
  isLate: boolean;
  proposalId: string | null;
  version: number;
}

export interface ApplicationView extends ApplicationItem {
  authorityId: string;
  purpose: string | null;
  memberCount: number | null;
  signatory: string | null;
  via: string | null;
  notedElsewhere: string | null;
  documentId: string | null;
  /** In the order they came. */
  files: ApplicationFile[];
  withdrawnReason: string | null;
  decisionId: string | null;
  delegatedDecisionId: string | null;
  decidedDay: string | null;
  possibleActs: string[];
}

export interface ApplicationPage extends Page<ApplicationItem> {
  /** Of every application the filter lets through, not only of this page. */
  sum: { applied: Money; granted: Money };
}

/** What whoever holds a link is shown: the call, and their own application. */
export interface AppliedByLink {
  title: string;
  description: string;
  years: number[];
  replyByDay: string;
  replyByTime: string;
  takesApplications: boolean;
  associationName: string;
  status: ApplicationStatus;
  registrationNumber: string | null;
  receivedAt: Date | null;
  isLate: boolean;
  applied: Money | null;
  /** What the association itself has said; null until then. */
  applicationTitle: string | null;
  /** Null also when it did not come through the link. */
  purpose: string | null;
  files: ApplicationFile[];
}

/** One of the files that came with an application. */
export interface ApplicationFile {
  documentId: string;
  documentVersionId: string;
  number: number;
  /** Null while the document is marked secret and the reader is another authority's. */
  fileName: string | null;
  sizeBytes: number;
}

type Raw<T> = Omit<T, 'applied' | 'granted' | 'possibleActs'> & { applied: string | null; granted: string | null };

/** Late is never stored: it follows from the moment and the deadline in force (D7). */
const itemColumns = `
  a.id, a.call_id as "callId", a.association_id as "associationId", s.name as "associationName", s.organisation_number as "organisationNumber", a.status,
  case when a.status = 'withdrawn' or p.status = 'withdrawn' then 'withdrawn' when p.status = 'approved' and v.total_ore > 0 then 'granted'
    when p.status in ('approved', 'rejected') then 'rejected' end as outcome,
  a.matter_id as "matterId", m.registration_number as "registrationNumber", a.title, a.year, a.applied_ore as applied,
  case when p.status = 'approved' then v.total_ore when p.status = 'rejected' then 0 end as granted,
  a.received_at as "receivedAt", coalesce(a.received_at > c.reply_by_at, false) as "isLate", a.proposal_id as "proposalId", a.version`;

/** Of application `a`. @param seesMarked an expression: whether what is marked secret is named too */
const filesOf = (seesMarked: 'true' | 'o.authority_id = any($2::uuid[])'): string =>
  `(select coalesce(jsonb_agg(jsonb_build_object('documentId', fd.id, 'documentVersionId', fv.id, 'number', fd.number, 'sizeBytes', fv.size_bytes,
      'fileName', case when ${seesMarked} or not exists (select from secrecy_marking k where k.document_id = fd.id and k.lifted_at is null) then fv.file_name end)
      order by f.position), '[]') from application_file f join document fd on fd.id = f.document_id
      join document_version fv on fv.document_id = fd.id and fv.number = 1 where f.application_id = a.id)`;

const tables = `application a join association s on s.id = a.association_id join call c on c.id = a.call_id join matter o on o.id = c.matter_id
  left join matter m on m.id = a.matter_id left join proposal p on p.id = a.proposal_id left join proposal_version v on v.id = p.approved_version_id`;

/** $1 sees what everybody has received, $2 own authorities, $3 call, $4 status, $5 association. */
const filtered = `${tables}
  where (o.authority_id = any($2::uuid[]) or ($1::boolean and a.received_at is not null)) and ($3::uuid is null or a.call_id = $3)
    and ($4::text is null or a.status = $4) and ($5::uuid is null or a.association_id = $5)`;

const listing = { columns: itemColumns, from: filtered, orderBy: 'a.received_at desc nulls last, s.name, a.id' };

const selectOne = `
  select ${itemColumns}, o.authority_id as "authorityId", a.purpose, a.member_count as "memberCount", a.signatory, a.via, a.noted_elsewhere as "notedElsewhere",
      a.document_id as "documentId", ${filesOf('o.authority_id = any($2::uuid[])')} as files, a.withdrawn_reason as "withdrawnReason", p.status as "proposalStatus", d.id as "decisionId", g.id as "delegatedDecisionId",
      coalesce(d.decision_day, g.decided_day) as "decidedDay"
    from ${tables}
      left join decision d on d.subject_kind = 'proposal' and d.subject_id = p.id and p.status in ('approved', 'rejected') and d.outcome in ('approve', 'approveWithChanges', 'reject')
      left join lateral (select (e.payload ->> 'delegatedDecisionId')::uuid as id from event e where e.subject_id = p.id
          and e.type in ('proposal.grantedByDelegation', 'proposal.rejectedByDelegation') order by e.id desc limit 1) t on true
      left join delegated_decision g on g.id = t.id
   where a.id = $1`;

const associationColumns = `s.id, s.organisation_number as "organisationNumber", s.name, s.email, s.payment_kind as "paymentKind", s.payment_number as "paymentNumber", s.version`;

/** $1 part of the name or of the number. */
const associations = {
  columns: associationColumns,
  from: `association s where $1::text is null or s.name ilike '%' || $1 || '%' or s.organisation_number like $1 || '%'`,
  orderBy: 's.name, s.id',
};

@Injectable()
export class ApplicationsQueries {
  constructor(private readonly dataSource: DataSource) {}

  async list(
    actor: Actor,
    filter: {
      callId?: string | undefined;
      status?: ApplicationStatus | undefined;
      associationId?: string | undefined;
    },
    page: PageRequest,
  ): Promise<ApplicationPage> {
    const { everywhere, authorityIds } = reachOver('register', actor);
    const values = [
      everywhere,
      authorityIds,
      filter.callId ?? null,
      filter.status ?? null,
      filter.associationId ?? null,
    ];
    const [found, summed] = await Promise.all([
      paged<Raw<ApplicationItem>>(this.dataSource, listing, values, page),
      rows<{ applied: string; granted: string }>(
        this.dataSource,
        `select coalesce(sum(a.applied_ore) filter (where a.status <> 'withdrawn'), 0)::text as applied,
             coalesce(sum(v.total_ore) filter (where p.status = 'approved'), 0)::text as granted from ${filtered}`,
        values,
      ),
    ]);
    const { applied, granted } = only(summed);
    return {
      ...found,
      items: found.items.map(withMoney),
      sum: { applied: moneyOf(applied), granted: moneyOf(granted) },
    };
  }

  /** @throws not-found, also for one this actor may not see */
  async get(actor: Actor, id: string): Promise<ApplicationView> {
    const [found] = await rows<Raw<ApplicationView> & { proposalStatus: ProposalStatus | null }>(
      this.dataSource,
      selectOne,
      [id, ownAuthorities(actor)],
    );
    if (
      found === undefined ||
      !mayBeSeen({ authorityId: found.authorityId, isReceived: found.receivedAt !== null }, actor)
    )
      throw notFound('Ansökan');
    const { proposalStatus, ...row } = found;
    const isDelegable =
      proposalStatus !== null &&
      edgesFrom(proposalMachine, proposalStatus).some(({ act }) => act === 'grantByDelegation');
    const possibleActs = [...actsFrom(applicationMachine, row.status), ...(isDelegable ? ['decideByDelegation'] : [])];
    return { ...withMoney(row), possibleActs };
  }

  /** For the holder of its link. Nothing of how it is prepared, and no outcome: that is told when it is official. */
  async byLink(id: string): Promise<AppliedByLink> {
    const { applied, ...row } = only(
      await rows<Omit<AppliedByLink, 'applied'> & { applied: string | null }>(
        this.dataSource,
        `select c.title, c.description, c.years, c.reply_by_day as "replyByDay", to_char(c.reply_by_time, 'HH24:MI') as "replyByTime",
             c.status in ('issued', 'closed') as "takesApplications", s.name as "associationName", a.status, m.registration_number as "registrationNumber",
             a.received_at as "receivedAt", coalesce(a.received_at > c.reply_by_at, false) as "isLate", a.applied_ore as applied,
             a.title as "applicationTitle", case when a.via = 'link' then a.purpose end as purpose, ${filesOf('true')} as files
           from application a join association s on s.id = a.association_id join call c on c.id = a.call_id left join matter m on m.id = a.matter_id
          where a.id = $1`,
        [id],
      ),
    );
    return { ...row, applied: applied === null ? null : moneyOf(applied) };
  }

  async associations(filter: { text?: string | undefined }, page: PageRequest): Promise<Page<AssociationView>> {
    const text = filter.text?.trim().replaceAll(/[\\%_]/g, String.raw`\$&`) || null;
    const found = await paged<AssociationView>(this.dataSource, associations, [text], page);
    return { ...found, items: found.items.map(readable) };
  }

  /** @throws not-found */
  async association(id: string, db: Db = this.dataSource): Promise<AssociationView> {
    const [row] = await rows<AssociationView>(db, `select ${associationColumns} from association s where s.id = $1`, [
      id,
    ]);
    if (row === undefined) throw notFound('Föreningen');
    return readable(row);
  }
}

function withMoney<T extends { applied: string | null; granted: string | null }>(row: T) {
  const { applied, granted } = row;
  return {
    ...row,
    applied: applied === null ? null : moneyOf(applied),
    granted: granted === null ? null : moneyOf(granted),
  };
}

function readable(row: AssociationView): AssociationView {
  const { paymentKind: kind, paymentNumber: number } = row;
  return kind === null || number === null ? row : { ...row, paymentNumber: shownAccount({ kind, number }) };
}
