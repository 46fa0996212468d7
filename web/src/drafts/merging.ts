/** Three-way merge of what two people have changed at once: what only one has changed stands; what both have is asked about. Pure. */
export interface Conflict {
  /** The part both have changed. */
  key: string;
  mine: string;
  theirs: string;
}

export type Choices = ReadonlyMap<string, 'mine' | 'theirs'>;

export interface Merged<T> {
  content: T;
  conflicts: Conflict[];
}

/** What a content is made of. The same text for a part means that it is the same, however it was written. */
export interface Parts<T extends object, Name extends keyof T & string> {
  names: readonly Name[];
  textOf: (content: T, name: Name) => string;
}

export function changedParts<T extends object, Name extends keyof T & string>(
  { names, textOf }: Parts<T, Name>,
  before: T,
  after: T,
): Name[] {
  return names.filter((name) => textOf(before, name) !== textOf(after, name));
}

/** @param choices for each conflict; without one, mine stands until it is chosen */
export function mergeParts<T extends object, Name extends keyof T & string>(
  parts: Parts<T, Name>,
  base: T,
  mine: T,
  theirs: T,
  choices: Choices = new Map(),
): Merged<T> {
  const byMe = new Set(changedParts(parts, base, mine));
  const content = { ...mine };
  const conflicts: Conflict[] = [];
  for (const name of changedParts(parts, base, theirs)) {
    const [here, there] = [parts.textOf(mine, name), parts.textOf(theirs, name)];
    if (here === there) continue;
    const choice = byMe.has(name) ? choices.get(name) : 'theirs';
    if (choice === undefined) conflicts.push({ key: name, mine: here, theirs: there });
    if (choice === 'theirs') content[name] = theirs[name];
  }
  return { content, conflicts };
}
