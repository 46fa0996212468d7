/** Days and times as they are said in Sweden, whatever the browser's own language is. */
const zone = 'Europe/Stockholm';
const dayFormat = new Intl.DateTimeFormat('sv-SE', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone });
const timeFormat = new Intl.DateTimeFormat('sv-SE', { hour: '2-digit', minute: '2-digit', timeZone: zone });
const isoFormat = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone });

/** `26 april 2023`, from `2023-04-26` or an instant. */
export function formatDay(value: string): string {
  return dayFormat.format(new Date(/^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T12:00:00Z` : value));
}

/** `14.02` */
export function formatTime(value: string | Date): string {
  return timeFormat.format(new Date(value)).replace(':', '.');
}

/** `2023-04-26 14.02` */
export function formatInstant(value: string): string {
  return `${isoFormat.format(new Date(value))} ${formatTime(value)}`;
}

/** Today where the municipality is, `YYYY-MM-DD`. */
export function today(): string {
  return isoFormat.format(new Date());
}

const wallFormat = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone });
const minuteMs = 60_000;

/** How many minutes Swedish clocks are before UTC at that instant. */
function minutesAhead(at: Date): number {
  return Math.round((Date.parse(`${wallFormat.format(at).replace(' ', 'T')}Z`) - at.getTime()) / minuteMs);
}

/**
 * The instant of a Swedish clock, as the API takes it.
 * @param day `2023-04-11`
 * @param time `09:30`
 * @returns `2023-04-11T07:30:00.000Z`
 */
export function instantAt(day: string, time: string): string {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  // Asked twice: near a change of the clocks the first answer may be that of the other side.
  const first = asUtc - minutesAhead(new Date(asUtc)) * minuteMs;
  return new Date(asUtc - minutesAhead(new Date(first)) * minuteMs).toISOString();
}
