/** The life of a funding source, the years it may be used in, and the last moment its money can be drawn. Pure. */
import type { Day } from '../kernel/day.js';
import { yearOf } from '../kernel/day.js';
import { type Deadline, instantOf, type LocalTime } from '../kernel/deadline.js';
import { conflict, invalid } from '../kernel/errors.js';
import { defineTransitions } from '../kernel/transitions.js';

export const sourceKinds = ['stateGrant', 'discretionaryAppropriation', 'eu', 'other'] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const sourceStatuses = ['planned', 'announced', 'open', 'closed', 'settled', 'archived'] as const;
export type SourceStatus = (typeof sourceStatuses)[number];

/** The life of a source. A new ceiling is not an edge: it is a dated row of its own, and `overAllocated` is derived, never stored. */
export const sourceStates = defineTransitions({
  name: 'fundingSource',
  initial: 'planned',
  terminal: ['archived'],
  states: sourceStatuses,
  swedish: {
    planned: 'planerad',
    announced: 'utlyst',
    open: 'öppen',
    closed: 'stängd',
    settled: 'slutredovisad',
    archived: 'arkiverad',
    announce: 'utlysa',
    openToCalls: 'öppna',
    close: 'stänga',
    settle: 'slutredovisa',
    archive: 'arkivera',
  },
  edges: [
    {
      from: 'planned',
      act: 'announce',
      who: ['cityOffice', 'controller'],
      guard: 'The grant is published, or the council has adopted the budget that holds the appropriation.',
      to: 'announced',
      event: 'source.announced',
      source: 'KL 5:1, 11:6',
    },
    {
      from: 'announced',
      act: 'openToCalls',
      who: ['cityOffice', 'controller'],
      guard: 'The call has been issued.',
      to: 'open',
      event: 'source.opened',
    },
    {
      from: ['announced', 'open'],
      act: 'close',
      who: ['controller', 'cityOffice'],
      guard: 'The requisition deadline or the year has passed. Nothing more is given; reductions are still possible.',
      to: 'closed',
      event: 'source.closed',
    },
    {
      from: 'closed',
      act: 'settle',
      who: ['controller', 'cityOffice'],
      guard:
        'Nothing is pending, every year with money is closed, all reports are accepted and the repayment is booked: payout = eligible actual cost + repayment (R-09).',
      to: 'settled',
      event: 'source.settled',
      source: 'SFS 2025:1255 12 §',
    },
    {
      from: 'settled',
      act: 'archive',
      who: ['controller', 'cityOffice'],
      guard: 'Nothing is deleted; the accounts are kept at least through the seventh year after (R-14).',
      to: 'archived',
      event: 'source.archived',
      source: 'LKBR 3:13',
    },
  ],
});

/** The acts a person asks for. */
export type SourceAct = 'announce' | 'openToCalls' | 'close' | 'settle' | 'archive';

/**
 * Money can be given from a source that is known to exist: announced by its grantor or adopted in a budget. A planned
 * one is a hope, a closed one has had its last day. Taking back is possible until the books are closed.
 */
export const givingStatuses: readonly SourceStatus[] = ['announced', 'open'];
export const reducingStatuses: readonly SourceStatus[] = ['announced', 'open', 'closed'];

export interface UsePeriod {
  kind: SourceKind;
  name: string;
  useFromDay: Day;
  useToDay: Day;
}

/**
 * a state grant is used within its period, so a year outside it has no place in a ceiling or a row. Other sources
 * may be carried over by a decision of their own.
 */
export function isWithinUsePeriod({ kind, useFromDay, useToDay }: UsePeriod, year: number): boolean {
  return kind !== 'stateGrant' || (year >= yearOf(useFromDay) && year <= yearOf(useToDay));
}

/** @throws DomainError validation-failed `outside-use-period` at the pointer. */
export function requireWithinUsePeriod(source: UsePeriod, year: number, pointer: string): void {
  if (isWithinUsePeriod(source, year)) return;
  const detail = `${source.name} får användas ${source.useFromDay} till ${source.useToDay}; år ${year} ligger utanför (R-07).`;
  throw invalid(pointer, 'outside-use-period', detail);
}

/** @throws DomainError validation-failed when the period ends before it begins. */
export function requireSoundUsePeriod(useFromDay: Day, useToDay: Day): void {
  if (useToDay >= useFromDay) return;
  throw invalid('/useToDay', 'range', `Användningstiden slutar ${useToDay}, före sin början ${useFromDay}.`);
}

/**
 * A source is closed when its money can no longer be drawn or used; before that a ceiling of zero stops what is given.
 * @param today in Sweden
 * @throws state-conflict `not-due`
 */
export function requireCloseDue(
  source: UsePeriod & { requisition: RequisitionDeadline | null },
  { now, today }: { now: Date; today: Day },
): void {
  const { requisition, useToDay, name } = source;
  if (useToDay < today || (requisition !== null && requisition.at < now)) return;
  const first =
    requisition === null
      ? `användningstidens slut, ${useToDay}`
      : `sista rekvisitionstidpunkt, ${requisition.day} kl. ${requisition.time}`;
  throw conflict('not-due', `${name} kan stängas först efter ${first}. Ska inget mer fördelas nu, sätt taket till 0.`);
}

/** A ceiling may change as long as the books are open: grantors lower grants after the requisition too (scenario 6). */
export function requireCeilingMayChange(status: SourceStatus): void {
  if (status !== 'settled' && status !== 'archived') return;
  throw conflict('not-allowed-in-state', `Källan är ${sourceStates.swedish[status]}; taket kan inte ändras.`, {
    state: status,
  });
}

/**
 * R-12, KL 11:15: new spending of the municipality's own money that is decided while its year runs says how it is paid
 * for. A grant is paid for by its grantor, and what the budget held from the first day was financed there.
 * @throws DomainError validation-failed `financing-required`
 */
export function requireFinancing(
  kind: SourceKind,
  ceiling: { year: number; validFromDay: Day; isRaise: boolean; financing: string | undefined },
): void {
  const { year, validFromDay, isRaise, financing } = ceiling;
  const isDuringYear = yearOf(validFromDay) === year && validFromDay > `${year}-01-01`;
  if (kind !== 'discretionaryAppropriation' || !isRaise || !isDuringYear || (financing ?? '').trim() !== '') return;
  throw invalid(
    '/financing',
    'financing-required',
    `Anslaget höjs under löpande år ${year}. Beslutet ska ange hur utgiften finansieras (KL 11 kap. 15 §, R-12), t.ex. vilket annat anslag som minskas.`,
  );
}

/** Before the requisition deadline: about a month until a grantor has approved the agent (domain 3.8). */
export const agentLeadMonths = 1;

/** The grant pages give a day without a time (R-08, unverified), so the day's last minute is the default. */
export const requisitionTimeDefault: LocalTime = '23:59';

export interface RequisitionDeadline extends Deadline {
  /** The instant it stands for; a requisition at exactly this instant is in time. */
  at: Date;
}

/** @throws DomainError validation-failed when the local time does not exist or comes twice that day. */
export function requisitionDeadline(day: Day, time: LocalTime | undefined): RequisitionDeadline {
  const deadline = { day, time: time ?? requisitionTimeDefault };
  return { ...deadline, at: instantOf(deadline, undefined, '/requisitionDeadlineTime') };
}
