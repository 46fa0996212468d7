/**
 * What the public reads of adjusted minutes. They are official documents as a whole, except for what was dealt
 * with behind closed doors: of that only a neutral title, the paragraph and the registration number are told, and the
 * rest is given out on request after a test (KL 6:25, TF 2:15, R-53). Pure: frozen content in, public content out.
 */
import { Money } from '../../kernel/money.js';
import { attendanceIn } from '../minutes/attendance.projection.js';
import type { Ballot, MinutesContent, MinutesDecision, MinutesItem } from '../minutes/minutes.content.js';
import type { DecisionOutcome } from '../subject-handler.js';

export const neutralTitle = 'Ärende behandlat inom stängda dörrar';

const outcomeNouns: Readonly<Record<DecisionOutcome, string>> = {
  recommend: 'tillstyrkan',
  approve: 'bifall',
  approveWithChanges: 'bifall med ändringar',
  referBack: 'återremiss',
  table: 'bordläggning',
  reject: 'avslag',
  forward: 'överlämnande',
  note: 'till handlingarna',
};

/** What was decided, as a heading over the decision. */
export function outcomeNoun(outcome: DecisionOutcome | null): string | null {
  return outcome === null ? null : outcomeNouns[outcome];
}

/** Paragraphs and items of the meeting that were dealt with behind closed doors, whichever document holds them. */
export interface ClosedDoors {
  agendaItemIds: ReadonlySet<string>;
  minuteItems: ReadonlySet<number>;
}

/** Does the document tell of anything behind closed doors? Items are asked, for one that was postponed has no paragraph. */
export function tellsOfClosedDoors(content: MinutesContent, closed: ClosedDoors): boolean {
  return content.items.some((item) => isClosed(item, closed)) || closedParagraphs(content, closed).size > 0;
}

/** The paragraphs behind closed doors that the document tells of, its own and those of its additions. */
function closedParagraphs(content: MinutesContent, closed: ClosedDoors): ReadonlySet<number> {
  const told = new Set([...content.minuteItems, ...content.additions.map(({ minuteItem }) => minuteItem)]);
  return new Set([
    ...[...closed.minuteItems].filter((number) => told.has(number)),
    ...content.items.filter((item) => isClosed(item, closed)).flatMap(({ minuteItem }) => minuteItem ?? []),
  ]);
}

/** @returns the content itself when it tells of nothing behind closed doors */
export function publicContent(content: MinutesContent, closed: ClosedDoors): MinutesContent {
  if (!tellsOfClosedDoors(content, closed)) return content;
  const numbers = closedParagraphs(content, closed);
  return {
    ...content,
    ...attendanceIn(content, (minuteItem) => !numbers.has(minuteItem)),
    items: content.items.map((item) => (isClosed(item, closed) ? closedItem(item) : item)),
    additions: content.additions.map((addition) =>
      numbers.has(addition.minuteItem)
        ? { ...addition, title: neutralTitle, reservations: [], statements: [] }
        : addition,
    ),
  };
}

const isClosed = (item: MinutesItem, closed: ClosedDoors): boolean =>
  item.behindClosedDoors || closed.agendaItemIds.has(item.agendaItemId);

/** Field by field and without a spread, so that what minutes come to hold later stays inside until somebody lets it out. */
function closedItem(item: MinutesItem): MinutesItem {
  return {
    agendaItemId: item.agendaItemId,
    minuteItem: item.minuteItem,
    position: item.position,
    matterId: item.matterId,
    registrationNumber: item.registrationNumber,
    title: neutralTitle,
    subjectKind: item.subjectKind,
    versionSeen: item.versionSeen,
    isLate: item.isLate,
    isUrgent: item.isUrgent,
    postponedDay: item.postponedDay,
    behindClosedDoors: true,
    disqualifications: [],
    summary: '',
    background: '',
    deliberation: '',
    proposal: [],
    decisionBasis: [],
    total: null,
    claims: [],
    putting: [],
    decision: null,
    reservations: [],
    statements: [],
    dispatchList: [],
  };
}

