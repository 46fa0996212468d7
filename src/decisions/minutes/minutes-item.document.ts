/** One paragraph of minutes as blocks of a document; the extract sets the same ones. Pure. */
import { Money } from '../../kernel/money.js';
import type { Block, Text } from '../../platform/rendering/document-model.js';
import type {
  Acclamation,
  Ballot,
  Change,
  MinutesClaim,
  MinutesContent,
  MinutesDecision,
  MinutesItem,
  Participant,
  Reservation,
  Statement,
  Votes,
} from './minutes.content.js';
import type { BodyKind } from '../subject-handler.js';
import { actText, claimName, listed, namesText, personText, valueText } from './minutes.words.js';

export interface ItemSetting {
  body: Pick<MinutesContent['body'], 'name' | 'kind'>;
  /** An earlier paragraph of the document with the same people, so that they are not told again. */
  sameAs?: number | undefined;
}

/** Everything KL 5:67 asks of an item: claims, order of putting, ballots, decision, who took part and how, reservations. */
export function itemBlocks(item: MinutesItem, setting: ItemSetting): Block[] {
  return [
    {
      kind: 'heading',
      level: 1,
      text: item.title,
      number:
        item.minuteItem === null ? (item.postponedDay === null ? 'Ej avgjort' : 'Uppskjutet') : `§ ${item.minuteItem}`,
      reference: `Dnr ${item.registrationNumber}`,
    },
    ...remarksOf(item),
    ...section('Jäv', disqualificationsOf(item)),
    ...section('Sammanfattning', paragraphs(item.summary)),
    ...section('Bakgrund', paragraphs(item.background)),
    ...section('Beredning', paragraphs(item.decision?.preparation ?? '')),
    ...(item.postponedDay === null ? [] : [paragraph(postponedText(item.postponedDay, setting.body.kind))]),
    ...section('Beslut', item.decision === null ? [] : decisionBlocks(item, item.decision, setting.body.name)),
    ...section('Reservationer', reservationBlocks(item.reservations)),
    ...section('Särskilda yttranden', statementBlocks(item.statements)),
    ...section('Förslag till beslut', proposalOf(item)),
    ...section(
      'Yrkanden',
      item.claims.map((claim) => claimBlock(item, claim)),
    ),
    ...section('Överläggning', paragraphs(item.deliberation)),
    ...section(
      'Beslutsgång',
      item.putting.flatMap((putting) =>
        putting.by === 'ballot' ? ballotBlocks(putting, item) : [putBlock(putting, item)],
      ),
    ),
    ...section('Deltar i beslutet', item.decision === null ? [] : participantsOf(item.decision, setting)),
    ...section('Beslutsunderlag', bullets(item.decisionBasis)),
    ...section('Beslutet skickas till', bullets(item.dispatchList.map(({ name }) => name))),
  ];
}

/** How many must be there is said for the council and for committees in different places. */
const postponedText = (day: string, bodyKind: BodyKind): string =>
  `Organet är inte beslutsfört i ärendet (${bodyKind === 'council' ? 'KL 5 kap. 45 §' : 'KL 6 kap. 27 §'}). Det skjuts upp till sammanträdet den ${day}.`;

const section = (text: string, blocks: readonly Block[]): Block[] =>
  blocks.length === 0 ? [] : [{ kind: 'heading', level: 2, text }, ...blocks];

export const paragraph = (text: Text): Block => ({ kind: 'paragraph', text });

/** Blank lines part paragraphs; the words themselves are untouched. */
export function paragraphs(text: string): Block[] {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map(paragraph);
}

const bullets = (items: readonly string[]): Block[] => (items.length === 0 ? [] : [{ kind: 'list', items }]);

function remarksOf({ isLate, isUrgent, behindClosedDoors }: MinutesItem): Block[] {
  const remarks = [
    ...(isLate ? ['Ärendet har tillkommit efter kallelsen.'] : []),
    ...(isUrgent
      ? ['Alla närvarande är ense om att ärendet avgörs fast det inte har kungjorts (KL 5 kap. 52 §).']
      : []),
    ...(behindClosedDoors ? ['Ärendet behandlas inom stängda dörrar.'] : []),
  ];
  return remarks.length === 0 ? [] : [paragraph(remarks.join(' '))];
}

const disqualificationWords = {
  reported: 'anmäler jäv och deltar varken i handläggning eller beslut.',
  disputed: 'är ifrågasatt som jävig; frågan är inte avgjord.',
  declared: 'är jävig och deltar varken i handläggning eller beslut.',
  dismissed: 'är inte jävig, enligt vad organet har funnit.',
} as const;

const disqualificationsOf = ({ disqualifications }: MinutesItem): Block[] =>
  disqualifications.map(({ person, status }) => paragraph(`${personText(person)} ${disqualificationWords[status]}`));

