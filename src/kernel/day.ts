/**
 * Calendar days, as text `YYYY-MM-DD`, and the Swedish rules for counting them.
 *
 * A day is not an instant: it has no hour and no zone, so it is never a `Date` outside this file. Text order is
 * calendar order, which is why years are held within 1900 to 2199.
 */
import { invalid } from './errors.js';
import { quoted } from './quoted.js';

declare const brand: unique symbol;

/** `YYYY-MM-DD`, an existing day in 1900 to 2199. Made by `parseDay`, `dayInStockholm` and the functions below. */
export type Day = string & { readonly [brand]: 'Day' };

const yearMin = 1900;
const yearMax = 2199;
const dayMs = 86_400_000;

/**
 * Reads a day strictly. Throws `validation-failed` at `pointer`: `required` when absent, `datetime` for another type or
 * notation (an epoch number, `2026-1-5`, `05/01/2026`), `range` for years outside 1900 to 2199, and `date` for a day
 * the calendar does not have. `new Date('2026-02-29')` gives 1 March; this does not (BD7, BD8, BD12, BD13).
 */
export function parseDay(text: unknown, pointer = ''): Day {
  if (text === undefined || text === null || text === '') throw invalid(pointer, 'required', 'Datumet saknas.');
  const parts =
    typeof text === 'string' ? /^([0-9]{4}|[+-][0-9]{4,6}|[0-9]{5,6})-([0-9]{2})-([0-9]{2})$/.exec(text) : null;
  if (parts === null) {
    const found = typeof text === 'string' ? quoted(text) : 'Värdet';
    throw invalid(pointer, 'datetime', `${found} är inget datum. Skriv året, månaden och dagen: 2026-01-05.`);
  }
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  if (year < yearMin || year > yearMax) throw outOfRange(text as string, pointer);
  if (parts[1]!.length !== 4)
    throw invalid(pointer, 'datetime', `${quoted(text as string)} är inget datum: året har fyra siffror.`);
  if (month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) {
    throw invalid(pointer, 'date', `Dagen ${quoted(text as string)} finns inte i kalendern.`);
  }
  return text as Day;
}

/** Days after (or, negative, before). Throws `range` when the result leaves 1900 to 2199. */
export function addDays(day: Day, days: number): Day {
  return dayOfNumber(numberOf(day) + days);
}

/**
 * The same weekday that many weeks later, which is how a time set in weeks runs out (lag 1930:173 1 §). Not moved off
 * holidays: wrap it in `shiftToWorkingDay` where the law lets the time end on the next weekday.
 */
export function weeksAfter(day: Day, weeks: number): Day {
  return addDays(day, weeks * 7);
}

/**
 * The same number in a later (or, negative, earlier) month; where that month is too short, its last day (lag 1930:173
 * 1 §). 31 January plus one month is 28 or 29 February, and 29 February plus twelve months is 28 February. So adding
 * months one by one may lose days that adding them at once keeps.
 */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return dayOf(toYear, toMonth, Math.min(date, lengthOfMonth(toYear, toMonth)));
}

/** -1, 0 or 1: fit for `sort`. */
export function compareDays(a: Day, b: Day): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whole days from one to the other; negative when `to` is earlier. `addDays(from, daysBetween(from, to))` is `to`. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

