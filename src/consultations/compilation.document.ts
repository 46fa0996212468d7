/** The compilation of answers as a document: who answered and how, and what was said on each question, each with its source. Pure. */
import type { Block, DocumentModel, Table } from '../platform/rendering/document-model.js';
import {
  type Compilation,
  type CompiledConsultee,
  type CompiledReply,
  type CompiledStatement,
  countsOf,
  stanceCounts,
} from './compilation.rules.js';
import { levelWords, stanceWords } from './reply.rules.js';

/** @param created the instant it counts as made, so that the same compilation is the same bytes */
export function compilationDocument(compilation: Compilation, created: string): DocumentModel {
  const { title, authorityName, registrationNumber, questions, statements } = compilation;
  return {
    title: `Sammanställning av remissvar: ${title}`,
    lang: 'sv',
    meta: { author: authorityName, created },
    header: [authorityName, 'Sammanställning av remissvar', `Dnr ${registrationNumber}`],
    blocks: [
      factsOf(compilation),
      { kind: 'heading', level: 1, text: 'Svarstid' },
      deadlinesOf(compilation),
      { kind: 'heading', level: 1, text: 'Vem som har svarat' },
      { kind: 'paragraph', text: countsText(compilation) },
      consulteesOf(compilation),
      ...reservationsOf(compilation),
      ...(questions.length === 0
        ? []
        : [{ kind: 'heading', level: 1, text: 'Ståndpunkter' } as const, ...matrixOf(compilation)]),
      ...questions.flatMap(({ key, text }, index) =>
        questionOf(
          index + 1,
          text,
          statements.filter(({ questionKey }) => questionKey === key),
          registrationNumber,
        ),
      ),
    ],
  };
}

/** Name of the file it is saved as, without ending. */
export function compilationName({ registrationNumber }: Compilation): string {
  return `Sammanställning av remissvar ${registrationNumber}`;
}

function factsOf({ registrationNumber, addressee, sentDay, texts, commitmentReference }: Compilation): Block {
  return {
    kind: 'facts',
    entries: [
      { label: 'Diarienummer', values: [registrationNumber] },
      { label: 'Svaren ställda till', values: [addressee] },
      ...(sentDay === null ? [] : [{ label: 'Utsänd', values: [sentDay] }]),
      ...(texts.length === 0
        ? []
        : [
            {
              label: 'Text som svaren gäller',
              values: texts.map(
                ({ part, number, fileName, documentNumber, decidingBody }) =>
                  `${part}, version ${number} (handling ${documentNumber}, ${fileName})${decidingBody === null ? '' : `; beslutas av ${decidingBody}`}`,
              ),
            },
          ]),
      ...(commitmentReference === null ? [] : [{ label: 'Tjänar åtagandet', values: [commitmentReference] }]),
    ],
  };
}

const originWords = { proposed: 'föreslagen', decision: 'beslutad', coverLetter: 'i missivet' } as const;

/** The first is the original, the last the one in force; both are seen. */
function deadlinesOf({ deadlines }: Compilation): Block {
  return {
    kind: 'table',
    caption: 'Svarstider i den ordning de har satts; den sista gäller',
    header: ['Svar senast', 'Hur', 'Beslut', 'Grund'],
    rows: deadlines.map(({ origin, replyBy, decision, ground }) => [
      replyBy,
      originWords[origin],
      decision ?? '',
      ground,
    ]),
    widths: [3, 2, 5, 5],
  };
}

function countsText({ consultees }: Compilation): string {
  const { asked, inTime, byExtension, late, declined, silent, waiting } = countsOf(consultees);
  const extended = byExtension > 0 ? `, varav ${byExtension} efter anstånd` : '';
  const more = waiting > 0 ? ` ${waiting} är ännu att vänta.` : '';
  return `Av ${asked} remissinstanser svarade ${inTime} i tid${extended}, ${late} efter svarstiden, ${declined} avstod och ${silent} svarade inte.${more}`;
}

function consulteesOf({ consultees }: Compilation): Table {
  return {
    kind: 'table',
    caption: 'Remissinstanser och deras svar',
    header: ['Remissinstans', 'Svar', 'Nivå', 'Eget nummer', 'Handling'],
    rows: consultees.map((consultee) => {
      const { reply } = consultee;
      return [
        consultee.name,
        outcomeOf(consultee),
        reply === null ? '' : levelWords[reply.level],
        reply?.ownNumber ?? '',
        reply === null ? '' : documentsText(reply),
      ];
    }),
    widths: [5, 6, 4, 4, 2],
  };
}

