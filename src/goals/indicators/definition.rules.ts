/** What an indicator means, from a day. Pure. */
import type { Day } from '../../kernel/day.js';
import { invalid } from '../../kernel/errors.js';
import type { IndicatorKind } from './outcome.rules.js';

export interface Definition {
  fromDay: Day;
  kind: IndicatorKind;
  definition: string;
  /** Of a share: what is counted, and of what. */
  numerator?: string | undefined;
  denominator?: string | undefined;
  unit: string;
  /** Given for all, women and men. */
  bySex: boolean;
  sourceSystem?: string | undefined;
  method?: string | undefined;
  timing?: string | undefined;
  /** Who does what for it (B-80). */
  responsibilities?: readonly { who: string; task: string }[] | undefined;
  /** Of a later definition: do figures before it mean the same? */
  isComparable?: boolean | undefined;
  comparabilityReason?: string | undefined;
}

/**
 * @param number 1 for the first
 * @param before from which day the definition before it holds
 * @throws DomainError validation-failed `required`, `kind`, `range`
 */
export function requireSoundDefinition(definition: Definition, number: number, before?: Day): void {
  const { kind, numerator, denominator, comparabilityReason, isComparable, fromDay } = definition;
  if (kind === 'share' && (isBlank(numerator) || isBlank(denominator)))
    throw invalid(
      `/${isBlank(numerator) ? 'numerator' : 'denominator'}`,
      'required',
      'En andel har en täljare (vad som räknas) och en nämnare (av vad).',
    );
  if (kind !== 'share' && (numerator !== undefined || denominator !== undefined))
    throw invalid('/numerator', 'kind', 'Bara en andel har täljare och nämnare.');
  if (number > 1 && isBlank(comparabilityReason))
    throw invalid(
      '/comparabilityReason',
      'required',
      'Definitionen ändras. Skriv om och varför siffrorna före kan, eller inte kan, jämföras.',
    );
  if (number === 1 && (comparabilityReason !== undefined || isComparable === false))
    throw invalid('/comparabilityReason', 'kind', 'Den första definitionen har ingenting före sig att jämföras med.');
  if (before !== undefined && fromDay <= before)
    throw invalid('/fromDay', 'range', `Den definition som ändras gäller från ${before}; den nya gäller senare.`);
}

const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === '';