function decisionBlocks({ proposal, claims }: MinutesItem, decision: MinutesDecision, bodyName: string): Block[] {
  const { outcome, restated, added, reasons, changes, claimNumber } = decision;
  const claim = claims.find(({ number }) => number === claimNumber);
  const by =
    claim === undefined || claim.isStanding || claim.mover === null
      ? ''
      : `, enligt yrkande av ${personText(claim.mover)}`;
  const follows =
    outcome === 'approve' || outcome === 'approveWithChanges' || outcome === 'recommend' || outcome === 'forward';
  const points = follows && restated === null ? proposal.map(({ text }) => text) : [];
  return [
    paragraph([
      `${bodyName} beslutar `,
      { text: actText(outcome), bold: true },
      `${by}${points.length > 0 || restated !== null ? ':' : '.'}`,
    ]),
    ...(points.length === 0 ? [] : [{ kind: 'list', ordered: true, items: points } as const]),
    ...(restated === null ? [] : paragraphs(restated)),
    ...(added === null ? [] : [paragraph([{ text: 'Dessutom: ', bold: true }, added])]),
    ...changeBlocks(changes, 'Ändringar'),
    ...(reasons === null ? [] : [paragraph([{ text: 'Motivering: ', bold: true }, reasons])]),
    ...(decision.isMinority ? [paragraph('Beslutet fattas av en tredjedel av de närvarande (KL 5 kap. 50 §).')] : []),
    ...(decision.isAppealable
      ? []
      : [
          paragraph(
            `Beslutet bedöms inte kunna överklagas${decision.appealableGround === null ? '' : `: ${decision.appealableGround}`}.`,
          ),
        ]),
  ];
}

function changeBlocks(changes: readonly Change[], caption: string): Block[] {
  if (changes.length === 0) return [];
  return [
    {
      kind: 'table',
      caption,
      header: ['Gäller', 'I förslaget', 'Ändras till', 'Yrkat av'],
      align: ['left', 'right', 'right', 'left'],
      rows: changes.map((change) => [
        change.label,
        valueText(change.old, change),
        valueText(change.new, change),
        change.mover === null ? '' : personText(change.mover),
      ]),
    },
  ];
}

export const reservationBlocks = (reservations: readonly Reservation[]): Block[] =>
  reservations.map(({ person, reasons, lacksReasons }) =>
    paragraph([
      { text: personText(person), bold: true },
      ` reserverar sig mot beslutet${reasons === null ? '.' : ' och anför:\n'}`,
      ...(reasons === null ? [] : [reasons]),
      ...(lacksReasons ? [' Skriftliga skäl har inte lämnats.'] : []),
    ]),
  );

export const statementBlocks = (statements: readonly Statement[]): Block[] =>
  statements.map(({ person, text }) =>
    paragraph([{ text: personText(person), bold: true }, ' lämnar ett särskilt yttrande:\n', text]),
  );

function proposalOf({ proposal, total }: MinutesItem): Block[] {
  if (proposal.length === 0) return [];
  const sum =
    total === null
      ? []
      : [paragraph(`Summa: ${Money.parse(total.amount, '', { allowZero: true, allowNegative: true }).format()}`)];
  return [{ kind: 'list', ordered: true, items: proposal.map(({ text }) => text) }, ...sum];
}

/** An add-on nobody had to answer: nothing was left to add it to, or what it changes had been changed already. */
function hasFallen({ decision, putting }: MinutesItem, { kind, number, refusedGround }: MinutesClaim): boolean {
  const isAnswered = putting.some(({ alternatives }) => alternatives.includes(number));
  return kind === 'addOn' && refusedGround === null && decision !== null && !isAnswered;
}

function claimBlock(item: MinutesItem, claim: MinutesClaim): Block {
  const { number, isStanding, mover, supporters, outcome, text, reasons, changes, kind, refusedGround } = claim;
  const who = isStanding || mover === null ? 'Förslaget i ärendet' : personText(mover);
  const withWhom = supporters.length === 0 ? '' : `, med instämmande av ${namesText(supporters)}`;
  const verb =
    isStanding || mover === null
      ? `: ${actText(outcome)}`
      : ` yrkar${kind === 'addOn' ? ' som tillägg' : ''} ${actText(outcome)}`;
  const changed = changes.map(
    (change) => `${change.label}: från ${valueText(change.old, change)} till ${valueText(change.new, change)}`,
  );
  const fallen = hasFallen(item, claim)
    ? 'Proposition ställs inte på yrkandet: det faller med vad som har beslutats.'
    : null;
  const refused = refusedGround && `Ordföranden ställer inte proposition på yrkandet: ${refusedGround}`;
  const said = [text, reasons === null ? null : `Motivering: ${reasons}`, ...changed, refused, fallen].filter(
    (part) => part !== null && part !== '',
  );
  return paragraph([
    `Yrkande ${number}. `,
    { text: who, bold: true },
    `${verb}${withWhom}${said.length === 0 ? '.' : ':\n'}`,
    said.join('\n'),
  ]);
}

