/** Period reports for reading: the work as it stands for those who do it, what bodies have been shown for others. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { actsFrom } from '../../kernel/transitions.js';
import { paged } from '../../platform/database/paged.js';
import { rows } from '../../platform/database/sql.js';
import { type Tx, Transactions } from '../../platform/database/transaction.js';
import type { Period } from '../period.rules.js';
import {
  contentOf,
  type EntryContent,
  type LiveEntry,
  liveEntries,
  type ReportContent,
  reportHead,
} from './content.js';
import { type EntryState, entryStates, reportStates, type ReportStatus } from './report.rules.js';
import { seesWork } from '../work-sight.js';
import { contentOfVersion, type LockedReport, reportSight, seenReport, seesReport } from './report.store.js';
import {
  type Attainment,
  attainments,
  shortfallWords,
  type ShortfallReason,
  type StatusView,
  statusView,
  type SuccessFactor,
  successWords,
} from './status.rules.js';

export interface ReportItem {
  id: string;
  title: string;
  authorityId: string;
  year: number;
  period: Period;
  status: ReportStatus;
  dueDay: string;
  decidedDay: string | null;
  matterId: string;
  registrationNumber: string;
  version: number;
}

export interface TagView<T extends string> {
  value: T;
  text: string;
}

export interface EntryView extends Omit<EntryContent, 'status' | 'successFactors' | 'shortfallReasons' | 'below'> {
  status: StatusView;
  successFactors: TagView<SuccessFactor>[];
  shortfallReasons: TagView<ShortfallReason>[];
  below: { status: Attainment | 'notReported'; text: string; count: number }[];
  /** Of the work; null of what is frozen. */
  state: EntryState | null;
  responsibleId: string | null;
  possibleActs: string[];
  version: number | null;
}

export interface ReportVersionView {
  number: number;
  origin: string;
  frozenAt: string | null;
  decisionId: string | null;
}

export interface ReportView extends ReportItem, Pick<ReportContent, 'authorityName' | 'summary'> {
  versionNumber: number;
  /** The work is shown, or else what was frozen for a body. */
  isFrozen: boolean;
  /** SHA-256 of the frozen content. */
  contentHash: string | null;
  possibleActs: string[];
  counts: { status: StatusView; count: number }[];
  /** Goals not marked done yet: who has not reported. */
  unreported: number;
  entries: EntryView[];
  versions: ReportVersionView[];
}

export interface ReportFilter {
  year?: number | undefined;
  period?: Period | undefined;
  authorityId?: string | undefined;
  status?: ReportStatus | undefined;
}

const itemColumns = `r.id, r.title, r.authority_id as "authorityId", r.year, r.period, r.status, r.due_day as "dueDay", r.decided_day as "decidedDay",
  r.matter_id as "matterId", m.registration_number as "registrationNumber", r.version`;
const tables = `period_report r join matter m on m.id = r.matter_id`;

@Injectable()
export class PeriodReportsQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** The latest year first. */
  list(actor: Actor, page: PageRequest, filter: ReportFilter): Promise<Page<ReportItem>> {
    const { year = null, period = null, authorityId = null, status = null } = filter;
    const from = `${tables} where ${seesReport} and ($4::integer is null or r.year = $4) and ($5::text is null or r.period = $5)
      and ($6::uuid is null or r.authority_id = $6) and ($7::text is null or r.status = $7)`;
    const listing = { columns: itemColumns, from, orderBy: 'r.year desc, r.created_at desc, r.id desc' };
    return paged(this.dataSource, listing, [...reportSight(actor), year, period, authorityId, status], page);
  }

  /** In one picture of the database, so that sums and their parts belong together. @throws not-found */
  one(actor: Actor, id: string): Promise<ReportView> {
    return this.transactions.snapshot(async (tx) => {
      const report = await seenReport(tx, actor, id);
      if (report === undefined) throw notFound('Rapporten');
      const isWork = !report.isFrozen && seesWork(actor, report.authorityId);
      const { item, shown, versions } = await this.standing(tx, report, isWork);
      const { content, live } = isWork
        ? await workOf(tx, id)
        : { content: await contentOfVersion(tx, id, shown.id), live: undefined };
      const entries = content.entries.map((entry, index) => entryView(entry, live?.[index]));
      return {
        ...item,
        title: content.title,
        authorityName: content.authorityName,
        summary: content.summary,
        versionNumber: shown.number,
        isFrozen: !isWork,
        contentHash: shown.hash,
        possibleActs: isWork || seesWork(actor, report.authorityId) ? actsFrom(reportStates, report.status) : [],
        counts: attainments.map((status) => ({
          status: statusView(status),
          count: content.entries.filter((entry) => entry.status === status).length,
        })),
        unreported: (live ?? []).filter(({ state }) => state !== 'markedDone' && state !== 'reviewed').length,
        entries,
        versions,
      };
    });
  }

  /** What a document is set from, and what it is called. @throws not-found */
  async document(actor: Actor, id: string): Promise<{ view: ReportView; createdAt: string }> {
    const view = await this.one(actor, id);
    const [made] = await rows<{ at: Date }>(
      this.dataSource,
      `select coalesce(v.frozen_at, r.created_at) as at from period_report r join period_report_version v on v.report_id = r.id and v.number = $2 where r.id = $1`,
      [id, view.versionNumber],
    );
    if (made === undefined) throw new Error(`period report ${id} has no version ${view.versionNumber}`);
    return { view, createdAt: made.at.toISOString() };
  }

  private async standing(tx: Tx, report: LockedReport, isWork: boolean) {
    const [item] = await rows<ReportItem>(tx, `select ${itemColumns} from ${tables} where r.id = $1`, [report.id]);
    const found = await rows<
      Omit<ReportVersionView, 'frozenAt'> & { id: string; frozenAt: Date | null; hash: string | null }
    >(
      tx,
      `select id, number, origin, frozen_at as "frozenAt", decision_id as "decisionId", encode(content_hash, 'hex') as hash
         from period_report_version where report_id = $1 and ($2::boolean or frozen_at is not null) order by number`,
      [report.id, isWork],
    );
    const shown = found.at(-1);
    if (item === undefined || shown === undefined) throw notFound('Rapporten');
    const versions = found.map(({ id: _id, hash: _hash, ...row }) => ({
      ...row,
      frozenAt: row.frozenAt?.toISOString() ?? null,
    }));
    return { item, shown, versions };
  }
}

async function workOf(tx: Tx, id: string): Promise<{ content: ReportContent; live: LiveEntry[] }> {
  const head = await reportHead(tx, id);
  const live = await liveEntries(tx, head);
  return { content: contentOf(head, live), live };
}

function entryView(entry: EntryContent, live: LiveEntry | undefined): EntryView {
  return {
    ...entry,
    status: statusView(entry.status),
    successFactors: entry.successFactors.map((value) => ({ value, text: successWords[value] })),
    shortfallReasons: entry.shortfallReasons.map((value) => ({ value, text: shortfallWords[value] })),
    below: Object.entries(entry.below).map(([status, count]) => belowView(status as Attainment | 'notReported', count)),
    state: live?.state ?? null,
    responsibleId: live?.responsibleId ?? null,
    possibleActs: live === undefined ? [] : actsFrom(entryStates, live.state),
    version: live?.version ?? null,
  };
}

function belowView(status: Attainment | 'notReported', count: number): EntryView['below'][number] {
  return { status, text: status === 'notReported' ? 'Inte rapporterat' : statusView(status).text, count };
}
