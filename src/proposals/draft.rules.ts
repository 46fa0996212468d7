/**
 * From what was sent to the content of a draft: what was not given stays as it was, measures keep their keys, texts lose
 * the space around them. And what a draft may refer to. Pure.
 */
import type { Day } from '../kernel/day.js';
import { DomainError, type FieldFault, invalid } from '../kernel/errors.js';
import type { Money } from '../kernel/money.js';
import type { SectionKind } from '../calls/call.rules.js';
import {
  type Content,
  type DecisionPoint,
  type DecisionPointType,
  type Measure,
  type MeasureDetails,
  type PlannedStep,
  type Recipient,
  type Section,
  totalOf,
} from './version.rules.js';

export interface MeasureInput extends MeasureDetails {
  /** Of a measure that the draft already has; left out for a new one. */
  measureKey?: string | undefined;
  title: string;
  requestedAmount: Money;
  year: number;
  sourceId?: string | null | undefined;
}

/** Left out is not null: what is not here is not changed. Each list is replaced as a whole. */
export interface ContentInput {
  title?: string | undefined;
  documentDay?: Day | null | undefined;
  sections?: readonly { kind: SectionKind; heading?: string | null | undefined; text: string }[] | undefined;
  measures?: readonly MeasureInput[] | undefined;
  decisionPoints?:
    readonly { number?: number | undefined; type?: DecisionPointType | null | undefined; text: string }[] | undefined;
  decisionPlan?: readonly PlannedStep[] | undefined;
  dispatchList?: readonly { authorityId?: string | undefined; name?: string | undefined }[] | undefined;
  goalReferences?: readonly string[] | undefined;
}

/** Without the space around it, and in one of the two ways Unicode can write å, so that a search finds it. */
const clean = (text: string): string => text.trim().normalize('NFC');

export const emptyContent: Content = {
  title: '',
  documentDay: null,
  sections: [],
  measures: [],
  decisionPoints: [],
  decisionPlan: [],
  dispatchList: [],
  goalReferences: [],
};

/**
 * @param newKey gives a key for each new measure
 * @throws validation-failed with every fault: an unknown or repeated measureKey, a section twice, a recipient that is
 *   neither or both, numbers out of order, or a sum out of range.
 */
export function contentFrom(base: Content, input: ContentInput, newKey: () => string): Content {
  const faults: FieldFault[] = [];
  const content: Content = {
    title: input.title === undefined ? base.title : clean(input.title),
    documentDay: input.documentDay === undefined ? base.documentDay : input.documentDay,
    sections: input.sections === undefined ? base.sections : sectionsFrom(input.sections, faults),
    measures:
      input.measures === undefined ? base.measures : measuresFrom(base.measures, input.measures, newKey, faults),
    decisionPoints: input.decisionPoints === undefined ? base.decisionPoints : pointsFrom(input.decisionPoints, faults),
    decisionPlan: input.decisionPlan?.map(({ bodyId, day }) => ({ bodyId, day })) ?? base.decisionPlan,
    dispatchList: input.dispatchList === undefined ? base.dispatchList : recipientsFrom(input.dispatchList, faults),
    goalReferences: input.goalReferences?.map(clean) ?? base.goalReferences,
  };
  refuse(faults);
  totalOf(content.measures);
  return content;
}

function sectionsFrom(sections: NonNullable<ContentInput['sections']>, faults: FieldFault[]): Section[] {
  const seen = new Set<string>();
  return sections.map(({ kind, heading, text }, index) => {
    if (kind !== 'other' && seen.has(kind))
      faults.push({
        pointer: `/sections/${index}/kind`,
        code: 'duplicate',
        detail: 'Avsnittet finns redan; bara ”other” kan stå flera gånger.',
      });
    seen.add(kind);
    return { kind, heading: heading == null ? null : clean(heading), text: clean(text) };
  });
}

function measuresFrom(
  base: readonly Measure[],
  measures: readonly MeasureInput[],
  newKey: () => string,
  faults: FieldFault[],
): Measure[] {
  const known = new Set(base.map(({ measureKey }) => measureKey));
  const taken = new Set<string>();
  return measures.map(({ measureKey, title, requestedAmount, year, sourceId, ...details }, index) => {
    const pointer = `/measures/${index}/measureKey`;
    if (measureKey !== undefined && !known.has(measureKey))
      faults.push({
        pointer,
        code: 'unknown-measure',
        detail: 'Insatsen finns inte i utkastet; lämna nyckeln tom för en ny insats.',
      });
    if (measureKey !== undefined && taken.has(measureKey))
      faults.push({ pointer, code: 'duplicate', detail: 'Samma insats står två gånger.' });
    if (measureKey !== undefined) taken.add(measureKey);
    return {
      measureKey: measureKey ?? newKey(),
      title: clean(title),
      requestedAmount,
      year,
      sourceId: sourceId ?? null,
      details: trimmed(details),
    };
  });
}

