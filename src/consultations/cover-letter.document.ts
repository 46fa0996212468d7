/** The cover letter (missiv): who asks whom about what, to whom the answer is put, where it is handed in and by when. Pure. */
import type { Block, DocumentModel } from '../platform/rendering/document-model.js';
import { replyByText } from './consultation.rules.js';

export interface CoverLetter {
  authorityName: string;
  registrationNumber: string;
  title: string;
  purpose: string;
  background: string;
  addressee: string;
  place: string;
  channel: string;
  replyBy: { day: string; time: string | null };
  officer: { name: string; title: string | null } | null;
  /** The decision it is sent on, `Kommunstyrelsen 2023-03-01 § 12`; null in a draft. */
  decision: string | null;
  sentDay: string | null;
  consultees: readonly string[];
  parts: readonly {
    title: string;
    fileName: string | null;
    decidingBody: string | null;
    revisingBody: string | null;
  }[];
  questions: readonly string[];
}

/** @param created the instant the letter counts as made, so that the same letter is the same bytes */
export function coverLetterDocument(letter: CoverLetter, created: string): DocumentModel {
  const { authorityName, registrationNumber, title, sentDay } = letter;
  return {
    title: `Remiss: ${title}`,
    lang: 'sv',
    meta: { author: authorityName, created },
    header: [authorityName, 'Missiv', `Dnr ${registrationNumber}${sentDay === null ? '' : `, ${sentDay}`}`],
    blocks: [
      ...(letter.decision === null
        ? [{ kind: 'note', title: 'Utkast', text: 'Remissen är inte beslutad.' } as const]
        : []),
      factsOf(letter),
      { kind: 'heading', level: 1, text: 'Remissinstanser' },
      { kind: 'list', items: letter.consultees },
      { kind: 'heading', level: 1, text: 'Vad yttrandet ska avse' },
      ...paragraphs(letter.purpose),
      ...(letter.questions.length === 0
        ? []
        : [
            { kind: 'heading', level: 2, text: 'Frågor' } as const,
            { kind: 'list', ordered: true, items: letter.questions } as const,
          ]),
      { kind: 'heading', level: 1, text: 'Handlingar' },
      { kind: 'list', items: letter.parts.map(partOf) },
      ...(letter.background === ''
        ? []
        : [{ kind: 'heading', level: 1, text: 'Bakgrund' } as const, ...paragraphs(letter.background)]),
      { kind: 'heading', level: 1, text: 'Svar' },
      { kind: 'paragraph', text: answerOf(letter) },
    ],
  };
}

/** Name of the file it is saved as, without ending. */
export function coverLetterName({ registrationNumber }: CoverLetter): string {
  return `Missiv ${registrationNumber}`;
}

function factsOf({
  title,
  registrationNumber,
  decision,
  replyBy,
  addressee,
  place,
  channel,
  officer,
}: CoverLetter): Block {
  return {
    kind: 'facts',
    entries: [
      { label: 'Ärende', values: [title] },
      { label: 'Vårt diarienummer', values: [registrationNumber] },
      ...(decision === null ? [] : [{ label: 'Beslut', values: [decision] }]),
      { label: 'Svar senast', values: [[{ text: replyByText(replyBy), bold: true }]] },
      { label: 'Svaret ställs till', values: [addressee] },
      ...(place === '' ? [] : [{ label: 'Lämnas till', values: [place] }]),
      ...(channel === '' ? [] : [{ label: 'Lämnas också', values: [channel] }]),
      ...(officer === null
        ? []
        : [{ label: 'Handläggare', values: [`${officer.name}${officer.title === null ? '' : `, ${officer.title}`}`] }]),
    ],
  };
}

function partOf({ title, fileName, decidingBody, revisingBody }: CoverLetter['parts'][number]): string {
  const decided = decidingBody === null ? '' : `, beslutas av ${decidingBody}`;
  const revised = revisingBody === null ? '' : `, får revideras av ${revisingBody}`;
  return `${title}${fileName === null ? '' : ` (${fileName})`}${decided}${revised}`;
}

function answerOf({ addressee, place, replyBy, registrationNumber }: CoverLetter): string {
  const where = place === '' ? addressee : place;
  return `Svaret, ställt till ${addressee}, ska vara ${where} till handa senast ${replyByText(replyBy)}. Ange diarienummer ${registrationNumber} och ert eget. Svar som kommer senare registreras och redovisas som inkomna efter svarstiden.`;
}

function paragraphs(text: string): Block[] {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => ({ kind: 'paragraph', text: paragraph }));
}
