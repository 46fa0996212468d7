/** A moment as the statements ask for it. */
import type { Moment } from '../kernel/moment.js';

/** A day and an instant as SQL expressions; null binds nothing. */
export interface MomentSql {
  asOf: string;
  knownAt: string;
}

/** The parameters of a moment, in the order day, instant. */
export const momentValues = ({ asOf, knownAt }: Moment): [string | null, string | null] => [
  asOf ?? null,
  knownAt?.toISOString() ?? null,
];

/** The day in Stockholm an instant falls on. */
export const dayOf = (instant: string): string => `(${instant} at time zone 'Europe/Stockholm')::date`;

/** What counted on the day and was known at the instant. @param day an SQL expression for the day it counts from */
export const countedBy = (day: string, recordedAt: string, { asOf, knownAt }: MomentSql): string =>
  `(${asOf}::date is null or ${day} <= ${asOf}::date) and (${knownAt}::timestamptz is null or ${recordedAt} <= ${knownAt}::timestamptz)`;

/** Of a row with the day in the column named and `recorded_at`. */
export const within = (row: string, day: string, moment: MomentSql): string =>
  countedBy(`${row}.${day}`, `${row}.recorded_at`, moment);

/** Of what has no day but the one it was recorded on. */
export const recordedBy = (instant: string, moment: MomentSql): string => countedBy(dayOf(instant), instant, moment);

/** The ceiling of a source and year; without a day that of the day of the knowing. */
export const ceilingBy = (sourceYear: string, { asOf, knownAt }: MomentSql): string =>
  `ceiling_ore(${sourceYear}, coalesce(${asOf}::date, ${dayOf(`coalesce(${knownAt}::timestamptz, clock_timestamp())`)}), coalesce(${knownAt}::timestamptz, clock_timestamp()))`;

/** What was reserved of it, given or waiting for the board. */
export const reservedBy = (sourceYear: string, moment: MomentSql): string =>
  `(select coalesce(sum(e.amount_ore), 0)::bigint from ledger_entry e where e.source_year_id = ${sourceYear} and e.account = 'source' and ${within('e', 'valid_day', moment)})`;

/** Somebody had heard of the source and year at the instant. */
export const wasKnown = (sourceYear: string, { knownAt }: MomentSql): string =>
  `(${knownAt}::timestamptz is null or exists (select from ceiling c where c.source_year_id = ${sourceYear} and c.recorded_at <= ${knownAt}::timestamptz)
      or exists (select from ledger_entry e where e.source_year_id = ${sourceYear} and e.recorded_at <= ${knownAt}::timestamptz))`;
