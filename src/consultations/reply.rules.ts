/**
 * A consultee's answer: the passage each position rests on, and the order of the days on the way to it. Pure.
 */
import { conflict, invalid } from '../kernel/errors.js';
import { quoted } from '../kernel/quoted.js';

export const replyLevels = ['adopted', 'official', 'notStated'] as const;
export type ReplyLevel = (typeof replyLevels)[number];
export const levelWords: Readonly<Record<ReplyLevel, string>> = {
  adopted: 'antaget',
  official: 'tjänstemannayttrande',
  notStated: 'inte angivet',
};

export const stances = ['supports', 'rejects', 'comments', 'noView'] as const;
export type Stance = (typeof stances)[number];
export const stanceWords: Readonly<Record<Stance, string>> = {
  supports: 'tillstyrker',
  rejects: 'avstyrker',
  comments: 'har synpunkter',
  noView: 'ingen uppfattning',
};

export interface Reservation {
  name: string;
  party: string | null;
  reasons: string | null;
}

export interface Position {
  questionKey: string;
  stance: Stance;
  /** The passage as it stands in the reply; may be left out only when there is no view. */
  quote: string | null;
}

/** Line ends of one kind and letters of one spelling; otherwise as it came: what is quoted must be found again. */
export function cleanText(text: string): string {
  return text.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim();
}

/**
 * Where the passage stands. A statement in a compilation is linked to its source, so what is quoted must be there, word for
 * word; a passage in a file that came with the answer has the file for its place.
 * @param hasFiles whether files came with the answer
 * @returns characters (code points) before it; null in a file, and without a passage
 * @throws DomainError validation-failed `required`, `quote-not-found`
 */
export function placeOfQuote(
  text: string,
  { stance, quote }: Pick<Position, 'stance' | 'quote'>,
  pointer: string,
  hasFiles = false,
): number | null {
  const passage = quote === null ? '' : cleanText(quote);
  if (passage === '') {
    if (stance === 'noView') return null;
    throw invalid(pointer, 'required', 'Ange det ställe i svaret som ståndpunkten grundas på.');
  }
  const at = text.indexOf(passage);
  if (at < 0 && hasFiles) return null;
  if (at < 0)
    throw invalid(
      pointer,
      'quote-not-found',
      `Stället ${quoted(passage.slice(0, 80))} finns inte i svaret. Återge det ordagrant, som det står i svarets text.`,
    );
  return Array.from(text.slice(0, at)).length;
}

/** @throws DomainError validation-failed `unknown-question`, `duplicate`, and as `placeOfQuote` */
export function placed<T extends Position>(
  text: string,
  positions: readonly T[],
  questionKeys: readonly string[],
  hasFiles = false,
): (T & { quoteStart: number | null })[] {
  return positions.map((position, index) => {
    if (!questionKeys.includes(position.questionKey))
      throw invalid(`/positions/${index}/questionKey`, 'unknown-question', 'Remissen har ingen sådan fråga.');
    if (positions.findIndex(({ questionKey }) => questionKey === position.questionKey) !== index)
      throw invalid(`/positions/${index}/questionKey`, 'duplicate', 'Samma fråga besvaras två gånger.');
    const quoteStart = placeOfQuote(text, position, `/positions/${index}/quote`, hasFiles);
    const passage = cleanText(position.quote ?? '');
    return { ...position, quote: passage === '' ? null : passage, quoteStart };
  });
}

export interface PlannedDays {
  draftDueDay: string | null;
  meetingDay: string | null;
  replyByDay: string;
}

export interface DayWarning {
  code: 'draft-after-meeting' | 'draft-after-deadline' | 'meeting-after-deadline';
  detail: string;
}

/**
 * Internal day < own meeting < deadline (B-20 to B-23). Days in another order are no fault, they are told: an extension may
 * be on its way.
 */
export function dayWarnings({ draftDueDay, meetingDay, replyByDay }: PlannedDays): DayWarning[] {
  const warnings: DayWarning[] = [];
  if (draftDueDay !== null && meetingDay !== null && draftDueDay >= meetingDay)
    warnings.push({
      code: 'draft-after-meeting',
      detail: `Förslaget ska vara klart ${draftDueDay}, men nämnden sammanträder ${meetingDay}.`,
    });
  if (draftDueDay !== null && draftDueDay > replyByDay)
    warnings.push({
      code: 'draft-after-deadline',
      detail: `Förslaget ska vara klart ${draftDueDay}, efter svarstiden ${replyByDay}.`,
    });
  if (meetingDay !== null && meetingDay > replyByDay)
    warnings.push({
      code: 'meeting-after-deadline',
      detail: `Nämnden sammanträder ${meetingDay}, efter svarstiden ${replyByDay}; begär anstånd.`,
    });
  return warnings;
}

/** @throws DomainError state-conflict `already-replied` */
export function alreadyReplied(): Error {
  return conflict(
    'already-replied',
    'Remissinstansen har redan svarat. Ett tillägg registreras som en handling i ärendet.',
  );
}
