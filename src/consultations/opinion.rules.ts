/** A consultee's opinion in its own house: drafted by an official, adopted by a body or signed at official level. Pure. */
import { conflict, DomainError, invalid } from '../kernel/errors.js';
import { defineTransitions, type Edge, step } from '../kernel/transitions.js';
import type { BodyKind, DecisionOutcome, PatchLine, Presentation } from '../decisions/subject-handler.js';
import type { Position } from './reply.rules.js';

export const opinionStatuses = ['drafting', 'scheduled', 'adopted', 'official'] as const;
export type OpinionStatus = (typeof opinionStatuses)[number];

const preparing = ['draftingGroup', 'subcommittee'] as const;
const deciding = ['subcommittee', 'committee', 'executiveBoard', 'council'] as const;

export const opinionMachine = defineTransitions({
  name: 'opinion',
  initial: 'drafting',
  terminal: ['adopted', 'official'],
  states: opinionStatuses,
  swedish: {
    drafting: 'utkast',
    scheduled: 'på dagordning',
    adopted: 'antaget',
    official: 'undertecknat på tjänstemannanivå',
    edit: 'ändra',
    schedule: 'ta upp på dagordning',
    passOn: 'lämna vidare',
    table: 'bordlägga',
    adopt: 'anta',
    reject: 'avslå',
    referBack: 'återremittera',
    sign: 'underteckna på tjänstemannanivå',
    decision: 'beslut på sammanträde',
  },
  edges: [
    {
      from: 'drafting',
      act: 'edit',
      who: ['caseOfficer', 'committeeSecretary'],
      to: 'drafting',
      event: 'opinion.edited',
    },
    {
      from: 'drafting',
      act: 'schedule',
      who: ['committeeSecretary', 'cityOffice'],
      guard: 'The version is frozen: the first body sees it.',
      to: 'scheduled',
      event: 'opinion.scheduled',
    },
    {
      from: 'scheduled',
      act: 'passOn',
      through: 'decision',
      who: [...preparing, ...deciding.slice(1)],
      to: 'scheduled',
      event: 'opinion.passedOn',
    },
    {
      from: 'scheduled',
      act: 'table',
      through: 'decision',
      who: [...deciding, 'draftingGroup'],
      to: 'scheduled',
      event: 'opinion.tabled',
      source: 'KL 5:50',
    },
    {
      from: 'scheduled',
      act: 'adopt',
      through: 'decision',
      who: deciding,
      guard: 'An opinion to the council is adopted by the committee itself.',
      to: 'adopted',
      event: 'opinion.adopted',
      source: 'KL 6:38',
    },
    { from: 'scheduled', act: 'reject', through: 'decision', who: deciding, to: 'drafting', event: 'opinion.rejected' },
    {
      from: 'scheduled',
      act: 'referBack',
      through: 'decision',
      who: [...deciding, 'draftingGroup'],
      guard: 'Reasons are given.',
      to: 'drafting',
      event: 'opinion.referredBack',
      source: 'KL 5:50',
    },
    {
      from: 'drafting',
      act: 'sign',
      who: ['administrationDirector'],
      guard: 'Not by whoever wrote it, and not an opinion to the council, which may not be delegated.',
      to: 'official',
      event: 'opinion.signed',
      source: 'KL 6:38',
    },
  ],
});
export type OpinionAct = (typeof opinionMachine.edges)[number]['act'];

export interface OpinionContent {
  title: string;
  /** Paragraphs apart by an empty line. */
  text: string;
  positions: readonly Position[];
}

export function outcomesOf(bodyKind: BodyKind): readonly DecisionOutcome[] {
  if (bodyKind === 'draftingGroup') return ['recommend', 'referBack', 'table'];
  return ['recommend', 'approve', 'approveWithChanges', 'reject', 'referBack', 'table'];
}

export function actOf(outcome: DecisionOutcome, isLastStep: boolean): OpinionAct {
  if (outcome === 'table' || outcome === 'referBack' || outcome === 'reject') return outcome;
  return isLastStep ? 'adopt' : 'passOn';
}