const claimOf = (item: MinutesItem, number: number | null): MinutesClaim | undefined =>
  item.claims.find((claim) => claim.number === number);

const nameOf = (item: MinutesItem, number: number): string => {
  const claim = claimOf(item, number);
  return claim === undefined ? `yrkande ${number}` : claimName(claim);
};

function putBlock({ alternatives, found, ballotDemandedBy }: Acclamation, item: MinutesItem): Block {
  const put = `Ordföranden ställer proposition på ${listed(alternatives.map((number) => nameOf(item, number)))}`;
  const answer = found === null ? 'att det har avslagits' : `bifall till ${nameOf(item, found)}`;
  const demand = ballotDemandedBy === null ? '' : ` ${personText(ballotDemandedBy)} begär omröstning.`;
  return paragraph(`${put} och finner ${answer}.${demand}`);
}

const stageWords: Readonly<Record<string, string>> = {
  formal: 'om formellt yrkande',
  counter: 'om motförslag (kontraproposition)',
  main: 'i huvudfrågan',
  addOn: 'om tilläggsyrkande',
  election: 'vid val',
};

function ballotBlocks(ballot: Ballot, item: MinutesItem): Block[] {
  const { isSecret, results, abstained, silent, absent, electors } = ballot;
  const label = ({ choice, claimNumber }: Votes): string =>
    choice === 'no'
      ? 'Nej'
      : ballot.alternatives.length === 1
        ? `Ja: ${nameOf(item, claimNumber ?? 0)}`
        : nameOf(item, claimNumber ?? 0);
  const rows = [
    ...results.map((result): [string, number, string] => [label(result), result.votes, namesText(result.voters)]),
    ['Avstår', abstained.votes, namesText(abstained.voters)] as [string, number, string],
    ...(silent.length === 0
      ? []
      : [['Avger ingen röst', silent.length, namesText(silent)] as [string, number, string]]),
  ];
  return [
    {
      kind: 'table',
      caption: `${isSecret ? 'Sluten' : 'Öppen'} omröstning ${stageWords[ballot.stage] ?? ''}`.trim(),
      header: isSecret ? ['Röst', 'Antal'] : ['Röst', 'Antal', 'Ledamöter'],
      align: isSecret ? ['left', 'right'] : ['left', 'right', 'left'],
      rows: rows.map(([name, votes, people]) => (isSecret ? [name, `${votes}`] : [name, `${votes}`, people])),
    },
    paragraph(
      `${electors} röstberättigade.${absent.length === 0 ? '' : ` Frånvarande utan ersättare: ${namesText(absent)}.`}`,
    ),
    paragraph(outcomeText(ballot, item)),
  ];
}

/** The result in words; a casting vote or a lot is said as such (KL 5:55-56). */
function outcomeText(ballot: Ballot, item: MinutesItem): string {
  const won =
    ballot.winner === null ? 'Yrkandet har avslagits' : `${capital(nameOf(item, ballot.winner))} har bifallits`;
  if (ballot.tieBreak === 'castingVote')
    return `Rösterna är lika många. ${won} genom ordförandens utslagsröst (${personText(ballot.chair)}).`;
  if (ballot.tieBreak === 'lot') return `Rösterna är lika många. ${won} genom lottning.`;
  return ballot.isMinority ? `${won} av en tredjedel av de närvarande (KL 5 kap. 50 §).` : `${won}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function participantsOf({ participants, quorum }: MinutesDecision, { sameAs }: ItemSetting): Block[] {
  const who =
    sameAs !== undefined
      ? `Samma som i § ${sameAs}.`
      : `${participants.map(participantText).join(', ')}${participants.length === 0 ? '' : '.'}`;
  const working =
    quorum === null
      ? []
      : [
          `Beslutsförhet: ${quorum.serving} av ${quorum.members} ledamöter tjänstgör, ${quorum.needed} behövs.${quorum.exception === null ? '' : ` Undantag: ${quorum.exception}.`}`,
        ];
  return [...(who === '' ? [] : [who]), ...working].map(paragraph);
}

function participantText(participant: Participant): string {
  const { servesFor, mode } = participant;
  return `${personText(participant)}${servesFor === null ? '' : ` för ${personText(servesFor)}`}${mode === 'remote' ? ' (på distans)' : ''}`;
}

/** The first paragraph of the document in which the same people took part as in each later one. */
export function firstWithSame(items: readonly MinutesItem[]): (number | undefined)[] {
  const first = new Map<string, number>();
  return items.map(({ decision, minuteItem }) => {
    const people = decision === null ? '' : decision.participants.map(participantText).join();
    if (people === '' || minuteItem === null) return undefined;
    const found = first.get(people);
    if (found === undefined) first.set(people, minuteItem);
    return found;
  });
}
