/**
 * What the board promises of a coming year under a condition: no money and nothing reserved until the condition is met.
 * Then it comes into force by an act of its own, under the ceiling of the year; or it lapses.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import { Ledger } from '../../funding/ledger.service.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { moneyOf } from '../../platform/database/columns.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { Proposals } from '../../proposals/proposals.service.js';
import * as store from '../allocation.store.js';
import { allocationEvents } from '../allocations.events.js';
import { visibleVersion } from '../allocations.queries.js';
import {
  type ConditionAnswer,
  type ConditionStatus,
  requireAnswerable,
  requireComing,
  requirePromisesWithinApproved,
} from './conditional.rules.js';

export interface NewAnswer {
  /** The decision that meets the condition, or why it never will be met; in words, with its day. */
  ground: string;
  /** The day it holds from; today when left out. */
  day?: Day | undefined;
}

export interface AnsweredRow {
  id: string;
  rowKey: string;
  conditionStatus: ConditionAnswer;
  amount: Money;
  version: number;
}

interface PromiseRow {
  status: ConditionStatus;
  promised_day: Day;
  decision_id: string;
  today: Day;
}

@Injectable()
export class Conditionals {
  constructor(
    private readonly ledger: Ledger,
    private readonly proposals: Proposals,
    private readonly events: Events,
  ) {}

  /**
   * Writes down what a decision promises. The caller has locked the proposals and moved what is money at once.
   * @throws state-conflict `condition-not-coming` or `above-approved`
   */
  async promise(
    tx: Tx,
    actor: Actor,
    list: readonly store.StoredRow[],
    { decisionId, decisionDay }: { decisionId: string; decisionDay: Day },
  ): Promise<void> {
    if (list.length === 0) return;
    const years = await rows<{ year: number; sourceName: string }>(
      tx,
      `select s.year, f.name as "sourceName" from source_year s join funding_source f on f.id = s.source_id where s.id = any($1::uuid[]) order by s.year, f.name`,
      [list.map(({ sourceYearId }) => sourceYearId)],
    );
    requireComing(decisionDay, years);
    await affected(
      tx,
      `insert into conditional_entry (allocation_row_id, source_year_id, authority_id, proposal_id, measure_key, kind, amount_ore, decision_id, valid_day, recorded_by)
         select r.id, r.source_year_id, r.authority_id, r.proposal_id, r.measure_key, 'promised', r.amount_ore, $2, $3, $4
           from allocation_row r where r.id = any($1::uuid[]) order by r.id`,
      [list.map(({ id }) => id), decisionId, decisionDay, actor.personId],
    );
    await this.requireApproved(tx, list);
  }

  /**
   * The condition is met: the row becomes money, under the year's ceiling and within what the committee approved.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`already-answered`, `proposal-not-approved`,
   *   `above-approved`), validation-failed (`future-day`, `before-decision`), and as the ledger, first of all
   *   `ceiling-exceeded` while the year's ceiling is not there
   */
  putInForce(tx: Tx, actor: Actor, id: string, rowKey: string, expected: number, answer: NewAnswer) {
    return this.answer(tx, actor, { id, rowKey, expected, answer, status: 'inForce' });
  }

  /** The condition is not met and never will be. @throws as `putInForce`, without the ledger */
  lapse(tx: Tx, actor: Actor, id: string, rowKey: string, expected: number, answer: NewAnswer) {
    return this.answer(tx, actor, { id, rowKey, expected, answer, status: 'lapsed' });
  }

