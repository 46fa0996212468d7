/**
 * The same money under several names.
 *
 * Using several names is normal prose: the worked case calls the executive board's own money three things and is still
 * clear. It becomes a fault for the reader when the names carry different amounts, because then nobody can tell whether
 * it is one source or two: (a) in running text, two names of one source that never stand with the same amount; (b) in a
 * table or list of amounts, rows booked on different names of one source, which hides what that source pays in all.
 */
import { type AmountToken, isFault, readAmount, tokensWithin } from '../proposals/amounts.rules.js';
import type { Part } from './memorandum.measures.js';
import type { Group } from './memorandum.sums.js';
import { sidesOf } from '../proposals/amount-role.rules.js';
import { keyOf } from './memorandum.text.js';
import { type Finding, placeOf } from './memorandum.types.js';

interface Named {
  name: string;
  shown: string;
  ore: bigint;
  start: number;
  end: number;
}

const namedMax = 200;

export function aliasFindings(
  text: string,
  parts: readonly Part[],
  groups: readonly Group[],
  tokens: readonly AmountToken[],
  isClaimed: (token: AmountToken) => boolean,
  families: readonly (readonly string[])[],
): Finding[] {
  return families.flatMap((family) => {
    const names = family.map(keyOf);
    const inProse = conflict(namedInProse(text, parts, tokens, isClaimed, names));
    const inGroup = groups.map((group) => conflict(namedInRows(group, names))).find((found) => found !== null) ?? null;
    const found = inProse ?? inGroup;
    if (found === null) return [];
    const [one, other] = found;
    const message =
      `Samma medel verkar ha flera namn med olika belopp: ”${one.name}” ${one.shown} och ”${other.name}” ${other.shown}. ` +
      'Använd ett namn per finansieringskälla, eller skriv ut att det är två källor.';
    return [{ code: 'source-aliases', severity: 'warning', message, place: placeOf(text, other.start, other.end) }];
  });
}

/** Amounts in sentences that name the source. What is claimed as measure or total is the request, not the source. */
function namedInProse(
  text: string,
  parts: readonly Part[],
  tokens: readonly AmountToken[],
  isClaimed: (token: AmountToken) => boolean,
  names: readonly string[],
): Named[] {
  const named: Named[] = [];
  for (const { paragraphs } of parts) {
    for (const paragraph of paragraphs) {
      const inside = tokensWithin(tokens, paragraph.start, paragraph.end).filter((token) => token.isMoney);
      if (inside.length === 0 || !names.some((name) => paragraph.key.includes(name))) continue;
      inside.forEach((token, index) => {
        if (isClaimed(token) || named.length >= namedMax) return;
        const [from, to] = [inside[index - 1]?.end ?? paragraph.start, inside[index + 1]?.start ?? paragraph.end];
        const { before, after } = sidesOf(text, token.start, token.end, from, to);
        const amount = readAmount(token);
        if (isFault(amount)) return;
        for (const name of names.filter((other) => before.includes(other) || after.includes(other))) {
          named.push({ name, shown: amount.money.format(), ore: amount.money.ore, start: token.start, end: token.end });
        }
      });
    }
  }
  return named;
}

function namedInRows(group: Group, names: readonly string[]): Named[] {
  return group.rows.slice(0, namedMax).flatMap(({ amount }, index) => {
    if (isFault(amount)) return [];
    const { start, end, money } = amount;
    return names
      .filter((name) => group.rowKeys[index]!.includes(name))
      .map((name) => ({ name, shown: money.format(), ore: money.ore, start, end }));
  });
}

/** Two names that never stand with the same amount, or null. */
function conflict(named: readonly Named[]): [Named, Named] | null {
  const byName = new Map<string, Named[]>();
  for (const one of named) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  const list = [...byName.values()];
  for (const [index, one] of list.entries()) {
    const ores = new Set(one.map(({ ore }) => ore));
    const other = list.slice(index + 1).find((candidate) => candidate.every(({ ore }) => !ores.has(ore)));
    if (other !== undefined) return [one[0]!, other[0]!];
  }
  return null;
}
