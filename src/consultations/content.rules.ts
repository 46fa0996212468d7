/** What a consultation says, version by version: what is asked of whom about which text, and what a body may change in it. Pure. */
import type { Day } from '../kernel/day.js';
import { parseDay } from '../kernel/day.js';
import { parseLocalTime } from '../kernel/deadline.js';
import { conflict, DomainError, type FieldFault, invalid } from '../kernel/errors.js';
import type { PatchLine, Presentation } from '../decisions/subject-handler.js';
import { replyByText, type Stage } from './consultation.rules.js';

export const consulteeKinds = ['committee', 'union', 'other'] as const;
export type ConsulteeKind = (typeof consulteeKinds)[number];

export interface Asked {
  kind: ConsulteeKind;
  /** Of a committee; others have no register here. */
  authorityId: string | null;
  name: string;
}

/** A part of the text, with the body that finally decides it: a plan may have two with different ones (B-33). */
export interface Part {
  key: string;
  title: string;
  decidingBodyId: string | null;
  /** Who may revise it without the decider, e.g. an annex every year. */
  revisingBodyId: string | null;
}

export interface Question {
  key: string;
  text: string;
  /** The part it is about; null when about the whole. */
  partKey: string | null;
}

/** Stored as it stands in the version. */
export interface Content {
  title: string;
  /** What the opinion shall concern (FL 26). */
  purpose: string;
  background: string;
  /** To whom the answer is formally put (B-07); a body of the register when it is one. */
  addressee: { bodyId: string | null; name: string };
  /** Where it is handed in (B-08), and any second way (B-10). */
  place: string;
  channel: string;
  replyByDay: Day;
  replyByTime: string | null;
  consultees: readonly Asked[];
  parts: readonly Part[];
  questions: readonly Question[];
  /** Of a version about another deadline: why. */
  reason: string;
  /** Of a version that reports: what the answers say, in short. */
  report: string;
}

export const contentLimits = {
  title: 300,
  purpose: 20_000,
  background: 100_000,
  short: 300,
  consultees: 200,
  parts: 20,
  questions: 50,
} as const;

/**
 * Whatever a body is to decide on must say what it is about (FL 26).
 * @throws DomainError validation-failed with every fault
 */
export function requireWhole(content: Content, textOf: ReadonlyMap<string, number>): void {
  const faults: FieldFault[] = [];
  const missing = (pointer: string, code: string, detail: string): number => faults.push({ pointer, code, detail });
  if (content.purpose === '') missing('/purpose', 'required', 'Ange vad yttrandet ska avse (FL 26 §).');
  if (content.addressee.name === '') missing('/addresseeName', 'required', 'Ange till vem svaret ska ställas.');
  if (content.consultees.length === 0) missing('/consultees', 'required', 'Ange minst en remissinstans.');
  if (content.parts.length === 0) missing('/parts', 'required', 'Ange minst en del som remissen gäller.');
  content.parts.forEach(({ key, title }, index) => {
    if (!textOf.has(key))
      missing(`/parts/${index}`, 'no-text', `”${title}” har ingen text; lägg till den handling som remissen gäller.`);
  });
  if (faults.length > 0)
    throw new DomainError('validation-failed', faults.map(({ detail }) => detail).join(' '), {
      code: faults[0]!.code,
      errors: faults,
    });
}

/** @throws DomainError validation-failed: `duplicate` for the same consultee or key twice, `unknown-part` for a question about none */
export function requireConsistent({ consultees, parts, questions }: Content): void {
  requireOnce(consultees.map(nameKeyOf), '/consultees', 'Samma remissinstans står två gånger.');
  requireOnce(
    parts.map(({ key }) => key),
    '/parts',
    'Samma del står två gånger.',
  );
  requireOnce(
    questions.map(({ key }) => key),
    '/questions',
    'Samma fråga står två gånger.',
  );
  const known = new Set(parts.map(({ key }) => key));
  questions.forEach(({ partKey }, index) => {
    if (partKey !== null && !known.has(partKey))
      throw invalid(`/questions/${index}/partKey`, 'unknown-part', 'Frågan gäller en del som remissen inte har.');
  });
}

/** What makes a consultee the same as another: its register, or its name however it is written. */
export function nameKeyOf({ authorityId, name }: Pick<Asked, 'authorityId' | 'name'>): string {
  return authorityId ?? name.toLowerCase();
}