/** The answer, and the files that came with it. */
function documentsText({ documentNumber, attachmentNumbers = [] }: CompiledReply): string {
  const attached = attachmentNumbers.length === 0 ? '' : ` med bilaga ${attachmentNumbers.join(', ')}`;
  return `${documentNumber ?? 'ej registrerad'}${attached}`;
}

/** What is late is shown as late, by the very second. */
function outcomeOf({ reply, status, note, extendedToDay, extendedToTime }: CompiledConsultee): string {
  if (reply !== null) {
    const extension =
      extendedToDay === null
        ? ''
        : `, anstånd till ${extendedToDay}${extendedToTime === null ? '' : ` kl. ${extendedToTime.replace(':', '.')}`}`;
    return `${reply.isLate ? 'Efter svarstiden' : 'I tid'}, ${shownInstant(reply.receivedAt)}${extension}`;
  }
  if (status === 'declined') return `Avstår${note === null || note === '' ? '' : `: ${note}`}`;
  return status === 'noReply' ? 'Inget svar' : 'Ännu inget svar';
}

/** Seconds and milliseconds only where they tell anything. */
export function shownInstant(local: string): string {
  const [day = '', time = ''] = local.split(' ');
  const [hours, minutes, seconds = '00.000'] = time.split(':');
  return `${day} kl. ${hours}.${minutes}${seconds === '00.000' ? '' : `.${seconds.replace('.', ',')}`}`;
}

function reservationsOf({ consultees }: Compilation): Block[] {
  const items = consultees.flatMap(({ name, reply }) =>
    (reply?.reservations ?? []).map(
      (reservation) =>
        `${name}: ${reservation.name}${reservation.party === null ? '' : ` (${reservation.party})`}${reservation.reasons === null ? '' : `. ${reservation.reasons}`}`,
    ),
  );
  if (items.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: 'Reservationer som följer med svaren' },
    { kind: 'list', items },
  ];
}

function matrixOf({ questions, consultees, statements }: Compilation): Block[] {
  const stanceOf = new Map(
    statements.map((statement) => [`${statement.consulteeId} ${statement.questionKey}`, statement]),
  );
  return [
    {
      kind: 'table',
      caption: 'Ståndpunkt per remissinstans och fråga',
      header: ['Remissinstans', ...questions.map((_question, index) => `Fråga ${index + 1}`)],
      rows: consultees
        .filter(({ reply }) => reply !== null)
        .map(({ id, name }) => [
          name,
          ...questions.map(({ key }) => {
            const statement = stanceOf.get(`${id} ${key}`);
            return statement === undefined ? '' : stanceWords[statement.stance];
          }),
        ]),
    },
  ];
}

function questionOf(
  number: number,
  text: string,
  statements: readonly CompiledStatement[],
  registrationNumber: string,
): Block[] {
  return [
    { kind: 'heading', level: 2, text, number: `${number}` },
    { kind: 'paragraph', text: `${capital(stanceCounts(statements))}.` },
    ...(statements.length === 0
      ? []
      : [{ kind: 'list', items: statements.map((statement) => statementOf(statement, registrationNumber)) } as const]),
  ];
}

/** Every statement ends in its source: the document and the place in its text. */
function statementOf(
  statement: CompiledStatement,
  registrationNumber: string,
): Extract<Block, { kind: 'list' }>['items'][number] {
  const { consulteeName, stance, quote, quoteStart, documentNumber, isLate, statedByConsultee } = statement;
  const read = statedByConsultee ? '' : ' (tolkat av handläggaren)';
  const source =
    quoteStart === null ? `handling ${documentNumber}` : `handling ${documentNumber}, tecken ${quoteStart + 1}`;
  return [
    { text: consulteeName, bold: true },
    ` ${stanceWords[stance]}${read}${isLate ? ', efter svarstiden' : ''}${quote === null ? '' : `: ”${quote.replaceAll('\n', ' ')}”`} `,
    { text: `[${registrationNumber}, ${source}]`, italic: true },
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
