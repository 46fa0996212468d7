/** What happens after a requisition is handed in: confirmed, paid or withheld, reported, accepted or claimed back, repaid, closed. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import type { Money } from '../../kernel/money.js';
import { step } from '../../kernel/transitions.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { moneyOf } from '../../platform/database/columns.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { requireDocument } from './conditions.service.js';
import { type Fact, requirePayoutExplained, requireSoundFact } from './requisition-fact.rules.js';
import { requireSoundDay, requisitionMachine } from './requisition.rules.js';
import { type LockedRequisition, lockRequisition, writeStep } from './requisition.store.js';
import type { RequisitionState } from './requisitions.service.js';

/** SFS 2025:1255 9 §. */
export interface NewReport {
  /** Today when left out. */
  reportedDay?: Day | undefined;
  use: string;
  results: string;
  resultsAgainstPurpose: string;
  documentVersionId?: string | undefined;
}

export interface ReportedRequisition extends RequisitionState {
  /** The grantor's last day, by the condition in force; null when none has been noted. */
  dueDay: Day | null;
  /** Told, not refused: a late report is better than none. */
  isLate: boolean | null;
}

const moveStatement = `update requisition set status = $2, grantor_reference = coalesce($3, grantor_reference),
    paid_ore = coalesce($4, paid_ore), withheld_reason = case when $4::bigint is null then withheld_reason else $5 end,
    claimed_ore = coalesce($6, claimed_ore), claim_ground = coalesce($7, claim_ground), repaid_ore = repaid_ore + coalesce($8, 0),
    version = version + 1
  where id = $1`;

@Injectable()
export class RequisitionFacts {
  constructor(private readonly events: Events) {}

  /**
   * Notes what happened, with its day.
   * @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state`, validation-failed
   */
  async note(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    fact: Fact & { reference?: string | undefined },
  ): Promise<RequisitionState> {
    const requisition = await this.lock(tx, actor, id, expected);
    const edge = step(requisitionMachine, requisition.status, fact.act);
    const reason = fact.reason?.trim();
    requireSoundDay(fact.day, requisition.last_day, requisition.today);
    requireSoundFact({ ...fact, reason }, moneyIn(requisition));
    if (fact.act === 'close') await this.requireExplained(tx, requisition);
    const of = (act: Fact['act']): bigint | null => (fact.act === act ? (fact.amount?.ore ?? null) : null);
    const paysLess = of('pay') !== null && of('pay') !== moneyOf(requisition.amount_ore).ore;
    await affected(tx, moveStatement, [
      id,
      edge.to,
      fact.reference?.trim() ?? null,
      of('pay'),
      paysLess ? (reason ?? null) : null,
      of('claimRecovery'),
      fact.ground ?? null,
      of('repay'),
    ]);
    await writeStep(tx, actor, requisition, edge, { ...fact, note: reason });
    await this.record(tx, actor, edge.event, requisition, fact.day, fact.amount, fact.ground);
    return { id, status: edge.to, version: requisition.version + 1 };
  }

  /**
   * Notes what the grantor was told.
   * @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state`, validation-failed
   */
  async report(tx: Tx, actor: Actor, id: string, expected: number, report: NewReport): Promise<ReportedRequisition> {
    const requisition = await this.lock(tx, actor, id, expected);
    const edge = step(requisitionMachine, requisition.status, 'report');
    const reportedDay = report.reportedDay ?? requisition.today;
    requireSoundDay(reportedDay, requisition.last_day, requisition.today, '/reportedDay');
    await requireDocument(tx, report.documentVersionId);
    const dueDay = await this.dueDay(tx, requisition.source_id, reportedDay);
    await affected(
      tx,
      `insert into grant_report (requisition_id, reported_day, due_day, use, results, results_against_purpose, document_version_id, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        reportedDay,
        dueDay,
        report.use.trim(),
        report.results.trim(),
        report.resultsAgainstPurpose.trim(),
        report.documentVersionId ?? null,
        actor.personId,
      ],
    );
    await affected(tx, `update requisition set status = $2, version = version + 1 where id = $1`, [id, edge.to]);
    await writeStep(tx, actor, requisition, edge, { day: reportedDay });
    await this.record(tx, actor, edge.event, requisition, reportedDay);
    const isLate = dueDay === null ? null : reportedDay > dueDay;
    return { id, status: edge.to, version: requisition.version + 1, dueDay, isLate };
  }

  private async requireExplained(tx: Tx, requisition: LockedRequisition): Promise<void> {
    const [settlement] = await rows<{ eligible: string | null }>(
      tx,
      `select (select sum(l.eligible_ore) from settlement_line l where l.settlement_id = t.id) as eligible from settlement t where t.source_year_id = $1`,
      [requisition.source_year_id],
    );
    requirePayoutExplained({
      paid: moneyOf(requisition.paid_ore),
      repaid: moneyOf(requisition.repaid_ore),
      eligible: settlement === undefined ? null : moneyOf(settlement.eligible),
      claimGround: requisition.claim_ground,
    });
  }

  /** The condition in force rules: of those valid on the day, the one valid from last, and of equals the one noted last. */
  private async dueDay(tx: Tx, sourceId: string, day: Day): Promise<Day | null> {
    const [condition] = await rows<{ due_day: Day | null }>(
      tx,
      `select due_day from grant_condition where source_id = $1 and kind = 'report' and valid_from_day <= $2::date
        order by valid_from_day desc, recorded_at desc, id desc limit 1`,
      [sourceId, day],
    );
    return condition?.due_day ?? null;
  }

  private async lock(tx: Tx, actor: Actor, id: string, expected: number): Promise<LockedRequisition> {
    const requisition = await lockRequisition(tx, id);
    requirePermit(actor, 'grant.handle');
    requireVersion(expected, requisition.version);
    return requisition;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    type: string,
    requisition: LockedRequisition,
    day: Day,
    amount?: Money,
    ground?: string,
  ): Promise<void> {
    await this.events.record(tx, actor, {
      type,
      subjectKind: 'requisition',
      subjectId: requisition.id,
      payload: {
        sourceId: requisition.source_id,
        year: requisition.year,
        from: requisition.status,
        day,
        ...(amount === undefined ? {} : { amount: amount.toString() }),
        ...(ground === undefined ? {} : { ground }),
      },
    });
  }
}

function moneyIn(requisition: LockedRequisition) {
  return {
    requisitioned: moneyOf(requisition.amount_ore),
    paid: moneyOf(requisition.paid_ore),
    claimed: requisition.claimed_ore === null ? null : moneyOf(requisition.claimed_ore),
    hasReport: requisition.has_report,
  };
}
