/**
 * Paying grants to associations: one list per call at a time, prepared by one and attested by another, and when it is paid
 * every row is an actual cost of the measure it was given for. What was given is the ledger's; here is only what is paid.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, notFound } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { step } from '../../kernel/transitions.js';
import { Calls } from '../../calls/calls.service.js';
import { barredFromExecution } from '../../decisions/execution.queries.js';
import { personOf, requirePermit } from '../../identity/permit.rules.js';
import type { ActName } from '../../identity/permissions.js';
import { moneyOf } from '../../platform/database/columns.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { Registry } from '../../registry/registry.service.js';
import { placesOf } from '../costs/cost.store.js';
import { placeFault } from '../costs/costs.service.js';
import {
  type BarredGrant,
  barredText,
  costDayOf,
  type PayoutAct,
  payoutMachine,
  type PayoutStatus,
  requireExecutable,
  requireOtherAttester,
  requirePaidDay,
  requireSameAccounts,
} from './payout.rules.js';
import { payoutEvents } from './payouts.events.js';
import * as sql from './payouts.sql.js';

export interface PayoutState {
  id: string;
  status: PayoutStatus;
  version: number;
}

export interface PreparedPayout extends PayoutState {
  number: number;
  rows: number;
  total: Money;
  /** Associations that have been granted something and said of none where to pay it; they wait for the next list. */
  withoutAccount: string[];
  /** Those whose decision may not be carried out yet, and why; they wait as well. */
  notExecutable: string[];
}

