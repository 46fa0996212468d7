/** A place in a body, as everything that depends on who sits there sees it. */

export interface Seat {
  personId: string;
  name: string;
  title: string | null;
  /** Normalised, e.g. `S`; null when none is recorded. */
  party: string | null;
  seat: 'member' | 'substitute';
  presidium: 'chair' | 'viceChair' | null;
  /** Place among the substitutes; null for members. */
  callingOrder: number | null;
}
