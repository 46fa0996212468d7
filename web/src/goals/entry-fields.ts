/** One goal in a report as a form's fields, and back. Pure. */
import type { Schemas } from '../api/client';
import type { Fields } from '../drafts/fields';
import { blocksOf, textOf } from './rich-text';

type Entry = Schemas['ReportEntryDto'];

export const successFactors = [
  'sharedValues',
  'staffContinuity',
  'outreach',
  'digitalisation',
  'cooperation',
  'other',
] as const;
export const shortfallReasons = ['effectMissing', 'moreTimeNeeded', 'lackOfResources', 'other'] as const;
export const attainments = ['achieved', 'partly', 'notAchieved', 'notMeasured', 'unknown'] as const;

export function fieldsOf({
  status,
  reasons,
  comment,
  successFactors: success,
  shortfallReasons: short,
}: Entry): Fields {
  return {
    status: status.value,
    reasons: reasons ?? '',
    comment: textOf(comment),
    success: joined(success.map(({ value }) => value)),
    shortfall: joined(short.map(({ value }) => value)),
  };
}

/** Only what has changed: what is not sent stands as it is, formatting and all. */
export function changeOf(sent: Fields, held: Fields): Schemas['WriteReportEntryDto'] {
  const isChanged = (name: string): boolean => (sent[name] ?? '').trim() !== (held[name] ?? '').trim();
  const reasons = (sent['reasons'] ?? '').trim();
  return {
    ...(isChanged('status') ? { status: sent['status'] as (typeof attainments)[number] } : {}),
    ...(isChanged('reasons') ? { reasons: reasons === '' ? null : reasons } : {}),
    ...(isChanged('comment') ? { comment: blocksOf(sent['comment'] ?? '') } : {}),
    ...(isChanged('success') ? { successFactors: chosenIn(sent['success'], successFactors) } : {}),
    ...(isChanged('shortfall') ? { shortfallReasons: chosenIn(sent['shortfall'], shortfallReasons) } : {}),
  };
}

export function toggled<T extends string>(text: string | undefined, all: readonly T[], one: T): string {
  const chosen = new Set(chosenIn(text, all));
  if (!chosen.delete(one)) chosen.add(one);
  return joined(all.filter((each) => chosen.has(each)));
}

export function chosenIn<T extends string>(text: string | undefined, all: readonly T[]): T[] {
  const chosen = (text ?? '').split(' ');
  return all.filter((each) => chosen.includes(each));
}

const joined = (values: readonly string[]): string => [...values].sort().join(' ');
