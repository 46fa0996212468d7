/** What a draft of a call holds, as the form has it; and when two of them are the same. Pure. */
import type { Schemas } from '../api/client';
import type { Parts } from '../drafts/merging';

export interface CallContent {
  title: string;
  description: string;
  years: readonly number[];
  sourceIds: readonly string[];
  authorityIds: readonly string[];
  replyByDay: string;
  replyByTime: string;
}

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

/** The order in which boxes were ticked is no change. */
export const callParts: Parts<CallContent, keyof CallContent> = {
  names: ['title', 'description', 'years', 'sourceIds', 'authorityIds', 'replyByDay', 'replyByTime'],
  textOf: (content, name) => {
    const value = content[name];
    return typeof value === 'string' ? value.trim() : [...value].map(String).sort().join(' ');
  },
};
