/** Days, deadlines and places as they are written in letters and minutes. Pure; every pattern runs in linear time on one line. */
import { type Day, parseDay } from '../kernel/day.js';
import { DomainError } from '../kernel/errors.js';
import type { ReadReplyBy } from './consultation-parts.rules.js';
import { findDays } from './memorandum.document.js';

/** Short days on stamps, `30/3-10`; two figures are this century. */
const stampedDay = /(?<!\d)(\d{1,2})\/(\d{1,2})[- ](\d{4}|\d{2})(?!\d)/;
/** Rubber stamps leave space round the figures: `2010 -01- 26`. */
const spacedDay = /^(\d{4}) ?- ?(\d{1,2}) ?- ?(\d{1,2})$/;
const timeOfDay = /kl(?:ockan|\.)? ?(\d{1,2})[.:](\d{2})/i;

export function dayOf(text: string): Day | null {
  const [found] = findDays(text, 0, text.length);
  if (found?.day !== null && found !== undefined) return found.day;
  const stamp = stampedDay.exec(text);
  if (stamp === null) return null;
  const [, date = '', month = '', year = ''] = stamp;
  return dayOrNull(`${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
}

export function dayAlone(text: string): Day | null {
  const found = spacedDay.exec(text.replaceAll('*', '').trim());
  if (found === null) return null;
  const [, year = '', month = '', date = ''] = found;
  return dayOrNull(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
}

/** What stands after `senast` is the deadline; without that word, the sentence's last day is. */
export function replyByIn(text: string): ReadReplyBy | null {
  const plain = text.replaceAll('*', '');
  const at = plain.toLowerCase().lastIndexOf('senast');
  const from = at < 0 ? 0 : at;
  const days = findDays(plain, from, plain.length).flatMap(({ day }) => (day === null ? [] : [day]));
  const day = at < 0 ? days.at(-1) : days[0];
  if (day === undefined) return null;
  const time = timeOfDay.exec(plain.slice(from));
  const [, hours = '', minutes = ''] = time ?? [];
  return {
    day,
    time: time === null || Number(hours) > 23 || Number(minutes) > 59 ? null : `${hours.padStart(2, '0')}:${minutes}`,
  };
}

/** Where an answer is to be handed in: `ska vara <place> tillhanda`. */
export function placeIn(text: string): string | null {
  const words = text.replaceAll('*', '').replaceAll(/\s+/g, ' ');
  const end = words.search(/,? ?till ?handa/);
  const start = end < 0 ? -1 : words.slice(0, end).lastIndexOf('vara ');
  if (start < 0) return null;
  const place = words
    .slice(start + 5, end)
    .replaceAll(/[,.]/g, '')
    .trim();
  return place === '' || place.length > 200 ? null : place;
}

export function shownReplyBy({ day, time }: ReadReplyBy): string {
  return time === null ? day : `${day} kl. ${time.replace(':', '.')}`;
}

function dayOrNull(text: string): Day | null {
  try {
    return parseDay(text);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
