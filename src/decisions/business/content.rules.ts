/** What a business says: its proposal to the body, version by version, and what a body may change in it. Pure. */
import { conflict, invalid } from '../../kernel/errors.js';
import type { PatchLine, Presentation } from '../subject-handler.js';
import type { BusinessKind } from './business.rules.js';

export const pointTypes = [
  'approve',
  'forward',
  'adjustImmediately',
  'note',
  'assign',
  'elect',
  'reject',
  'other',
] as const;
export type PointType = (typeof pointTypes)[number];

export interface DecisionPoint {
  type: PointType;
  text: string;
}

export interface Recipient {
  authorityId: string | null;
  name: string;
}

/** What a body sees. Stored as it stands in the version. */
export interface Content {
  title: string;
  background: string;
  decisionPoints: readonly DecisionPoint[];
  decisionBasis: readonly string[];
  dispatchList: readonly Recipient[];
  /** Those put forward in an election; a claim in the ballot bears the same text. */
  nominees: readonly string[];
}

export const contentLimits = { title: 300, background: 100_000, point: 5_000, points: 100 } as const;

export const emptyContent: Content = {
  title: '',
  background: '',
  decisionPoints: [],
  decisionBasis: [],
  dispatchList: [],
  nominees: [],
};

/** Left out is not null: what is not here is not changed. Each list is replaced as a whole. */
export type ContentInput = { [Field in keyof Content]?: Content[Field] | undefined };

const clean = (text: string): string => text.trim().normalize('NFC');

/** @throws DomainError validation-failed: `duplicate` for a nominee named twice, `not-an-election` for nominees elsewhere */
export function contentFrom(kind: BusinessKind, base: Content, input: ContentInput): Content {
  const content: Content = {
    title: clean(input.title ?? base.title),
    background: clean(input.background ?? base.background),
    decisionPoints: (input.decisionPoints ?? base.decisionPoints).map(({ type, text }) => ({
      type,
      text: clean(text),
    })),
    decisionBasis: (input.decisionBasis ?? base.decisionBasis).map(clean),
    dispatchList: (input.dispatchList ?? base.dispatchList).map(({ authorityId, name }) => ({
      authorityId,
      name: clean(name),
    })),
    nominees: (input.nominees ?? base.nominees).map(clean),
  };
  requireSoundNominees(kind, content.nominees);
  return content;
}

function requireSoundNominees(kind: BusinessKind, nominees: readonly string[]): void {
  if (kind !== 'election' && nominees.length > 0)
    throw invalid('/nominees', 'not-an-election', 'Bara ett val har nominerade; skriv annars namnen i förslaget.');
  const again = nominees.findIndex((name, index) => nominees.indexOf(name) !== index);
  if (again >= 0) throw invalid(`/nominees/${again}`, 'duplicate', 'Samma namn är nominerat två gånger.');
}

/**
 * A body can only answer something that is put to it.
 * @throws DomainError state-conflict `nothing-to-decide`
 */
export function requireSomethingToDecide(kind: BusinessKind, content: Content): void {
  if (kind === 'election' && content.nominees.length === 0)
    throw conflict('nothing-to-decide', 'Ett val tas upp när minst en är nominerad.');
  if (content.decisionPoints.length === 0)
    throw conflict('nothing-to-decide', 'Ärendet har inget förslag till beslut; skriv minst en beslutspunkt.');
}

/** Agenda, minutes and extract take their words from here. */
export function presentationOf(content: Content): Presentation {
  const { title, background, decisionPoints, decisionBasis, dispatchList, nominees } = content;
  const nominated = nominees.length === 0 ? [] : [`Nominerade: ${nominees.join(', ')}.`];
  return {
    title,
    summary: [background, ...nominated].filter((text) => text !== '').join('\n\n'),
    decisionPoints: decisionPoints.map(({ type, text }, index) => ({ number: index + 1, type, text })),
    decisionBasis,
    dispatchList,
    total: null,
  };
}

export const amendablePaths: readonly string[] = ['/decisionPoints/<number>/text', '/background', '/title'];

const pointPath = /^\/decisionPoints\/([1-9][0-9]{0,2})\/text$/;

/**
 * The content with the changed texts.
 * @throws DomainError validation-failed (`not-amendable`, `unknown-decision-point`, `duplicate`, `required`, `length`);
 *   state-conflict `patch-outdated` when `old` is not what stood in the version seen
 */
export function amended(content: Content, patch: readonly PatchLine[]): Content {
  const seen = new Set<string>();
  return patch.reduce<Content>((changed, line, index) => {
    if (seen.has(line.path))
      throw invalid(`/patch/${index}/path`, 'duplicate', `Samma text ändras två gånger: ${line.path}.`);
    seen.add(line.path);
    return changedBy(changed, line, index);
  }, content);
}

function changedBy(content: Content, line: PatchLine, index: number): Content {
  if (line.path === '/title') return { ...content, title: replaced(content.title, line, index, contentLimits.title) };
  if (line.path === '/background')
    return { ...content, background: replaced(content.background, line, index, contentLimits.background) };
  const place = Number(pointPath.exec(line.path)?.[1] ?? 0);
  if (place === 0)
    throw invalid(
      `/patch/${index}/path`,
      'not-amendable',
      `I beslutet kan ändras: ${amendablePaths.join(', ')}. Skriv beslutspunktens nummer, från 1.`,
    );
  const point = content.decisionPoints[place - 1];
  if (point === undefined)
    throw invalid(
      `/patch/${index}/path`,
      'unknown-decision-point',
      `Beslutspunkt ${place} finns inte i den version organet såg; den har ${content.decisionPoints.length}.`,
    );
  const text = replaced(point.text, line, index, contentLimits.point);
  return { ...content, decisionPoints: content.decisionPoints.with(place - 1, { ...point, text }) };
}

function replaced(stands: string, line: PatchLine, index: number, max: number): string {
  if (clean(line.old) !== stands)
    throw conflict(
      'patch-outdated',
      `Texten på ${line.path} är en annan i den version organet såg än den yrkandet utgår från.`,
    );
  const text = clean(line.new);
  if (text === '') throw invalid(`/patch/${index}/new`, 'required', 'Den nya texten är tom.');
  if ([...text].length > max) throw invalid(`/patch/${index}/new`, 'length', `Texten får ha högst ${max} tecken.`);
  return text;
}
