/** What was aimed at and what came of it: absolute, against the period before, or a direction alone (B-77). Pure. */
import { invalid } from '../../kernel/errors.js';
import { compare, type Figure, figureFrom, minus, percentOf, rounded } from './figure.rules.js';
import type { IndicatorKind } from './outcome.rules.js';

export const targetKinds = ['absolute', 'relativeToPrevious', 'directionOnly'] as const;
export type TargetKind = (typeof targetKinds)[number];

export const directions = ['atLeast', 'atMost', 'exactly', 'increase', 'decrease'] as const;
export type Direction = (typeof directions)[number];

export interface Target {
  kind: TargetKind;
  direction: Direction;
  /** In the indicator's unit; of a share in percent, of a change in percentage points. */
  value: string | null;
}

/** @throws DomainError validation-failed `direction`, `required`, `kind`, `range` */
export function requireSoundTarget({ kind, direction, value }: Target): void {
  const isLevel = ['atLeast', 'atMost', 'exactly'].includes(direction);
  if (isLevel !== (kind === 'absolute'))
    throw invalid(
      '/direction',
      'direction',
      kind === 'absolute'
        ? 'Ett mål med ett värde är minst (atLeast), högst (atMost) eller precis (exactly).'
        : 'Ett mål mot föregående period, eller med bara en riktning, är öka (increase) eller minska (decrease).',
    );
  if (kind === 'absolute' && value === null) throw invalid('/value', 'required', 'Målvärdet saknas.');
  if (kind === 'directionOnly' && value !== null)
    throw invalid('/value', 'kind', 'Ett mål med bara en riktning har inget värde.');
  const figure = value === null ? undefined : figureFrom(value);
  if (value !== null && figure === undefined)
    throw invalid('/value', 'format', 'Skriv värdet med högst fyra decimaler efter punkt, till exempel 9.5.');
  if (kind === 'relativeToPrevious' && figure !== undefined && figure.n <= 0n)
    throw invalid('/value', 'range', 'Hur mycket det ska öka eller minska är större än noll.');
}

/** What an outcome says of all, in one number. */
export interface Measured {
  isMeasured: boolean;
  count: string | null;
  total: string | null;
  value: string | null;
  stated: string | null;
}

/** Of a share the percent; undefined when there is no number to compare. */
export function figureOf(kind: IndicatorKind, outcome: Measured | undefined): Figure | undefined {
  if (outcome === undefined || !outcome.isMeasured) return undefined;
  if (kind === 'value') return outcome.value === null ? undefined : figureFrom(outcome.value);
  if (outcome.count === null) return undefined;
  if (kind === 'count') return figureFrom(outcome.count);
  if (outcome.total !== null) return percentOf(BigInt(outcome.count), BigInt(outcome.total));
  return outcome.stated === null ? undefined : figureFrom(outcome.stated);
}

export const verdicts = [
  'met',
  'notMet',
  'rightWay',
  'wrongWay',
  'unchanged',
  'noFigure',
  'noPrevious',
  'notComparable',
] as const;
export type Verdict = (typeof verdicts)[number];

export const verdictWords: Readonly<Record<Verdict, string>> = {
  met: 'målvärdet nås',
  notMet: 'målvärdet nås inte',
  rightWay: 'går åt rätt håll',
  wrongWay: 'går åt fel håll',
  unchanged: 'oförändrat',
  noFigure: 'ingen siffra',
  noPrevious: 'ingen tidigare siffra att jämföra med',
  notComparable: 'kan inte jämföras med perioden före',
};

/**
 * What the figures say of the target. It never says whether the goal is achieved: that is a judgement (D-06, D-09).
 * @param isComparable false when the definition has changed so that the figures mean different things (C-45)
 */
export function verdictOf(
  target: Target,
  now: Figure | undefined,
  previous: Figure | undefined,
  isComparable: boolean,
): Verdict {
  if (now === undefined) return 'noFigure';
  const aim = target.value === null ? undefined : figureFrom(target.value);
  if (target.kind === 'absolute') {
    if (aim === undefined) return 'noFigure';
    const side = compare(now, aim);
    const isMet = target.direction === 'atLeast' ? side >= 0 : target.direction === 'atMost' ? side <= 0 : side === 0;
    return isMet ? 'met' : 'notMet';
  }
  if (previous === undefined) return 'noPrevious';
  if (!isComparable) return 'notComparable';
  const change = target.direction === 'increase' ? minus(now, previous) : minus(previous, now);
  if (target.kind === 'relativeToPrevious')
    return (aim === undefined ? change.n > 0n : compare(change, aim) >= 0) ? 'met' : 'notMet';
  return change.n > 0n ? 'rightWay' : change.n < 0n ? 'wrongWay' : 'unchanged';
}

/** How much more or less than the period before, with the decimals of the kind: `-2`, `0.4`. Of a share in percentage points. */
export function changeOf(kind: IndicatorKind, now: Figure | undefined, previous: Figure | undefined): string | null {
  if (now === undefined || previous === undefined) return null;
  return rounded(minus(now, previous), kind === 'count' ? 0 : kind === 'share' ? 1 : 2);
}
