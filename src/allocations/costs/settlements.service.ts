/** Closing a source's year: from then on its costs stand, nothing more lands in it, and what is left over goes where it belongs. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import type { LedgerLine } from '../../funding/ledger.rules.js';
import { Ledger } from '../../funding/ledger.service.js';
import { Sources } from '../../funding/sources.service.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { moneyOf } from '../../platform/database/columns.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { Proposals } from '../../proposals/proposals.service.js';
import { leaving, requireClosable } from '../year-end/year-end.rules.js';
import { requireFittingOutcome, settled, type SettledUse, type SettlementOutcome } from './cost.rules.js';
import { costEvents } from './costs.events.js';
import { settlementOf, type SettlementView, usesSql } from './settlement.queries.js';

export interface NewSettlement {
  year: number;
  outcome: SettlementOutcome;
  /** For own money: the decision that it is returned or carried over. */
  decisionId?: string | undefined;
}

interface HeadRow {
  id: string;
  kind: string;
  name: string;
}

interface LineToSettle extends SettledUse {
  proposalId: string;
  measureKey: string;
  authorityId: string;
  /** Of own money: what leaves the year through the ledger. */
  returned: Money;
}

@Injectable()
export class Settlements {
  constructor(
    private readonly ledger: Ledger,
    private readonly proposals: Proposals,
    private readonly sources: Sources,
    private readonly events: Events,
  ) {}