  /** Lock order: matter, allocation, proposal, source and year. */
  private async answer(
    tx: Tx,
    actor: Actor,
    asked: { id: string; rowKey: string; expected: number; answer: NewAnswer; status: ConditionAnswer },
  ): Promise<AnsweredRow> {
    const { id, rowKey, status } = asked;
    const allocation = await this.lock(tx, actor, id);
    requirePermit(actor, 'allocation.write');
    requireVersion(asked.expected, allocation.version);
    const row = allocation.rows.find((each) => each.rowKey === rowKey);
    const promise = row === undefined ? undefined : await this.promiseOf(tx, row.id);
    if (row === undefined || promise === undefined) throw notFound('Den villkorade raden');
    const day = asked.answer.day ?? promise.today;
    requireAnswerable({ status: promise.status, promisedDay: promise.promised_day }, day, promise.today);
    const postingId = status === 'inForce' ? await this.give(tx, actor, row, promise.decision_id, day) : null;
    await affected(
      tx,
      `insert into conditional_entry (allocation_row_id, source_year_id, authority_id, proposal_id, measure_key, kind, amount_ore, decision_id,
           posting_id, ground, valid_day, recorded_by)
         select c.allocation_row_id, c.source_year_id, c.authority_id, c.proposal_id, c.measure_key, $2, -c.amount_ore, c.decision_id, $3, $4, $5, $6
           from conditional_entry c where c.allocation_row_id = $1 and c.kind = 'promised'`,
      [row.id, status, postingId, asked.answer.ground.trim(), day, actor.personId],
    );
    await affected(tx, `update allocation set version = version + 1 where id = $1`, [id]);
    await this.events.record(tx, actor, {
      type: status === 'inForce' ? allocationEvents.rowInForce : allocationEvents.rowLapsed,
      subjectKind: 'allocation',
      subjectId: id,
      matterId: allocation.matterId,
      payload: { rowKey, amount: row.amount.toString(), day, authorityIds: [row.authorityId] },
    });
    return { id, rowKey, conditionStatus: status, amount: row.amount, version: allocation.version + 1 };
  }

  private async give(tx: Tx, actor: Actor, row: store.StoredRow, decisionId: string, day: Day): Promise<string> {
    await this.proposals.forAllocation(tx, [row]);
    await this.proposals.allocate(tx, [row]);
    const { postingIds } = await this.ledger.post(tx, actor, {
      decisionId,
      validDay: day,
      lines: [{ ...row, allocationRowId: row.id }],
    });
    return only(postingIds);
  }

  private async promiseOf(tx: Tx, rowId: string): Promise<PromiseRow | undefined> {
    const [promise] = await rows<PromiseRow>(
      tx,
      `select coalesce((select a.kind from conditional_entry a where a.allocation_row_id = c.allocation_row_id and a.kind <> 'promised'), 'waiting') as status,
           c.valid_day as promised_day, c.decision_id, today_in_stockholm() as today
         from conditional_entry c where c.allocation_row_id = $1 and c.kind = 'promised'`,
      [rowId],
    );
    return promise;
  }

  private async requireApproved(tx: Tx, list: readonly store.StoredRow[]): Promise<void> {
    const found = await rows<{ title: string | null; approved: string; taken: string }>(
      tx,
      `select m.approved_ore as approved, m.allocated_ore + m.pending_ore + c.ore as taken,
           (select t.title from measure t join proposal p on p.approved_version_id = t.version_id where p.id = m.proposal_id and t.measure_key = m.measure_key) as title
         from approved_measure m join (select proposal_id, measure_key, sum(amount_ore) as ore from conditional_entry
             where (proposal_id, measure_key) in (select * from unnest($1::uuid[], $2::uuid[])) group by proposal_id, measure_key) c
           on c.proposal_id = m.proposal_id and c.measure_key = m.measure_key order by m.proposal_id, m.measure_key`,
      [list.map(({ proposalId }) => proposalId), list.map(({ measureKey }) => measureKey)],
    );
    requirePromisesWithinApproved(
      found.map(({ title, approved, taken }) => ({
        title: title ?? '',
        approved: moneyOf(approved),
        taken: moneyOf(taken),
      })),
    );
  }

  private async lock(tx: Tx, actor: Actor, id: string): Promise<store.LockedAllocation> {
    if ((await visibleVersion(tx, actor, id)) === undefined) throw notFound('Fördelningen');
    await affected(
      tx,
      `select 1 from matter where id = (select matter_id from allocation where id = $1) for no key update`,
      [id],
    );
    const allocation = await store.lock(tx, id);
    if (allocation === undefined) throw notFound('Fördelningen');
    return allocation;
  }
}
