/** Closing a source's year: from then on its costs stand, and what is left over goes where it belongs. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { conflict, invalid, notFound } from '../../kernel/errors.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireFittingOutcome, type SettlementOutcome } from './cost.rules.js';
import { costEvents } from './costs.events.js';
import { settlementOf, type SettlementView, usesSql } from './settlement.queries.js';

export interface NewSettlement {
  year: number;
  outcome: SettlementOutcome;
  /** For own money: the decision that it is returned or carried over. */
  decisionId?: string | undefined;
}

@Injectable()
export class Settlements {
  constructor(private readonly events: Events) {}

  /**
   * @throws not-found, forbidden, state-conflict (`year-not-over`, `already-settled`), validation-failed (`not-applicable`,
   *   `required`, `unknown-decision`)
   */
  async settle(tx: Tx, actor: Actor, sourceId: string, settlement: NewSettlement): Promise<SettlementView> {
    const [year] = await rows<{ id: string; kind: string; name: string; is_over: boolean; is_settled: boolean }>(
      tx,
      `select s.id, f.kind, f.name, extract(year from today_in_stockholm()) > s.year as is_over,
           exists (select from settlement t where t.source_year_id = s.id) as is_settled
         from source_year s join funding_source f on f.id = s.source_id where s.source_id = $1 and s.year = $2 for update of s`,
      [sourceId, settlement.year],
    );
    if (year === undefined) throw notFound('Källan det året');
    requirePermit(actor, 'cost.record');
    if (!year.is_over) throw conflict('year-not-over', `År ${settlement.year} är inte slut; kostnader kan tillkomma.`);
    if (year.is_settled) throw alreadySettled();
    const isGrant = year.kind === 'stateGrant' || year.kind === 'eu';
    requireFittingOutcome(isGrant, settlement.outcome, settlement.decisionId !== undefined);
    await this.requireDecision(tx, settlement.decisionId);
    const id = uuidv7();
    await affected(
      tx,
      `insert into settlement (id, source_year_id, outcome, decision_id, recorded_by) values ($1, $2, $3, $4, $5)`,
      [id, year.id, settlement.outcome, settlement.decisionId ?? null, actor.personId],
    );
    await affected(
      tx,
      `insert into settlement_line (settlement_id, proposal_id, measure_key, authority_id, allocated_ore, used_ore, eligible_ore)
         select $2, u.proposal_id, u.measure_key, u.authority_id, u.allocated, u.used, least(u.used, u.allocated) from (${usesSql}) u`,
      [year.id, id],
    );
    const view = await settlementOf(tx, actor, { sourceId, year: settlement.year });
    await this.events.record(tx, actor, {
      type: costEvents.settled,
      subjectKind: 'fundingSource',
      subjectId: sourceId,
      payload: {
        year: settlement.year,
        outcome: settlement.outcome,
        eligible: view.sum.eligible.toString(),
        unspent: view.sum.unspent.toString(),
        overspend: view.sum.overspend.toString(),
      },
    });
    return view;
  }

  private async requireDecision(tx: Tx, decisionId: string | undefined): Promise<void> {
    if (decisionId === undefined) return;
    const [found] = await rows(
      tx,
      `select 1 from decision d join body b on b.id = d.body_id where d.id = $1 and b.kind in ('executiveBoard', 'council')`,
      [decisionId],
    );
    if (found === undefined)
      throw invalid(
        '/decisionId',
        'unknown-decision',
        'Det finns inget sådant beslut av kommunstyrelsen eller fullmäktige.',
      );
  }
}

function alreadySettled() {
  return conflict('already-settled', 'Källan är redan avräknad för året.');
}
