/** An opinion as a form's fields, and back: a position is taken only when it is whole. Pure. */
import type { Schemas } from '../api/client';
import type { Fields } from '../drafts/fields';

type OpinionDto = Pick<Schemas['OpinionDto'], 'title' | 'text' | 'positions'>;
type Position = Schemas['ReplyPositionDto'];

const stanceOf = (key: string): string => `stance:${key}`;
const quoteOf = (key: string): string => `quote:${key}`;
export const fieldNames = { stance: stanceOf, quote: quoteOf };

export function fieldsOf({ title, text, positions }: OpinionDto, questionKeys: readonly string[]): Fields {
  const fields: Record<string, string> = { title, text };
  for (const key of questionKeys) {
    const position = positions.find(({ questionKey }) => questionKey === key);
    fields[stanceOf(key)] = position?.stance ?? '';
    fields[quoteOf(key)] = position?.quote ?? '';
  }
  return fields;
}

/** A title is never emptied, and a question is answered with a stance and a passage that stands in the text. */
export function sendableOf(typed: Fields, held: Fields, questionKeys: readonly string[]): Fields {
  const fields: Record<string, string> = { ...typed };
  if ((typed['title'] ?? '').trim() === '') fields['title'] = held['title'] ?? '';
  for (const key of questionKeys)
    if (!isWhole(typed, key)) {
      fields[stanceOf(key)] = held[stanceOf(key)] ?? '';
      fields[quoteOf(key)] = held[quoteOf(key)] ?? '';
    }
  return fields;
}

/** @returns whether the question is left open, or answered in full */
export function isWhole(fields: Fields, key: string): boolean {
  const stance = fields[stanceOf(key)] ?? '';
  const quote = (fields[quoteOf(key)] ?? '').trim();
  if (stance === '') return quote === '';
  if (stance === 'noView' && quote === '') return true;
  return quote !== '' && (fields['text'] ?? '').includes(quote);
}

export function changeOf(sent: Fields, questionKeys: readonly string[]): Schemas['OpinionInputDto'] {
  return {
    title: sent['title'] ?? '',
    text: sent['text'] ?? '',
    positions: questionKeys.flatMap((questionKey): Position[] => {
      const stance = sent[stanceOf(questionKey)] ?? '';
      const quote = (sent[quoteOf(questionKey)] ?? '').trim();
      if (stance === '') return [];
      return [{ questionKey, stance: stance as Position['stance'], ...(quote === '' ? {} : { quote }) }];
    }),
  };
}
