/**
 * A decision that a court has annulled gave money that nobody has decided about. The board's execution of it is put right
 * (KL 13:15): every posting is undone by its opposite, and what was promised lapses. The court may not put another
 * decision in its place (KL 13:8); to divide the money anew is for the board.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { compareDays, type Day } from '../../kernel/day.js';
import { conflict } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { step } from '../../kernel/transitions.js';
import { Ledger } from '../../funding/ledger.service.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { moneyOf } from '../../platform/database/columns.js';
import { rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { Proposals } from '../../proposals/proposals.service.js';
import { perMeasure } from '../allocation.rules.js';
import { allocationStates } from '../allocation-states.rules.js';
import * as store from '../allocation.store.js';
import type { AllocationState } from '../allocations.service.js';
import { Conditionals } from '../conditional/conditionals.service.js';
import { lockVisible } from '../visible-allocation.js';

interface AnnulledDecision {
  decision_id: string;
  /** The day the ruling that annulled it was noted for. */
  day: Day;
}

interface GivenLine {
  posting_id: string;
  valid_day: Day;
  /** What the posting took of its sources, all together. */
  gives: boolean;
  proposal_id: string;
  measure_key: string;
  ore: string;
}

@Injectable()
export class Annulments {
  constructor(
    private readonly ledger: Ledger,
    private readonly proposals: Proposals,
    private readonly conditionals: Conditionals,
    private readonly events: Events,
  ) {}

  /**
   * All of it or nothing. Lock order: matter, allocation, proposals, sources and years.
   * @param reason the court's judgment, with its number and day
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `not-annulled`), and as the
   *   ledger: `below-zero` when a later decision has taken some of it back already, `year-closed` when its year is settled
   */
  async undo(tx: Tx, actor: Actor, id: string, expected: number, reason: string): Promise<AllocationState> {
    const allocation = await lockVisible(tx, actor, id);
    requirePermit(actor, 'ledger.correct');
    requireVersion(expected, allocation.version);
    const edge = step(allocationStates, allocation.status, 'undo');
    const { decision_id: decisionId, day } = await this.annulled(tx, allocation);
    await this.proposals.hold(
      tx,
      allocation.rows.map(({ proposalId }) => proposalId),
    );
    const lines = await this.given(tx, decisionId);
    const back = lines.map((line) => ({
      proposalId: line.proposal_id,
      measureKey: line.measure_key,
      amount: moneyOf(line.ore).negate(),
    }));
    const changes = perMeasure(back);
    if (changes.length > 0) await this.proposals.allocate(tx, changes);
    const postingIds: string[] = [];
    for (const [postingId, { valid_day: given }] of new Map(lines.map((line) => [line.posting_id, line]))) {
      const validDay = compareDays(given, day) > 0 ? given : day;
      postingIds.push(
        ...(await this.ledger.reverse(tx, actor, { postingId, decisionId, validDay, reason })).postingIds,
      );
    }
    await this.conditionals.lapseAll(tx, actor, allocation.rows, { ground: reason, day });
    const version = await store.move(tx, allocation, edge.to);
    await this.events.record(tx, actor, {
      type: edge.event,
      subjectKind: 'allocation',
      subjectId: id,
      matterId: allocation.matterId,
      payload: {
        decisionId,
        day,
        total: Money.sum(back.map(({ amount }) => amount)).toString(),
        postingIds,
        authorityIds: [...new Set(allocation.rows.map(({ authorityId }) => authorityId))].sort(),
      },
    });
    return { id, status: edge.to, versionNumber: allocation.versionNumber, version };
  }

  /** @throws state-conflict `not-annulled` */
  private async annulled(tx: Tx, { id, versionId }: store.LockedAllocation): Promise<AnnulledDecision> {
    const [found] = await rows<AnnulledDecision>(
      tx,
      `select d.id as decision_id, max(s.day)::text as day from decision d join appeal p on p.decision_id = d.id and p.status = 'annulled'
         join appeal_step s on s.appeal_id = p.id and s.status = 'annulled'
        where d.subject_id = $1 and d.version_result_id = $2 and d.outcome in ('approve', 'approveWithChanges') group by d.id`,
      [id, versionId],
    );
    if (found !== undefined) return found;
    throw conflict(
      'not-annulled',
      'Ingen domstol har upphävt beslutet. Det som är beslutat ändras med ett nytt beslut av kommunstyrelsen.',
    );
  }

  /** Measure by measure; what gave money comes first, so that it is back before anything is given again. */
  private async given(tx: Tx, decisionId: string): Promise<GivenLine[]> {
    return rows<GivenLine>(
      tx,
      `select p.id as posting_id, p.valid_day::text as valid_day, p.kind <> 'reduce' as gives, e.proposal_id, e.measure_key, -e.amount_ore as ore
         from posting p join ledger_entry e on e.posting_id = p.id and e.account = 'allocated'
        where p.decision_id = $1 and p.kind in ('allocate', 'reduce', 'post') order by 3 desc, p.recorded_at desc, p.id, e.id`,
      [decisionId],
    );
  }
}
