/** A document of minutes, ready to be set as PDF or Word. Pure: the same minutes give the same model, and so the same bytes. */
import type { Block, DocumentModel, Signatures } from '../../platform/rendering/document-model.js';
import type { Attendee, Guest, MinutesContent } from './minutes.content.js';
import { firstWithSame, itemBlocks, reservationBlocks, statementBlocks } from './minutes-item.document.js';
import { paragraph, paragraphs } from './paragraphs.js';
import type { MinutesStatus } from './minutes.rules.js';
import type { SignerRole } from './signing.rules.js';
import { listed, namesText, paragraphsText, personText, presenceText, timesText } from './minutes.words.js';

/** What is printed of a document besides its content. */
export interface PrintedMinutes {
  content: MinutesContent;
  status: MinutesStatus;
  sentAt: Date | null;
  adjustedDay: string | null;
  /** Left out where a part is printed. */
  contentHash?: string | null;
  signatures: readonly {
    personId: string;
    name: string;
    method: 'signedIn' | 'paper';
    role: SignerRole;
    signedDay: string;
  }[];
  standIns: readonly PrintedStandIn[];
  corrections: readonly PrintedCorrection[];
}

export interface PrintedStandIn {
  hinderedId: string;
  hinderedName: string;
  personId: string;
  name: string;
  ground: string;
}

export interface PrintedCorrection {
  agendaItemId: string | null;
  stood: string;
  shallStand: string;
  ground: string;
  correctedByName: string | null;
  correctedDay: string;
}

export function minutesDocument(minutes: PrintedMinutes): DocumentModel {
  const { content, corrections, status, sentAt } = minutes;
  const { body, meeting, items } = content;
  const same = firstWithSame(items);
  const title = content.kind === 'immediate' ? 'Protokoll, omedelbar justering' : 'Sammanträdesprotokoll';
  return {
    title: `${title} ${meeting.day}`,
    lang: 'sv',
    // A draft has no instant of its own; the day of the meeting stands for it, so that nothing in the bytes depends on when it was printed.
    meta: { author: body.name, created: sentAt === null ? `${meeting.day}T12:00:00Z` : sentAt.toISOString() },
    header: [body.name, `${title} ${meeting.day}${content.number === 1 ? '' : `, dokument ${content.number}`}`],
    initials: initialsOf(minutes),
    blocks: [
      ...statusNote(minutes),
      ...standInNotes(minutes),
      ...correctionNotes(corrections.filter(({ agendaItemId }) => agendaItemId === null)),
      factsOf(minutes),
      ...attendanceBlocks(content),
      ...paragraphs(content.opening),
      ...items.flatMap((item, index) =>
        withCorrections(itemBlocks(item, { body, sameAs: same[index] }), item.agendaItemId, corrections),
      ),
      ...additionBlocks(content),
      ...(content.closing.trim() === '' ? [] : [heading('Sammanträdets avslutning'), ...paragraphs(content.closing)]),
      ...(status === 'draft' ? [] : [heading('Underskrifter'), signaturesOf(minutes), ...hashLine(minutes)]),
    ],
  };
}

const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });

function statusNote({ status, adjustedDay }: PrintedMinutes): Block[] {
  if (status === 'draft')
    return [{ kind: 'note', title: 'Utkast', text: 'Protokollet är inte färdigt och inte justerat. Det kan ändras.' }];
  if (adjustedDay === null)
    return [{ kind: 'note', title: 'Ej justerat', text: 'Protokollet är sänt till justering.' }];
  return [];
}

/** Who signs instead of whom, and how that was decided (KL 5:69): the adjusters chosen at the meeting stand as they were. */
function standInNotes({ standIns }: PrintedMinutes): Block[] {
  return standIns.map(({ hinderedName, name, ground }) => ({
    kind: 'note',
    title: 'Annan justerar',
    text: `${name} justerar i stället för ${hinderedName}, som har förhinder. ${ground}`,
  }));
}

/** What stood and what shall stand, beside each other; what was signed is not touched (R-15). */
export function correctionNotes(corrections: readonly PrintedCorrection[]): Block[] {
  return corrections.map(({ correctedDay, correctedByName, stood, shallStand, ground }) => ({
    kind: 'note',
    title: `Rättelse ${correctedDay}`,
    text: [
      { text: 'Står: ', bold: true },
      `${stood}\n`,
      { text: 'Ska stå: ', bold: true },
      `${shallStand}\n`,
      { text: 'Varför: ', bold: true },
      ground,
      ...(correctedByName === null ? [] : [`\n`, { text: 'Rättat av: ', bold: true }, correctedByName]),
    ],
  }));
}

function withCorrections(
  blocks: readonly Block[],
  agendaItemId: string,
  corrections: readonly PrintedCorrection[],
): Block[] {
  const [title, ...rest] = blocks;
  const own = correctionNotes(corrections.filter((correction) => correction.agendaItemId === agendaItemId));
  return title === undefined ? [] : [title, ...own, ...rest];
}

