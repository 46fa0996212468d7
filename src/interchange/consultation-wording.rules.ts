/** Whether a wording that was decided stands in a text: as it is, in other words, or not at all (B-62). Pure. */

export interface FoundWording {
  how: 'same' | 'reworded' | 'missing';
  /** Of a reworded one: what stands in the text. */
  stands: string | null;
  /** Words decided that the text writes otherwise, and the text's own. */
  decided: string[];
  written: string[];
}

const wordsMax = 80;
/** A stretch that shares fewer of the words says something else. */
const shareMin = 0.75;
const slack = 3;

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
const keyOf = (word: string): string => word.toLowerCase().replaceAll(/[^\p{L}\p{N}-]/gu, '');

export function findWording(text: string, wording: string): FoundWording {
  const wanted = wordsOf(wording).slice(0, wordsMax);
  const keys = wanted.map(keyOf);
  const words = wordsOf(text);
  const textKeys = words.map(keyOf);
  const at = bestPlace(textKeys, keys);
  if (at === null) return { how: 'missing', stands: null, decided: [], written: [] };
  // A few words more on both sides, so that a word put in does not push the first or the last ones out.
  const from = Math.max(0, at - slack);
  const stretch = words.slice(from, at + keys.length + slack);
  const kept = common(keys, stretch.map(keyOf));
  if (kept.length < keys.length * shareMin) return { how: 'missing', stands: null, decided: [], written: [] };
  // Words that were decided before the first one kept are written as just as many there.
  const first = Math.max(0, kept[0]![1] - kept[0]![0]);
  const last = kept.at(-1)![1];
  const stands = stretch.slice(first, last + 1);
  const decided = wanted.filter((_word, index) => !kept.some(([place]) => place === index));
  const written = stands
    .filter((_word, index) => !kept.some(([, place]) => place === index + first))
    .map((word) => word.replaceAll(/[.,;:]/g, ''));
  return {
    how: decided.length === 0 && written.length === 0 ? 'same' : 'reworded',
    stands: stands.join(' '),
    decided,
    written,
  };
}

/** Where most of the words stand together; one pass over the text, counting what comes into the window and what leaves it. */
function bestPlace(text: readonly string[], wanted: readonly string[]): number | null {
  const need = new Map<string, number>();
  for (const word of wanted) need.set(word, (need.get(word) ?? 0) + 1);
  const have = new Map<string, number>();
  let shared = 0;
  let best: { at: number; shared: number } | null = null;
  for (const [index, word] of text.entries()) {
    const count = (have.get(word) ?? 0) + 1;
    have.set(word, count);
    if (count <= (need.get(word) ?? 0)) shared += 1;
    const gone = index - wanted.length;
    if (gone >= 0) {
      const left = text[gone] as string;
      const before = have.get(left) ?? 0;
      have.set(left, before - 1);
      if (before <= (need.get(left) ?? 0)) shared -= 1;
    }
    if (best === null || shared > best.shared) best = { at: Math.max(0, gone + 1), shared };
  }
  return best === null || best.shared < wanted.length * shareMin ? null : best.at;
}

/** Pairs of places of the longest sequence of words both have. */
function common(left: readonly string[], right: readonly string[]): [number, number][] {
  const lengths = Array.from({ length: left.length + 1 }, () => Array<number>(right.length + 1).fill(0));
  for (let row = left.length - 1; row >= 0; row -= 1)
    for (let column = right.length - 1; column >= 0; column -= 1)
      lengths[row]![column] =
        left[row] === right[column]
          ? lengths[row + 1]![column + 1]! + 1
          : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
  const pairs: [number, number][] = [];
  let [row, column] = [0, 0];
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) {
      pairs.push([row, column]);
      row += 1;
      column += 1;
    } else if (lengths[row + 1]![column]! >= lengths[row]![column + 1]!) row += 1;
    else column += 1;
  }
  return pairs;
}
