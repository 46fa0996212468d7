/**
 * Proposals for reading. What is not submitted exists only for its own administration, and that holds for lists,
 * versions and differences alike: everything here goes through `shown` or the same condition in SQL.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import type { Money } from '../kernel/money.js';
import { offset, type Page, type PageRequest } from '../kernel/page.js';
import { actsFrom } from '../kernel/transitions.js';
import { moneyOf } from '../platform/database/columns.js';
import { paged } from '../platform/database/paged.js';
import { dynamicRows, rows } from '../platform/database/sql.js';
import { isAlwaysSubmitted, proposalMachine, type ProposalStatus, sightOf, visibilityOf } from './proposal.rules.js';
import * as read from './proposal.read.sql.js';
import { contentOf, type VersionOrigin } from './proposal.store.js';
import { Readiness, type ReadinessView } from './readiness.service.js';
import { type StaleTotal, staleTotals } from './stated-totals.rules.js';
import { type Content, diffOf, type Measure, type MeasureDetails, totalOf, type VersionDiff } from './version.rules.js';

export interface ProposalFilter {
  callId?: string | undefined;
  authorityId?: string | undefined;
  status?: ProposalStatus | undefined;
  /** Words in the title or the registration number. */
  q?: string | undefined;
  sort?: ProposalSort | undefined;
}

/** A minus is descending. Ids of uuid version 7 are in the order of creation. */
export const proposalSorts = ['total', '-total', 'createdAt', '-createdAt'] as const;
export type ProposalSort = (typeof proposalSorts)[number];

const orders: Readonly<Record<ProposalSort, string>> = {
  total: 'p.total_ore, p.id desc',
  '-total': 'p.total_ore desc, p.id',
  createdAt: 'p.id',
  '-createdAt': 'p.id desc',
};

export interface ProposalListItem {
  id: string;
  matterId: string;
  registrationNumber: string;
  authorityId: string;
  authorityName: string;
  callId: string | null;
  title: string;
  status: ProposalStatus;
  /** The version shown. */
  versionNumber: number;
  total: Money;
  createdAt: string;
  updatedAt: string;
  version: number;
}

export interface MeasureView extends MeasureDetails {
  measureKey: string;
  title: string;
  requestedAmount: Money;
  year: number;
  sourceId: string | null;
}

export interface VersionView extends Omit<Content, 'measures'> {
  versionId: string;
  versionNumber: number;
  origin: VersionOrigin;
  measures: MeasureView[];
  total: Money;
  /** SHA-256 of the canonical content, hex; null while it may still be changed. */
  contentHash: string | null;
  frozenAt: Date | null;
  versionCreatedAt: Date;
  approvals: { step: 1 | 2; approverId: string; approverName: string; at: string }[];
  /** Why it was sent back or withdrawn. */
  reasons: { kind: 'sentBack' | 'withdrawn'; reason: string; at: string }[];
}

