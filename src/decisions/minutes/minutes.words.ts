/** How people, paragraphs, times and outcomes are written in minutes and extracts. Pure. */
import { Money } from '../../kernel/money.js';
import type { DecisionOutcome } from '../subject-handler.js';
import type { Change, Interval, MinutesClaim, PersonRef } from './minutes.content.js';

/** `Namn (S)`: the party normalised, so that (m) and (M) are one (B-55). */
export const personText = ({ name, party }: Pick<PersonRef, 'name' | 'party'>): string =>
  party === null ? name : `${name} (${party})`;

/** `a, b och c` */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} och ${parts.at(-1)}`;
}

export const namesText = (people: readonly PersonRef[]): string => listed(people.map(personText));

/** `§ 4`, `§§ 1–8`, `§§ 40–44, 46`; empty for none. */
export function paragraphsText(minuteItems: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of [...minuteItems].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  if (ranges.length === 0) return '';
  const text = ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
  return `${minuteItems.length === 1 ? '§' : '§§'} ${text}`;
}

/** `14.00` */
export const timeText = (time: string): string => time.replace(':', '.');

/** `kl. 14.00–15.00`; empty when neither is known. */
export function timesText(from: string | null, to: string | null): string {
  if (from === null) return to === null ? '' : `till kl. ${timeText(to)}`;
  return to === null ? `kl. ${timeText(from)}` : `kl. ${timeText(from)}–${timeText(to)}`;
}

/** What is worth saying of somebody's coming and going: nothing when the person was there all the time. */
export function presenceText(intervals: readonly Interval[], openedAt: string | null): string {
  const parts = intervals.flatMap(({ arrivedAt, leftAt, arrivedDuring, leftDuring, isOver }) => [
    ...(arrivedAt !== openedAt || arrivedDuring !== null ? [`kom${momentText(arrivedAt, arrivedDuring)}`] : []),
    ...(isOver ? [`gick${momentText(leftAt, leftDuring)}`] : []),
  ]);
  if (intervals.some(({ mode }) => mode === 'remote')) parts.push('på distans');
  return parts.join(', ');
}

const momentText = (time: string | null, minuteItem: number | null): string =>
  `${time === null ? '' : ` kl. ${timeText(time)}`}${minuteItem === null ? '' : ` under § ${minuteItem}`}`;

const acts: Readonly<Record<DecisionOutcome, string>> = {
  recommend: 'att tillstyrka förslaget',
  approve: 'att bifalla förslaget',
  approveWithChanges: 'att bifalla förslaget med ändringar',
  referBack: 'att återremittera ärendet',
  table: 'att bordlägga ärendet till nästa sammanträde',
  reject: 'att avslå förslaget',
  forward: 'att översända ärendet',
  note: 'att lägga ärendet till handlingarna',
};

/** What somebody asks for or a body decides: `att bifalla förslaget`. */
export const actText = (outcome: DecisionOutcome): string => acts[outcome];

/** A claim by its mover: `Namn (S)`, or what stands in the matter. */
export const claimName = ({ isStanding, mover, number }: MinutesClaim): string =>
  isStanding || mover === null ? `förslaget i ärendet (yrkande ${number})` : `yrkande ${number}, ${personText(mover)}`;

/** An amount in kronor, anything else as it stands. */
export const valueText = (value: string, { isAmount }: Pick<Change, 'isAmount'>): string =>
  isAmount ? Money.parse(value, '', { allowZero: true, allowNegative: true }).format() : value;
