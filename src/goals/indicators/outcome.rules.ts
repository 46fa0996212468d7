/** An outcome of an indicator: all is women plus men, a percent is its count, and not measured is not 0. Pure. */
import type { Day } from '../../kernel/day.js';
import { invalid } from '../../kernel/errors.js';
import { compare, type Figure, figureFrom, percentOf, rounded, swedishFigure } from './figure.rules.js';

/** `count`: persons, cases. `share`: a count of a total. `value`: anything else with a unit, which does not add up. */
export const indicatorKinds = ['count', 'share', 'value'] as const;
export type IndicatorKind = (typeof indicatorKinds)[number];

export const groups = ['all', 'women', 'men'] as const;
export type Group = (typeof groups)[number];

export const groupWords: Readonly<Record<Group, string>> = { all: 'Samtliga', women: 'Kvinnor', men: 'Män' };

/** One column of the table: whole numbers, and decimals as text. */
export interface GroupFigures {
  group: Group;
  count?: number | undefined;
  total?: number | undefined;
  value?: string | undefined;
  /** In percent, as the source prints it; checked against the count, kept when the total is not known (C-42). */
  statedPercent?: string | undefined;
}

export interface OutcomeInput {
  isMeasured: boolean;
  notMeasuredReason?: string | undefined;
  figures?: readonly GroupFigures[] | undefined;
}

export interface MeasuredBy {
  kind: IndicatorKind;
  bySex: boolean;
  availableFromDay: Day | null;
}

/** The column when it is sound, for each group that was given. */
export type Figures = Partial<Record<Group, GroupFigures>>;

/**
 * @param lastDay of the period
 * @throws DomainError validation-failed: `not-measured-has-figures`, `required`, `not-available-yet`, `duplicate`,
 *   `breakdown-missing`, `breakdown-incomplete`, `kind`, `above-total`, `sum`, `percent`
 */
export function soundFigures(indicator: MeasuredBy, input: OutcomeInput, lastDay: Day): Figures {
  const given = input.figures ?? [];
  if (!input.isMeasured) {
    if (given.length > 0)
      throw invalid(
        '/figures',
        'not-measured-has-figures',
        'Det som inte är mätt har inga siffror; 0 är också en siffra.',
      );
    if ((input.notMeasuredReason ?? '').trim() === '')
      throw invalid('/notMeasuredReason', 'required', 'Skriv varför det inte är mätt, till exempel när det följs upp.');
    return {};
  }
  if (input.notMeasuredReason !== undefined)
    throw invalid('/notMeasuredReason', 'kind', 'Skälet hör till det som inte är mätt.');
  if (indicator.availableFromDay !== null && lastDay < indicator.availableFromDay)
    throw invalid(
      '/isMeasured',
      'not-available-yet',
      `Indikatorn kan mätas från ${indicator.availableFromDay}; perioden slutar ${lastDay}. Ange att den inte är mätt.`,
    );
  const figures = byGroup(given);
  for (const [index, figure] of given.entries()) requireShape(indicator.kind, figure, `/figures/${index}`);
  requireBreakdown(indicator, figures);
  requireSums(given, figures);
  for (const [index, figure] of given.entries()) requirePercent(figure, `/figures/${index}`);
  return figures;
}

function byGroup(given: readonly GroupFigures[]): Figures {
  const figures: Figures = {};
  for (const [index, figure] of given.entries()) {
    if (figures[figure.group] !== undefined)
      throw invalid(`/figures/${index}/group`, 'duplicate', `${groupWords[figure.group]} står två gånger.`);
    figures[figure.group] = figure;
  }
  return figures;
}

