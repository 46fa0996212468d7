/**
 * What one document of minutes holds (KL 5:65-67, 6:35; ). Plain data that can be written as canonical JSON:
 * while the document is a draft it is projected anew each time it is asked for, and when it is sent for signing it is
 * frozen under its hash. People are named as the register named them then; their ids say who is meant.
 */
import type { BodyKind, DecisionOutcome } from '../subject-handler.js';
import type { Quorum } from '../quorum.rules.js';

export interface PersonRef {
  id: string;
  name: string;
  /** Normalised, e.g. `S`; null without one. */
  party: string | null;
}

export interface MinutesContent {
  /** Shape of this content; a reader of old minutes asks for it. */
  format: 1;
  kind: 'ordinary' | 'immediate';
  /** Of the meeting's documents, from 1. */
  number: number;
  body: { id: string; name: string; kind: BodyKind; authorityId: string; authorityName: string };
  meeting: {
    id: string;
    day: string;
    place: string | null;
    /** `HH:MM`; null when it was not noted. */
    openedAt: string | null;
    /** Null while the meeting goes on, as it does when an item is adjusted immediately. */
    closedAt: string | null;
    /** Adjournments, with the times when they were recorded on the day. */
    pauses: { from: string | null; to: string | null }[];
  };
  /** The paragraphs the document holds, ascending; their numbers run per body and year. */
  minuteItems: number[];
  /** Whoever presided, with the paragraphs; several when the chair stood aside for an item. Each of them adjusts. */
  chairs: { person: PersonRef; minuteItems: number[] }[];
  secretary: PersonRef | null;
  adjusters: PersonRef[];
  members: Attendee[];
  substitutes: Attendee[];
  /** Members who never came. */
  absent: PersonRef[];
  /** In the room without a seat: officials and invited people. The secretary stands above. */
  others: Guest[];
  /** The secretary's own words before and after the items. */
  opening: string;
  closing: string;
  items: MinutesItem[];
  /** Said of items that had already been adjusted, before the meeting was closed. */
  additions: Addition[];
}

export interface Interval {
  arrivedAt: string | null;
  leftAt: string | null;
  /** § that was being dealt with; null when it was between items or is in another document. */
  arrivedDuring: number | null;
  leftDuring: number | null;
  mode: 'onSite' | 'remote';
  /** The person left before the meeting ended, though nobody may have noted when. */
  isOver: boolean;
}

export interface Attendee extends PersonRef {
  presidium: 'chair' | 'viceChair' | null;
  intervals: Interval[];
  /** §§ of this document in which the person took part. */
  minuteItems: number[];
  /** For whom a substitute served, and in which §§; empty for members and for substitutes who did not serve. */
  servedFor: { member: PersonRef; minuteItems: number[] }[];
}

export interface Guest {
  id: string;
  name: string;
  title: string | null;
  intervals: Interval[];
}

export interface MinutesItem {
  agendaItemId: string;
  /** §; null until the item is decided. */
  minuteItem: number | null;
  position: number;
  matterId: string;
  registrationNumber: string;
  title: string;
  subjectKind: string;
  /** Version of the subject the body saw. */
  versionSeen: number;
  /** Told of in a supplement to the notice, or not at all. */
  isLate: boolean;
  /** The council agreed to decide it although it was not announced (KL 5:52). */
  isUrgent: boolean;
  /** The meeting it waits for, when too few were there to decide it (KL 6:27); it has no paragraph then. */
  postponedDay: string | null;
  behindClosedDoors: boolean;
  /** Who was disqualified, never why. */
  disqualifications: { person: PersonRef; status: 'reported' | 'disputed' | 'declared' | 'dismissed' }[];
  summary: string;
  /** The secretary's own words. */
  background: string;
  deliberation: string;
  /** What was proposed, as it stood in the version seen. */
  proposal: { number: number; type: string; text: string }[];
  decisionBasis: string[];
  /** What the version seen asked for or divided in all. */
  total: Amount | null;
  claims: MinutesClaim[];
  /** In the order it happened: what the chair put, and each ballot. */
  putting: Putting[];
  decision: MinutesDecision | null;
  reservations: Reservation[];
  statements: Statement[];
  dispatchList: { authorityId: string | null; name: string }[];
}

export interface Amount {
  amount: string;
  currency: 'SEK';
}

/** One field changed: what stood in the version seen, and what it shall be. */
export interface Change {
  path: string;
  label: string;
  old: string;
  new: string;
  /** Old and new are kronor. */
  isAmount: boolean;
  mover: PersonRef | null;
}

export interface MinutesClaim {
  id: string;
  number: number;
  kind: 'formal' | 'material' | 'addOn';
  outcome: DecisionOutcome;
  /** The proposal as it stands in the matter; it has no mover. */
  isStanding: boolean;
  mover: PersonRef | null;
  supporters: PersonRef[];
  text: string | null;
  reasons: string | null;
  /** Why the chair did not put it (KL 5:57). */
  refusedGround: string | null;
  changes: Change[];
}

export type Putting = Acclamation | Ballot;

export interface Acclamation {
  by: 'acclamation';
  number: number;
  stage: string;
  /** Numbers of the claims that were put. */
  alternatives: number[];
  /** Number of the claim the chair found carried; null: the answer was no. */
  found: number | null;
  ballotDemandedBy: PersonRef | null;
}

export interface Ballot {
  by: 'ballot';
  number: number;
  ballotId: string;
  stage: string;
  alternatives: number[];
  isSecret: boolean;
  chair: PersonRef;
  electors: number;
  /** One per choice, also those nobody chose. */
  results: Votes[];
  abstained: { votes: number; voters: PersonRef[] };
  /** Were called and gave no vote; they count as abstaining (KL 4:25). */
  silent: PersonRef[];
  /** Members whose seat nobody held. */
  absent: PersonRef[];
  /** Number of the claim that won; null: no. */
  winner: number | null;
  tieBreak: 'castingVote' | 'lot' | null;
  /** A third of the council carried it (KL 5:50). */
  isMinority: boolean;
}

export interface Votes {
  /** Id of a claim, or `no`, as it stands in the vote. */
  choice: string;
  claimNumber: number | null;
  votes: number;
  /** Empty in a secret ballot. */
  voters: PersonRef[];
}

export interface MinutesDecision {
  id: string;
  day: string;
  outcome: DecisionOutcome;
  outcomeWord: string;
  /** The decision in the body's own words. */
  restated: string | null;
  /** Who prepared it for the council (KL 5:26-28). */
  preparation: string | null;
  /** What was decided besides the proposal, from the claims that carried. */
  added: string | null;
  reasons: string | null;
  /** The claim that carried, when one was recorded. */
  claimNumber: number | null;
  settledBy: 'acclamation' | 'ballot' | null;
  changes: Change[];
  isMinority: boolean;
  isAppealable: boolean;
  appealableGround: string | null;
  quorum: Quorum | null;
  participants: Participant[];
}

export interface Participant extends PersonRef {
  seat: 'member' | 'substitute';
  servesFor: PersonRef | null;
  mode: string;
}

export interface Reservation {
  id: string;
  person: PersonRef;
  reasons: string | null;
  /** The bylaws ask for written reasons, and none have been handed in. */
  lacksReasons: boolean;
}

export interface Statement {
  id: string;
  person: PersonRef;
  text: string;
}

export interface Addition {
  minuteItem: number;
  title: string;
  /** Number of the document that holds the item. */
  inDocument: number;
  reservations: Reservation[];
  statements: Statement[];
}
