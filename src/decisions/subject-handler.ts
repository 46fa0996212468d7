/**
 * How a module has its own things decided. An agenda item points at a subject; the module that owns the subject's kind
 * registers one handler. Decisions therefore knows no money and no memorandum, and no module needs a forbidden import.
 */
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import type { Money } from '../kernel/money.js';
import type { Db } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import type { Lead, PlanEnd } from './planner/plan.rules.js';

/** Everything that can be put on an agenda. A kind here without a registered handler stops the start. */
export const subjectKinds = ['proposal', 'allocation', 'business', 'consultation', 'opinion', 'periodReport'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

export const bodyKinds = ['council', 'executiveBoard', 'committee', 'subcommittee', 'draftingGroup'] as const;
export type BodyKind = (typeof bodyKinds)[number];

export const outcomes = [
  'recommend',
  'approve',
  'approveWithChanges',
  'referBack',
  'table',
  'reject',
  'forward',
  'note',
] as const;
export type DecisionOutcome = (typeof outcomes)[number];

export interface DecidingBody {
  id: string;
  authorityId: string;
  kind: BodyKind;
  name: string;
}

/** The subject as it stands, with the version a step would see. */
export interface SubjectState {
  matterId: string;
  /** The authority whose matter it is; who may plan its route. */
  authorityId: string;
  title: string;
  versionId: string;
  versionNumber: number;
}

/** What agenda, minutes and extract say about the subject in one version; the single source of those texts. */
export interface Presentation {
  title: string;
  /** The administration's own summary; empty when there is none. */
  summary: string;
  /** The proposal as numbered operative clauses; `type` as in the subject, e.g. `approve`, `forward`, `adjustImmediately`. */
  decisionPoints: readonly { number: number; type: string; text: string }[];
  decisionBasis: readonly string[];
  dispatchList: readonly { authorityId: string | null; name: string }[];
  /** The amounts an amendment may change, so that a patch can be shown in words: what stands at each path, and what it is called. */
  amendable?: readonly { path: string; label: string; amount: Money }[];
  /** What the version asks for or divides in all, when it has amounts. */
  total: Money | null;
}

/** One change of a decided amendment: which field, what it was in the version seen, what it shall be (A structured patch, never free text). */
export interface PatchLine {
  /** JSON Pointer into the subject, e.g. `/measures/<measureKey>/requestedAmount` or `/rows/<rowKey>/amount`. */
  path: string;
  /** The value in the version seen; another one means the mover read something else, and the patch is refused. */
  old: string;
  new: string;
  /** The member who moved it, when known. */
  moverId?: string | undefined;
}

/** A decision being recorded, handed to the subject's module inside the decision's own transaction. */
export interface OutcomeOnSubject {
  decisionId: string;
  subjectId: string;
  matterId: string;
  body: DecidingBody;
  meetingId: string;
  decisionDay: Day;
  outcome: DecisionOutcome;
  reasons: string | undefined;
  /** Only with `approveWithChanges`, or with `recommend` when the body recommends other amounts. */
  patch: readonly PatchLine[];
  versionSeenId: string;
  versionSeenNumber: number;
  /** True when no later step is planned on the route. */
  isLastStep: boolean;
}

/** The version that stands after a decision. */
export interface ResultingVersion {
  versionResultId: string;
  versionResultNumber: number;
}

export interface SubjectHandler {
  kind: SubjectKind;

  /** What a body of this kind may decide on this kind of subject, given whether it is the last step of the route. Empty: not its business. */
  allowedOutcomes(bodyKind: BodyKind): readonly DecisionOutcome[];

  /** Patch paths an amendment may touch, as sentences for the refusal text, e.g. `/measures/<id>/requestedAmount`. */
  amendablePaths: readonly string[];

  /**
   * What stands ready to be put on an agenda: a query of `subject_id` and `matter_id`, without parameters. Who sees it follows
   * from the matter's authority; what `scheduled` would refuse for what it holds is left out as far as a query can tell.
   */
  readySql: string;

  /** The subject for reading, or undefined when this actor may not see it. */
  state(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState | undefined>;

  /** Called when a route is planned; locks the subject, freezes the version the first step will see, changes the subject's status. May refuse. */
  scheduled(tx: Tx, actor: Actor, subjectId: string, firstDay: Day): Promise<SubjectState>;

  /** Texts of one version for agenda, minutes and extract. */
  presentation(db: Db, subjectId: string, versionId: string): Promise<Presentation>;

  /**
   * May this body answer that about this very subject? Asked when a route is planned, of its last body, and before a claim
   * is put, so that nobody ends with an answer that is another body's. Left out: what `allowedOutcomes` says.
   * @throws what tells who has to answer instead
   */
  requireCompetence?(
    db: Db,
    subjectId: string,
    body: { kind: BodyKind; name: string },
    outcome: DecisionOutcome,
    isLastStep: boolean,
  ): Promise<void>;

  /** The days the subject's decision must keep, and what has to be begun before them; for the planner. Left out: none of its own. */
  planEnds?(db: Db, subjectId: string): Promise<{ ends: readonly PlanEnd[]; leads: readonly Lead[] }>;

  /** Is a person elected? Then ballots are secret and a tie is settled by lot (KL 5:54-56). Left out: never. */
  isElection?(db: Db, subjectId: string): Promise<boolean>;

  /**
   * Would this patch fit the version? Asked when an amendment is claimed, so that nobody votes on what cannot be decided.
   * @throws what `recordOutcome` would throw for it
   */
  requireFittingPatch(db: Db, subjectId: string, versionId: string, patch: readonly PatchLine[]): Promise<void>;

  /**
   * Called in the decision's transaction, after the agenda item is locked and before the decision row is written: its number is the last lock of the act. May refuse, and then everything rolls back.
   * @returns the version that stands after the decision: the one seen, or the new one an amendment made.
   */
  recordOutcome(tx: Tx, actor: Actor, outcome: OutcomeOnSubject): Promise<ResultingVersion>;
}
