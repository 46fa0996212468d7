/** A memorandum's text cut into passages: amounts that agree, places that need mending, and all the rest. Pure. */
import type { Schemas } from '../../api/client';

type Preview = Pick<Schemas['MemorandumPreviewDto'], 'text' | 'measures' | 'statedTotals' | 'findings'>;

export interface Passage {
  text: string;
  state: 'plain' | 'good' | 'bad';
  /** Why it is red. */
  message: string | undefined;
}

interface Mark {
  start: number;
  end: number;
  state: 'good' | 'bad';
  message: string | undefined;
}

/** Marks never overlap in the result: a red one goes before a green, an earlier before a later. */
export function passagesOf({ text, measures, statedTotals, findings }: Preview): Passage[] {
  const good = [...measures, ...statedTotals.filter(({ agrees }) => agrees)].map(({ place }): Mark =>
    mark(place, 'good'),
  );
  const bad = [
    ...findings.flatMap(({ place, severity, message }) =>
      place === null || severity !== 'error' ? [] : [mark(place, 'bad', message)],
    ),
    ...statedTotals.filter(({ agrees }) => !agrees).map(({ place }) => mark(place, 'bad')),
  ];
  const chosen: Mark[] = [];
  for (const each of [...bad, ...good]) {
    const overlaps = chosen.some(({ start, end }) => each.start < end && start < each.end);
    if (!overlaps && each.end > each.start) chosen.push(each);
  }
  chosen.sort((one, other) => one.start - other.start);
  const passages: Passage[] = [];
  let at = 0;
  for (const { start, end, state, message } of chosen) {
    if (start > at) passages.push({ text: text.slice(at, start), state: 'plain', message: undefined });
    passages.push({ text: text.slice(start, end), state, message });
    at = end;
  }
  if (at < text.length) passages.push({ text: text.slice(at), state: 'plain', message: undefined });
  return passages;
}

function mark({ start, end }: { start: number; end: number }, state: Mark['state'], message?: string): Mark {
  return { start, end, state, message };
}