@Injectable()
export class Payouts {
  constructor(
    private readonly calls: Calls,
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /**
   * Lists everything the call has granted that stands on no list and may be paid, each at the account of now.
   * @throws not-found, forbidden, state-conflict (`not-for-associations`, `nothing-to-pay`, `not-executable`, `no-account`)
   */
  async prepare(tx: Tx, actor: Actor, callId: string): Promise<PreparedPayout> {
    const { authorityId, matterId } = await this.calls.forAssociations(tx, actor, callId);
    requirePermit(actor, 'payout.prepare', { authorityId });
    const preparedBy = personOf(actor, 'upprättade och attesterade');
    await this.registry.lockMatter(tx, matterId);
    await rows(tx, sql.holdYears, [callId]);
    const granted = await rows<sql.DueRow>(tx, sql.selectDue, [callId]);
    if (granted.length === 0)
      throw conflict('nothing-to-pay', 'Inget beviljat bidrag i utlysningen väntar på utbetalning.');
    const barred = await barredGrants(
      tx,
      granted.map(({ proposalId }) => proposalId),
    );
    const due = granted.filter(({ proposalId }) => !barred.has(proposalId));
    if (due.length === 0) requireExecutable([...barred.values()]);
    const payable = due.filter(({ paymentNumber }) => paymentNumber !== null);
    const withoutAccount = [
      ...new Set(due.flatMap(({ paymentNumber, name }) => (paymentNumber === null ? [name] : []))),
    ];
    if (payable.length === 0)
      throw conflict(
        'no-account',
        `Konto saknas för ${withoutAccount.join(', ')}; för in det i föreningens uppgifter.`,
      );
    const id = uuidv7();
    const { number } = only(
      await rows<{ number: number }>(tx, sql.insertList, [
        id,
        callId,
        preparedBy,
        payable.map(() => uuidv7()),
        payable.map(({ applicationId }) => applicationId),
        payable.map(({ proposalId }) => proposalId),
        payable.map(({ measureKey }) => measureKey),
        payable.map(({ sourceYearId }) => sourceYearId),
        payable.map(({ paymentKind }) => paymentKind),
        payable.map(({ paymentNumber }) => paymentNumber),
        payable.map(({ ore }) => ore),
      ]),
    );
    const total = Money.sum(payable.map(({ ore }) => moneyOf(ore)));
    const payload = { from: null, to: 'prepared', callId, number, rows: payable.length, total: total.toString() };
    await this.record(tx, actor, payoutEvents.prepared, id, matterId, payload);
    const notExecutable = [...barred.values()].map(barredText);
    return { id, status: 'prepared', version: 1, number, rows: payable.length, total, withoutAccount, notExecutable };
  }

  /** @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `four-eyes`, `account-changed`, `not-executable`) */
  async attest(tx: Tx, actor: Actor, id: string, expected: number): Promise<PayoutState> {
    const list = await this.begin(tx, actor, id, expected, 'attest', 'payout.attest');
    const attester = personOf(actor, 'upprättade och attesterade');
    requireOtherAttester(attester, list.preparedBy);
    const changed = await rows<{ name: string }>(tx, sql.selectChangedAccounts, [id]);
    requireSameAccounts(changed.map(({ name }) => name));
    await this.requireStillExecutable(tx, id);
    await affected(
      tx,
      `update payout_list set status = 'attested', attested_by = $2, attested_at = clock_timestamp(), version = version + 1 where id = $1`,
      [id, attester],
    );
    return this.moved(tx, actor, list, 'attest', {});
  }

  /**
   * The bank has paid it: every row is a cost of its measure, in the year of the grant.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `not-executable`, `year-settled`),
   *   validation-failed at `/paidDay` (`future-day`, `before-decision`, `before-adjustment`)
   */
  async pay(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    { paidDay, voucher }: { paidDay: Day; voucher?: string | undefined },
  ): Promise<PayoutState> {
    const list = await this.begin(tx, actor, id, expected, 'pay', 'payout.pay');
    const paid = await rows<sql.PaidRow>(tx, sql.selectPaid, [id]);
    const days = only(await rows<{ today: string; decidedDay: string }>(tx, sql.selectDays, [id]));
    requirePaidDay(paidDay, days);
    await this.requireStillExecutable(tx, id, paidDay);
    // Locks the years, so that none of them is settled meanwhile.
    const places = await placesOf(tx, paid);
    const costDays = paid.map(({ year }) => costDayOf(paidDay, year) as Day);
    for (const [index, place] of places.entries()) {
      const fault = placeFault(place, costDays[index] as Day);
      if (fault !== undefined) throw fault;
    }
    await affected(tx, sql.recordCosts, [
      id,
      paid.map((row) => row.id),
      paid.map(() => uuidv7()),
      costDays,
      paidDay,
      voucher?.trim() ?? null,
      actor.personId,
    ]);
    await affected(
      tx,
      `update payout_list set status = 'paid', paid_day = $2, voucher = $3, version = version + 1 where id = $1`,
      [id, paidDay, voucher?.trim() ?? null],
    );
    return this.moved(tx, actor, list, 'pay', { paidDay, rows: paid.length });
  }

  /** Its grants can be listed again. @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state` */
  async cancel(tx: Tx, actor: Actor, id: string, expected: number, reason: string): Promise<PayoutState> {
    const list = await this.begin(tx, actor, id, expected, 'cancel', 'payout.prepare');
    await affected(tx, sql.cancelList, [id, reason.trim()]);
    return this.moved(tx, actor, list, 'cancel', {});
  }

  /** Anew at every step: an appeal may have come since the list was prepared. */
  private async requireStillExecutable(tx: Tx, listId: string, day?: Day): Promise<void> {
    const proposals = await rows<{ id: string }>(tx, sql.selectListed, [listId]);
    const barred = await barredGrants(
      tx,
      proposals.map(({ id }) => id),
      day,
    );
    requireExecutable([...barred.values()]);
  }

  /** Visibility, permission, lock (matter before list), version and edge; in that order. */
  private async begin(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    act: PayoutAct,
    permit: ActName,
  ): Promise<sql.LockedList> {
    const [found] = await rows<sql.FoundList>(tx, sql.findList, [id]);
    if (found === undefined || !sql.maySee(actor, found.authorityId)) throw notFound('Utbetalningslistan');
    requirePermit(actor, permit, { authorityId: found.authorityId });
    await this.registry.lockMatter(tx, found.matterId);
    const list = only(await rows<sql.LockedList>(tx, sql.lockList, [id]));
    requireVersion(expected, list.version);
    step(payoutMachine, list.status, act);
    return { ...list, matterId: found.matterId };
  }

  private async moved(
    tx: Tx,
    actor: Actor,
    list: sql.LockedList,
    act: PayoutAct,
    payload: Record<string, unknown>,
  ): Promise<PayoutState> {
    const { event, from, to } = step(payoutMachine, list.status, act);
    await this.record(tx, actor, event, list.id, list.matterId, { from, to, ...payload });
    return { id: list.id, status: to, version: list.version + 1 };
  }

  private record(
    tx: Tx,
    actor: Actor,
    type: string,
    subjectId: string,
    matterId: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'payoutList', subjectId, matterId, payload });
  }
}

/** Of each proposal whose money may not leave on the day, the first reason. @param day today when left out */
async function barredGrants(tx: Tx, proposalIds: readonly string[], day?: Day): Promise<Map<string, BarredGrant>> {
  const giving = await rows<sql.Giving>(tx, sql.selectGiving, [proposalIds]);
  const { today } = only(await rows<{ today: Day }>(tx, `select today_in_stockholm() as today`, []));
  const barred = new Map<string, BarredGrant>();
  for (const kind of ['decision', 'delegatedDecision'] as const) {
    const ofKind = giving.filter((one) => one.kind === kind);
    const ids = [...new Set(ofKind.map(({ decisionId }) => decisionId))];
    for (const decision of await barredFromExecution(tx, kind, ids, day ?? today))
      for (const { proposalId, name } of ofKind.filter(({ decisionId }) => decisionId === decision.id))
        barred.set(proposalId, { ...decision, name });
  }
  return barred;
}