export interface ProposalView extends VersionView {
  id: string;
  matterId: string;
  registrationNumber: string;
  authorityId: string;
  authorityName: string;
  callId: string | null;
  status: ProposalStatus;
  authorId: string;
  sourceDocumentId: string | null;
  /** Newest version others than the administration may see. */
  submittedVersionNumber: number | null;
  approvedVersionNumber: number | null;
  /** Per measure of the approved version. */
  approved: { measureKey: string; approvedAmount: Money; allocatedAmount: Money }[];
  possibleActs: string[];
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

export interface DiffView extends VersionDiff {
  from: number;
  to: number;
  /** Totals in the texts of the newer version that its measures do not add up to; after an amendment they stand as written. */
  statedTotals: Omit<StaleTotal, 'fault'>[];
}

export interface VersionListItem {
  versionId: string;
  versionNumber: number;
  origin: VersionOrigin;
  title: string;
  total: Money;
  contentHash: string | null;
  frozenAt: Date | null;
  createdAt: Date;
  decisionId: string | null;
}

@Injectable()
export class ProposalsQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ready: Readiness,
  ) {}

  /** One round trip for the page and the count. */
  async list(actor: Actor, filter: ProposalFilter, page: PageRequest): Promise<Page<ProposalListItem>> {
    const sight = sightOf(actor);
    const values: unknown[] = [];
    const bound = (value: unknown): string => `$${values.push(value)}`;
    const where: string[] = [];
    // A state that drafts are never in makes the question of sight moot, and then the count reads an index alone.
    const seesAll =
      sight.everything || (sight.submitted && filter.status !== undefined && isAlwaysSubmitted(filter.status));
    if (!seesAll) {
      const own = `p.authority_id = any(${bound(sight.authorityIds)}::uuid[])`;
      where.push(sight.submitted ? `(p.submitted_version_id is not null or ${own})` : own);
    }
    if (filter.callId !== undefined) where.push(`p.call_id = ${bound(filter.callId)}`);
    if (filter.authorityId !== undefined) where.push(`p.authority_id = ${bound(filter.authorityId)}`);
    if (filter.status !== undefined) where.push(`p.status = ${bound(filter.status)}`);
    if (filter.q !== undefined) where.push(read.matching(bound(`%${escaped(filter.q.trim())}%`)));
    const text = read.listProposals({
      condition: where.length === 0 ? 'true' : where.join(' and '),
      order: orders[filter.sort ?? '-createdAt'],
      limit: bound(page.limit),
      skip: bound(offset(page)),
      isSearch: filter.q !== undefined,
    });
    const [found] = await dynamicRows<{ total: number; items: (Omit<ProposalListItem, 'total'> & { ore: string })[] }>(
      this.dataSource,
      text,
      values,
    );
    const items = (found?.items ?? []).map(({ ore, ...item }) => ({ ...item, total: moneyOf(ore) }));
    return { items, total: found?.total ?? 0, page: page.page, limit: page.limit };
  }

  /** In the version this actor may see: the administration its draft, everybody else what was submitted last. */
  async get(actor: Actor, id: string): Promise<ProposalView> {
    const { row, version } = await this.shown(actor, id, undefined);
    const { authority_id: authorityId, matter_id: matterId, call_id: callId, author_id: authorId } = row;
    return {
      id,
      matterId,
      registrationNumber: row.registration_number,
      authorityId,
      authorityName: row.authority_name,
      callId,
      status: row.status,
      authorId,
      sourceDocumentId: row.source_document_id,
      submittedVersionNumber: row.submitted_version,
      approvedVersionNumber: row.approved_version,
      approved: row.approved.map(({ measureKey, approved, allocated }) => ({
        measureKey,
        approvedAmount: moneyOf(approved),
        allocatedAmount: moneyOf(allocated),
      })),
      possibleActs: actsFrom(proposalMachine, row.status),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      ...versionView(version),
      version: row.row_version,
    };
  }

  /** Newest first. */
  async versions(actor: Actor, id: string, page: PageRequest): Promise<Page<VersionListItem>> {
    const onlyFrozen = await this.seesOnlyFrozen(actor, id);
    const found = await paged<Omit<VersionListItem, 'total'> & { ore: string }>(
      this.dataSource,
      read.visibleVersions,
      [id, onlyFrozen],
      page,
    );
    return { ...found, items: found.items.map(({ ore, ...item }) => ({ ...item, total: moneyOf(ore) })) };
  }

  /** @throws not-found also for a version that is still being drafted in another administration. */
  async version(actor: Actor, id: string, number: number): Promise<VersionView> {
    const { version } = await this.shown(actor, id, number);
    return versionView(version);
  }

  async diff(actor: Actor, id: string, from: number, to: number): Promise<DiffView> {
    const [before, after] = [await this.shown(actor, id, from), await this.shown(actor, id, to)];
    const [old, now] = [contentOf(before.version), contentOf(after.version)];
    const statedTotals = staleTotals(now).map(({ fault: _fault, ...stale }) => stale);
    return { from, to, ...diffOf(old, now), statedTotals };
  }

  /** Of the version this actor may see; what stops it from being submitted is for those who can still change it. */
  async readiness(actor: Actor, id: string): Promise<ReadinessView> {
    const { row, version } = await this.shown(actor, id, undefined);
    const { call_id: callId, authority_id: authorityId } = row;
    return this.ready.shown(this.dataSource.manager, {
      id,
      callId,
      authorityId,
      versionNumber: version.number,
      content: contentOf(version),
    });
  }

  private async shown(
    actor: Actor,
    id: string,
    number: number | undefined,
  ): Promise<{ row: read.ProposalRow; version: read.VersionDetailRow }> {
    const onlyFrozen = await this.seesOnlyFrozen(actor, id);
    const [row] = await rows<read.ProposalRow & read.VersionDetailRow>(this.dataSource, read.selectProposal, [
      id,
      onlyFrozen,
      number ?? null,
    ]);
    if (row === undefined) throw notFound(number === undefined ? 'Förslaget' : 'Versionen');
    return { row, version: row };
  }

  private async seesOnlyFrozen(actor: Actor, id: string): Promise<boolean> {
    const [found] = await rows<{ authority_id: string; is_submitted: boolean }>(
      this.dataSource,
      read.selectVisibility,
      [id],
    );
    const visibility =
      found && visibilityOf(sightOf(actor), { authorityId: found.authority_id, isSubmitted: found.is_submitted });
    if (visibility === undefined || visibility === 'none') throw notFound('Förslaget');
    return visibility === 'submitted';
  }
}

/** LIKE reads these three as more than themselves. */
function escaped(text: string): string {
  return text.replace(/[\\%_]/g, String.raw`\$&`);
}

function versionView(row: read.VersionDetailRow): VersionView {
  const { measures, ...content } = contentOf(row);
  return {
    versionId: row.version_id,
    versionNumber: row.number,
    origin: row.origin,
    ...content,
    measures: measures.map(measureView),
    total: totalOf(measures),
    contentHash: row.content_hash?.toString('hex') ?? null,
    frozenAt: row.frozen_at,
    versionCreatedAt: row.version_created_at,
    approvals: row.approvals,
    reasons: row.reasons,
  };
}

function measureView({ measureKey, title, requestedAmount, year, sourceId, details }: Measure): MeasureView {
  return { measureKey, title, requestedAmount, year, sourceId, ...details };
}
