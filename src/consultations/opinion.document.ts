/** An opinion as a document: to whom, about what, the text, who adopted it, and who reserved themselves. Pure. */
import type { Block, DocumentModel } from '../platform/rendering/document-model.js';
import type { OpinionStatus } from './opinion.rules.js';
import type { Reservation } from './reply.rules.js';

export interface OpinionDocument {
  title: string;
  text: string;
  status: OpinionStatus;
  /** The consultee and its own number. */
  authorityName: string;
  registrationNumber: string;
  askerName: string;
  askerNumber: string;
  addressee: string;
  bodyName: string | null;
  decisionDay: string | null;
  minuteItem: number | null;
  signerTitle: string | null;
  signedDay: string | null;
  reservations: readonly Reservation[];
}

/** @param created the instant the opinion counts as made, so that the same opinion is the same bytes */
export function opinionDocument(opinion: OpinionDocument, created: string): DocumentModel {
  const { title, authorityName, registrationNumber, askerName, askerNumber, addressee } = opinion;
  return {
    title,
    lang: 'sv',
    meta: { author: authorityName, created },
    header: [authorityName, 'Yttrande', `Dnr ${registrationNumber}`],
    blocks: [
      ...(opinion.status === 'drafting' || opinion.status === 'scheduled'
        ? [{ kind: 'note', title: 'Utkast', text: 'Yttrandet är inte antaget och kan ändras.' } as const]
        : []),
      {
        kind: 'facts',
        entries: [
          { label: 'Till', values: [addressee] },
          { label: 'Remiss från', values: [`${askerName}, dnr ${askerNumber}`] },
          { label: 'Vårt diarienummer', values: [registrationNumber] },
          { label: 'Nivå', values: [levelOf(opinion)] },
        ],
      },
      { kind: 'heading', level: 1, text: 'Yttrande' },
      ...opinion.text
        .split(/\n{2,}/)
        .filter((paragraph) => paragraph.trim() !== '')
        .map((text): Block => ({ kind: 'paragraph', text })),
      ...reservationsOf(opinion.reservations),
    ],
  };
}

/** Name of the file it is saved as, without ending. */
export function opinionName({ authorityName, askerNumber }: OpinionDocument): string {
  return `Yttrande ${authorityName} ${askerNumber}`;
}

function levelOf({ status, bodyName, decisionDay, minuteItem, signerTitle, signedDay }: OpinionDocument): string {
  if (status === 'adopted') return `Antaget av ${bodyName} ${decisionDay} § ${minuteItem}`;
  if (status === 'official')
    return `Tjänstemannayttrande, undertecknat ${signedDay}${signerTitle === null ? '' : ` av ${signerTitle}`}`;
  return 'Inte antaget';
}

function reservationsOf(reservations: readonly Reservation[]): Block[] {
  if (reservations.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: 'Reservationer' },
    {
      kind: 'list',
      items: reservations.map(
        ({ name, party, reasons }) =>
          `${name}${party === null ? '' : ` (${party})`}${reasons === null ? '' : `: ${reasons}`}`,
      ),
    },
  ];
}