function requireOnce(keys: readonly string[], pointer: string, detail: string): void {
  const again = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (again >= 0) throw invalid(`${pointer}/${again}`, 'duplicate', detail);
}

const recipients = (content: Content): Presentation['dispatchList'] =>
  content.consultees.map(({ authorityId, name }) => ({ authorityId, name }));

/** Agenda, minutes and extract take their words from here. */
export function presentationOf(content: Content, stage: Stage): Presentation {
  const { title, purpose, background, addressee, place, consultees, parts } = content;
  const replyBy = replyByText({ day: content.replyByDay, time: content.replyByTime });
  const names = consultees.map(({ name }) => name).join(', ');
  const points = {
    dispatch: [
      ['consult', `att remittera ${parts.map((part) => `”${part.title}”`).join(' och ')} till ${names}`],
      [
        'replyBy',
        `att svaren, ställda till ${addressee.name}, ska vara ${place === '' ? addressee.name : place} till handa senast ${replyBy}`,
      ],
    ],
    deadline: [['replyBy', `att svarstiden för samtliga remissinstanser ändras till ${replyBy}`]],
    report: [['note', 'att lägga sammanställningen av remissvaren till handlingarna']],
  } as const;
  const summary = { dispatch: [purpose, background], deadline: [content.reason], report: [content.report] };
  return {
    title: {
      dispatch: `Remiss: ${title}`,
      deadline: `Ny svarstid för remiss: ${title}`,
      report: `Remissvar: ${title}`,
    }[stage],
    summary: summary[stage].filter((text) => text !== '').join('\n\n'),
    decisionPoints: points[stage].map(([type, text], index) => ({ number: index + 1, type, text })),
    decisionBasis: parts.map((part) => part.title),
    dispatchList: stage === 'report' ? [] : recipients(content),
    total: null,
  };
}

const texts = ['purpose', 'place'] as const;
export const amendablePaths: readonly string[] = [
  '/replyByDay',
  '/replyByTime',
  '/addressee/name',
  ...texts.map((name) => `/${name}`),
];

/**
 * The content with what the body changed.
 * @throws DomainError validation-failed (`not-amendable`, `duplicate`, `required`, and what a day or a time must be);
 *   state-conflict `patch-outdated` when `old` is not what stood in the version seen
 */
export function amended(content: Content, stage: Stage, patch: readonly PatchLine[]): Content {
  const seen = new Set<string>();
  return patch.reduce<Content>((changed, line, index) => {
    if (seen.has(line.path))
      throw invalid(`/patch/${index}/path`, 'duplicate', `Samma uppgift ändras två gånger: ${line.path}.`);
    seen.add(line.path);
    return changedBy(changed, stage, line, index);
  }, content);
}

function changedBy(content: Content, stage: Stage, line: PatchLine, index: number): Content {
  const at = `/patch/${index}/new`;
  const next = line.new.trim().normalize('NFC');
  const from = (stands: string): void => {
    if (line.old.trim().normalize('NFC') !== stands)
      throw conflict(
        'patch-outdated',
        `Uppgiften på ${line.path} är en annan i den version organet såg än den yrkandet utgår från.`,
      );
  };
  if (stage !== 'report' && line.path === '/replyByDay') {
    from(content.replyByDay);
    return { ...content, replyByDay: parseDay(next, at) };
  }
  if (stage !== 'report' && line.path === '/replyByTime') {
    from(content.replyByTime ?? '');
    return { ...content, replyByTime: next === '' ? null : parseLocalTime(next, at) };
  }
  const name = texts.find((text) => line.path === `/${text}`);
  if (stage === 'dispatch' && name !== undefined) {
    from(content[name]);
    return { ...content, [name]: required(next, at) };
  }
  if (stage === 'dispatch' && line.path === '/addressee/name') {
    from(content.addressee.name);
    return { ...content, addressee: { bodyId: null, name: required(next, at) } };
  }
  throw invalid(
    `/patch/${index}/path`,
    'not-amendable',
    `I beslutet kan ändras: ${amendableAt(stage).join(', ') || 'ingenting'}.`,
  );
}

function amendableAt(stage: Stage): readonly string[] {
  return { dispatch: amendablePaths, deadline: ['/replyByDay', '/replyByTime'], report: [] }[stage];
}

function required(text: string, pointer: string): string {
  if (text === '') throw invalid(pointer, 'required', 'Den nya texten är tom.');
  if ([...text].length > 10_000) throw invalid(pointer, 'length', 'Texten får ha högst 10000 tecken.');
  return text;
}