/** How the ballot fell that settled the item. */
export interface VoteCounts {
  results: { choice: string; votes: number }[];
  abstained: number;
  isSecret: boolean;
  tieBreak: 'castingVote' | 'lot' | null;
}

/** What the public search knows of one decision. */
export interface Publication {
  decisionId: string;
  decisionDay: string;
  minuteItem: number;
  behindClosedDoors: boolean;
  title: string;
  registrationNumber: string;
  outcome: DecisionOutcome | null;
  /** What the decision is about in kronor, as changed by it; null when there is no amount. */
  amount: Money | null;
  votes: VoteCounts | null;
  /** What a search looks through, besides title and number. */
  text: string;
}

/** One per decided item. */
export function publicationsOf(content: MinutesContent, closed: ClosedDoors): Publication[] {
  return content.items.flatMap((item) => {
    if (item.decision === null || item.minuteItem === null) return [];
    const isBehindDoors = isClosed(item, closed);
    return [
      {
        decisionId: item.decision.id,
        decisionDay: item.decision.day,
        minuteItem: item.minuteItem,
        behindClosedDoors: isBehindDoors,
        title: isBehindDoors ? neutralTitle : item.title,
        registrationNumber: item.registrationNumber,
        outcome: isBehindDoors ? null : item.decision.outcome,
        amount: isBehindDoors ? null : decidedAmount(item, item.decision),
        votes: isBehindDoors ? null : votesOf(item, item.decision),
        text: isBehindDoors ? '' : searchable(item, item.decision),
      },
    ];
  });
}

/** The amount the body saw, with the changes it decided. */
function decidedAmount({ total }: MinutesItem, { changes }: MinutesDecision): Money | null {
  if (total === null) return null;
  const signed = { allowZero: true, allowNegative: true };
  const steps = changes
    .filter(({ isAmount }) => isAmount)
    .map((change) => Money.parse(change.new, '', signed).subtract(Money.parse(change.old, '', signed)));
  return Money.sum([Money.parse(total.amount, '', signed), ...steps]);
}

/** The ballot that the decided claim won, or `no`. Those on other questions – a referral back that lost, an add-on – did not settle it. */
function votesOf(item: MinutesItem, { settledBy, claimNumber }: MinutesDecision): VoteCounts | null {
  if (settledBy !== 'ballot') return null;
  const ballots = item.putting.filter((each): each is Ballot => each.by === 'ballot');
  const ballot = ballots.filter(({ winner }) => winner === claimNumber).at(-1);
  if (ballot === undefined) return null;
  return {
    results: ballot.results.map(({ claimNumber, votes }) => ({ choice: choiceWord(item, claimNumber), votes })),
    abstained: ballot.abstained.votes,
    isSecret: ballot.isSecret,
    tieBreak: ballot.tieBreak,
  };
}

function choiceWord({ claims }: MinutesItem, claimNumber: number | null): string {
  if (claimNumber === null) return 'nej';
  return claims.find(({ number }) => number === claimNumber)?.isStanding ? 'förslaget' : `yrkande ${claimNumber}`;
}

/** Far more than an item says; keeps the search words of one decision within what PostgreSQL holds in a column. */
const searchableMax = 100_000;

/** Names are left out: the search is for what was decided, not for who was there. */
function searchable(item: MinutesItem, decision: MinutesDecision): string {
  return [
    item.summary,
    item.background,
    item.deliberation,
    ...item.proposal.map(({ text }) => text),
    ...item.claims.flatMap(({ text, reasons }) => [text, reasons]),
    decision.outcomeWord,
    decision.restated,
    decision.added,
    decision.reasons,
  ]
    .filter((text) => text !== null && text !== '')
    .join('\n')
    .slice(0, searchableMax);
}
