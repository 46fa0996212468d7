/** From what was read in a memorandum to the content of a draft proposal. Pure: what the register knows is handed in. */
import type { Day } from '../kernel/day.js';
import { Money } from '../kernel/money.js';
import type { SectionKind as ProposalSectionKind } from '../calls/call.rules.js';
import type { ContentInput } from '../proposals/draft.rules.js';
import type { ReadMemorandum, SectionKind } from './memorandum.types.js';

/** Bodies and authorities a name in the document may stand for. */
export interface KnownNames {
  bodies: readonly { id: string; name: string; shortName: string }[];
  authorities: readonly { id: string; name: string; administrationName: string; code: string }[];
}

export interface DraftFromMemorandum {
  content: ContentInput & { title: string };
  /** What stands in the document but could not be tied to the register; shown to the person who accepts. */
  unmatched: { bodies: string[]; recipients: string[] };
}

/** Sections that a proposal keeps as text; the others become measures, points, plan and recipients of their own. */
const sectionOf: Partial<Record<SectionKind, ProposalSectionKind>> = {
  summary: 'summary',
  matter: 'background',
  background: 'background',
  considerations: 'considerations',
  childPerspective: 'childPerspective',
  genderPerspective: 'genderPerspective',
  economy: 'economicConsequences',
  basis: 'decisionBasis',
  other: 'other',
};

const same = (a: string, b: string): boolean => a.trim().toLocaleLowerCase('sv') === b.trim().toLocaleLowerCase('sv');

/** @param year budget year of the measures; a memorandum says it in words at best */
export function draftFromMemorandum(
  read: ReadMemorandum,
  known: KnownNames,
  year: number,
  fallbackTitle: string,
): DraftFromMemorandum {
  const unmatched: DraftFromMemorandum['unmatched'] = { bodies: [], recipients: [] };
  const decisionPlan = read.decisionPlan.flatMap(({ body, date }) => {
    const found = known.bodies.find(({ name, shortName }) => same(name, body) || same(shortName, body));
    if (found !== undefined && date !== null) return [{ bodyId: found.id, day: date as Day }];
    unmatched.bodies.push(date === null ? body : `${body} ${date}`);
    return [];
  });
  const dispatchList = read.dispatchTo.map((recipient) => {
    const found = known.authorities.find(
      ({ name, administrationName }) => same(name, recipient) || same(administrationName, recipient),
    );
    if (found !== undefined) return { authorityId: found.id };
    unmatched.recipients.push(recipient);
    return { name: recipient.slice(0, 300) };
  });
  return {
    content: {
      title: (read.document.title ?? fallbackTitle).slice(0, 300),
      documentDay: (read.document.date as Day | null) ?? null,
      sections: sectionsFrom(read),
      measures: read.measures.map(({ title, amount }) => ({
        title: title.slice(0, 300),
        requestedAmount: Money.parse(amount.amount),
        year,
      })),
      decisionPoints: read.decisionPoints.map(({ text, type }) => ({ type, text: text.slice(0, 5_000) })),
      decisionPlan,
      dispatchList,
    },
    unmatched,
  };
}

/** Sections of one kind are joined, because a proposal has each kind once; free sections stay apart. */
function sectionsFrom(read: ReadMemorandum): NonNullable<ContentInput['sections']> {
  const joined = new Map<ProposalSectionKind, { kind: ProposalSectionKind; heading: string | null; text: string }>();
  const free: { kind: ProposalSectionKind; heading: string | null; text: string }[] = [];
  for (const { kind, heading, text } of read.sections) {
    const wanted = sectionOf[kind];
    if (wanted === undefined || text.trim() === '') continue;
    const earlier = joined.get(wanted);
    if (wanted === 'other') free.push({ kind: wanted, heading, text });
    else if (earlier === undefined) joined.set(wanted, { kind: wanted, heading, text });
    else earlier.text += `\n\n${text}`;
  }
  return [...joined.values(), ...free];
}