function factsOf({ content, adjustedDay }: PrintedMinutes): Block {
  const { meeting, body, chairs, secretary, adjusters, others, minuteItems } = content;
  const only = chairs.length < 2;
  const facts: [string, string[]][] = [
    ['Organ', [body.name]],
    ['Sammanträdesdag', [meeting.day]],
    [
      'Tid',
      [
        timesText(meeting.openedAt, meeting.closedAt),
        ...meeting.pauses.map(({ from, to }) => `Ajournering ${timesText(from, to)}`.trim()),
      ],
    ],
    ['Plats', [meeting.place ?? '']],
    ['Paragrafer', [paragraphsText(minuteItems)]],
    [
      'Ordförande',
      chairs.map(
        ({ person, minuteItems: over }) =>
          `${personText(person)}${only || over.length === 0 ? '' : ` ${paragraphsText(over)}`}`,
      ),
    ],
    ['Sekreterare', secretary === null ? [] : [personText(secretary)]],
    ['Justerare', adjusters.map(personText)],
    ['Övriga närvarande', others.map((guest) => guestText(guest, content))],
    ['Justerat', adjustedDay === null ? [] : [adjustedDay]],
  ];
  const entries = facts
    .map(([label, values]) => ({ label, values: values.filter((value) => value !== '') }))
    .filter(({ values }) => values.length > 0);
  return { kind: 'facts', entries };
}

function guestText({ name, title, intervals }: Guest, { meeting }: MinutesContent): string {
  const presence = presenceText(intervals, meeting.openedAt);
  return `${name}${title === null ? '' : `, ${title}`}${presence === '' ? '' : ` (${presence})`}`;
}

function attendanceBlocks(content: MinutesContent): Block[] {
  const { members, substitutes, absent, minuteItems, meeting } = content;
  const presence = ({ intervals }: Attendee): string => presenceText(intervals, meeting.openedAt);
  const others = substitutes
    .filter(({ servedFor }) => servedFor.length === 0)
    .map((one) => `${personText(one)}${presence(one) === '' ? '' : ` (${presence(one)})`}`);
  const part = (taken: readonly number[]): string =>
    taken.length === minuteItems.length ? 'alla' : paragraphsText(taken) || 'inga';
  const rows = [
    ...members.map((member) => [personText(member), seatText(member), part(member.minuteItems), presence(member)]),
    ...substitutes.flatMap((substitute) =>
      substitute.servedFor.map(({ member, minuteItems: taken }) => [
        personText(substitute),
        `Ersättare för ${personText(member)}`,
        part(taken),
        presence(substitute),
      ]),
    ),
  ];
  // A column nobody has anything in says nothing.
  const columns = rows.some((row) => row[3] !== '') ? 4 : 3;
  const table: Block = {
    kind: 'table',
    caption: 'Ledamöter och tjänstgörande ersättare',
    header: ['Namn', 'Uppdrag', 'Paragrafer', 'Närvaro'].slice(0, columns),
    rows: rows.map((row) => row.slice(0, columns)),
  };
  const blocks = [
    ...(rows.length === 0 ? [] : [table]),
    ...(others.length === 0 ? [] : [paragraph(`Närvarande ersättare som inte tjänstgör: ${listed(others)}.`)]),
    ...(absent.length === 0 ? [] : [paragraph(`Frånvarande ledamöter: ${namesText(absent)}.`)]),
  ];
  return blocks.length === 0 ? [] : [heading('Närvaro'), ...blocks];
}

const seatText = ({ presidium }: Attendee): string =>
  presidium === 'chair' ? 'Ordförande' : presidium === 'viceChair' ? 'Vice ordförande' : 'Ledamot';

function additionBlocks({ additions }: MinutesContent): Block[] {
  return additions.flatMap(({ minuteItem, title, inDocument, reservations, statements }) => [
    {
      kind: 'heading',
      level: 1,
      text: title,
      number: `Till § ${minuteItem}`,
      reference: `Justerad för sig, dokument ${inDocument}`,
    } as const,
    ...reservationBlocks(reservations),
    ...statementBlocks(statements),
  ]);
}

const methodWords = { signedIn: 'genom inloggning', paper: 'på papper' } as const;

function signaturesOf({ content, signatures, standIns }: PrintedMinutes): Signatures {
  const chairIds = new Set(content.chairs.map(({ person }) => person.id));
  const line = (id: string, name: string, role: string): Signatures['entries'][number] => {
    const instead = signerFor(id, standIns);
    const signed = signatures.find(({ personId }) => personId === (instead?.personId ?? id));
    return {
      name: instead?.name ?? name,
      role: instead === undefined ? role : `${role}, i stället för ${name}`,
      ...(signed === undefined ? {} : { signed: `${signed.signedDay} ${methodWords[signed.method]}` }),
    };
  };
  return {
    kind: 'signatures',
    entries: [
      ...content.chairs.map(({ person }) => line(person.id, personText(person), 'Ordförande')),
      ...content.adjusters
        .filter(({ id }) => !chairIds.has(id))
        .map((person) => line(person.id, personText(person), 'Justerare')),
    ],
  };
}

/** The last in the line of those who sign for somebody; undefined for one who signs for oneself. */
function signerFor(id: string, standIns: readonly PrintedStandIn[]): PrintedStandIn | undefined {
  let last: PrintedStandIn | undefined;
  for (const standIn of standIns) if (standIn.hinderedId === (last?.personId ?? id)) last = standIn;
  return last?.personId === id ? undefined : last;
}

/** Whoever doubts that this is what was signed can hash the JSON and compare. */
const hashLine = ({ contentHash }: PrintedMinutes): Block[] =>
  contentHash == null
    ? []
    : [paragraph(`Underskrifterna gäller innehållet med kontrollsumman SHA-256 ${contentHash}.`)];

/** Minutes signed on paper carry initials on every page; those signed in are held together by their hash. */
function initialsOf({ content, status, signatures }: PrintedMinutes): string[] {
  const onPaper = status === 'signing' || signatures.some(({ method }) => method === 'paper');
  if (!onPaper) return [];
  return [...content.chairs.map(() => 'Ordförande'), ...content.adjusters.map(() => 'Justerare')].slice(0, 4);
}
