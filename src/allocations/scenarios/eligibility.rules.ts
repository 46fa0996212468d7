/**
 * May a measure be paid from a source? An answered checklist: the purposes the source names, and the conditions that
 * shut a measure out. Pure.
 *
 * The rule: a measure is eligible when at least one purpose is answered yes and no condition is answered no. A source
 * that names no purpose asks about none. A condition without an answer shuts nobody out; it is shown as unanswered. A
 * measure is not eligible when a condition is answered no, or when every purpose is. Until then the question is open, and
 * open is not eligible.
 */
import type { SourceKind } from '../../funding/source.rules.js';

export const verdicts = ['eligible', 'notEligible', 'open'] as const;
export type Verdict = (typeof verdicts)[number];

export interface Criterion {
  /** `purpose-1` … in the source's own order, or `condition-…`. */
  key: string;
  kind: 'purpose' | 'condition';
  text: string;
}

/** Phrased so that no shuts the measure out. Warned of, not judged by law: what counts as public support is a legal question. */
const conditionsOfGrants: readonly Criterion[] = [
  {
    key: 'condition-noOtherSupport',
    kind: 'condition',
    text: 'Samma kostnad får inget annat offentligt stöd.',
  },
  {
    key: 'condition-withinPeriod',
    kind: 'condition',
    text: 'Kostnaden uppkommer inom bidragets användningstid.',
  },
];

/** The questions of a source: its purposes, and for money with conditions those too. */
export function criteriaOf({ kind, purposes }: { kind: SourceKind; purposes: readonly string[] }): Criterion[] {
  const asked = purposes.map((text, index) => ({ key: `purpose-${index + 1}`, kind: 'purpose' as const, text }));
  return kind === 'stateGrant' || kind === 'eu' ? [...asked, ...conditionsOfGrants] : asked;
}

/** @param answers by the key of the criterion; what is not among the criteria counts for nothing */
export function verdictOf(criteria: readonly Criterion[], answers: ReadonlyMap<string, boolean>): Verdict {
  const of = (kind: Criterion['kind']) =>
    criteria.filter((one) => one.kind === kind).map((one) => answers.get(one.key));
  const purposes = of('purpose');
  if (of('condition').includes(false)) return 'notEligible';
  if (purposes.length === 0 || purposes.includes(true)) return 'eligible';
  return purposes.every((answer) => answer === false) ? 'notEligible' : 'open';
}
