/** One paragraph of minutes as blocks of a document; the extract sets the same ones. Pure. */
import { Money } from '../../kernel/money.js';
import type { Block } from '../../platform/rendering/document-model.js';
import type {
  Change,
  MinutesContent,
  MinutesDecision,
  MinutesItem,
  Participant,
  Reservation,
  Statement,
} from './minutes.content.js';
import type { BodyKind } from '../subject-handler.js';
import { actText, personText, valueText } from './minutes.words.js';
import { paragraph, paragraphs } from './paragraphs.js';
import { claimBlocks, puttingBlocks } from './putting.document.js';

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
    ...section('Yrkanden', claimBlocks(item)),
    ...section('Överläggning', paragraphs(item.deliberation)),
    ...section('Beslutsgång', puttingBlocks(item)),
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
