/**
 * In which order claims are put, and what the body has thereby decided. The whole order follows from the claims made and
 * what the chair found or the ballots gave, so nobody types a result (KL 5:53-57, 6:33). Pure.
 *
 * Formal claims first: each is answered yes or no, and one that carries ends the item. Then the material ones together:
 * the chair finds one by acclamation. If a member demands a ballot, what the chair found is the main claim, the others
 * meet two by two in counter-ballots until one is left, and that one meets the main claim. Add-ons are put last.
 */
import { conflict, invalid } from '../kernel/errors.js';
import type { DecisionOutcome, PatchLine } from './subject-handler.js';

export type ClaimKind = 'formal' | 'material' | 'addOn';

export interface Claim {
  id: string;
  /** Running number in the item; the order in which it was made. */
  number: number;
  kind: ClaimKind;
  outcome: DecisionOutcome;
  /** The proposal as it stands in the matter; nobody has to move it. */
  isStanding: boolean;
  moverId: string | null;
  text: string | null;
  reasons: string | null;
  patch: readonly PatchLine[] | null;
  isWithdrawn: boolean;
  /** Why the chair refused to put it (KL 5:57, R-48); null when it may be put. */
  refusedGround: string | null;
}

/** Claims put and answered: by acclamation, or by a ballot after somebody demanded one. */
export interface Putting {
  number: number;
  by: 'acclamation' | 'ballot';
  stage: string;
  alternatives: readonly string[];
  /** The claim the chair found or the ballot gave; null is no; undefined while a ballot is open. */
  found: string | null | undefined;
  /** A member demanded a ballot after the chair said what was found. */
  isContested: boolean;
  /** The claim carried by a third of the council, not by a majority (KL 5:50). */
  isMinority: boolean;
  /** The ballot's id, for an open one. */
  ballotId: string | null;
}

export type PutStage = 'formal' | 'material' | 'counter' | 'addOn';
export type BallotStage = 'formal' | 'counter' | 'main' | 'addOn' | 'election';

export interface Settlement {
  claim: Claim | null;
  outcome: DecisionOutcome;
  reasons: string | null;
  patch: readonly PatchLine[];
  text: string | null;
  settledBy: 'acclamation' | 'ballot';
  isMinority: boolean;
}

export type NextStep =
  | { is: 'put'; stage: PutStage; alternatives: readonly Claim[] }
  | { is: 'ballot'; stage: BallotStage; alternatives: readonly Claim[] }
  | { is: 'voting'; ballotId: string }
  | { is: 'settled'; settlement: Settlement };

/** Outcomes that leave room for an add-on. */
const takesAddOns: ReadonlySet<DecisionOutcome> = new Set(['approve', 'approveWithChanges', 'recommend', 'forward']);

/** Kind of a claim from what it asks for, unless it is made as an add-on. */
export function kindOf(outcome: DecisionOutcome): ClaimKind {
  return outcome === 'table' || outcome === 'referBack' ? 'formal' : 'material';
}

/**
 * What the proposal in the matter asks of the body: the last one on the way decides it, an earlier one recommends it.
 * @param allowed what the body may answer on this kind of subject
 * @returns undefined when none of it is the body's to answer
 */
export function standingOutcome(allowed: readonly DecisionOutcome[], isLastStep: boolean): DecisionOutcome | undefined {
  const order: DecisionOutcome[] = isLastStep
    ? ['approve', 'note', 'forward', 'recommend']
    : ['recommend', 'forward', 'approve', 'note'];
  return order.find((candidate) => allowed.includes(candidate));
}

/** A cursor over the puttings: each stage takes what belongs to it and leaves the rest. */
class Record {
  private place = 0;
  constructor(private readonly puttings: readonly Putting[]) {}
  take(): Putting | undefined {
    return this.puttings[this.place++];
  }
}

/** How one question was answered, or the step that is still to take. */
type Answer = { next: NextStep } | { found: string | null; by: 'acclamation' | 'ballot'; isMinority: boolean };

/**
 * What comes next for the item.
 * @param puttings in the order they happened
 * @param isElection elections take one ballot among all who are nominated, secret, and the lot at a tie (KL 5:54-56)
 */
