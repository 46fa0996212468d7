/** What an event is, and the closed list of subscribers a module registers. */

/** An act that has happened, to be recorded in the act's own transaction. */
export interface NewEvent {
  /** Past tense, `thing.happened`; the closed list stands in each module's `x.events.ts`. */
  type: string;
  subjectKind: string;
  subjectId: string | null;
  matterId?: string | null;
  /** Plain JSON without personal names or free text about people; persons by id. Amounts as decimal strings. */
  payload: Readonly<Record<string, unknown>>;
}

/** An event as read back from the log. */
export interface RecordedEvent {
  id: string;
  at: Date;
  type: string;
  actorPersonId: string | null;
  subjectKind: string;
  subjectId: string | null;
  matterId: string | null;
  payload: Record<string, unknown>;
}
