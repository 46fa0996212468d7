/** A form as plain texts by name, and its three-way merge: what only one has changed stands; what both have is asked about. Pure. */
export type Fields = Readonly<Record<string, string>>;

export interface FieldConflict {
  key: string;
  mine: string;
  theirs: string;
}

export type Choices = ReadonlyMap<string, 'mine' | 'theirs'>;

export function sameFields(one: Fields, other: Fields): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => textAt(one, name) === textAt(other, name));
}

/** @param choices for each conflict; without one, mine stands until it is chosen */
export function mergeFields(
  base: Fields,
  mine: Fields,
  theirs: Fields,
  choices: Choices = new Map(),
): { fields: Fields; conflicts: FieldConflict[] } {
  const conflicts: FieldConflict[] = [];
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  const fields = Object.fromEntries(
    names.map((key) => {
      const [was, here, there] = [base, mine, theirs].map((each) => textAt(each, key)) as [string, string, string];
      if (here === there || there === was) return [key, mine[key] ?? ''];
      if (here === was) return [key, theirs[key] ?? ''];
      const choice = choices.get(key);
      if (choice === undefined) conflicts.push({ key, mine: here, theirs: there });
      return [key, (choice === 'theirs' ? theirs : mine)[key] ?? ''];
    }),
  );
  return { fields, conflicts };
}

/** Blanks at the ends are no change: the server trims them. */
function textAt(fields: Fields, name: string): string {
  return (fields[name] ?? '').trim();
}