export function nextStep(claims: readonly Claim[], puttings: readonly Putting[], isElection = false): NextStep {
  const active = claims.filter(mayBePut).sort((a, b) => a.number - b.number);
  const record = new Record(puttings);
  for (const claim of active.filter(({ kind }) => kind === 'formal')) {
    const answer = ask(record, 'formal', 'formal', [claim]);
    if ('next' in answer) return answer.next;
    if (answer.found === claim.id) return settled(claim, [], answer);
  }
  // In an election those who are nominated stand against each other; the matter itself proposes nobody.
  const material = active.filter(
    ({ kind, isStanding }, _, all) => kind === 'material' && !(isElection && isStanding && all.some(isNomination)),
  );
  const answer = isElection ? ask(record, 'material', 'election', material) : decideMaterial(record, material);
  if ('next' in answer) return answer.next;
  const winner = material.find(({ id }) => id === answer.found) ?? null;
  const added = winner === null ? { carried: [], by: answer.by } : decideAddOns(record, winner, active, answer.by);
  if ('next' in added) return added.next;
  return settled(winner, added.carried, { ...answer, by: added.by });
}

/**
 * What is added to the winner, in the order it was claimed. An add-on that changes what the winner or an earlier add-on has
 * changed falls with that: put, its yes would contradict what the body has just decided.
 */
function decideAddOns(
  record: Record,
  winner: Claim,
  active: readonly Claim[],
  settledBy: 'acclamation' | 'ballot',
): { next: NextStep } | { carried: Claim[]; by: 'acclamation' | 'ballot' } {
  const carried: Claim[] = [];
  let by = settledBy;
  if (!takesAddOns.has(winner.outcome)) return { carried, by };
  for (const claim of active.filter(({ kind }) => kind === 'addOn')) {
    if (claim.patch !== null && winner.outcome === 'forward') continue;
    if (rivalOf(claim.patch, [winner, ...carried]) !== undefined) continue;
    const answer = ask(record, 'addOn', 'addOn', [claim]);
    if ('next' in answer) return answer;
    if (answer.found !== null) carried.push(claim);
    if (answer.by === 'ballot') by = 'ballot';
  }
  return { carried, by };
}

/** A line of the patch that changes what one of the claims changes too, and that claim. */
export function rivalOf(
  patch: readonly PatchLine[] | null,
  claims: readonly Claim[],
): { index: number; path: string; claim: Claim } | undefined {
  for (const [index, { path }] of (patch ?? []).entries()) {
    const claim = claims.find((one) => one.patch?.some((line) => line.path === path));
    if (claim !== undefined) return { index, path, claim };
  }
  return undefined;
}

/**
 * Two add-ons cannot both change one field, nor one change what a counter-claim changes: they are alternatives, and
 * alternatives are put against each other (KL 5:53, 5:67 p 2).
 * @throws DomainError validation-failed `changed-by-another` at the line
 */
export function requireAddable(patch: readonly PatchLine[], claims: readonly Claim[]): void {
  const rival = rivalOf(patch, claims.filter(mayBePut));
  if (rival === undefined) return;
  const { index, path, claim } = rival;
  throw invalid(
    `/patch/${index}/path`,
    'changed-by-another',
    `Yrkande ${claim.number} ändrar redan ${path}. Ett tilläggsyrkande kan inte ändra det en gång till; gör det till ett motförslag: ange approveWithChanges och utelämna isAddOn.`,
  );
}

/** A claim that was neither taken back by its mover nor refused by the chair. */
export function mayBePut({ isWithdrawn, refusedGround }: Pick<Claim, 'isWithdrawn' | 'refusedGround'>): boolean {
  return !isWithdrawn && refusedGround === null;
}

function isNomination({ kind, isStanding }: Claim): boolean {
  return kind === 'material' && !isStanding;
}