  /**
   * Lock order: the proposals that were given something, then the year, and with `carry` the next one.
   * @throws not-found, forbidden, state-conflict (`year-not-over`, `already-settled`, `pending-left`, `conditional-left`, `payout-left`),
   *   validation-failed (`not-applicable`, `required`, `unknown-decision`, `no-ceiling` of the next year),
   *   `ceiling-exceeded` when the next year has no room for what is carried
   */
  async settle(tx: Tx, actor: Actor, sourceId: string, settlement: NewSettlement): Promise<SettlementView> {
    const [head] = await rows<HeadRow>(
      tx,
      `select s.id, f.kind, f.name from source_year s join funding_source f on f.id = s.source_id where s.source_id = $1 and s.year = $2`,
      [sourceId, settlement.year],
    );
    if (head === undefined) throw notFound('Källan det året');
    requirePermit(actor, 'cost.record');
    const isGrant = head.kind === 'stateGrant' || head.kind === 'eu';
    const isCarried = settlement.outcome === 'carry';
    const today = await this.lockYear(tx, head, sourceId, settlement.year, isCarried);
    requireFittingOutcome(isGrant, settlement.outcome, settlement.decisionId !== undefined);
    await this.requireDecision(tx, settlement.decisionId);
    const id = uuidv7();
    await affected(
      tx,
      `insert into settlement (id, source_year_id, outcome, decision_id, recorded_by) values ($1, $2, $3, $4, $5)`,
      [id, head.id, settlement.outcome, settlement.decisionId ?? null, actor.personId],
    );
    const lines = await this.writeLines(tx, id, head.id, !isGrant);
    const left = lines.filter(({ returned }) => returned.isPositive());
    if (left.length > 0) await this.moveOut(tx, actor, { id, sourceId, head, settlement, today, left });
    await affected(tx, `update source_year set closed_at = clock_timestamp() where id = $1`, [head.id]);
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
        moved: Money.sum(left.map(({ returned }) => returned)).toString(),
      },
    });
    return view;
  }

  /** @returns today */
  private async lockYear(tx: Tx, head: HeadRow, sourceId: string, year: number, withNext: boolean): Promise<Day> {
    const given = await rows<{ proposal_id: string }>(
      tx,
      `select distinct proposal_id from ledger_entry where source_year_id = $1 and account = 'allocated'`,
      [head.id],
    );
    await this.proposals.hold(
      tx,
      given.map((row) => row.proposal_id),
    );
    await rows(
      tx,
      `select 1 from source_year where source_id = $1 and year between $2 and $3 order by id for no key update`,
      [sourceId, year, withNext ? year + 1 : year],
    );
    // A statement of its own, begun after the locks.
    const found = only(
      await rows<{
        today: Day;
        is_over: boolean;
        is_closed: boolean;
        pending: string;
        conditional: string;
        listed: string;
      }>(
        tx,
        `select today_in_stockholm() as today, extract(year from today_in_stockholm()) > s.year as is_over, s.closed_at is not null as is_closed,
             (select coalesce(-sum(e.amount_ore), 0) from ledger_entry e where e.source_year_id = s.id and e.account = 'pending') as pending,
             (select coalesce(sum(c.amount_ore), 0) from conditional_entry c where c.source_year_id = s.id) as conditional,
             (select coalesce(sum(r.amount_ore), 0) from payout_row r join payout_list l on l.id = r.list_id
               where r.source_year_id = s.id and l.status in ('prepared', 'attested')) as listed
           from source_year s where s.id = $1`,
        [head.id],
      ),
    );
    requireClosable({
      sourceName: head.name,
      year,
      isOver: found.is_over,
      isClosed: found.is_closed,
      pending: moneyOf(found.pending),
      conditional: moneyOf(found.conditional),
      listed: moneyOf(found.listed),
    });
    return found.today;
  }

  private async writeLines(
    tx: Tx,
    settlementId: string,
    sourceYearId: string,
    isOwn: boolean,
  ): Promise<LineToSettle[]> {
    const uses = await rows<{
      proposal_id: string;
      measure_key: string;
      authority_id: string;
      allocated: string;
      used: string;
    }>(tx, usesSql, [sourceYearId]);
    const lines = uses.map((row): LineToSettle => {
      const use = settled({ allocated: moneyOf(row.allocated), used: moneyOf(row.used) });
      const place = { proposalId: row.proposal_id, measureKey: row.measure_key, authorityId: row.authority_id };
      return { ...place, ...use, returned: isOwn ? leaving(use) : Money.zero };
    });
    await affected(
      tx,
      `insert into settlement_line (settlement_id, proposal_id, measure_key, authority_id, allocated_ore, used_ore, eligible_ore, returned_ore)
         select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])`,
      [
        settlementId,
        lines.map(({ proposalId }) => proposalId),
        lines.map(({ measureKey }) => measureKey),
        lines.map(({ authorityId }) => authorityId),
        lines.map(({ allocated }) => allocated.ore.toString()),
        lines.map(({ used }) => used.ore.toString()),
        lines.map(({ eligible }) => eligible.ore.toString()),
        lines.map(({ returned }) => returned.ore.toString()),
      ],
    );
    return lines;
  }

  /**
   * Returned money gives the ceiling its room back and leaves the measure free to ask again; carried money stays with its
   * measure and is taken by the next year, under that year's own ceiling.
   */
  private async moveOut(
    tx: Tx,
    actor: Actor,
    end: {
      id: string;
      sourceId: string;
      head: HeadRow;
      settlement: NewSettlement;
      today: Day;
      left: readonly LineToSettle[];
    },
  ): Promise<void> {
    const { year, outcome, decisionId } = end.settlement;
    if (decisionId === undefined || outcome === 'repay') throw new Error('own money leaves a year by decision');
    const lineOf = (sourceYearId: string, line: LineToSettle, amount: Money): LedgerLine => ({
      sourceYearId,
      authorityId: line.authorityId,
      proposalId: line.proposalId,
      measureKey: line.measureKey,
      allocationRowId: null,
      amount,
    });
    const lines = end.left.map((line) => lineOf(end.head.id, line, line.returned.negate()));
    if (outcome === 'carry') {
      const [next] = await this.sources.sourceYearIds(tx, [{ sourceId: end.sourceId, year: year + 1 }]);
      lines.push(...end.left.map((line) => lineOf(next ?? '', line, line.returned)));
    } else {
      await this.proposals.allocate(
        tx,
        end.left.map(({ proposalId, measureKey, returned }) => ({ proposalId, measureKey, amount: returned.negate() })),
      );
    }
    await this.ledger.endYear(tx, actor, {
      kind: outcome,
      settlementId: end.id,
      decisionId,
      validDay: end.today,
      reason:
        outcome === 'carry'
          ? `Oanvända medel ${year} förs över till ${year + 1}.`
          : `Oanvända medel ${year} återgår till kommunstyrelsen.`,
      lines,
    });
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
