/** What a draft of a call holds, as the form has it; and what becomes of it when two change it at once. Pure. */
import type { Schemas } from '../api/client';

export interface CallContent {
  title: string;
  description: string;
  years: readonly number[];
  sourceIds: readonly string[];
  authorityIds: readonly string[];
  replyByDay: string;
  replyByTime: string;
}

export const contentFields = [
  'title',
  'description',
  'years',
  'sourceIds',
  'authorityIds',
  'replyByDay',
  'replyByTime',
] as const satisfies readonly (keyof CallContent)[];
export type ContentField = (typeof contentFields)[number];

export const emptyCall = (year: number): CallContent => ({
  title: '',
  description: '',
  years: [year],
  sourceIds: [],
  authorityIds: [],
  replyByDay: '',
  replyByTime: '12:00',
});

export function contentOf(call: Schemas['CallDto']): CallContent {
  return {
    title: call.title,
    description: call.description,
    years: call.years,
    sourceIds: call.sources.map(({ id }) => id),
    authorityIds: call.invitations.map(({ authorityId }) => authorityId),
    replyByDay: call.replyByDay,
    replyByTime: call.replyByTime,
  };
}

const textOf = (content: CallContent, field: ContentField): string => {
  const value = content[field];
  return typeof value === 'string' ? value.trim() : [...value].map(String).sort().join(' ');
};

export function changedFields(before: CallContent, after: CallContent): ContentField[] {
  return contentFields.filter((field) => textOf(before, field) !== textOf(after, field));
}

/** Fields both have changed, to different things; each needs a choice. */
export function conflictsOf(base: CallContent, mine: CallContent, theirs: CallContent): ContentField[] {
  const byMe = new Set(changedFields(base, mine));
  return changedFields(base, theirs).filter(
    (field) => byMe.has(field) && textOf(mine, field) !== textOf(theirs, field),
  );
}

/** Mine where I have changed something, theirs elsewhere; what both have changed as chosen. */
export function mergedCall(
  base: CallContent,
  mine: CallContent,
  theirs: CallContent,
  choices: ReadonlyMap<string, 'mine' | 'theirs'> = new Map(),
): CallContent {
  const byMe = changedFields(base, mine).filter((field) => choices.get(field) !== 'theirs');
  return { ...theirs, ...Object.fromEntries(byMe.map((field) => [field, mine[field]])) };
}
