/**
 * Matters that no other module owns: motions, members' initiatives, assignments, elections, reports. Their states, who may
 * raise them and who may answer them. Pure.
 */
import { conflict, DomainError, invalid } from '../../kernel/errors.js';
import { defineTransitions, type Edge, step } from '../../kernel/transitions.js';
import { movesOn } from '../decision.rules.js';
import type { BodyKind, DecisionOutcome } from '../subject-handler.js';

export const businessKinds = ['motion', 'memberInitiative', 'assignment', 'election', 'report', 'other'] as const;
export type BusinessKind = (typeof businessKinds)[number];

export const businessStatuses = ['drafting', 'scheduled', 'decided', 'rejected', 'referredBack'] as const;
export type BusinessStatus = (typeof businessStatuses)[number];

const writers = ['caseOfficer', 'committeeSecretary', 'registrar', 'cityOffice', 'chair', 'member'] as const;

export const businessStates = defineTransitions({
  name: 'business',
  initial: 'drafting',
  terminal: ['decided', 'rejected'],
  states: businessStatuses,
  swedish: {
    drafting: 'under beredning',
    scheduled: 'på dagordning',
    decided: 'avgjort',
    rejected: 'avslaget',
    referredBack: 'återremitterat',
    edit: 'ändra',
    schedule: 'ta upp på dagordning',
    passOn: 'lämna vidare',
    table: 'bordlägga',
    settle: 'avgöra',
    referBack: 'återremittera',
    reject: 'avslå',
  },
  edges: [
    {
      from: ['drafting', 'referredBack'],
      act: 'edit',
      who: writers,
      guard: 'A version somebody has seen stands; the change goes into a new one.',
      to: 'drafting',
      event: 'business.edited',
    },
    {
      from: ['drafting', 'referredBack'],
      act: 'schedule',
      who: ['committeeSecretary', 'cityOffice'],
      guard: 'There is at least one decision point, or for an election one nominee. The version is frozen.',
      to: 'scheduled',
      event: 'business.scheduled',
    },
    {
      from: 'scheduled',
      act: 'passOn',
      who: ['draftingGroup', 'subcommittee', 'committee', 'executiveBoard'],
      guard: 'A later body is planned on the route.',
      to: 'scheduled',
      event: 'business.passedOn',
    },
    {
      from: 'scheduled',
      act: 'table',
      who: ['draftingGroup', 'subcommittee', 'committee', 'executiveBoard', 'council'],
      to: 'scheduled',
      event: 'business.tabled',
      source: 'KL 5:50',
    },
    {
      from: 'scheduled',
      act: 'settle',
      who: ['committee', 'executiveBoard', 'council'],
      guard: 'A motion is answered by the council.',
      to: 'decided',
      event: 'business.decided',
      source: 'KL 5:22',
    },
    {
      from: 'scheduled',
      act: 'reject',
      who: ['committee', 'executiveBoard', 'council'],
      guard: 'A motion is answered by the council.',
      to: 'rejected',
      event: 'business.rejected',
      source: 'KL 5:22',
    },
    {
      from: 'scheduled',
      act: 'referBack',
      who: ['draftingGroup', 'subcommittee', 'committee', 'executiveBoard', 'council'],
      guard: 'Reasons are given.',
      to: 'referredBack',
      event: 'business.referredBack',
      source: 'KL 5:50',
    },
  ],
});

export type BusinessAct = (typeof businessStates.edges)[number]['act'];

const preparing = ['recommend', 'forward', 'note', 'referBack', 'table'] as const;
const deciding = ['approve', 'approveWithChanges', 'reject', 'referBack', 'table', 'note', 'forward'] as const;

/**
 * A preparatory body recommends, passes on or notes; it settles nothing. A committee and the executive board decide, and
 * recommend where the matter goes on to another body. The council is last, so it has nobody to recommend to.
 */