function decideMaterial(record: Record, material: readonly Claim[]): Answer {
  const put = record.take();
  if (put === undefined) return { next: { is: 'put', stage: 'material', alternatives: material } };
  if (!put.isContested) return { found: put.found ?? null, by: 'acclamation', isMinority: false };
  const main = material.find(({ id }) => id === put.found);
  // Nothing found means that a single claim was answered with no; the ballot is about that claim all the same.
  if (main === undefined || material.length === 1) return vote(record, 'main', material.slice(0, 1));
  let [counter, ...rest] = material.filter((claim) => claim !== main);
  for (const rival of rest) {
    const pair = [counter as Claim, rival];
    const answer = ask(record, 'counter', 'counter', pair);
    if ('next' in answer) return answer;
    counter = pair.find(({ id }) => id === answer.found);
  }
  return vote(record, 'main', [main, counter as Claim]);
}

/** Put by acclamation, and voted on when contested. */
function ask(record: Record, put: PutStage, ballot: BallotStage, alternatives: readonly Claim[]): Answer {
  const answered = record.take();
  if (answered === undefined) return { next: { is: 'put', stage: put, alternatives } };
  if (!answered.isContested) return { found: answered.found ?? null, by: 'acclamation', isMinority: false };
  return vote(record, ballot, alternatives);
}

function vote(record: Record, stage: BallotStage, alternatives: readonly Claim[]): Answer {
  const ballot = record.take();
  if (ballot === undefined) return { next: { is: 'ballot', stage, alternatives } };
  if (ballot.found === undefined) return { next: { is: 'voting', ballotId: ballot.ballotId ?? '' } };
  return { found: ballot.found, by: 'ballot', isMinority: ballot.isMinority };
}

function settled(
  claim: Claim | null,
  addOns: readonly Claim[],
  { by, isMinority }: { by: 'acclamation' | 'ballot'; isMinority: boolean },
): NextStep {
  const patch = [...(claim?.patch ?? []), ...addOns.flatMap((addOn) => addOn.patch ?? [])];
  const outcome = claim?.outcome ?? 'reject';
  const texts = [claim?.text, ...addOns.map(({ text }) => text)].filter((text) => text != null && text !== '');
  const settlement: Settlement = {
    claim,
    outcome: outcome === 'approve' && patch.length > 0 ? 'approveWithChanges' : outcome,
    reasons: claim?.reasons ?? null,
    patch,
    text: texts.length === 0 ? null : texts.join('\n'),
    settledBy: by,
    isMinority,
  };
  return { is: 'settled', settlement };
}

/**
 * The endings an answer could lead to at once: by the gavel, or by each result of the ballot it calls for. What comes
 * after further putting is judged when that is put.
 */
export function endingsOf(
  claims: readonly Claim[],
  puttings: readonly Putting[],
  answer: Pick<Putting, 'stage' | 'alternatives' | 'isContested'> & { found: string | null },
  isElection = false,
): Settlement[] {
  const given: Putting = {
    ...answer,
    number: puttings.length + 1,
    by: 'acclamation',
    isMinority: false,
    ballotId: null,
  };
  const next = nextStep(claims, [...puttings, given], isElection);
  if (next.is === 'settled') return [next.settlement];
  if (next.is !== 'ballot') return [];
  const { stage, alternatives } = next;
  const results: (string | null)[] = alternatives.map(({ id }) => id);
  return (alternatives.length === 1 ? [...results, null] : results).flatMap((found) => {
    const ballot: Putting = { ...given, number: given.number + 1, by: 'ballot', stage, found, isContested: false };
    const ending = nextStep(claims, [...puttings, given, ballot], isElection);
    return ending.is === 'settled' ? [ending.settlement] : [];
  });
}

/** @throws state-conflict `claims-not-put` telling what is to be done next, until the claims have an answer. */
export function requireSettled(next: NextStep): Settlement {
  if (next.is === 'settled') return next.settlement;
  throw conflict('claims-not-settled', `Ärendet kan inte avgöras ännu: ${toDo(next)}.`, { next: next.is });
}

/** What the secretary has to do next, in words. */
export function toDo(next: Exclude<NextStep, { is: 'settled' }>): string {
  if (next.is === 'voting') return 'en omröstning pågår och ska avslutas först';
  const numbers = next.alternatives.map(({ number }) => `yrkande ${number}`).join(' och ');
  return next.is === 'put' ? `ordföranden ska ställa proposition på ${numbers}` : `omröstning ska hållas om ${numbers}`;
}
