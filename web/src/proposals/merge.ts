/** Three-way merge of a draft, whose lists are merged row by row. Pure. */
import type { Choices, Conflict, Merged } from '../drafts/merging';
import type { Draft, DraftMeasure, DraftSection } from './content';

/**
 * The key of a conflict is `title`, `section:summary`, `measure:<key>`, `decisionPoints` …
 * @param choices for each conflict; without one, mine stands in the draft until it is chosen
 */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft, choices: Choices = new Map()): Merged<Draft> {
  const conflicts: Conflict[] = [];
  const pick = <T>(key: string, was: T, my: T, their: T, textOf: (value: T) => string): T => {
    const [before, here, there] = [textOf(was), textOf(my), textOf(their)];
    if (here === there || there === before) return my;
    if (here === before) return their;
    const choice = choices.get(key);
    if (choice === undefined) conflicts.push({ key, mine: here, theirs: there });
    return choice === 'theirs' ? their : my;
  };
  const list =
    <T>(keyOf: (value: T, index: number) => string, textOf: (value: T) => string, prefix: string) =>
    (was: readonly T[], my: readonly T[], their: readonly T[]): T[] => {
      const [before, here, there] = [was, my, their].map(
        (all) => new Map(all.map((value, index) => [keyOf(value, index), value])),
      );
      const keys = [...new Set([...(there?.keys() ?? []), ...(here?.keys() ?? [])])];
      return keys.flatMap((key) => {
        const text = (value: T | undefined): string => (value === undefined ? '' : textOf(value));
        const chosen = pick(`${prefix}:${key}`, before?.get(key), here?.get(key), there?.get(key), text);
        return chosen === undefined ? [] : [chosen];
      });
    };
  const asText = (value: unknown): string => JSON.stringify(value);
  const content: Draft = {
    title: pick('title', base.title, mine.title, theirs.title, (text) => text.trim()),
    sections: list<DraftSection>(sectionKey, ({ text }) => text.trim(), 'section')(
      base.sections,
      mine.sections,
      theirs.sections,
    ),
    measures: list<DraftMeasure>(({ key }) => key, measureText, 'measure')(
      base.measures,
      mine.measures,
      theirs.measures,
    ),
    decisionPoints: pick('decisionPoints', base.decisionPoints, mine.decisionPoints, theirs.decisionPoints, (points) =>
      points
        .map(({ type, text }, index) => `${index + 1}. ${text.trim()}${type === null ? '' : ` (${type})`}`)
        .join('\n'),
    ),
    decisionPlan: pick('decisionPlan', base.decisionPlan, mine.decisionPlan, theirs.decisionPlan, asText),
    dispatchList: pick('dispatchList', base.dispatchList, mine.dispatchList, theirs.dispatchList, asText),
  };
  return { content, conflicts };
}

/** A proposal has each kind once; only free sections may be several, and they are told apart by heading. */
function sectionKey({ kind, heading }: DraftSection, index: number): string {
  return kind === 'other' ? `other ${heading ?? index}` : kind;
}

function measureText({ title, amountText, year }: DraftMeasure): string {
  return `${title.trim()}: ${amountText.replaceAll(/\s/g, ' ').trim()} kr, ${year}`;
}
