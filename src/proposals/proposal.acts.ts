/** What every act on a proposal begins and ends with, in the order that keeps answers and locks the same everywhere. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { notFound } from '../kernel/errors.js';
import type { Money } from '../kernel/money.js';
import { step } from '../kernel/transitions.js';
import { type AmountKind, MeasureAmounts } from '../funding/measure-amounts.service.js';
import { personOf, requirePermit } from '../identity/permit.rules.js';
import type { ActName } from '../identity/permissions.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { Registry } from '../registry/registry.service.js';
import { type ProposalAct, proposalMachine, type ProposalStatus, sightOf, visibilityOf } from './proposal.rules.js';
import * as store from './proposal.store.js';
import { type Measure, totalOf } from './version.rules.js';

/** What an act answers. */
export interface ProposalState {
  id: string;
  matterId: string;
  status: ProposalStatus;
  /** Row version, for If-Match. */
  version: number;
  versionNumber: number;
  total: Money;
  measures: { measureKey: string; title: string; requestedAmount: Money }[];
}

@Injectable()
export class ProposalActs {
  constructor(
    private readonly registry: Registry,
    private readonly amounts: MeasureAmounts,
    private readonly events: Events,
  ) {}

  /**
   * A proposal one may see, on which one may act, its matter and itself locked, in the version read.
   * @throws not-found (also for another administration's draft, R-50), forbidden, precondition-failed.
   */
  async begin(tx: Tx, actor: Actor, id: string, expected: number, permit: ActName): Promise<store.LockedProposal> {
    const found = await store.find(tx, id);
    const visibility =
      found && visibilityOf(sightOf(actor), { authorityId: found.authority_id, isSubmitted: found.is_submitted });
    if (found === undefined || visibility === 'none') throw notFound('Förslaget');
    requirePermit(actor, permit, { authorityId: found.authority_id });
    await this.registry.lockMatter(tx, found.matter_id);
    const proposal = await store.lock(tx, id);
    requireVersion(expected, proposal.version);
    return proposal;
  }

  /** Records the event of the edge that the act takes. */
  async tell(
    tx: Tx,
    actor: Actor,
    proposal: store.LockedProposal,
    act: ProposalAct,
    payload: Record<string, unknown>,
  ): Promise<void> {
    const { event, from, to } = step(proposalMachine, proposal.status, act);
    const { id: subjectId, matterId } = proposal;
    await this.events.record(tx, actor, {
      type: event,
      subjectKind: 'proposal',
      subjectId,
      matterId,
      payload: { from, to, ...payload },
    });
  }

  /** What stands from a day: these measures under this kind, and no others. Its counters are the last locks of an act. */
  async keep(
    tx: Tx,
    kind: AmountKind,
    proposal: VersionOfProposal,
    measures: readonly Measure[],
    validDay: Day,
    bodyId: string | null = null,
  ): Promise<void> {
    const { id: proposalId, callId, versionId } = proposal;
    const amounts = measures.map(({ measureKey, sourceId, year, requestedAmount: amount }) => ({
      measureKey,
      sourceId,
      year,
      amount,
    }));
    await this.amounts.set(tx, { kind, callId, proposalId, versionId, bodyId, validDay, measures: amounts });
  }

  async clear(tx: Tx, kinds: readonly AmountKind[], proposal: VersionOfProposal, validDay: Day): Promise<void> {
    for (const kind of kinds) await this.keep(tx, kind, proposal, [], validDay);
  }
}

export type VersionOfProposal = Pick<store.LockedProposal, 'id' | 'callId' | 'versionId'>;

/** @throws state-conflict unless the table has the edge. */
export function requireEdge(proposal: Pick<store.LockedProposal, 'status'>, act: ProposalAct): void {
  step(proposalMachine, proposal.status, act);
}

/** Every act moves the row's version by one. */
export function stateAfter(proposal: store.LockedProposal, act: ProposalAct): ProposalState {
  const { id, matterId, status, version, versionNumber, content } = proposal;
  const { to } = step(proposalMachine, status, act);
  return { id, matterId, status: to, version: version + 1, versionNumber, ...amountsIn(content.measures) };
}

/** Four eyes need to know whose hand wrote. @throws forbidden `person-required` */
export const handOf = (actor: Actor): string => personOf(actor, 'har skrivit och godkänt');

export function amountsIn(measures: readonly Measure[]): Pick<ProposalState, 'total' | 'measures'> {
  return {
    total: totalOf(measures),
    measures: measures.map(({ measureKey, title, requestedAmount }) => ({ measureKey, title, requestedAmount })),
  };
}
