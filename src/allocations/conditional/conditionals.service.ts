/**
 * What the board promises of a coming year under a condition: no money and nothing reserved until the condition is met.
 * Then it comes into force by an act of its own, under the ceiling of the year; or it lapses.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, notFound } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import { Ledger } from '../../funding/ledger.service.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { Proposals } from '../../proposals/proposals.service.js';
import { conditional } from '../allocation.rules.js';
import * as store from '../allocation.store.js';
import { lockVisible } from '../visible-allocation.js';
import { allocationEvents } from '../allocations.events.js';
import {
  type ConditionAnswer,
  type ConditionStatus,
  requireAnswerable,
  type PromisableYear,
  requireComing,
  requireOpenForPromises,
} from './conditional.rules.js';
import { requireRoomForPromises } from './promised.queries.js';

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
  is_annulled: boolean;
}

@Injectable()
export class Conditionals {
  constructor(
    private readonly ledger: Ledger,
    private readonly proposals: Proposals,
    private readonly events: Events,
  ) {}

  /**
   * Whether the rows may wait at all; asked before any money of the decision moves. Locks every source and year of the
   * decision in ascending id, so that none of them is closed meanwhile.
   * @param all the rows of the decision, those that wait and those that do not
   * @throws state-conflict `condition-not-coming`, `year-closed` or `source-not-open`
   */
  async requirePromisable(tx: Tx, all: readonly store.StoredRow[], decisionDay: Day): Promise<void> {
    const waiting = new Set(conditional(all).map(({ sourceYearId }) => sourceYearId));
    if (waiting.size === 0) return;
    const found = await rows<PromisableYear & { id: string }>(
      tx,
      `select s.id, s.year, f.name as "sourceName", s.closed_at is not null as "isClosed", f.status
         from source_year s join funding_source f on f.id = s.source_id where s.id = any($1::uuid[]) order by s.id for no key update of s`,
      [all.map(({ sourceYearId }) => sourceYearId)],
    );
    const years = found.filter(({ id }) => waiting.has(id)).sort((one, other) => one.year - other.year);
    requireComing(decisionDay, years);
    requireOpenForPromises(years);
  }

  /**
   * Writes down what a decision promises. The caller has asked `requirePromisable`, locked the proposals and moved what is
   * money at once.
   * @throws state-conflict `above-approved`, also when what is given at once takes what was promised before
   */
  async promise(
    tx: Tx,
    actor: Actor,
    all: readonly store.StoredRow[],
    { decisionId, decisionDay }: { decisionId: string; decisionDay: Day },
  ): Promise<void> {
    const list = conditional(all);
    if (list.length > 0)
      await affected(
        tx,
        `insert into conditional_entry (allocation_row_id, source_year_id, authority_id, proposal_id, measure_key, kind, amount_ore, decision_id, valid_day, recorded_by)
           select r.id, r.source_year_id, r.authority_id, r.proposal_id, r.measure_key, 'promised', r.amount_ore, $2, $3, $4
             from allocation_row r where r.id = any($1::uuid[]) order by r.id`,
        [list.map(({ id }) => id), decisionId, decisionDay, actor.personId],
      );
    await requireRoomForPromises(tx, all);
  }

  /**
   * The condition is met: the row becomes money, under the year's ceiling and within what the committee approved.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`already-answered`, `annulled`,
   *   `proposal-not-approved`, `above-approved`), validation-failed (`future-day`, `before-decision`), and as the ledger, first of all
   *   `ceiling-exceeded` while the year's ceiling is not there
   */
  putInForce(tx: Tx, actor: Actor, id: string, rowKey: string, expected: number, answer: NewAnswer) {
    return this.answer(tx, actor, { id, rowKey, expected, answer, status: 'inForce' });
  }

  /** The condition is not met and never will be. @throws as `putInForce`, without the ledger */
  lapse(tx: Tx, actor: Actor, id: string, rowKey: string, expected: number, answer: NewAnswer) {
    return this.answer(tx, actor, { id, rowKey, expected, answer, status: 'lapsed' });
  }

  /** What of the rows still waits comes to nothing, because the decision that promised it does not stand. */
  async lapseAll(
    tx: Tx,
    actor: Actor,
    list: readonly store.StoredRow[],
    { ground, day }: { ground: string; day: Day },
  ): Promise<void> {
    await affected(
      tx,
      `insert into conditional_entry (allocation_row_id, source_year_id, authority_id, proposal_id, measure_key, kind, amount_ore, decision_id,
           ground, valid_day, recorded_by)
         select c.allocation_row_id, c.source_year_id, c.authority_id, c.proposal_id, c.measure_key, 'lapsed', -c.amount_ore, c.decision_id, $2,
             greatest(c.valid_day, $3::date), $4
           from conditional_entry c where c.allocation_row_id = any($1::uuid[]) and c.kind = 'promised'
             and not exists (select from conditional_entry a where a.allocation_row_id = c.allocation_row_id and a.kind <> 'promised')`,
      [conditional(list).map(({ id }) => id), ground.trim(), day, actor.personId],
    );
  }

  /** Lock order: matter, allocation, proposal, source and year. */
  private async answer(
    tx: Tx,
    actor: Actor,
    asked: { id: string; rowKey: string; expected: number; answer: NewAnswer; status: ConditionAnswer },
  ): Promise<AnsweredRow> {
    const { id, rowKey, status } = asked;
    const allocation = await lockVisible(tx, actor, id);
    requirePermit(actor, 'allocation.write');
    requireVersion(asked.expected, allocation.version);
    const row = allocation.rows.find((each) => each.rowKey === rowKey);
    const promise = row === undefined ? undefined : await this.promiseOf(tx, row.id);
    if (row === undefined || promise === undefined) throw notFound('Den villkorade raden');
    const day = asked.answer.day ?? promise.today;
    requireAnswerable({ status: promise.status, promisedDay: promise.promised_day }, day, promise.today);
    if (status === 'inForce' && promise.is_annulled)
      throw conflict('annulled', 'Domstolen har upphävt beslutet; det den utfäste kan inte träda i kraft.');
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
           c.valid_day as promised_day, c.decision_id, today_in_stockholm() as today,
           exists (select from appeal p where p.decision_id = c.decision_id and p.status = 'annulled') as is_annulled
         from conditional_entry c where c.allocation_row_id = $1 and c.kind = 'promised'`,
      [rowId],
    );
    return promise;
  }
}
