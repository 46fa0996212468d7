/** Rows to content and back. No rule stands here; whoever calls has decided. */
import { createHash } from 'node:crypto';
import type { Day } from '../kernel/day.js';
import { conflict } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import { moneyOf } from '../platform/database/columns.js';
import { affected, type Db, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import type { ApprovalStep, ProposalStatus } from './proposal.rules.js';
import * as sql from './proposal.sql.js';
import { canonicalContent, type Content, type Measure, totalOf } from './version.rules.js';

export type VersionOrigin = 'drafted' | 'imported' | 'revised' | 'amendment';

export interface VersionRow {
  version_id: string;
  number: number;
  origin: VersionOrigin;
  title: string;
  document_day: Day | null;
  sections: Content['sections'];
  decision_points: Content['decisionPoints'];
  decision_plan: Content['decisionPlan'];
  dispatch_list: Content['dispatchList'];
  goal_references: string[];
  total_ore: string;
  content_hash: Buffer | null;
  created_by: string | null;
  version_created_at: Date;
  frozen_at: Date | null;
  measures: {
    measureKey: string;
    title: string;
    ore: string;
    year: number;
    sourceId: string | null;
    details: Measure['details'];
  }[];
}

export interface FoundProposal {
  id: string;
  matter_id: string;
  authority_id: string;
  is_submitted: boolean;
}

interface LockedRow extends VersionRow {
  id: string;
  matter_id: string;
  authority_id: string;
  call_id: string | null;
  status: ProposalStatus;
  author_id: string;
  submitted_version_id: string | null;
  approved_version_id: string | null;
  row_version: number;
  today: Day;
}

/** A proposal under lock, with its current version. */
export interface LockedProposal {
  id: string;
  matterId: string;
  authorityId: string;
  callId: string | null;
  status: ProposalStatus;
  authorId: string;
  /** Newest version others may see; null while it has never been submitted. */
  submittedVersionId: string | null;
  /** Row version, for If-Match. */
  version: number;
  versionId: string;
  versionNumber: number;
  content: Content;
  /** In Stockholm, by the database's clock. */
  today: Day;
}

export function contentOf(row: VersionRow): Content {
  return {
    title: row.title,
    documentDay: row.document_day,
    sections: row.sections,
    measures: row.measures.map(({ ore, ...measure }) => ({ ...measure, requestedAmount: moneyOf(ore) })),
    decisionPoints: row.decision_points,
    decisionPlan: row.decision_plan,
    dispatchList: row.dispatch_list,
    goalReferences: row.goal_references,
  };
}

export function hashOf(content: Content): Buffer {
  return createHash('sha256').update(canonicalContent(content)).digest();
}

export async function find(tx: Tx, id: string): Promise<FoundProposal | undefined> {
  const [row] = await rows<FoundProposal>(tx, sql.selectFound, [id]);
  return row;
}

/** A version as agenda and minutes see it. An item names a version that exists, so a miss is a fault of ours. */
export async function presented(
  db: Db,
  proposalId: string,
  versionId: string,
): Promise<{ content: Content; number: number; names: Readonly<Record<string, string>> }> {
  const row = only(
    await rows<VersionRow & { names: Record<string, string> }>(db, sql.selectPresented, [proposalId, versionId]),
  );
  return { content: contentOf(row), number: row.number, names: row.names };
}

/** Locks the proposal; its matter is locked before. */
export async function lock(tx: Tx, id: string): Promise<LockedProposal> {
  const row = only(await rows<LockedRow>(tx, sql.lockProposal, [id]));
  return {
    id: row.id,
    matterId: row.matter_id,
    authorityId: row.authority_id,
    callId: row.call_id,
    status: row.status,
    authorId: row.author_id,
    submittedVersionId: row.submitted_version_id,
    version: row.row_version,
    versionId: row.version_id,
    versionNumber: row.number,
    content: contentOf(row),
    today: row.today,
  };
}

function textValues(content: Content): unknown[] {
  return [
    JSON.stringify(content.sections),
    JSON.stringify(content.decisionPoints),
    JSON.stringify(content.decisionPlan),
    JSON.stringify(content.dispatchList),
    JSON.stringify(content.goalReferences),
  ];
}

function measureValues(measures: readonly Measure[]): unknown[] {
  return [
    measures.map((measure) => measure.measureKey),
    measures.map((measure) => measure.title),
    measures.map((measure) => measure.requestedAmount.ore.toString()),
    measures.map((measure) => measure.year),
    measures.map((measure) => measure.sourceId),
    measures.map((measure) => JSON.stringify(measure.details)),
  ];
}

export interface NewVersion {
  id: string;
  proposalId: string;
  number: number;
  origin: VersionOrigin;
  content: Content;
  createdBy: string | null;
  decisionId: string | null;
}

function versionValues({ id, proposalId, number, origin, content, createdBy, decisionId }: NewVersion): unknown[] {
  const total = totalOf(content.measures).ore.toString();
  const head = [id, proposalId, number, origin, content.title, content.documentDay];
  return [...head, ...textValues(content), total, createdBy, decisionId, ...measureValues(content.measures)];
}

export interface NewProposalRow {
  matterId: string;
  authorityId: string;
  callId: string | null;
  sourceDocumentId: string | null;
}

/** One round trip for proposal, version and measures. */
export async function insert(tx: Tx, version: NewVersion, row: NewProposalRow): Promise<void> {
  await affected(tx, sql.insertProposal, [
    ...versionValues(version),
    row.matterId,
    row.authorityId,
    row.callId,
    row.sourceDocumentId,
  ]);
}

/** The next version becomes the current one, and the proposal goes to its new state. */
export async function insertNext(tx: Tx, version: NewVersion, from: ProposalStatus, to: ProposalStatus): Promise<void> {
  requireFirst(await affected(tx, sql.insertNextVersion, [...versionValues(version), from, to]));
}

export async function updateDraft(
  tx: Tx,
  versionId: string,
  content: Content,
  measuresChanged: boolean,
): Promise<void> {
  const total = totalOf(content.measures).ore.toString();
  requireFirst(
    await affected(tx, sql.updateDraft, [versionId, content.title, content.documentDay, ...textValues(content), total]),
  );
  if (!measuresChanged) return;
  await affected(tx, sql.deleteMeasures, [versionId]);
  await affected(tx, sql.insertMeasures, [versionId, ...measureValues(content.measures)]);
}

/** @returns the hash the version is frozen under. */
export async function freeze(tx: Tx, versionId: string, content: Content): Promise<Buffer> {
  const hash = hashOf(content);
  requireFirst(await affected(tx, sql.freezeVersion, [versionId, hash]));
  return hash;
}

export async function move(tx: Tx, id: string, from: ProposalStatus, to: ProposalStatus): Promise<void> {
  requireFirst(await affected(tx, sql.moveProposal, [id, from, to]));
}

/** With the lock it never happens: it is the assertion that the lock was taken. */
function requireFirst(touched: number): void {
  if (touched !== 1) throw conflict('not-allowed-in-state', 'Någon annan hann före. Läs om och försök igen.');
}

export async function formerTotals(tx: Tx, proposalId: string, number: number): Promise<Money[]> {
  if (number === 1) return [];
  const found = await rows<{ total_ore: string }>(tx, sql.selectFormerTotals, [proposalId, number]);
  return found.map((row) => moneyOf(row.total_ore));
}

export async function approvalsOf(tx: Tx, versionId: string): Promise<{ step: ApprovalStep; approverId: string }[]> {
  const found = await rows<{ step: ApprovalStep; approver_id: string }>(tx, sql.selectApprovals, [versionId]);
  return found.map((row) => ({ step: row.step, approverId: row.approver_id }));
}
