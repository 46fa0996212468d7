/**
 * What a decision about an application does with money: the committee's own sources give it at once, in the decision's own
 * transaction. The same ledger, the same ceilings and the same limit per measure as for what the executive board divides.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import { Ledger } from '../../funding/ledger.service.js';
import { moneyOf } from '../../platform/database/columns.js';
import { type Db, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { moveAllocated } from '../approved-measures.js';
import type { LockedProposal } from '../proposal.store.js';
import type { Measure } from '../version.rules.js';
import { requireGrantable } from './application.rules.js';

/** Of whichever of the two it is. */
export interface Award {
  decisionId: string | null;
  delegatedDecisionId?: string | undefined;
  decidedDay: Day;
}

@Injectable()
export class Awards {
  constructor(private readonly ledger: Ledger) {}

  /** What the association applied for; undefined for a proposal that answers no application. */
  async appliedFor(db: Db, proposalId: string): Promise<Money | undefined> {
    const [application] = await rows<{ ore: string }>(
      db,
      `select applied_ore as ore from application where proposal_id = $1`,
      [proposalId],
    );
    return application === undefined ? undefined : moneyOf(application.ore);
  }

  /**
   * Gives what was approved. The caller has locked matter and proposal and kept what is approved; nothing happens for a
   * proposal that answers no application: that money is the executive board's to divide.
   * @throws state-conflict `above-applied`, `source-open`, `unknown-source-year`, and what the ledger refuses with, first of all `ceiling-exceeded`
   */
  async give(tx: Tx, actor: Actor, proposal: AwardedProposal, award: Award): Promise<void> {
    if (proposal.callId === null) return;
    const applied = await this.appliedFor(tx, proposal.id);
    if (applied === undefined) return;
    const { measures } = proposal.content;
    requireGrantable(measures, applied);
    const given = measures.filter(({ requestedAmount }) => !requestedAmount.isZero());
    if (given.length === 0) return;
    const lines = await this.linesOf(tx, proposal, given);
    await moveAllocated(
      tx,
      lines.map(({ proposalId, measureKey, amount }) => ({ proposalId, measureKey, amount })),
    );
    const { decisionId, delegatedDecisionId, decidedDay: validDay } = award;
    await this.ledger.post(tx, actor, { decisionId, delegatedDecisionId, validDay, lines });
  }

  private async linesOf(tx: Tx, { id: proposalId, authorityId }: AwardedProposal, given: readonly Measure[]) {
    const years = await rows<{ id: string; sourceId: string; year: number }>(
      tx,
      `select y.id, y.source_id as "sourceId", y.year from source_year y
         join (select distinct * from unnest($1::uuid[], $2::integer[]) as w (source_id, year)) w on w.source_id = y.source_id and w.year = y.year`,
      [given.map(({ sourceId }) => sourceId), given.map(({ year }) => year)],
    );
    return given.map(({ measureKey, sourceId, year, requestedAmount: amount, title }) => {
      const place = years.find((one) => one.sourceId === sourceId && one.year === year);
      if (place === undefined)
        throw conflict('unknown-source-year', `Källan för ”${title}” har inget tak för ${year}; registrera ett först.`);
      return { sourceYearId: place.id, authorityId, proposalId, measureKey, allocationRowId: null, amount };
    });
  }
}

type AwardedProposal = Pick<LockedProposal, 'id' | 'callId' | 'authorityId' | 'content'>;
