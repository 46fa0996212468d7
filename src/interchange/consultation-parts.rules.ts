/** What a consultation file holds, part by part, as it is read: the cover letter with its stamps, the official's proposal, the extract. Pure. */
import type { Day } from '../kernel/day.js';
import type { ConsulteeKind } from '../consultations/content.rules.js';

export interface ReadReplyBy {
  day: Day;
  /** `12:00`; null when only a day is said. */
  time: string | null;
}

export interface ReadAddressee {
  name: string;
  kind: ConsulteeKind;
}

/** A stamp or a note that the receiver has put on the letter (B-20 to B-26). */
export interface ReadStamp {
  kind: 'received' | 'ownNumber' | 'ownMeeting' | 'draftDue' | 'note';
  text: string;
  day: Day | null;
}

/** B-01 to B-12. */
export interface ReadCoverLetter {
  sender: string | null;
  day: Day | null;
  addressees: ReadAddressee[];
  subject: string | null;
  registrationNumber: string | null;
  addressee: string | null;
  place: string | null;
  replyBy: ReadReplyBy | null;
  channel: string | null;
  isOnBehalf: boolean;
  stamps: ReadStamp[];
}

/** When and as what a document came to whoever decided on it: `Ank.`, `Dnr`, `Handl nr` (B-25, B-26). */
export interface ReadArrival {
  day: Day | null;
  matterNumber: string | null;
  documentNumber: number | null;
}

/** B-30 to B-35. */
export interface ReadProposal {
  day: Day | null;
  registrationNumber: string | null;
  initiator: string | null;
  arrival: ReadArrival | null;
  proposed: string | null;
  replyBy: ReadReplyBy | null;
  place: string | null;
}

/** B-40 to B-55. Who was there is counted, not named. */
export interface ReadExtract {
  bodyName: string | null;
  meetingDay: Day | null;
  place: string | null;
  minuteItem: number | null;
  matterNumber: string | null;
  arrival: ReadArrival | null;
  members: number;
  servingSubstitutes: number;
  /** Wordings the claim wants added to the text, as quoted. */
  additions: string[];
  decision: string | null;
  replyBy: ReadReplyBy | null;
  handedInAt: string | null;
  isCertified: boolean;
}

/** A text under consultation, with who decides and who may revise it (B-33). */
export interface ReadPart {
  title: string;
  decidingBody: string | null;
  revisingBody: string | null;
}

export interface FileFinding {
  code:
    | 'no-addressees'
    | 'no-deadline'
    | 'deadline-changed'
    | 'time-only-in-letter'
    | 'place-differs'
    | 'addition-in-text'
    | 'addition-reworded'
    | 'addition-missing'
    | 'arrived-after-meeting'
    | 'several-numbers'
    | 'own-days-out-of-order'
    | 'parts-decided-apart';
  severity: 'error' | 'warning';
  /** Of the inconsistency in the worked case, e.g. `B-60`. */
  reference: string | null;
  detail: string;
}

export interface ReadConsultationFile {
  coverLetter: ReadCoverLetter;
  proposal: ReadProposal | null;
  extract: ReadExtract | null;
  parts: ReadPart[];
  /** Every registration number in it, each once, in the order they are met. */
  numbers: string[];
  findings: FileFinding[];
}
