/** What the record says of a meeting, as read from its tables: everything minutes are projected from, and nothing else. */
import type { Seat } from '../../identity/seats.rules.js';
import type { AttendanceEntry } from '../attendance.rules.js';
import type { Quorum } from '../quorum.rules.js';
import type { BodyKind, DecisionOutcome, PatchLine, Presentation, SubjectKind } from '../subject-handler.js';

export interface MinutesRecord {
  document: { id: string; number: number; kind: 'ordinary' | 'immediate' };
  meeting: MeetingRecord;
  /** On the meeting's day, members first. */
  seats: readonly Seat[];
  /** Everybody the record mentions. */
  people: readonly { id: string; name: string; title: string | null }[];
  adjusterIds: readonly string[];
  /** In the order it happened. */
  attendance: readonly AttendanceEntry[];
  /** The document's own, decided or not. */
  items: readonly ItemRecord[];
  texts: readonly { agendaItemId: string | null; slot: string; text: string }[];
  /** Items of this meeting that stand in documents already sent, with what those do not hold. Only for ordinary minutes. */
  elsewhere: readonly ElsewhereRecord[];
}

export interface MeetingRecord {
  id: string;
  day: string;
  place: string | null;
  openedAt: string | null;
  closedAt: string | null;
  pauses: readonly { from: string | null; to: string | null }[];
  status: string;
  chairId: string | null;
  secretaryId: string | null;
  bodyId: string;
  bodyName: string;
  bodyKind: BodyKind;
  authorityId: string;
  authorityName: string;
}

export interface ItemRecord {
  id: string;
  position: number;
  status: string;
  matterId: string;
  registrationNumber: string;
  subjectKind: SubjectKind;
  subjectVersion: number;
  agendaVersion: number | null;
  isUrgent: boolean;
  /** The day of the later meeting, when too few were there to decide. */
  postponedDay: string | null;
  behindClosedDoors: boolean;
  presentation: Presentation;
  disqualifications: readonly { personId: string; status: 'reported' | 'disputed' | 'declared' | 'dismissed' }[];
  claims: readonly ClaimRecord[];
  propositions: readonly PropositionRecord[];
  /** Closed ones; a ballot that goes on has no place in minutes yet. */
  ballots: readonly BallotRecord[];
  decision: DecisionRecord | null;
  reservations: readonly ReservationRecord[];
  statements: readonly StatementRecord[];
}

export interface ClaimRecord {
  id: string;
  number: number;
  kind: 'formal' | 'material' | 'addOn';
  outcome: DecisionOutcome;
  isStanding: boolean;
  moverId: string | null;
  supporterIds: readonly string[];
  text: string | null;
  reasons: string | null;
  patch: readonly PatchLine[] | null;
  isWithdrawn: boolean;
  refusedGround: string | null;
}

export interface PropositionRecord {
  number: number;
  stage: string;
  alternatives: readonly string[];
  foundClaimId: string | null;
  demandedBy: string | null;
}

export interface BallotRecord {
  id: string;
  number: number;
  stage: string;
  alternatives: readonly string[];
  isSecret: boolean;
  chairId: string;
  winner: string;
  tieBreak: 'castingVote' | 'lot' | null;
  isMinority: boolean;
  electors: readonly { personId: string; servesForId: string | null; party: string | null }[];
  /** Choice is null in a secret ballot: the row says only that the person voted. */
  votes: readonly { personId: string; choice: string | null }[];
  tallies: readonly { choice: string; votes: number }[];
}

export interface DecisionRecord {
  id: string;
  minuteItem: number;
  day: string;
  outcome: DecisionOutcome;
  reasons: string | null;
  patch: readonly PatchLine[] | null;
  claimId: string | null;
  settledBy: 'acclamation' | 'ballot' | null;
  quorum: Quorum | null;
  isMinority: boolean;
  isAppealable: boolean;
  appealableGround: string | null;
  restated: string | null;
  preparation: string | null;
  added: string | null;
  /** Who presided when it was made; null when the log does not say. */
  chairId: string | null;
  participants: readonly {
    personId: string;
    seat: 'member' | 'substitute';
    servesForId: string | null;
    party: string | null;
    mode: string;
  }[];
}

export interface ReservationRecord {
  id: string;
  personId: string;
  reasons: string | null;
  /** The bylaws ask for written reasons. */
  areReasonsDue: boolean;
}

export interface StatementRecord {
  id: string;
  personId: string;
  party: string | null;
  text: string;
}

export interface ElsewhereRecord {
  minuteItem: number;
  title: string;
  inDocument: number;
  reservations: readonly ReservationRecord[];
  statements: readonly StatementRecord[];
}
