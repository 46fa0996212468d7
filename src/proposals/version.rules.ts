/**
 * What a version of a proposal holds, its sum, the one text it is hashed from, and what differs between two. Pure.
 */
import { canonicalJson } from '../kernel/canonical.js';
import type { Day } from '../kernel/day.js';
import { Money } from '../kernel/money.js';
import type { SectionKind } from '../calls/call.rules.js';

export const decisionPointTypes = [
  'approve',
  'forward',
  'adjustImmediately',
  'note',
  'assign',
  'reject',
  'other',
] as const;
export type DecisionPointType = (typeof decisionPointTypes)[number];

export interface Section {
  kind: SectionKind;
  /** As written in the memorandum; null where the kind's own name serves. */
  heading: string | null;
  text: string;
}

/** The free fields of a measure; what is left out was not said. */
export interface MeasureDetails {
  rationale?: string;
  activities?: string;
  targetGroups?: string[];
  geography?: string[];
  methods?: string[];
  partners?: string[];
  resourceTypes?: string[];
}

export interface Measure {
  /** The same in every version of the proposal. */
  measureKey: string;
  title: string;
  requestedAmount: Money;
  year: number;
  /** null: the source is left open. */
  sourceId: string | null;
  details: MeasureDetails;
}

export interface DecisionPoint {
  number: number;
  /** null only in a draft. */
  type: DecisionPointType | null;
  text: string;
}

export interface PlannedStep {
  bodyId: string;
  day: Day;
}

/** Whom the decision is sent to: an authority in the register, or somebody by name. */
export interface Recipient {
  authorityId: string | null;
  name: string | null;
}

export interface Content {
  title: string;
  documentDay: Day | null;
  sections: Section[];
  measures: Measure[];
  decisionPoints: DecisionPoint[];
  decisionPlan: PlannedStep[];
  dispatchList: Recipient[];
  /** References to goals and assignments, as free text. */
  goalReferences: string[];
}

/** The total is always counted and never typed. @throws validation-failed `amount-range` at `/measures`. */
export function totalOf(measures: readonly Pick<Measure, 'requestedAmount'>[]): Money {
  return Money.sum(
    measures.map((measure) => measure.requestedAmount),
    '/measures',
  );
}

/** One text for one content, so that a frozen version can be proved unchanged. */
export function canonicalContent(content: Content): string {
  return canonicalJson({ ...content });
}

export type Change = 'added' | 'removed' | 'changed' | 'unchanged';

export interface MeasureDiff {
  measureKey: string;
  title: string;
  change: Change;
  old: Money | null;
  new: Money | null;
  /** Of the amount; a measure that comes or goes counts in full. */
  delta: Money;
  /** Fields that differ besides the amount. */
  changedFields: string[];
}

export interface TextDiff {
  kind: string;
  heading: string | null;
  change: Exclude<Change, 'unchanged'>;
  old: string | null;
  new: string | null;
}

export interface ListDiff {
  change: Exclude<Change, 'unchanged'>;
  old: unknown;
  new: unknown;
}

/** In the order people read it: krona per measure first, then the words. */
export interface VersionDiff {
  total: { old: Money; new: Money; delta: Money };
  measures: MeasureDiff[];
  title: { old: string; new: string } | null;
  documentDay: { old: Day | null; new: Day | null } | null;
  sections: TextDiff[];
  decisionPoints: ListDiff[];
  decisionPlan: ListDiff[];
  dispatchList: ListDiff[];
  goalReferences: ListDiff[];
}

export function diffOf(from: Content, to: Content): VersionDiff {
  const [oldTotal, newTotal] = [totalOf(from.measures), totalOf(to.measures)];
  return {
    total: { old: oldTotal, new: newTotal, delta: newTotal.subtract(oldTotal) },
    measures: diffMeasures(from.measures, to.measures),
    title: from.title === to.title ? null : { old: from.title, new: to.title },
    documentDay: from.documentDay === to.documentDay ? null : { old: from.documentDay, new: to.documentDay },
    sections: diffSections(from.sections, to.sections),
    decisionPoints: diffLists(from.decisionPoints, to.decisionPoints),
    decisionPlan: diffLists(from.decisionPlan, to.decisionPlan),
    dispatchList: diffLists(from.dispatchList, to.dispatchList),
    goalReferences: diffLists(from.goalReferences, to.goalReferences),
  };
}

/** Every measure of either version, in the new version's order and the removed ones last, so that the deltas add up. */
function diffMeasures(from: readonly Measure[], to: readonly Measure[]): MeasureDiff[] {
  const old = new Map(from.map((measure) => [measure.measureKey, measure]));
  const kept = new Set(to.map((measure) => measure.measureKey));
  const standing = to.map((measure) => compareMeasure(old.get(measure.measureKey), measure));
  const removed = from
    .filter((measure) => !kept.has(measure.measureKey))
    .map(({ measureKey, title, requestedAmount }): MeasureDiff => ({
      measureKey,
      title,
      change: 'removed',
      old: requestedAmount,
      new: null,
      delta: requestedAmount.negate(),
      changedFields: [],
    }));
  return [...standing, ...removed];
}

function compareMeasure(before: Measure | undefined, measure: Measure): MeasureDiff {
  const { measureKey, title, requestedAmount } = measure;
  if (before === undefined)
    return {
      measureKey,
      title,
      change: 'added',
      old: null,
      new: requestedAmount,
      delta: requestedAmount,
      changedFields: [],
    };
  const delta = requestedAmount.subtract(before.requestedAmount);
  const changedFields = changedFieldsOf(before, measure);
  const change = delta.isZero() && changedFields.length === 0 ? 'unchanged' : 'changed';
  return { measureKey, title, change, old: before.requestedAmount, new: requestedAmount, delta, changedFields };
}

function changedFieldsOf(before: Measure, after: Measure): string[] {
  const plain = ({ title, year, sourceId, details }: Measure): Record<string, unknown> => ({
    title,
    year,
    sourceId,
    ...details,
  });
  const [old, now] = [plain(before), plain(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((field) => !isSame(old[field], now[field]));
}

/** Sections of one kind are paired in their order; there is seldom more than one of a kind. */
function diffSections(from: readonly Section[], to: readonly Section[]): TextDiff[] {
  const [old, now] = [paired(from), paired(to)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((place): TextDiff[] => {
    const [before, after] = [old.get(place), now.get(place)];
    if (isSame(before, after)) return [];
    const shown = (after ?? before) as Section;
    const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    return [{ kind: shown.kind, heading: shown.heading, change, old: before?.text ?? null, new: after?.text ?? null }];
  });
}

function paired(sections: readonly Section[]): Map<string, Section> {
  const seen = new Map<string, number>();
  return new Map(
    sections.map((section) => {
      const count = (seen.get(section.kind) ?? 0) + 1;
      seen.set(section.kind, count);
      return [`${section.kind} ${count}`, section];
    }),
  );
}

/** Place by place; a list of a few lines needs no cleverer comparison. */
function diffLists(from: readonly unknown[], to: readonly unknown[]): ListDiff[] {
  const longest = from.length > to.length ? from : to;
  return longest.flatMap((_, index): ListDiff[] => {
    const [old, now] = [from[index], to[index]];
    if (isSame(old, now)) return [];
    const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    return [{ change, old: old ?? null, new: now ?? null }];
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson([one ?? null]) === canonicalJson([other ?? null]);
}
