/**
 * How bodies decide about allocations: a drafting group and a subcommittee recommend, the executive board divides. Runs
 * in the decision's own transaction, with matter and agenda item locked; what is refused here undoes the whole decision.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid, notFound } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import { step } from '../kernel/transitions.js';
import type {
  DecisionOutcome,
  OutcomeOnSubject,
  PatchLine,
  Presentation,
  ResultingVersion,
  SubjectHandler,
  SubjectState,
} from '../decisions/subject-handler.js';
import { requireVersionSeen, resultingVersion } from '../decisions/subject-version.rules.js';
import { CallPlans } from '../calls/call-plans.queries.js';
import type { Lead, PlanEnd } from '../decisions/planner/plan.rules.js';
import { requireOwnBody } from '../identity/reach.rules.js';
import { Ledger, type Posted } from '../funding/ledger.service.js';
import { type Db, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import type { NewEvent } from '../platform/events/event.js';
import { Events } from '../platform/events/events.service.js';
import { Proposals } from '../proposals/proposals.service.js';
import {
  amendablePaths,
  amended,
  conditional,
  firm,
  outcomesOf,
  perCommittee,
  perMeasure,
  reductionReason,
  requireApprovedBy,
  requireRows,
} from './allocation.rules.js';
import { allocationStates } from './allocation-states.rules.js';
import * as store from './allocation.store.js';
import { allocationEvents } from './allocations.events.js';
import { visibleVersion } from './allocations.queries.js';
import { Conditionals } from './conditional/conditionals.service.js';
import { presentationOf } from './presentation.rules.js';
import { Reservations } from './reservations.service.js';

@Injectable()
export class AllocationSubject implements SubjectHandler {
  readonly kind = 'allocation';
  readonly amendablePaths = amendablePaths;
  readonly allowedOutcomes = outcomesOf;
  readonly readySql = `select s.id as subject_id, s.matter_id from allocation s
     where s.status = 'drafting' and exists (select from allocation_row r where r.version_id = s.current_version_id)`;

  constructor(
    private readonly ledger: Ledger,
    private readonly proposals: Proposals,
    private readonly reservations: Reservations,
    private readonly conditionals: Conditionals,
    private readonly events: Events,
    private readonly callPlans: CallPlans,
  ) {}

  async state(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState | undefined> {
    const visible = await visibleVersion(tx, actor, subjectId);
    if (visible === undefined) return undefined;
    const [row] = await rows<{ matter_id: string; authority_id: string; title: string }>(
      tx,
      `select a.matter_id, m.authority_id, a.title from allocation a join matter m on m.id = a.matter_id where a.id = $1`,
      [subjectId],
    );
    if (row === undefined) return undefined;
    const { matter_id: matterId, authority_id: authorityId, title } = row;
    return { matterId, authorityId, title, versionId: visible.id, versionNumber: visible.number };
  }

  /** Freezes what the first body will see. A version that was referred back and not changed is frozen already. */
  async scheduled(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState> {
    const allocation = await this.lock(tx, subjectId);
    const edge = step(allocationStates, allocation.status, 'schedule');
    requireRows(allocation.rows);
    const hash = store.hashOf(allocation);
    if (allocation.contentHash === null) await store.freeze(tx, allocation.versionId, hash);
    await store.move(tx, allocation, edge.to);
    const { matterId, authorityId, title, versionId, versionNumber } = allocation;
    const payload = { versionNumber, contentHash: hash.toString('hex'), total: totalOf(allocation.rows) };
    await this.events.record(tx, actor, eventOn(allocation, edge.event, payload));
    return { matterId, authorityId, title, versionId, versionNumber };
  }

  async presentation(db: Db, subjectId: string, versionId: string): Promise<Presentation> {
    return presentationOf(await store.presented(db, subjectId, versionId));
  }

  /** The money can be drawn only while the grantors take requisitions. */
  async planEnds(db: Db, subjectId: string): Promise<{ ends: PlanEnd[]; leads: Lead[] }> {
    const [row] = await rows<{ call_id: string | null }>(db, `select call_id from allocation where id = $1`, [
      subjectId,
    ]);
    if (row?.call_id == null) return { ends: [], leads: [] };
    const { requisitions, leads } = await this.callPlans.endsOf(db, row.call_id);
    return { ends: requisitions, leads };
  }

  /**
   * Whether there is room under the ceiling and within what was approved is judged when the money moves.
   * @throws as an amended decision: `patch-outdated`, `empty-allocation`, or validation-failed for what cannot be read
   */
  async requireFittingPatch(db: Db, _subjectId: string, versionId: string, patch: readonly PatchLine[]): Promise<void> {
    totalOf(amended(await store.rowsOf(db, versionId), patch));
  }

  /**
   * @throws state-conflict: `not-allowed-in-state`, `version-changed`, `body-of-other-authority`, `patch-outdated`,
   *   `proposal-not-approved`, `above-approved`, and what the ledger refuses with, first of all `ceiling-exceeded`
   */
  async recordOutcome(tx: Tx, actor: Actor, outcome: OutcomeOnSubject): Promise<ResultingVersion> {
    const allocation = await this.lock(tx, outcome.subjectId);
    // Or another municipality's board could divide the money.
    requireOwnBody(outcome.body, allocation.authorityId, ['fördelningen', 'den']);
    requireAllowed(outcome);
    const edge = step(allocationStates, allocation.status, outcome.outcome);
    requireVersionSeen(allocation, outcome);
    requireUntouched(allocation);
    if (outcome.outcome === 'approve') return this.divide(tx, actor, allocation, outcome);
    if (outcome.outcome === 'approveWithChanges') {
      // A struck row lets go of what was reserved for it, so its proposal is locked in order with the others.
      await this.proposals.hold(
        tx,
        allocation.rows.map(({ proposalId }) => proposalId),
      );
      const amendment = await this.amend(tx, actor, allocation, outcome);
      return this.divide(tx, actor, amendment, outcome);
    }
    if (outcome.outcome === 'reject')
      await this.reservations.release(tx, actor, allocation, {
        decisionId: outcome.decisionId,
        reason: outcome.reasons?.trim() || `${outcome.body.name} avslog fördelningen.`,
      });
    if (edge.to !== edge.from) await store.move(tx, allocation, edge.to);
    const { body, decisionId } = outcome;
    const payload = { decisionId, bodyId: body.id, versionNumber: allocation.versionNumber };
    await this.events.record(tx, actor, eventOn(allocation, edge.event, payload));
    return resultingVersion(allocation);
  }

  /** The board's own rows become a version of origin `amendment`, frozen at once, and that is what is divided. */
  private async amend(
    tx: Tx,
    actor: Actor,
    seen: store.LockedAllocation,
    outcome: OutcomeOnSubject,
  ): Promise<store.LockedAllocation> {
    const changed = amended(seen.rows, outcome.patch);
    const versionId = await store.insertVersion(tx, seen, {
      origin: 'amendment',
      decisionId: outcome.decisionId,
      createdBy: actor.personId,
    });
    const stored = await store.writeRows(tx, versionId, changed);
    const amendment = { ...seen, versionId, versionNumber: seen.versionNumber + 1, rows: stored };
    await store.freeze(tx, versionId, store.hashOf(amendment));
    return amendment;
  }

  /**
   * The moment a krona moves. Proposals are locked before sources, both in ascending id; the limits themselves are
   * constraints and the ledger's guard, so two boards deciding at once cannot both be right.
   */
  private async divide(
    tx: Tx,
    actor: Actor,
    allocation: store.LockedAllocation,
    outcome: OutcomeOnSubject,
  ): Promise<ResultingVersion> {
    const { decisionId, decisionDay } = outcome;
    const measures = await this.proposals.forAllocation(tx, allocation.rows);
    requireApprovedBy(decisionDay, measures);
    await this.conditionals.requirePromisable(tx, allocation.rows, decisionDay);
    const posted = await this.moveMoney(tx, actor, allocation, outcome);
    await this.conditionals.promise(tx, actor, allocation.rows, { decisionId, decisionDay });
    await store.move(tx, allocation, 'decided');
    const committees = perCommittee(firm(allocation.rows));
    await this.events.record(
      tx,
      actor,
      eventOn(allocation, allocationEvents.decided, {
        decisionId,
        versionNumber: allocation.versionNumber,
        total: totalOf(firm(allocation.rows)),
        conditional: totalOf(conditional(allocation.rows)),
        postingIds: posted.postingIds,
        committees: committees.length,
      }),
      ...committees.map(({ authorityId, amount, rows: count }) =>
        eventOn(allocation, allocationEvents.committeeAllocated, {
          decisionId,
          authorityId,
          amount: amount.toString(),
          rows: count,
        }),
      ),
    );
    return resultingVersion(allocation);
  }

  /** What was reserved for the allocation becomes money; of one that nothing was reserved for, all is taken now. */
  private async moveMoney(
    tx: Tx,
    actor: Actor,
    allocation: store.LockedAllocation,
    { decisionId, decisionDay, reasons }: OutcomeOnSubject,
  ): Promise<Posted> {
    const reason = reductionReason(allocation.rows, reasons);
    if (allocation.isReserved)
      return this.reservations.settle(tx, actor, allocation, { decisionId, decisionDay, reason });
    const rowsInForce = firm(allocation.rows);
    if (rowsInForce.length === 0) return { postingIds: [], sources: [] };
    const changes = perMeasure(rowsInForce);
    if (changes.length > 0) await this.proposals.allocate(tx, changes);
    return this.ledger.post(tx, actor, {
      decisionId,
      validDay: decisionDay,
      reason,
      lines: rowsInForce.map(({ id, ...row }) => ({ ...row, allocationRowId: id })),
    });
  }

  private async lock(tx: Tx, id: string): Promise<store.LockedAllocation> {
    const allocation = await store.lock(tx, id);
    if (allocation === undefined) throw notFound('Fördelningen');
    return allocation;
  }
}

