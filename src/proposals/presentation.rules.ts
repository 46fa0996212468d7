/** What agenda, minutes and extract say about a proposal: the memorandum's own words, each taken from one place. Pure. */
import type { Presentation } from '../decisions/subject-handler.js';
import { type Content, type Recipient, totalOf } from './version.rules.js';

/**
 * The presentation of one version. The summary is copied to notice and minutes, so it is written once.
 * @param nameOf of an authority in the register
 */
export function presentationOf(content: Content, versionNumber: number, nameOf: (id: string) => string): Presentation {
  const { title, measures, decisionPoints, dispatchList } = content;
  return {
    title,
    summary: textOf(content, 'summary'),
    // A point without a type stands only in a draft, and no body sees a draft.
    decisionPoints: decisionPoints.map(({ number, type, text }) => ({ number, type: type ?? 'other', text })),
    decisionBasis: basisOf(content, versionNumber),
    dispatchList: recipientsOf(dispatchList, nameOf),
    amendable: measures.map(({ measureKey, title: label, requestedAmount: amount }) => ({
      path: `/measures/${measureKey}/requestedAmount`,
      label,
      amount,
    })),
    total: totalOf(measures),
  };
}

const textOf = ({ sections }: Content, kind: 'summary' | 'decisionBasis'): string =>
  sections
    .filter((section) => section.kind === kind)
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n');

/** A mark of a list, as people write one: a dash, a dot or a number. */
const listMark = /^\s*(?:[-–—•*·]|\d{1,2}[.)])\s+/u;

/** One document a line. Without a list of its own a proposal rests on the memorandum that it is. */
function basisOf(content: Content, versionNumber: number): string[] {
  const written = textOf(content, 'decisionBasis')
    .split('\n')
    .map((line) => line.replace(listMark, '').trim())
    .filter((line) => line !== '');
  if (written.length > 0) return written;
  const day = content.documentDay === null ? '' : ` ${content.documentDay}`;
  return [`Tjänsteskrivelse${day}, version ${versionNumber}`];
}

/** An authority told twice, by id and by name, is one recipient: nobody gets the same decision twice. */
function recipientsOf(list: readonly Recipient[], nameOf: (id: string) => string): Presentation['dispatchList'] {
  const seen = new Set<string>();
  return list.flatMap(({ authorityId, name }) => {
    const shown = authorityId === null ? (name ?? '').trim() : nameOf(authorityId);
    const key = shown.toLocaleLowerCase('sv');
    if (shown === '' || seen.has(key)) return [];
    seen.add(key);
    return [{ authorityId, name: shown }];
  });
}