function requireShape(kind: IndicatorKind, { count, total, value, statedPercent }: GroupFigures, at: string): void {
  const superfluous = (field: string, given: unknown): void => {
    if (given !== undefined)
      throw invalid(`${at}/${field}`, 'kind', `En indikator av slaget ${kind} har inte uppgiften ${field}.`);
  };
  if (kind === 'value') {
    if (value === undefined) throw invalid(`${at}/value`, 'required', 'Värdet saknas.');
    for (const [field, extra] of [
      ['count', count],
      ['total', total],
      ['statedPercent', statedPercent],
    ] as const)
      superfluous(field, extra);
    return;
  }
  superfluous('value', value);
  if (count === undefined) throw invalid(`${at}/count`, 'required', 'Antalet saknas.');
  if (kind === 'count') {
    superfluous('total', total);
    superfluous('statedPercent', statedPercent);
  } else if (total === undefined && statedPercent === undefined)
    throw invalid(
      `${at}/total`,
      'required',
      'Ange av hur många (total), eller procenttalet som det står (statedPercent).',
    );
  if (total !== undefined && count > total)
    throw invalid(`${at}/count`, 'above-total', `Antalet ${count} är större än det hela, ${total}.`);
}

function requireBreakdown({ bySex }: MeasuredBy, { all, women, men }: Figures): void {
  if (all === undefined) throw invalid('/figures', 'required', 'Siffrorna för samtliga saknas.');
  if ((women === undefined) !== (men === undefined))
    throw invalid('/figures', 'breakdown-incomplete', 'Ange både kvinnor och män, eller bara samtliga.');
  if (bySex && women === undefined)
    throw invalid('/figures', 'breakdown-missing', 'Indikatorn delas upp på kvinnor och män; båda saknas.');
  for (const field of ['total', 'statedPercent'] as const)
    if (women !== undefined && (women[field] === undefined) !== (men?.[field] === undefined))
      throw invalid('/figures', 'breakdown-incomplete', `Ange ${field} för både kvinnor och män, eller för ingen.`);
}

/** Counts add up. Percentages and values do not, and are never added. */
function requireSums(given: readonly GroupFigures[], { all, women, men }: Figures): void {
  for (const field of ['count', 'total'] as const) {
    const [whole, w, m] = [all?.[field], women?.[field], men?.[field]];
    if (whole === undefined || w === undefined || m === undefined || w + m === whole) continue;
    const at = given.findIndex(({ group }) => group === 'all');
    const [a, b, sum, stated] = [w, m, w + m, whole].map((figure) => swedishFigure(String(figure)));
    throw invalid(
      `/figures/${at}/${field}`,
      'sum',
      `Kvinnor ${a} + män ${b} = ${sum}, men samtliga är ${stated} (R-31).`,
    );
  }
}

/** A percent is its count of its total, rounded half up to the decimals it is printed with (R-31, C-44). */
function requirePercent({ group, count, total, statedPercent }: GroupFigures, at: string): void {
  if (statedPercent === undefined || count === undefined) return;
  if (total === undefined) return requirePossible({ group, count, statedPercent }, at);
  const decimals = statedPercent.split('.')[1]?.length ?? 0;
  const exact = percentOf(BigInt(count), BigInt(total));
  if (exact === undefined)
    throw invalid(
      `${at}/statedPercent`,
      'percent',
      `${groupWords[group]}: av 0 finns ingen andel; utelämna procenttalet.`,
    );
  const right = rounded(exact, decimals);
  const stated = figureFrom(statedPercent);
  if (stated !== undefined && compare(stated, figureFrom(right) as Figure) === 0) return;
  throw invalid(
    `${at}/statedPercent`,
    'percent',
    `${groupWords[group]}: ${swedishFigure(String(count))} av ${swedishFigure(String(total))} är ${swedishFigure(rounded(exact, 2))} %, avrundat ${swedishFigure(right)} %; angivet är ${swedishFigure(statedPercent)} % (R-31).`,
  );
}

/** Without the whole a percent is kept as it is stated (C-42), but a part is no more than its whole, and nothing is 0 %. */
function requirePossible(
  { group, count, statedPercent }: { group: Group; count: number; statedPercent: string },
  at: string,
): void {
  const stated = figureFrom(statedPercent);
  const isAbove = stated === undefined || compare(stated, { n: 100n, d: 1n }) > 0;
  if (!isAbove && (count > 0 || stated.n === 0n)) return;
  const why = isAbove ? 'en andel är högst 100 %' : '0 är 0 % av vad det än är';
  throw invalid(
    `${at}/statedPercent`,
    'percent',
    `${groupWords[group]}: ${why}; angivet är ${swedishFigure(statedPercent)} % (R-31).`,
  );
}