/** Decisions asks the same; here it holds whoever calls. */
function requireAllowed({ body, outcome, patch }: OutcomeOnSubject): void {
  if (!outcomesOf(body.kind).includes(outcome satisfies DecisionOutcome))
    throw conflict(
      'body-may-not-allocate',
      `${body.name} kan inte fatta det beslutet om en fördelning; det gör kommunstyrelsen.`,
    );
  if (patch.length > 0 && outcome !== 'approveWithChanges')
    throw invalid(
      '/patch',
      'not-applicable',
      'Raderna i en fördelning ändras bara av kommunstyrelsen, när den bifaller med ändringar.',
    );
}

/** Rows behind a frozen version cannot change through the application; a difference means somebody went round it. */
function requireUntouched(allocation: store.LockedAllocation): void {
  if (allocation.contentHash === null || !allocation.contentHash.equals(store.hashOf(allocation)))
    throw new Error(`allocation version ${allocation.versionId} is not what was frozen`);
}

function totalOf(list: readonly { amount: Money }[]): string {
  return Money.sum(list.map((row) => row.amount)).toString();
}

function eventOn(allocation: store.LockedAllocation, type: string, payload: Record<string, unknown>): NewEvent {
  return { type, subjectKind: 'allocation', subjectId: allocation.id, matterId: allocation.matterId, payload };
}
