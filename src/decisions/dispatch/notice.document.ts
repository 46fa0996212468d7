/** The notice as a document: who is called, when and where, the list, and each matter. Pure. */
import { Money } from '../../kernel/money.js';
import type { Block, DocumentModel } from '../../platform/rendering/document-model.js';
import type { NoticeContent, NoticeItem } from './notice.content.js';

/** @param created the instant the notice was sent, which makes the same notice the same bytes */
export function noticeDocument(content: NoticeContent, created: string): DocumentModel {
  const { body, meeting, items } = content;
  return {
    title: `Kallelse till ${body.name} ${meeting.day}`,
    lang: 'sv',
    meta: { author: body.authorityName, created },
    header: [body.name, `Kallelse till sammanträde ${meeting.day}`],
    blocks: [
      ...notesOf(content),
      factsOf(content),
      { kind: 'heading', level: 1, text: 'Föredragningslista' },
      ...(items.length === 0
        ? [{ kind: 'paragraph', text: 'Inga ärenden är anmälda.' } as const]
        : [listOf(content), { kind: 'heading', level: 1, text: 'Ärenden' } as const]),
      ...items.flatMap((item) => itemOf(item, content)),
    ],
  };
}

/** Name of the file it is saved as, without ending. */
export function noticeName({ body, meeting }: NoticeContent): string {
  return `Kallelse ${body.name} ${meeting.day}`;
}

function notesOf({ status, lateGround }: NoticeContent): Block[] {
  const notes: Block[] = [];
  if (status === 'draft')
    notes.push({ kind: 'note', title: 'Utkast', text: 'Kallelsen är inte utsänd och kan ändras.' });
  if (lateGround !== null) notes.push({ kind: 'note', title: 'Sent utsänd kallelse', text: lateGround });
  return notes;
}

function factsOf({ body, meeting, sent }: NoticeContent): Block {
  const [first, ...supplements] = sent;
  const entries = [
    { label: 'Organ', values: [body.name] },
    { label: 'Dag', values: [meeting.day] },
    ...(meeting.startsAt === null ? [] : [{ label: 'Tid', values: [`kl. ${meeting.startsAt.replace(':', '.')}`] }]),
    ...(meeting.place === null ? [] : [{ label: 'Plats', values: [meeting.place] }]),
    { label: 'Sammanträdet är', values: [meeting.isOpenToPublic ? 'offentligt' : 'inte offentligt'] },
    ...(first === undefined ? [] : [{ label: 'Kallelsen utsänd', values: [first.day] }]),
    ...(supplements.length === 0
      ? []
      : [{ label: 'Kompletterad', values: supplements.map(({ number, day }) => `${day} (tillägg ${number - 1})`) }]),
  ];
  return { kind: 'facts', entries };
}

function listOf(content: NoticeContent): Block {
  return {
    kind: 'table',
    caption: 'Ärenden i den ordning de föredras',
    header: ['Nr', 'Ärende', 'Diarienummer', 'Anmärkning'],
    rows: content.items.map((item) => [
      `${item.position}`,
      item.title,
      item.registrationNumber,
      remarksOf(item, content).join('. '),
    ]),
    align: ['right', 'left', 'left', 'left'],
    widths: [1, 7, 4, 6],
  };
}

/** What the reader must know before opening the papers: that it came late, and that the doors close. */
function remarksOf({ isLate, agendaVersion, behindClosedDoors }: NoticeItem, { sent }: NoticeContent): string[] {
  const remarks: string[] = [];
  const supplement = sent.find(({ number }) => number === agendaVersion);
  if (isLate && agendaVersion === null) remarks.push('Tillkommet efter kallelsen, ännu inte utsänt');
  if (isLate && supplement !== undefined)
    remarks.push(`Tillkommet efter kallelsen, tillägg ${supplement.number - 1} den ${supplement.day}`);
  if (behindClosedDoors) remarks.push('Inom stängda dörrar');
  return remarks;
}

function itemOf(item: NoticeItem, content: NoticeContent): Block[] {
  const remarks = remarksOf(item, content);
  const facts = [
    { label: 'Version', values: [`${item.subjectVersion}`] },
    ...(item.total === null
      ? []
      : [{ label: 'Summa', values: [Money.parse(item.total.amount, '', anyAmount).format()] }]),
    ...(item.decisionBasis.length === 0 ? [] : [{ label: 'Beslutsunderlag', values: item.decisionBasis }]),
  ];
  return [
    {
      kind: 'heading',
      level: 2,
      text: item.title,
      number: `${item.position}`,
      reference: `Dnr ${item.registrationNumber}`,
    },
    ...(remarks.length === 0
      ? []
      : [{ kind: 'paragraph', text: [{ text: `${remarks.join('. ')}.`, bold: true }] } as const]),
    ...item.summary
      .split(/\n{2,}/)
      .filter((text) => text.trim() !== '')
      .map((text): Block => ({ kind: 'paragraph', text })),
    ...(item.proposal.length === 0
      ? []
      : [
          { kind: 'heading', level: 3, text: 'Förslag till beslut' } as const,
          { kind: 'list', ordered: true, items: item.proposal.map(({ text }) => text) } as const,
        ]),
    { kind: 'facts', entries: facts },
  ];
}

const anyAmount = { allowZero: true, allowNegative: true };
