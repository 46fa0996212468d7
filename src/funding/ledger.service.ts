/**
 * The only way money moves: given, reserved, settled, let go, carried out of a year, and undone. Each is planned as
 * postings that balance, and written by one guarded statement (`guarded-posting.ts`).
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict } from '../kernel/errors.js';
import { moneyOf } from '../platform/database/columns.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { type Posted, writePostings } from './guarded-posting.js';
import { type LedgerLine, planMove, planPostings, planReversal, planYearEnd } from './ledger.rules.js';

export type { Posted } from './guarded-posting.js';

export interface LedgerCommand {
  /** The decision that gives the money; the foreign key is checked at commit, so it may be written after this. */
  decisionId: string | null;
  /** Instead of it, when a delegate decided for the committee (KL 6:37). */
  delegatedDecisionId?: string | undefined;
  /** The day the command holds from: the day of the decision. */
  validDay: Day;
  /** Demanded when any line takes money back. */
  reason?: string | undefined;
  lines: readonly LedgerLine[];
}

/** Money put aside for a decision that has not been made. */
export interface Reservation {
  /** The day it holds from; not later than the decision it waits for. */
  validDay: Day;
  lines: readonly LedgerLine[];
  /** What the same allocation had pending before, when its rows are changed. */
  released?: readonly LedgerLine[] | undefined;
}

/** The decision a reservation waited for. */
export interface Settlement extends LedgerCommand {
  /** All that stands pending for what is decided, as positive amounts. */
  released: readonly LedgerLine[];
}

/** A reservation that came to nothing. */
export interface Voiding {
  /** When a decision ended it. */
  decisionId: string | null;
  validDay: Day;
  reason: string;
  released: readonly LedgerLine[];
}

/** What leaves a year when it is closed. */
export interface YearEnd {
  /** `return` to the board, or `carry` to the next year. */
  kind: 'return' | 'carry';
  settlementId: string;
  decisionId: string;
  validDay: Day;
  reason: string;
  lines: readonly LedgerLine[];
}

/** A posting that should not have been, and why. */
export interface Reversal {
  postingId: string;
  /** The decision it was made by, which no longer stands. */
  decisionId: string;
  validDay: Day;
  reason: string;
}

interface LineRow {
  source_year_id: string;
  authority_id: string;
  proposal_id: string;
  measure_key: string;
  allocation_row_id: string | null;
  ore: string;
}

@Injectable()
export class Ledger {
  /**
   * Gives and takes back money in one command, all of it or nothing.
   *
   * Lock order: the caller has locked matter, subject and proposals; the sources are locked here, ascending.
   * @throws DomainError `ceiling-exceeded` with the member `sources` (requested, available, overBy per source; );
   *   `state-conflict` with code `unknown-source-year`, `year-closed`, `source-not-open`, `outside-use-period` or `below-zero`;
   *   `validation-failed` from the rules (no lines, a zero line, no reason for taking back).
   */
  async post(tx: Tx, actor: Actor, command: LedgerCommand): Promise<Posted> {
    const posted = await writePostings(tx, actor, planPostings(command.lines, command.reason), command);
    await this.requireNothingBelowZero(tx, command.lines);
    return posted;
  }

  /**
   * Puts money aside for a decision to come: pending, and counted against the ceiling like money given.
   * @throws as `post`; nothing of it is reserved when one source has no room
   */
  async reserve(tx: Tx, actor: Actor, { validDay, lines, released = [] }: Reservation): Promise<Posted> {
    return writePostings(tx, actor, [planMove('reserve', released, lines)], { validDay });
  }

  /**
   * The decision: pending becomes allocated, and the source moves only by what the decision changed. What a lowered
   * ceiling no longer holds is refused, although it was reserved.
   * @throws as `post`
   */
  async settle(tx: Tx, actor: Actor, command: Settlement): Promise<Posted> {
    const posted = await writePostings(tx, actor, [planMove('post', command.released, command.lines)], command);
    await this.requireNothingBelowZero(tx, command.lines);
    return posted;
  }

  /** Lets go of what was reserved; the reason is kept with the posting. Always possible while the books are open. */
  async void(tx: Tx, actor: Actor, command: Voiding): Promise<Posted> {
    return writePostings(tx, actor, [planMove('void', command.released, [])], command);
  }

  /**
   * Moves what was not used out of a year that is being closed. The caller has locked the year and closes it after this.
   * @throws as `post`; `ceiling-exceeded` when the next year has no room for what is carried
   */
  async endYear(tx: Tx, actor: Actor, end: YearEnd): Promise<Posted> {
    const posted = await writePostings(tx, actor, [planYearEnd(end.kind, end.lines)], end);
    await this.requireNothingBelowZero(tx, end.lines);
    return posted;
  }

  /**
   * Undoes a posting by its opposite, which names it: what it gave a measure is taken back, what it took is given again
   * under the ceiling of now. The original stays as it was written. A posting is undone once.
   * @throws as `post`; state-conflict `already-reversed`, and `below-zero` when a measure has less left than it got by it
   */
  async reverse(tx: Tx, actor: Actor, { postingId, ...written }: Reversal): Promise<Posted> {
    const found = await rows<LineRow>(
      tx,
      `select source_year_id, authority_id, proposal_id, measure_key, allocation_row_id, -amount_ore as ore
         from ledger_entry where posting_id = $1 and account = 'allocated' order by id`,
      [postingId],
    );
    const plan = planReversal(postingId, found.map(lineOf));
    const posted = await writePostings(tx, actor, [plan], written);
    await this.requireNothingBelowZero(tx, plan.lines);
    return posted;
  }

  /**
   * A measure cannot give back to a source more than it got from that source; the source's own sum would not notice,
   * since other measures stand behind it. Nor may it on any day: money cannot be taken back before it was given.
   * Asked in a statement of its own, after the locks, so that it sees every earlier posting.
   */
  private async requireNothingBelowZero(tx: Tx, lines: readonly LedgerLine[]): Promise<void> {
    const taken = lines.filter((line) => line.amount.isNegative());
    if (taken.length === 0) return;
    const [below] = await rows<{ proposal_id: string; measure_key: string; day: string; given: string }>(
      tx,
      `select proposal_id, measure_key, day, given from (
           select t.proposal_id, t.measure_key, e.valid_day as day, -sum(e.amount_ore) over (
               partition by t.source_year_id, t.proposal_id, t.measure_key order by e.valid_day) as given
             from (select distinct * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t (source_year_id, proposal_id, measure_key)) t
             join ledger_entry e on e.proposal_id = t.proposal_id and e.measure_key = t.measure_key
               and e.source_year_id = t.source_year_id and e.account = 'allocated') history
        where given < 0 order by proposal_id, measure_key, day limit 1`,
      [
        taken.map((line) => line.sourceYearId),
        taken.map((line) => line.proposalId),
        taken.map((line) => line.measureKey),
      ],
    );
    if (below === undefined) return;
    const detail = `En insats lämnar tillbaka mer till en källa än den har fått ur den; den ${below.day} skulle det bli ${moneyOf(below.given).format()}.`;
    throw conflict('below-zero', detail, { proposalId: below.proposal_id, measureKey: below.measure_key });
  }
}

const lineOf = (row: LineRow): LedgerLine => ({
  sourceYearId: row.source_year_id,
  authorityId: row.authority_id,
  proposalId: row.proposal_id,
  measureKey: row.measure_key,
  allocationRowId: row.allocation_row_id,
  amount: moneyOf(row.ore),
});