/** 1 is Monday, 7 is Sunday, as in ISO 8601. */
export function weekday(day: Day): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  // 1970-01-01 was a Thursday.
  return (((((numberOf(day) + 3) % 7) + 7) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
}

export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

const stockholm = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Europe/Stockholm',
  calendar: 'iso8601',
  numberingSystem: 'latn',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * The day it is in Stockholm at an instant, whatever zone the process runs in; the year of a registration number is
 * `yearOf` this (BD10). Throws `range` outside 1900 to 2199 and `RangeError` for an invalid `Date`.
 */
export function dayInStockholm(instant: Date): Day {
  const part = Object.fromEntries(stockholm.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return dayOf(part['year']!, part['month']!, part['day']!);
}

const holidaysByYear = new Map<number, ReadonlyMap<Day, string>>();

/**
 * The days of a year that are kept as holidays, with their Swedish names, in calendar order: the public holidays of lag
 * 1989:253 besides ordinary Sundays, and the three eves that lag 1930:173 2 § treats alike. The national day counts
 * from 2005, when it took the place of Whit Monday. Years before 1990 follow the same pattern and not
 * the law of their time.
 */
export function holidaysOf(year: number): ReadonlyMap<Day, string> {
  const known = holidaysByYear.get(year);
  if (known !== undefined) return known;
  const easter = easterSunday(year);
  const midsummer = firstSaturdayFrom(dayOf(year, 6, 20));
  const days: [Day, string][] = [
    [dayOf(year, 1, 1), 'Nyårsdagen'],
    [dayOf(year, 1, 6), 'Trettondedag jul'],
    [addDays(easter, -2), 'Långfredagen'],
    [easter, 'Påskdagen'],
    [addDays(easter, 1), 'Annandag påsk'],
    [dayOf(year, 5, 1), 'Första maj'],
    [addDays(easter, 39), 'Kristi himmelsfärdsdag'],
    [addDays(easter, 49), 'Pingstdagen'],
    year >= 2005 ? [dayOf(year, 6, 6), 'Sveriges nationaldag'] : [addDays(easter, 50), 'Annandag pingst'],
    [addDays(midsummer, -1), 'Midsommarafton'],
    [midsummer, 'Midsommardagen'],
    [firstSaturdayFrom(dayOf(year, 10, 31)), 'Alla helgons dag'],
    [dayOf(year, 12, 24), 'Julafton'],
    [dayOf(year, 12, 25), 'Juldagen'],
    [dayOf(year, 12, 26), 'Annandag jul'],
    [dayOf(year, 12, 31), 'Nyårsafton'],
  ];
  const holidays = new Map<Day, string>();
  for (const [day, name] of days.sort(([a], [b]) => compareDays(a, b))) {
    // Two names may share a day (in 2008 the first of May was Ascension Day); neither is lost.
    const other = holidays.get(day);
    holidays.set(day, other === undefined ? name : `${other}, ${name}`);
  }
  holidaysByYear.set(year, holidays);
  return holidays;
}

/** Neither Saturday, Sunday, public holiday, nor midsummer, Christmas or New Year's Eve. */
export function isWorkingDay(day: Day): boolean {
  return weekday(day) <= 5 && !holidaysOf(yearOf(day)).has(day);
}

/** The day itself, or the next working day when a time must not run out on it (lag 1930:173 2 §; ). */
export function shiftToWorkingDay(day: Day): Day {
  let shifted = day;
  while (!isWorkingDay(shifted)) shifted = addDays(shifted, 1);
  return shifted;
}

/** Gregorian Easter by the anonymous algorithm (Meeus, Jones and Butcher); whole numbers throughout. */
function easterSunday(year: number): Day {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dayOf(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

function firstSaturdayFrom(day: Day): Day {
  return addDays(day, (6 - weekday(day) + 7) % 7);
}

function lengthOfMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function partsOf(day: Day): [year: number, month: number, date: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

/** Days since 1970-01-01. UTC has no switch days, so the division is exact. */
function numberOf(day: Day): number {
  const [year, month, date] = partsOf(day);
  return Date.UTC(year, month - 1, date) / dayMs;
}

function dayOfNumber(number: number): Day {
  const date = new Date(number * dayMs);
  // Beyond what a Date holds everything is NaN, and that is out of range as well.
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function dayOf(year: number, month: number, date: number): Day {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  if (!(year >= yearMin && year <= yearMax)) throw outOfRange(text, '');
  return text as Day;
}

function outOfRange(text: string, pointer: string) {
  return invalid(pointer, 'range', `Dagen ${quoted(text)} ligger utanför åren ${yearMin} till ${yearMax}.`);
}
