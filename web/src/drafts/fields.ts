/** A form as plain texts by name. Pure. */
import { changedParts, type Choices, type Merged, mergeParts, type Parts } from './merging';

export type Fields = Readonly<Record<string, string>>;

export function sameFields(one: Fields, other: Fields): boolean {
  return changedParts(partsOf(one, other), one, other).length === 0;
}

/** @param choices for each conflict; without one, mine stands until it is chosen */
export function mergeFields(base: Fields, mine: Fields, theirs: Fields, choices?: Choices): Merged<Fields> {
  return mergeParts(partsOf(theirs, mine), base, mine, theirs, choices);
}

/** A field that one of them lacks is empty there. Blanks at the ends are no change: the server trims them. */
function partsOf(one: Fields, other: Fields): Parts<Fields, string> {
  return {
    names: [...new Set([...Object.keys(one), ...Object.keys(other)])],
    textOf: (fields, name) => (fields[name] ?? '').trim(),
  };
}
