/** The cover letter (missiv): who asks whom about what, and what the receiver has stamped on it (B-01 to B-24). Pure. */
import type { ConsulteeKind } from '../consultations/content.rules.js';
import type { ReadAddressee, ReadCoverLetter, ReadStamp } from './consultation-parts.rules.js';
import { dayAlone, dayOf, placeIn, replyByIn } from './consultation-words.rules.js';
import type { Line } from './memorandum.text.js';

const subjectLine = /^ärende(?:t|mening)?\s*:\s*(.+)$/iu;
const ownNumber = /^(?:[A-ZÅÄÖ]{1,5}[ -])?\d{1,5}[-/]\d{2,4}(?:\/\d{1,5})?$/u;
const ownMeeting = /^[A-ZÅÄÖ]{2,6} \d{1,2}\/\d{1,2}[- ]\d{2,4}$/u;
const draftDue = /^(?:svar|yttrande|förslag)\p{L}* (?:till|hos|från) .{1,60} senast/iu;
export const longNumber = /(?<![\p{L}\p{N}-])\p{Lu}{2,8}(?:-\p{Lu}{2,8})?-\d{4}-\d{1,6}(?![\p{L}\p{N}-])/u;

const unionWord = /förbund|facklig|(?:^|\s)(?:saco|lo|tco|sktf|vision|kommunal|akademikerna)(?:\s|$)/iu;
const committeeWord = /nämnd|fullmäktige|styrelse|utskott/iu;

export function kindOf(name: string): ConsulteeKind {
  if (committeeWord.test(name)) return 'committee';
  return unionWord.test(name) ? 'union' : 'other';
}

/** Lines before the subject are sender, stamps and addressees; those after it are the letter itself. */
export function readLetter(lines: readonly Line[]): ReadCoverLetter {
  const at = lines.findIndex(({ text }) => subjectLine.test(text));
  const head = at < 0 ? [] : lines.slice(0, at);
  const body = lines.slice(Math.max(at, 0)).map(({ text }) => text);
  const sorted = sort(head);
  const whole = body.join(' ');
  return {
    ...sorted,
    subject: subjectLine.exec(lines[at]?.text ?? '')?.[1]?.trim() ?? null,
    registrationNumber: longNumber.exec(whole.replaceAll('*', ''))?.[0] ?? null,
    addressee: /ställ[ts] till (?:\p{L}+ )?(\p{L}+(?:styrelsen|nämnden|fullmäktige))/iu.exec(whole)?.[1] ?? null,
    place: placeIn(whole),
    replyBy: replyByIn(body.find((line) => /senast/i.test(line)) ?? ''),
    channel: body.find((line) => /dessutom|e-post|mejl/i.test(line) && !/senast/i.test(line)) ?? null,
    isOnBehalf: body.some((line) => /^enligt uppdrag/i.test(line)),
  };
}

/**
 * The letter's own day is the first that stands alone; one more is a stamp of receipt. The addressees are the longest run of
 * lines that are none of this; what stands before them is the sender, what stands after them notes by hand.
 */
function sort(head: readonly Line[]): Pick<ReadCoverLetter, 'sender' | 'day' | 'addressees' | 'stamps'> {
  const stamps: ReadStamp[] = [];
  const runs: Line[][] = [[]];
  let day: ReadCoverLetter['day'] = null;
  for (const line of head) {
    const alone = dayAlone(line.text);
    const stamp = alone === null ? stampOf(line.text) : null;
    if (alone !== null && day === null) day = alone;
    else if (alone !== null) stamps.push({ kind: 'received', text: line.text, day: alone });
    else if (stamp !== null) stamps.push(stamp);
    const isPlain = alone === null && stamp === null;
    if (!isPlain || line.blanks > 0) runs.push([]);
    if (isPlain) runs.at(-1)?.push(line);
  }
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), [] as Line[]);
  const isList = longest.length > 1 || longest.some(({ text }) => kindOf(text) !== 'other');
  const addressees = isList ? longest.map(({ text }): ReadAddressee => ({ name: text, kind: kindOf(text) })) : [];
  const first = longest[0]?.start ?? 0;
  const others = runs.flat().filter((line) => !isList || !longest.includes(line));
  const notes = others
    .filter(({ start }) => start > first)
    .map(({ text }): ReadStamp => ({ kind: 'note', text, day: null }));
  const sender = others.filter(({ start }) => start < first).map(({ text }) => text);
  return { sender: sender.join(', ') || null, day, addressees, stamps: [...stamps, ...notes] };
}

function stampOf(text: string): ReadStamp | null {
  if (ownMeeting.test(text)) return { kind: 'ownMeeting', text, day: dayOf(text) };
  if (draftDue.test(text)) return { kind: 'draftDue', text, day: dayOf(text) };
  return ownNumber.test(text) ? { kind: 'ownNumber', text, day: null } : null;
}