function trimmed(details: MeasureDetails): MeasureDetails {
  const said = Object.entries(details as Record<string, string | string[] | undefined>).flatMap(([field, value]) => {
    if (value === undefined || value.length === 0) return [];
    return [[field, typeof value === 'string' ? clean(value) : value.map(clean)]];
  });
  return Object.fromEntries(said) as MeasureDetails;
}

function pointsFrom(points: NonNullable<ContentInput['decisionPoints']>, faults: FieldFault[]): DecisionPoint[] {
  return points.map(({ number, type, text }, index) => {
    if (number !== undefined && number !== index + 1)
      faults.push({
        pointer: `/decisionPoints/${index}/number`,
        code: 'numbering',
        detail: `Punkten står på plats ${index + 1} och ska ha det numret.`,
      });
    return { number: index + 1, type: type ?? null, text: clean(text) };
  });
}

function recipientsFrom(recipients: NonNullable<ContentInput['dispatchList']>, faults: FieldFault[]): Recipient[] {
  return recipients.map(({ authorityId, name }, index) => {
    if ((authorityId === undefined) === (name === undefined))
      faults.push({
        pointer: `/dispatchList/${index}`,
        code: 'required',
        detail: 'Ange antingen en myndighet (authorityId) eller ett namn (name).',
      });
    return { authorityId: authorityId ?? null, name: name === undefined ? null : clean(name) };
  });
}

export interface References {
  sourceIds: string[];
  bodyIds: string[];
  authorityIds: string[];
}

export function referencesOf(content: ContentInput): References {
  return {
    sourceIds: (content.measures ?? []).flatMap(({ sourceId }) => (sourceId ? [sourceId] : [])),
    bodyIds: (content.decisionPlan ?? []).map(({ bodyId }) => bodyId),
    authorityIds: (content.dispatchList ?? []).flatMap(({ authorityId }) =>
      authorityId === undefined ? [] : [authorityId],
    ),
  };
}

/** @throws validation-failed with one fault per reference to something that does not exist. */
export function requireKnown(content: ContentInput, known: ReadonlySet<string>): void {
  const faults: FieldFault[] = [];
  const check = (id: string | null | undefined, pointer: string, code: string, detail: string): void => {
    if (id && !known.has(id)) faults.push({ pointer, code, detail });
  };
  content.measures?.forEach(({ sourceId }, index) =>
    check(sourceId, `/measures/${index}/sourceId`, 'unknown-source', 'Finansieringskällan finns inte.'),
  );
  content.decisionPlan?.forEach(({ bodyId }, index) =>
    check(bodyId, `/decisionPlan/${index}/bodyId`, 'unknown-body', 'Organet finns inte.'),
  );
  content.dispatchList?.forEach(({ authorityId }, index) =>
    check(authorityId, `/dispatchList/${index}/authorityId`, 'unknown-authority', 'Myndigheten finns inte.'),
  );
  refuse(faults);
}

/** An answer to a call keeps to the call's sources and years. A source left open is settled by the executive board. */
export function outsideTerms(
  measures: readonly Pick<Measure, 'sourceId' | 'year'>[],
  terms: { sourceIds: readonly string[]; years: readonly number[] },
): FieldFault[] {
  return measures.flatMap(({ sourceId, year }, index): FieldFault[] => {
    const faults: FieldFault[] = [];
    if (sourceId !== null && !terms.sourceIds.includes(sourceId))
      faults.push({
        pointer: `/measures/${index}/sourceId`,
        code: 'source-not-in-call',
        detail: 'Källan ingår inte i begäran om underlag.',
      });
    if (!terms.years.includes(year))
      faults.push({
        pointer: `/measures/${index}/year`,
        code: 'year-not-in-call',
        detail: `Begäran gäller ${terms.years.join(', ')}, inte ${year}.`,
      });
    return faults;
  });
}

/** One answer for many faults. @throws validation-failed unless there are none. */
export function refuse(faults: readonly FieldFault[], members?: Readonly<Record<string, unknown>>): void {
  const [first] = faults;
  if (first === undefined) return;
  if (faults.length === 1 && members === undefined) throw invalid(first.pointer, first.code, first.detail);
  throw new DomainError('validation-failed', faults.map(({ detail }) => detail).join(' '), {
    code: first.code,
    errors: faults,
    ...(members === undefined ? {} : { members }),
  });
}
