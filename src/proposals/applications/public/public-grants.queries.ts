/**
 * What associations may apply for, and what they have been given, for anybody. A grant is here when its decision stands in
 * adjusted minutes, or was made by delegation and is announced or reported in adjusted minutes: nothing shows
 * that is not official, nor what was decided behind closed doors or about an individual, nor what a court has annulled. Where
 * the application is marked secret, nothing of its grant is told.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Day } from '../../../kernel/day.js';
import type { Money } from '../../../kernel/money.js';
import type { Page, PageRequest } from '../../../kernel/page.js';
import { moneyOf } from '../../../platform/database/columns.js';
import { paged } from '../../../platform/database/paged.js';
import { rows } from '../../../platform/database/sql.js';
import { only } from '../../../platform/database/transaction.js';

export interface PublicGrant {
  applicationId: string;
  associationName: string;
  organisationNumber: string;
  /** What it is given for, as the decided proposal says. */
  purpose: string;
  year: number;
  amount: Money;
  authorityCode: string;
  authorityName: string;
  bodyName: string;
  decidedDay: Day;
  registrationNumber: string;
  /** Of the committee's decision; null for one made by delegation. */
  decisionId: string | null;
  minuteItem: number | null;
  /** Of the decision by delegation, `2023:4`; null for the committee's own. */
  delegatedNumber: string | null;
  /** Where a decision by delegation is announced; null when it was reported to the committee. */
  announcementId: string | null;
}

export interface OpenCall {
  id: string;
  title: string;
  description: string;
  authorityName: string;
  registrationNumber: string;
  years: number[];
  replyByDay: Day;
  replyByTime: string;
}

export interface GrantFilter {
  /** A part of the association's name or of what it is for, or the organisation number. */
  q?: string | undefined;
  year?: number | undefined;
  authorityCode?: string | undefined;
}

export interface PublicGrantPage extends Page<PublicGrant> {
  /** Of every row the filter lets through, not only of this page. */
  sum: Money;
}

export interface GrantChoices {
  years: number[];
  authorities: { code: string; name: string }[];
}

type Row = Omit<PublicGrant, 'amount'> & { amount: string };

/** Everything given and official, before any filter. */
const granted = `application a join association s on s.id = a.association_id join proposal p on p.id = a.proposal_id and p.status = 'approved'
    join proposal_version v on v.id = p.approved_version_id and v.total_ore > 0 join matter m on m.id = a.matter_id join authority u on u.id = m.authority_id
    left join lateral (select q.decision_id, q.minute_item, q.decision_day, q.body_id from decision d join published_decision q on q.decision_id = d.id
      where d.subject_kind = 'proposal' and d.subject_id = p.id and d.version_result_id = p.approved_version_id and d.outcome in ('approve', 'approveWithChanges')
        and not q.behind_closed_doors and not exists (select from appeal x where x.decision_id = d.id and x.status = 'annulled') limit 1) c on true
    left join lateral (select r.id, r.year, r.number, r.decided_day, r.body_id, n.id as announcement_id
      from delegated_decision r left join announcement n on n.delegated_decision_id = r.id
      where not r.about_individual and r.matter_id = a.matter_id
        and exists (select from posting g join ledger_entry e on e.posting_id = g.id where g.delegated_decision_id = r.id and e.proposal_id = p.id)
        and not exists (select from appeal x where x.delegated_decision_id = r.id and x.status = 'annulled')
        and (n.id is not null or exists (select from agenda_item i join decision o on o.agenda_item_id = i.id join published_decision q on q.decision_id = o.id
          where i.subject_id = r.reported_in_id and not q.behind_closed_doors)) limit 1) l on c.decision_id is null
    join body b on b.id = coalesce(c.body_id, l.body_id)
  where not exists (select from secrecy_marking k where k.document_id = a.document_id and k.lifted_at is null)`;

const purposeOf = `coalesce((select string_agg(distinct w.title, '; ') from measure w where w.version_id = v.id and w.requested_ore > 0), '')`;
const columns = `a.id as "applicationId", s.name as "associationName", s.organisation_number as "organisationNumber", ${purposeOf} as purpose, a.year,
  v.total_ore as amount, u.code as "authorityCode", u.name as "authorityName", b.name as "bodyName", coalesce(c.decision_day, l.decided_day) as "decidedDay",
  m.registration_number as "registrationNumber", c.decision_id as "decisionId", c.minute_item as "minuteItem",
  case when l.id is not null then l.year || ':' || l.number end as "delegatedNumber", l.announcement_id as "announcementId"`;

/** $1 words, $2 year, $3 authority. */
const filtered = `${granted} and ($1::text is null or strpos(lower(s.name || ' ' || ${purposeOf}), lower($1)) > 0 or s.organisation_number = $1)
  and ($2::integer is null or a.year = $2) and ($3::text is null or u.code = $3)`;

const listing = { columns, from: filtered, orderBy: 'a.year desc, s.name, "decidedDay" desc, a.id' };

const openCalls = {
  columns: `c.id, c.title, c.description, u.name as "authorityName", m.registration_number as "registrationNumber", c.years,
    c.reply_by_day as "replyByDay", to_char(c.reply_by_time, 'HH24:MI') as "replyByTime"`,
  from: `call c join matter m on m.id = c.matter_id join authority u on u.id = m.authority_id
    where c.kind = 'associationGrant' and c.status = 'issued' and c.reply_by_at >= clock_timestamp()`,
  orderBy: 'c.reply_by_at, c.title, c.id',
};

@Injectable()
export class PublicGrantsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that associations may still apply in, the first to end first. */
  openCalls(page: PageRequest): Promise<Page<OpenCall>> {
    return paged(this.dataSource, openCalls, [], page);
  }

  async grants(filter: GrantFilter, page: PageRequest): Promise<PublicGrantPage> {
    const values = [filter.q?.trim().normalize('NFC') || null, filter.year ?? null, filter.authorityCode ?? null];
    const [found, summed] = await Promise.all([
      paged<Row>(this.dataSource, listing, values, page),
      rows<{ sum: string }>(
        this.dataSource,
        `select coalesce(sum(v.total_ore), 0)::text as sum from ${filtered}`,
        values,
      ),
    ]);
    return { ...found, items: found.items.map(viewOf), sum: moneyOf(only(summed).sum) };
  }

  /** What there is to choose among: only what some public row has. */
  async choices(): Promise<GrantChoices> {
    return only(
      await rows<GrantChoices>(
        this.dataSource,
        `select coalesce((select jsonb_agg(x order by x desc) from (select distinct a.year as x from ${granted}) n), '[]') as years,
            coalesce((select jsonb_agg(x order by x ->> 'name') from (select distinct jsonb_build_object('code', u.code, 'name', u.name) as x from ${granted}) n), '[]') as authorities`,
        [],
      ),
    );
  }
}

const viewOf = (row: Row): PublicGrant => ({ ...row, amount: moneyOf(row.amount) });
