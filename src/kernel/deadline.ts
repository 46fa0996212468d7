/**
 * Deadlines and meeting times: a local date and time in Europe/Stockholm, and the instant it stands for.
 *
 * People agree on "senast den 29 mars kl. 12.00"; the offset from UTC is computed from the zone's rules when it is
 * needed and never typed in. Nothing here depends on the zone of the process.
 */
import { type Day, parseDay } from './day.js';
import { invalid } from './errors.js';
import { quoted } from './quoted.js';

/** `HH:MM`, 00:00 to 23:59. Made by `parseLocalTime`; the type lets a literal such as `'12:00'` stand in code. */
export type LocalTime = `${number}:${number}`;

/** A local date and time in Europe/Stockholm. */
export interface Deadline {
  day: Day;
  time: LocalTime;
}

/** The two offsets Stockholm has: normal time and summer time. */
export type StockholmOffset = '+01:00' | '+02:00';

const minuteMs = 60_000;
const dayMs = 86_400_000;

const stockholm = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Europe/Stockholm',
  calendar: 'iso8601',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** Reads `HH:MM`. Throws `validation-failed`: `required` when absent, `datetime` for all else (`24:00`, `9:30`, `12.00`). */
export function parseLocalTime(text: unknown, pointer = ''): LocalTime {
  if (text === undefined || text === null || text === '') throw invalid(pointer, 'required', 'Klockslaget saknas.');
  if (typeof text === 'string' && /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(text)) return text as LocalTime;
  const found = typeof text === 'string' ? quoted(text) : 'Värdet';
  throw invalid(pointer, 'datetime', `${found} är inget klockslag. Skriv timmar och minuter: 09:30.`);
}

/**
 * The instant a local time stands for. When the clock is put forward an hour does not exist (`local-time-nonexistent`);
 * when it is put back an hour comes twice (`local-time-ambiguous`), and then `offset` chooses: `+02:00` is the first,
 * `+01:00` the second. An offset that Stockholm does not have at that time is also `local-time-nonexistent`.
 */
export function instantOf({ day, time }: Deadline, offset?: StockholmOffset, pointer = ''): Date {
  const wall = Date.parse(`${day}T${parseLocalTime(time, pointer)}:00Z`);
  // Both offsets that hold within a day of it are tried; a real local time is one that reads back as itself.
  const offsets = new Set([offsetMs(wall - dayMs), offsetMs(wall + dayMs)]);
  const candidates = [...offsets].filter((ms) => offsetMs(wall - ms) === ms);
  const asked = offset === undefined ? candidates : candidates.filter((ms) => ms === offsetOf(offset));
  if (asked.length === 0) {
    const detail = `Klockan ${time}${offset === undefined ? '' : ` (${offset})`} den ${day} finns inte i svensk tid.`;
    throw invalid(pointer, 'local-time-nonexistent', detail);
  }
  if (asked.length > 1) {
    const detail = `Klockan ${time} den ${day} inträffar två gånger; ange +02:00 för den första eller +01:00 för den andra.`;
    throw invalid(pointer, 'local-time-ambiguous', detail);
  }
  return new Date(wall - asked[0]!);
}

/**
 * "Senast kl. 12.00" includes 12:00:00.000 and nothing after it (BD1). A `Date` holds whole milliseconds: compare in the
 * database where the instant of receipt has microseconds, or truncation would let 12:00:00.000900 in.
 */
export function isInTime(receivedAt: Date, deadlineInstant: Date): boolean {
  return receivedAt.getTime() <= deadlineInstant.getTime();
}

/**
 * Reads an instant as RFC 3339 with seconds and an offset, at most three decimals (more would be cut silently). Throws
 * `validation-failed`: `required` when absent, `datetime` for another type or form (no offset, hour 24, second 60,
 * `+25:00`), `date` for a day that does not exist, `range` for years outside 1900 to 2199 (BD11 to BD13).
 */
export function parseInstant(text: unknown, pointer = ''): Date {
  if (text === undefined || text === null || text === '') throw invalid(pointer, 'required', 'Tidpunkten saknas.');
  const parts = typeof text === 'string' ? instantPattern.exec(text) : null;
  if (parts === null) {
    const found = typeof text === 'string' ? quoted(text) : 'Värdet';
    const detail = `${found} är ingen tidpunkt. Skriv med sekunder och tidszon: 2026-01-05T12:00:00Z eller 2026-01-05T13:00:00+01:00.`;
    throw invalid(pointer, 'datetime', detail);
  }
  parseDay(parts[1], pointer);
  return new Date(text as string);
}

// The year may be wrong in length here, so that it is answered as out of range and not as bad form. "-00:00" means
// "offset unknown" in RFC 3339, which is what an instant must not be.
const instantPattern =
  /^([+-]?[0-9]{4,6}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,3})?(?:Z|(?!-00:00)[+-](?:0[0-9]|1[0-4]):[0-5][0-9])$/;

/** How far Stockholm's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetMs(instant: number): number {
  const part = Object.fromEntries(stockholm.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']);
  // The formatter drops milliseconds; the offset has none.
  return wall - Math.floor(instant / 1000) * 1000;
}

function offsetOf(offset: StockholmOffset): number {
  return Number(offset.slice(1, 3)) * 60 * minuteMs;
}
