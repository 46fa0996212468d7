/**
 * A draft as it is edited: every part has a key of its own, so that two people's changes can be told apart, and amounts
 * are the text somebody typed. Pure.
 */
import type { Schemas } from '../api/client';
import { amountOf, formatNumber, parseAmount } from '../money/money';

export type SectionKind = Schemas['SectionViewDto']['kind'];
export type PointType = NonNullable<Schemas['DecisionPointDto']['type']>;
type Version = Pick<
  Schemas['ProposalDto'],
  'title' | 'sections' | 'measures' | 'decisionPoints' | 'decisionPlan' | 'dispatchList'
>;
type Change = Schemas['ChangeProposalDto'];
type MeasureChange = NonNullable<Change['measures']>[number];

export interface DraftSection {
  kind: SectionKind;
  heading: string | null;
  text: string;
}

export interface DraftMeasure {
  /** The API's key; one that begins with `new-` has not been saved yet. */
  key: string;
  /** The same for as long as the measure is on the screen, also when it gets its key. */
  id: string;
  title: string;
  amountText: string;
  year: number;
  sourceId: string | null;
  /** What this screen does not edit, kept as it was. */
  rest: Partial<MeasureChange>;
}

export interface DraftPoint {
  type: PointType | null;
  text: string;
}

export interface Draft {
  title: string;
  sections: readonly DraftSection[];
  measures: readonly DraftMeasure[];
  decisionPoints: readonly DraftPoint[];
  decisionPlan: readonly { bodyId: string; day: string }[];
  dispatchList: readonly { authorityId: string | null; name: string | null }[];
}

export function draftOf(version: Version): Draft {
  return {
    title: version.title,
    sections: version.sections.map(({ kind, heading, text }) => ({ kind, heading, text })),
    measures: version.measures.map(({ measureKey, title, requestedAmount, year, sourceId, ...rest }) => ({
      key: measureKey,
      id: measureKey,
      title,
      amountText: formatNumber(requestedAmount),
      year,
      sourceId,
      rest,
    })),
    decisionPoints: version.decisionPoints.map(({ type, text }) => ({ type: type as PointType | null, text })),
    decisionPlan: version.decisionPlan.map(({ bodyId, day }) => ({ bodyId, day })),
    dispatchList: version.dispatchList.map(({ authorityId, name }) => ({ authorityId, name })),
  };
}

export const isNew = ({ key }: DraftMeasure): boolean => key.startsWith('new-');

/** A measure the API can take: a title and an amount above zero. */
export function isComplete({ title, amountText }: DraftMeasure): boolean {
  const { ore } = parseAmount(amountText);
  return title.trim() !== '' && ore !== undefined && ore > 0n;
}

/** The sum of what can be read as amounts, and how many there are. */
export function liveSum(measures: readonly DraftMeasure[]): { ore: bigint; count: number } {
  const amounts = measures.map(({ amountText }) => parseAmount(amountText).ore).filter((ore) => ore !== undefined);
  return { ore: amounts.reduce((sum, ore) => sum + ore, 0n), count: amounts.length };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The API trims what it stores; a space at the end is no change. */
const trimmed = (text: string): string => text.trim().normalize('NFC');

/** What the API would store of this draft: the same value means that there is nothing to save. */
export function savedForm(draft: Draft) {
  return {
    title: trimmed(draft.title),
    sections: draft.sections
      .filter(({ text }) => trimmed(text) !== '')
      .map(({ kind, heading, text }) => ({
        kind,
        heading: heading === null ? null : trimmed(heading),
        text: trimmed(text),
      })),
    measures: draft.measures.filter(isComplete).map((measure) => ({
      key: measure.key,
      title: trimmed(measure.title),
      ore: String(parseAmount(measure.amountText).ore),
      year: measure.year,
      sourceId: measure.sourceId,
    })),
    decisionPoints: draft.decisionPoints
      .filter(({ text }) => trimmed(text) !== '')
      .map(({ type, text }) => ({ type, text: trimmed(text) })),
    decisionPlan: draft.decisionPlan.filter(({ bodyId, day }) => bodyId !== '' && day !== ''),
    dispatchList: draft.dispatchList,
  };
}

/** Measures that stood in the base but are half-written now keep what was saved of them, until they are whole again. */
export function measuresToSend(base: Draft, draft: Draft): DraftMeasure[] {
  return draft.measures.flatMap((measure) => {
    if (isComplete(measure)) return [measure];
    const before = base.measures.find(({ key }) => key === measure.key);
    return before === undefined ? [] : [before];
  });
}

/** Only what differs, each list whole; undefined when there is nothing to save. */
export function changeBetween(base: Draft, draft: Draft): Change | undefined {
  const sending: Draft = { ...draft, measures: measuresToSend(base, draft) };
  const [before, after] = [savedForm(base), savedForm(sending)];
  const change: Change = {};
  // The API demands a title; an emptied one waits until something is written.
  if (after.title !== '' && after.title !== before.title) change.title = after.title;
  if (!same(before.sections, after.sections)) change.sections = after.sections;
  if (!same(before.measures, after.measures)) change.measures = sending.measures.map(measureChange);
  if (!same(before.decisionPoints, after.decisionPoints)) change.decisionPoints = after.decisionPoints;
  if (!same(before.decisionPlan, after.decisionPlan)) change.decisionPlan = after.decisionPlan;
  if (!same(before.dispatchList, after.dispatchList))
    change.dispatchList = after.dispatchList.map(({ authorityId, name }) =>
      authorityId === null ? { name: name ?? '' } : { authorityId },
    );
  return Object.keys(change).length === 0 ? undefined : change;
}

function measureChange(measure: DraftMeasure): MeasureChange {
  const { ore } = parseAmount(measure.amountText);
  return {
    ...measure.rest,
    ...(isNew(measure) ? {} : { measureKey: measure.key }),
    title: trimmed(measure.title),
    requestedAmount: amountOf(ore ?? 0n),
    year: measure.year,
    sourceId: measure.sourceId,
  };
}

/** Something is typed that has not been saved, whether or not it can be saved yet. */
export function hasUnsaved(base: Draft, draft: Draft): boolean {
  if (changeBetween(base, draft) !== undefined) return true;
  return draft.measures.some((measure) => {
    const before = base.measures.find(({ key }) => key === measure.key);
    if (before === undefined) return measure.title.trim() !== '' || measure.amountText.trim() !== '';
    return !isComplete(measure) && (measure.title !== before.title || measure.amountText !== before.amountText);
  });
}

/** The keys that the API gave new measures, in the order they were sent. */
export function withKeys(draft: Draft, sent: readonly string[], given: readonly string[]): Draft {
  const keys = new Map(sent.map((key, index) => [key, given[index] ?? key]));
  return {
    ...draft,
    measures: draft.measures.map((measure) => ({ ...measure, key: keys.get(measure.key) ?? measure.key })),
  };
}
