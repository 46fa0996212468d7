/** Rows of a coming year that wait for something else to be decided. Pure. */
import { compareDays, type Day, yearOf } from '../../kernel/day.js';
import { conflict, invalid } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { givingStatuses, type SourceStatus } from '../../funding/source.rules.js';

/** What has become of a promise. */
export const conditionStatuses = ['waiting', 'inForce', 'lapsed'] as const;
export type ConditionStatus = (typeof conditionStatuses)[number];
export type ConditionAnswer = Exclude<ConditionStatus, 'waiting'>;

/**
 * A row may wait only for a year that has not begun when the board decides: money of the running year is there or is not.
 * @throws state-conflict `condition-not-coming`
 */
export function requireComing(decisionDay: Day, rows: readonly { year: number; sourceName: string }[]): void {
  const early = rows.find(({ year }) => year <= yearOf(decisionDay));
  if (early === undefined) return;
  throw conflict(
    'condition-not-coming',
    `Raden ur ${early.sourceName} ${early.year} är villkorad, men beslutet är från ${decisionDay}. Bara kommande år kan vara villkorade; för ${early.year} finns pengarna eller så finns de inte.`,
  );
}

export interface PromisableYear {
  year: number;
  sourceName: string;
  isClosed: boolean;
  status: SourceStatus;
}

/**
 * Where nothing can be given any more nothing is promised: the promise could never be kept. A source that is only planned
 * may be promised of, since the grantor's decision can be the very condition.
 * @throws state-conflict `year-closed` or `source-not-open`
 */
export function requireOpenForPromises(years: readonly PromisableYear[]): void {
  const settled = years.find(({ isClosed }) => isClosed);
  if (settled !== undefined)
    throw conflict(
      'year-closed',
      `${settled.sourceName} är avräknad för ${settled.year}; inget mer kan utfästas ur det året.`,
    );
  const closed = years.find(({ status }) => !promisingStatuses.includes(status));
  if (closed !== undefined)
    throw conflict('source-not-open', `Ur ${closed.sourceName} går det inte att utfästa något; källan är stängd.`, {
      state: closed.status,
    });
}

const promisingStatuses: readonly SourceStatus[] = ['planned', ...givingStatuses];

export interface PromisedMeasure {
  title: string;
  approved: Money;
  /** Given, reserved and promised together, after the decision. */
  taken: Money;
}

/**
 * R-05 holds for promises too, or the committee would be promised what it has not asked for.
 * @throws state-conflict `above-approved`
 */
export function requirePromisesWithinApproved(measures: readonly PromisedMeasure[]): void {
  const over = measures.find(({ approved, taken }) => taken.compare(approved) > 0);
  if (over === undefined) return;
  throw conflict(
    'above-approved',
    `”${over.title}”: nämnden har godkänt ${over.approved.format()}; fördelat och villkorat blir ${over.taken.format()} (R-05).`,
  );
}

export interface Promise {
  status: ConditionStatus;
  promisedDay: Day;
}

/** @throws state-conflict `already-answered`, validation-failed `future-day` or `before-decision` */
export function requireAnswerable({ status, promisedDay }: Promise, day: Day, today: Day): void {
  if (status !== 'waiting')
    throw conflict(
      'already-answered',
      status === 'inForce' ? 'Raden har redan trätt i kraft.' : 'Raden har redan fallit.',
    );
  if (compareDays(day, today) > 0)
    throw invalid('/day', 'future-day', `Dagen ${day} har inte kommit. I dag är det ${today}.`);
  if (compareDays(day, promisedDay) < 0)
    throw invalid('/day', 'before-decision', `Raden beslutades ${promisedDay}; den kan inte avgöras ${day}.`);
}
