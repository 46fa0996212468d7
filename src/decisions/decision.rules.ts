/** What a body may answer, and what must come with the answer. Pure. */
import { conflict, DomainError, invalid } from '../kernel/errors.js';
import type { BodyKind, DecisionOutcome, PatchLine } from './subject-handler.js';

/** Swedish words for refusals and documents. */
export const outcomeWords: Readonly<Record<DecisionOutcome, string>> = {
  recommend: 'tillstyrka',
  approve: 'bifalla',
  approveWithChanges: 'bifalla med ändringar',
  referBack: 'återremittera',
  table: 'bordlägga',
  reject: 'avslå',
  forward: 'översända',
  note: 'lägga till handlingarna',
};

export const bodyWords: Readonly<Record<BodyKind, string>> = {
  council: 'kommunfullmäktige',
  executiveBoard: 'kommunstyrelsen',
  committee: 'en nämnd',
  subcommittee: 'ett utskott',
  draftingGroup: 'en beredning',
};

export interface DecisionCommand {
  /** Left out when claims were put: then it is computed. */
  outcome?: DecisionOutcome | undefined;
  reasons?: string | undefined;
  patch?: readonly PatchLine[] | undefined;
  /** Who moved the one outcome nobody spoke against; the chair when left out. */
  moverId?: string | undefined;
  /** How a matter of the council was prepared, when its route does not show it (KL 5:26-28). */
  preparation?: string | undefined;
  /** The decision in the body's own words. */
  restated?: string | undefined;
  /** Can it be appealed? Left out: judged from the outcome (KL 13:2). */
  isAppealable?: boolean | undefined;
  appealableGround?: string | undefined;
}

export interface DecisionSituation {
  bodyKind: BodyKind;
  allowed: readonly DecisionOutcome[];
  isLastStep: boolean;
}

/**
 * @throws DomainError `forbidden` (body-may-not-decide), `state-conflict` (outcome-not-allowed, last-step-must-decide)
 *   or `validation-failed` (reasons required at a referral back, KL 5:50; a patch only where amounts are changed).
 */
export function requireLawfulOutcome(
  command: DecisionCommand & { outcome: DecisionOutcome },
  situation: DecisionSituation,
): void {
  const { outcome } = command;
  if (!situation.allowed.includes(outcome)) {
    const may = situation.allowed.map((allowed) => outcomeWords[allowed]).join(', ');
    const detail = `${capital(bodyWords[situation.bodyKind])} kan inte ${outcomeWords[outcome]} detta.${may === '' ? '' : ` Möjligt är att ${may}.`}`;
    // Only the executive board divides the money (A-31); another body trying is a question of authority, not of order.
    if (situation.allowed.length === 0) throw new DomainError('forbidden', detail, { code: 'body-may-not-decide' });
    throw conflict('outcome-not-allowed', detail, { allowed: situation.allowed });
  }
  if (outcome === 'recommend' && situation.isLastStep)
    throw conflict('last-step-must-decide', 'Det finns inget senare organ i beslutsgången; det sista måste besluta.');
  requireWhatBelongs(command);
}

function requireWhatBelongs({ outcome, reasons, patch }: DecisionCommand & { outcome: DecisionOutcome }): void {
  if (outcome === 'referBack' && (reasons ?? '').trim() === '')
    throw invalid('/reasons', 'required', 'En återremiss ska motiveras (KL 5 kap. 50 §).');
  const changes = patch ?? [];
  if (outcome === 'approveWithChanges' && changes.length === 0)
    throw invalid('/patch', 'required', 'Ange vilka belopp som ändras: path, old och new.');
  if (changes.length > 0 && outcome !== 'approveWithChanges' && outcome !== 'recommend')
    throw invalid('/patch', 'not-applicable', `Ändrade belopp hör inte till att ${outcomeWords[outcome]}.`);
  const seen = new Set<string>();
  changes.forEach((line, index) => {
    if (seen.has(line.path))
      throw invalid(`/patch/${index}/path`, 'duplicate', `Samma fält ändras två gånger: ${line.path}.`);
    seen.add(line.path);
    if (line.old === line.new)
      throw invalid(`/patch/${index}/new`, 'no-change', 'Det nya värdet är detsamma som det gamla.');
  });
}

/**
 * The council decides a matter when a committee concerned or a drafting body has prepared it and the executive board
 * has had its say. Elections need no preparation, nor does a matter all present agree is urgent (KL 5:26-28, 5:32-33; R-47).
 * @throws validation-failed at `/preparation` when neither the route nor the secretary says how it was prepared.
 */
export function requirePrepared(
  outcome: DecisionOutcome,
  { preparation }: Pick<DecisionCommand, 'preparation'>,
  { bodyKind, earlier, isExempt }: { bodyKind: BodyKind; earlier: ReadonlySet<BodyKind>; isExempt: boolean },
): void {
  const decides = outcome === 'approve' || outcome === 'approveWithChanges' || outcome === 'reject';
  if (bodyKind !== 'council' || !decides || isExempt || earlier.has('executiveBoard')) return;
  if ((preparation ?? '').trim() !== '') return;
  throw invalid(
    '/preparation',
    'required',
    'Fullmäktige avgör bara beredda ärenden: ange vilken nämnd eller beredning som berett det och hur styrelsen fått yttra sig (KL 5 kap. 26–28 §§).',
  );
}

/** Does the matter go on to the next body of its route? */
export function movesOn(outcome: DecisionOutcome): boolean {
  return outcome !== 'referBack' && outcome !== 'table' && outcome !== 'reject';
}

/** Outcomes that only prepare or carry out; such a decision of a committee is not open to appeal (KL 13:2; R-41). */
const preparatory: ReadonlySet<DecisionOutcome> = new Set(['recommend', 'referBack', 'table', 'forward', 'note']);

/** The label shown with the decision. It stops no appeal: only the court judges that. */
export function appealabilityOf(
  outcome: DecisionOutcome,
  { isAppealable, appealableGround }: Pick<DecisionCommand, 'isAppealable' | 'appealableGround'>,
): { isAppealable: boolean; ground: string | null } {
  const byRule = !preparatory.has(outcome);
  const ground = appealableGround?.trim() || null;
  if (isAppealable !== undefined) return { isAppealable, ground };
  return { isAppealable: byRule, ground: ground ?? (byRule ? null : 'Rent förberedande beslut (KL 13 kap. 2 §)') };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
