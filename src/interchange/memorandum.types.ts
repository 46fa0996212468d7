/** What reading a memorandum (tjänsteskrivelse) gives: the shape `anslag check --json` prints and the preview shows. */

/** Character offsets (UTF-16 units) in the extracted text. `text.slice(start, end) === quote`, always. */
export interface Place {
  start: number;
  end: number;
  quote: string;
}

/** The JSON form of `Money`. */
export interface AmountJson {
  amount: string;
  currency: 'SEK';
}

/** The parts of a memorandum (A-01 … A-19). `header` is what stands before the first heading. */
export type SectionKind =
  | 'header'
  | 'summary'
  | 'decision'
  | 'basis'
  | 'plan'
  | 'dispatch'
  | 'matter'
  | 'background'
  | 'considerations'
  | 'childPerspective'
  | 'genderPerspective'
  | 'economy'
  | 'responsible'
  | 'other';

/** What a decision point asks the body to do (A-08 … A-10). A closed list; what fits none is `other`. */
export type DecisionPointType = 'approve' | 'forward' | 'adjustImmediately' | 'note' | 'reject' | 'assign' | 'other';

export type FindingCode =
  | 'total-mismatch'
  | 'measure-mismatch'
  | 'table-mismatch'
  | 'amount-ambiguous'
  | 'amount-unreadable'
  | 'section-missing'
  | 'no-measures'
  | 'hidden-direction'
  | 'dated-after-step'
  | 'dates-out-of-order'
  | 'date-invalid'
  | 'undated'
  | 'registration-number-missing'
  | 'source-aliases'
  | 'no-stated-total'
  | 'total-rounded'
  | 'findings-cut';

export interface Finding {
  code: FindingCode;
  /** An error blocks submission; a warning is for a person to judge. */
  severity: 'error' | 'warning';
  /** Swedish: what was read, where, and what would be right. */
  message: string;
  place: Place | null;
}

export interface ReadMeasure {
  title: string;
  amount: AmountJson;
  /** Of the amount. */
  place: Place;
}

export interface StatedTotal {
  amount: AmountJson;
  place: Place;
  agrees: boolean;
}

/** `date` is a day, or null when the plan names a body without a day. */
export interface PlannedStep {
  body: string;
  date: string | null;
}

export interface DecisionPoint {
  number: number;
  text: string;
  type: DecisionPointType;
}

export interface ReadSection {
  /** As written; null for what stands before the first heading. */
  heading: string | null;
  kind: SectionKind;
  /** The text under the heading, without it. */
  text: string;
  /** Of the heading; of the text when there is no heading. */
  place: Place;
}

export interface ReadMemorandum {
  document: { title: string | null; registrationNumber: string | null; date: string | null };
  measures: ReadMeasure[];
  /** The sum of the measures, computed; never what the document claims. */
  total: AmountJson;
  statedTotals: StatedTotal[];
  decisionPlan: PlannedStep[];
  decisionPoints: DecisionPoint[];
  dispatchTo: string[];
  findings: Finding[];
  /** No finding is an error. */
  consistent: boolean;
  sections: ReadSection[];
}

export interface ReadOptions {
  /** R-19; which sections must be there with text in them. */
  mandatorySections?: readonly SectionKind[];
  /** Names of the same money, one list per source; compared lower-case. */
  sourceAliases?: readonly (readonly string[])[];
}

export function placeOf(text: string, start: number, end: number): Place {
  return { start, end, quote: text.slice(start, end) };
}
