/** Where somebody wrote last in a draft: there the writing screen opens next time. */
const keyOf = (id: string): string => `anslag.last-edited.${id}`;

export function rememberPlace(id: string, place: string): void {
  try {
    localStorage.setItem(keyOf(id), place);
  } catch {
    // Storage is closed to us; the screen opens at its top.
  }
}

export function lastPlace(id: string): string | undefined {
  try {
    return localStorage.getItem(keyOf(id)) ?? undefined;
  } catch {
    return undefined;
  }
}