export function edgeOf(status: OpinionStatus, act: OpinionAct): Edge<OpinionStatus, OpinionAct> {
  return step(opinionMachine, status, act);
}

/**
 * An opinion to the council may not be delegated (KL 6:38 p 2; R-42): neither to a subcommittee nor to an official.
 * @throws DomainError state-conflict `opinion-to-council`
 */
export function requireNotToCouncil(isToCouncil: boolean, who: string): void {
  if (!isToCouncil) return;
  throw conflict(
    'opinion-to-council',
    `Ett yttrande till kommunfullmäktige får inte delegeras (KL 6 kap. 38 §); ${who} kan inte anta det, det gör nämnden själv.`,
  );
}

/** @throws DomainError state-conflict `four-eyes` (D9) */
export function requireOtherAuthor(authors: readonly (string | null)[], signerId: string | null): void {
  if (authors.includes(signerId))
    throw conflict('four-eyes', 'Den som har skrivit yttrandet kan inte också underteckna det.');
}

/** @param asker to whom it is sent back when adopted */
export function presentationOf(
  content: OpinionContent,
  asker: { authorityId: string; name: string },
  addressee: string,
): Presentation {
  return {
    title: content.title,
    summary: content.text,
    decisionPoints: [
      { number: 1, type: 'approve', text: 'att anta förvaltningens förslag till yttrande som sitt eget' },
      { number: 2, type: 'forward', text: `att översända yttrandet till ${addressee}` },
    ],
    decisionBasis: [content.title],
    dispatchList: [asker],
    total: null,
  };
}

export const amendablePaths: readonly string[] = ['/paragraphs/<number>'];
const path = /^\/paragraphs\/([1-9][0-9]{0,3})$/;
const apart = /\n{2,}/;

/**
 * The opinion with the paragraphs the body changed; an empty one is struck out. A passage that a position rests on and that
 * the body has reworded no longer stands in the text, and the position goes with it: what nobody says any longer is not
 * reported.
 * @throws DomainError validation-failed (`not-amendable`, `unknown-paragraph`, `duplicate`, `required`), state-conflict
 *   `patch-outdated`
 */
export function amended(content: OpinionContent, patch: readonly PatchLine[]): OpinionContent {
  if (patch.length === 0) return content;
  const paragraphs = content.text.split(apart);
  const seen = new Set<number>();
  for (const [index, line] of patch.entries()) {
    const number = Number(path.exec(line.path)?.[1] ?? 0);
    if (number === 0)
      throw invalid(
        `/patch/${index}/path`,
        'not-amendable',
        'I ett yttrande ändras stycken: /paragraphs/1, /paragraphs/2 …',
      );
    if (seen.has(number)) throw invalid(`/patch/${index}/path`, 'duplicate', `Stycke ${number} ändras två gånger.`);
    seen.add(number);
    const stands = paragraphs[number - 1];
    if (stands === undefined)
      throw invalid(
        `/patch/${index}/path`,
        'unknown-paragraph',
        `Yttrandet har ${paragraphs.length} stycken; stycke ${number} finns inte.`,
      );
    if (line.old.trim().normalize('NFC') !== stands.trim())
      throw conflict(
        'patch-outdated',
        `Stycke ${number} lyder annorlunda i den version organet såg än det yrkandet utgår från.`,
      );
    paragraphs[number - 1] = line.new
      .trim()
      .normalize('NFC')
      .replaceAll(/\n{2,}/g, '\n');
  }
  const text = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
  if (text === '') throw invalid('/patch', 'required', 'Yttrandet skulle bli tomt; avslå det i stället.');
  return {
    ...content,
    text,
    positions: content.positions.filter(({ quote }) => quote === null || text.includes(quote)),
  };
}

/** @throws DomainError validation-failed `required` */
export function requireText(text: string): void {
  if (text === '')
    throw new DomainError('validation-failed', 'Yttrandet har ingen text.', {
      code: 'required',
      errors: [{ pointer: '/text', code: 'required', detail: 'Yttrandet har ingen text.' }],
    });
}