export function outcomesOf(bodyKind: BodyKind): readonly DecisionOutcome[] {
  switch (bodyKind) {
    case 'draftingGroup':
    case 'subcommittee':
      return preparing;
    case 'committee':
    case 'executiveBoard':
      return ['recommend', ...deciding];
    case 'council':
      return deciding;
  }
}

/** What the body's answer does to the matter: only the last body of the route settles it. */
export function actOf(outcome: DecisionOutcome, isLastStep: boolean): BusinessAct {
  if (outcome === 'table' || outcome === 'referBack' || outcome === 'reject') return outcome;
  return movesOn(outcome) && !isLastStep ? 'passOn' : 'settle';
}

/** @throws DomainError state-conflict `not-allowed-in-state` */
export function edgeOf(status: BusinessStatus, act: BusinessAct): Edge<BusinessStatus, BusinessAct> {
  return step(businessStates, status, act);
}

/**
 * A motion is put to the council, and the council answers it (KL 5:22, 5:35); another body only prepares the answer.
 * @throws DomainError state-conflict `motion-answered-by-council`
 */
export function requireCompetentBody(
  kind: BusinessKind,
  body: { kind: BodyKind; name: string },
  act: BusinessAct,
): void {
  if (kind !== 'motion' || body.kind === 'council' || (act !== 'settle' && act !== 'reject')) return;
  throw conflict(
    'motion-answered-by-council',
    `En motion besvaras av kommunfullmäktige (KL 5 kap. 22 §). ${body.name} kan tillstyrka, återremittera eller bordlägga.`,
  );
}

/** The seat somebody raises a matter from; `none` is a matter raised by the administration. */
export interface Raiser {
  seat: 'member' | 'substitute' | 'none';
  presidium: 'chair' | 'viceChair' | null;
}

/**
 * A member raises motions in the council (KL 5:22) and matters in a committee (KL 4:20): bylaws can give more people a
 * right, and cannot take these from the members. Who else may raise what is for the bylaws to say.
 * @param mayRaise of the body's bylaws
 * @throws DomainError validation-failed `not-the-council`, `not-a-committee`; forbidden `may-not-raise`
 */
export function requireMayRaise(
  kind: BusinessKind,
  body: { kind: BodyKind; name: string },
  { seat, presidium }: Raiser,
  mayRaise: readonly string[],
): void {
  if (kind === 'motion' && body.kind !== 'council')
    throw invalid('/bodyId', 'not-the-council', 'En motion väcks i kommunfullmäktige (KL 5 kap. 22 §).');
  if (kind === 'memberInitiative' && body.kind === 'council')
    throw invalid(
      '/bodyId',
      'not-a-committee',
      'I kommunfullmäktige väcker en ledamot ärenden genom motion (KL 5 kap. 22 §).',
    );
  const isMembersOwn = kind === 'motion' || kind === 'memberInitiative';
  if (isMembersOwn && seat === 'member') return;
  const isInBylaws = [seat === 'none' ? 'administration' : seat, presidium].some(
    (word) => word !== null && mayRaise.includes(word),
  );
  // A motion is for members alone, and an initiative for somebody with a seat, whatever else the bylaws open.
  if (isInBylaws && kind !== 'motion' && !(isMembersOwn && seat === 'none')) return;
  const who = { member: 'en ledamot', substitute: 'en ersättare', none: 'förvaltningen' }[seat];
  const detail = isMembersOwn
    ? `${kindWords[kind]} väcks av en ledamot i ${body.name} (KL ${kind === 'motion' ? '5 kap. 22 §' : '4 kap. 20 §'}).`
    : `I ${body.name} kan ${who} inte väcka ärenden enligt organets egna bestämmelser.`;
  throw new DomainError('forbidden', detail, { code: 'may-not-raise' });
}

/** What the kinds are called. */
const kindWords: Readonly<Record<BusinessKind, string>> = {
  motion: 'En motion',
  memberInitiative: 'Ett ledamotsinitiativ',
  assignment: 'Ett uppdrag',
  election: 'Ett val',
  report: 'En anmälan',
  other: 'Ett ärende',
};
