/** What a compilation of answers holds, its counts, and its words in short. Pure. */
import type { ConsulteeStatus } from './consultee-states.rules.js';
import type { ConsulteeKind, Question } from './content.rules.js';
import type { ReplyLevel, Reservation, Stance } from './reply.rules.js';

export interface CompiledReply {
  id: string;
  /** Local time with milliseconds: what 12:00:00.000 and 12:00:00.001 are told apart by. */
  receivedAt: string;
  isLate: boolean;
  level: ReplyLevel;
  /** The consultee's own registration number. */
  ownNumber: string | null;
  signatory: string | null;
  /** Of the answer in the asker's matter; null until it is registered there. */
  documentNumber: number | null;
  /** Of the files that came with it, beside the answer itself; not told of in what was compiled earlier. */
  attachmentNumbers?: readonly number[];
  reservations: readonly Reservation[];
}

export interface CompiledConsultee {
  id: string;
  name: string;
  kind: ConsulteeKind;
  status: ConsulteeStatus;
  /** Why it declined. */
  note: string | null;
  extendedToDay: string | null;
  extendedToTime: string | null;
  reply: CompiledReply | null;
}

/** One position on one question, with where it stands. */
export interface CompiledStatement {
  questionKey: string;
  consulteeId: string;
  consulteeName: string;
  stance: Stance;
  quote: string | null;
  /** Null without a passage, and for one that stands in a file. */
  quoteStart: number | null;
  statedByConsultee: boolean;
  replyId: string;
  documentNumber: number | null;
  isLate: boolean;
}

export interface Compilation {
  /** Shape of this content. */
  format: 1;
  title: string;
  purpose: string;
  addressee: string;
  registrationNumber: string;
  authorityName: string;
  sentDay: string | null;
  commitmentReference: string | null;
  deadlines: readonly {
    origin: 'proposed' | 'decision' | 'coverLetter';
    replyBy: string;
    ground: string;
    decision: string | null;
  }[];
  texts: readonly {
    part: string;
    decidingBody: string | null;
    number: number;
    fileName: string;
    sha256: string;
    documentNumber: number;
  }[];
  questions: readonly Question[];
  consultees: readonly CompiledConsultee[];
  statements: readonly CompiledStatement[];
}

export interface Counts {
  asked: number;
  inTime: number;
  /** Of those in time, by an extension of their own. */
  byExtension: number;
  late: number;
  declined: number;
  silent: number;
  /** Still waited for. */
  waiting: number;
}

/** Every consultee is counted once; the kinds add up to those asked. */
export function countsOf(consultees: readonly CompiledConsultee[]): Counts {
  const count = (which: (consultee: CompiledConsultee) => boolean): number => consultees.filter(which).length;
  const inTime = count(({ reply }) => reply?.isLate === false);
  const late = count(({ reply }) => reply?.isLate === true);
  const declined = count(({ reply, status }) => reply === null && status === 'declined');
  const silent = count(({ reply, status }) => reply === null && status === 'noReply');
  return {
    asked: consultees.length,
    inTime,
    byExtension: count(({ reply, extendedToDay }) => reply?.isLate === false && extendedToDay !== null),
    late,
    declined,
    silent,
    waiting: consultees.length - inTime - late - declined - silent,
  };
}

/** What the body that asked is told in a paragraph. */
export function reportText({ consultees, questions, statements, deadlines }: Compilation): string {
  const counts = countsOf(consultees);
  const names = (which: (consultee: CompiledConsultee) => boolean): string =>
    consultees
      .filter(which)
      .map(({ name }) => name)
      .join(', ');
  const lines = [
    `${counts.asked} remissinstanser tillfrågades. ${counts.inTime} svarade i tid${counts.byExtension > 0 ? ` (${counts.byExtension} efter anstånd)` : ''}, ${counts.late} efter svarstiden, ${counts.declined} avstod och ${counts.silent} svarade inte.`,
    `Svarstid: ${deadlines.at(-1)?.replyBy ?? 'inte beslutad'}${(deadlines.length > 1 && ` (ursprungligen ${deadlines[0]!.replyBy})`) || ''}.`,
    ...(counts.late > 0 ? [`Efter svarstiden: ${names(({ reply }) => reply?.isLate === true)}.`] : []),
    ...(counts.silent > 0
      ? [`Utan svar: ${names(({ reply, status }) => reply === null && status === 'noReply')}.`]
      : []),
    ...questions.map(
      ({ key, text }, index) =>
        `Fråga ${index + 1}, ${text}: ${stanceCounts(statements.filter(({ questionKey }) => questionKey === key))}.`,
    ),
  ];
  return lines.join('\n\n');
}

export function stanceCounts(statements: readonly Pick<CompiledStatement, 'stance'>[]): string {
  const of = (stance: Stance): number => statements.filter((statement) => statement.stance === stance).length;
  return `${of('supports')} tillstyrker, ${of('rejects')} avstyrker, ${of('comments')} har synpunkter, ${of('noView')} har ingen uppfattning`;
}
