/** What the committee has approved and how much of it the executive board has allocated, per measure. */
import type { Day } from '../kernel/day.js';
import { conflict, invalid } from '../kernel/errors.js';
import type { Money } from '../kernel/money.js';
import { moneyOf } from '../platform/database/columns.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import type { ProposalStatus } from './proposal.rules.js';
import * as sql from './proposal.sql.js';
import type { Measure } from './version.rules.js';

export interface MeasureOfProposal {
  proposalId: string;
  measureKey: string;
}

export interface ApprovedMeasure extends MeasureOfProposal {
  matterId: string;
  authorityId: string;
  callId: string | null;
  title: string;
  year: number;
  /** The source the proposal wished for; the allocation decides. */
  sourceId: string | null;
  approved: Money;
  allocated: Money;
  /** The day the committee approved it. */
  approvedDay: Day | null;
}

interface ApprovedRow {
  proposal_id: string;
  matter_id: string;
  authority_id: string;
  call_id: string | null;
  status: ProposalStatus;
  measure_key: string | null;
  title: string;
  year: number;
  source_id: string | null;
  approved_ore: string | null;
  allocated_ore: string | null;
  approved_day: Day | null;
}

/** See `Proposals.forAllocation`. */
export async function lockApproved(tx: Tx, wanted: readonly MeasureOfProposal[]): Promise<ApprovedMeasure[]> {
  const ids = [...new Set(wanted.map(({ proposalId }) => proposalId))].sort();
  let found = await rows<ApprovedRow>(tx, sql.lockForAllocation, [ids]);
  // The statement's picture may be older than the lock it waited for: an approval made meanwhile shows its status but not
  // yet its measures. A second statement, begun after the lock, sees them.
  if (found.some((row) => row.status === 'approved' && row.approved_ore === null))
    found = await rows<ApprovedRow>(tx, sql.lockForAllocation, [ids]);
  const statusOf = new Map(found.map((row) => [row.proposal_id, row.status]));
  const byKey = new Map(found.map((row) => [`${row.proposal_id} ${row.measure_key}`, row]));
  return wanted.map(({ proposalId, measureKey }, index) => {
    const status = statusOf.get(proposalId);
    if (status !== undefined && status !== 'approved')
      throw conflict('proposal-not-approved', 'Medel fördelas bara till insatser som nämnden har godkänt.', {
        proposalId,
      });
    const row = byKey.get(`${proposalId} ${measureKey}`);
    if (row === undefined || row.approved_ore === null)
      throw invalid(
        `/rows/${index}/measureKey`,
        'unknown-measure',
        'Insatsen finns inte i den version nämnden godkände.',
      );
    return approvedMeasure(row, measureKey);
  });
}

function approvedMeasure(row: ApprovedRow, measureKey: string): ApprovedMeasure {
  return {
    proposalId: row.proposal_id,
    matterId: row.matter_id,
    authorityId: row.authority_id,
    callId: row.call_id,
    measureKey,
    title: row.title,
    year: row.year,
    sourceId: row.source_id,
    approved: moneyOf(row.approved_ore),
    allocated: moneyOf(row.allocated_ore),
    approvedDay: row.approved_day,
  };
}

/** See `Proposals.hold`. */
export async function lockProposals(tx: Tx, proposalIds: readonly string[]): Promise<void> {
  await rows(tx, sql.lockProposals, [[...new Set(proposalIds)].sort()]);
}

/** See `Proposals.allocate`. */
export async function moveAllocated(
  tx: Tx,
  changes: readonly (MeasureOfProposal & { amount: Money })[],
): Promise<void> {
  const touched = await affected(tx, sql.allocateMeasures, [
    changes.map(({ proposalId }) => proposalId),
    changes.map(({ measureKey }) => measureKey),
    changes.map(({ amount }) => amount.ore.toString()),
  ]);
  const measures = new Set(changes.map(({ proposalId, measureKey }) => `${proposalId} ${measureKey}`));
  if (touched !== measures.size)
    throw new Error(`${measures.size} measures were to be allocated and ${touched} are approved`);
}

/** Signed changes of what is reserved for a measure and of what is allocated to it. */
export interface MeasureMove extends MeasureOfProposal {
  pending: Money;
  allocated: Money;
}

/** See `Proposals.settle`. */
export async function moveReserved(tx: Tx, moves: readonly MeasureMove[]): Promise<void> {
  await lockProposals(
    tx,
    moves.map(({ proposalId }) => proposalId),
  );
  const touched = await affected(tx, sql.settleMeasures, [
    moves.map(({ proposalId }) => proposalId),
    moves.map(({ measureKey }) => measureKey),
    moves.map(({ pending }) => pending.ore.toString()),
    moves.map(({ allocated }) => allocated.ore.toString()),
  ]);
  const measures = new Set(moves.map(({ proposalId, measureKey }) => `${proposalId} ${measureKey}`));
  if (touched !== measures.size)
    throw new Error(`${measures.size} measures were to be moved and ${touched} are approved`);
}

/** @throws state-conflict `above-approved`, by constraint, when more than this is already allocated to a measure. */
export async function keepApproved(tx: Tx, proposalId: string, measures: readonly Measure[]): Promise<void> {
  await affected(tx, sql.keepApproved, [
    proposalId,
    measures.map(({ measureKey }) => measureKey),
    measures.map(({ requestedAmount }) => requestedAmount.ore.toString()),
  ]);
}
