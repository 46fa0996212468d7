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

const localFormat = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone });

/** The instant of a day and a time of day in Sweden; of an hour that comes twice the first, of one the clock skips the next. */
export function instantAt(day: string, time: string): string {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const aheadAt = (at: number): number => Date.parse(`${localFormat.format(at).replace(' ', 'T')}Z`) - at;
  // Read at the earlier of the two moments that could be meant, and again where that leads.
  const first = asUtc - aheadAt(asUtc - 7_200_000);
  return new Date(Math.min(first, asUtc - aheadAt(first))).toISOString();
}
