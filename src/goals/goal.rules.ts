/** The states of a goal or commitment, and of the e-services some commitments are. Pure. */
import { invalid } from '../kernel/errors.js';
import { defineTransitions } from '../kernel/transitions.js';
import type { GoalLevel } from './chain.rules.js';

export const goalStatuses = [
  'draft',
  'adopted',
  'inProgress',
  'reported',
  'assessed',
  'carriedOver',
  'closed',
  'withdrawn',
] as const;
export type GoalStatus = (typeof goalStatuses)[number];

/** How far an e-service has come (C-60 … C-75); the word is what a reader sees. */
export const serviceStates = [
  'developing',
  'prototype',
  'tested',
  'pilot',
  'introducing',
  'inOperation',
  'ended',
] as const;
export type ServiceState = (typeof serviceStates)[number];

export const serviceWords: Readonly<Record<ServiceState, string>> = {
  developing: 'utvecklas',
  prototype: 'prototyp',
  tested: 'prövad',
  pilot: 'pilot',
  introducing: 'införs',
  inOperation: 'i drift',
  ended: 'avslutad',
};

const writers = ['caseOfficer', 'unitHead', 'administrationDirector', 'committeeSecretary', 'cityOffice'] as const;
const bodies = ['committee', 'executiveBoard', 'council'] as const;

export const goalStates = defineTransitions({
  name: 'goal',
  initial: 'draft',
  terminal: ['closed', 'withdrawn'],
  states: goalStatuses,
  swedish: {
    draft: 'utkast',
    adopted: 'antaget',
    inProgress: 'pågår',
    reported: 'rapporterat',
    assessed: 'bedömt',
    carriedOver: 'fört över',
    closed: 'avslutat',
    withdrawn: 'återtaget',
    adopt: 'anta',
    begin: 'påbörja',
    report: 'rapportera',
    assess: 'bedöma',
    carryOver: 'föra över till ett senare år',
    close: 'avsluta',
    withdraw: 'återta',
    decision: 'att periodrapporten beslutas',
  },
  edges: [
    {
      from: 'draft',
      act: 'adopt',
      who: writers,
      guard: 'It stands in the chain of some year.',
      to: 'adopted',
      event: 'goal.adopted',
    },
    { from: 'draft', act: 'withdraw', who: writers, to: 'withdrawn', event: 'goal.withdrawn' },
    { from: ['adopted', 'reported', 'carriedOver'], act: 'begin', who: writers, to: 'inProgress', event: 'goal.begun' },
    {
      from: ['adopted', 'inProgress', 'reported', 'carriedOver'],
      act: 'report',
      who: bodies,
      guard: 'An interim report that has it is decided.',
      to: 'reported',
      event: 'goal.reported',
      through: 'decision',
    },
    {
      from: ['adopted', 'inProgress', 'reported', 'carriedOver'],
      act: 'assess',
      who: bodies,
      guard: 'The report of the year that has it is decided.',
      to: 'assessed',
      event: 'goal.assessed',
      through: 'decision',
    },
    {
      from: ['adopted', 'inProgress', 'reported', 'assessed'],
      act: 'carryOver',
      who: writers,
      guard: 'It stands in the chain of a later year than the one it is carried from.',
      to: 'carriedOver',
      event: 'goal.carriedOver',
    },
    {
      from: ['adopted', 'inProgress', 'reported', 'assessed', 'carriedOver'],
      act: 'close',
      who: writers,
      to: 'closed',
      event: 'goal.closed',
    },
  ],
});

export type GoalAct = (typeof goalStates.edges)[number]['act'];
/** Those somebody asks for; the others follow from a decided report. */
export const goalActs = ['adopt', 'begin', 'carryOver', 'close', 'withdraw'] as const satisfies readonly GoalAct[];

/** @throws DomainError validation-failed `not-a-service` */
export function requireServiceLevel(level: GoalLevel, state: ServiceState | null | undefined): void {
  if (state == null || level === 'commitment' || level === 'activity') return;
  throw invalid('/serviceState', 'not-a-service', 'Bara ett åtagande eller en aktivitet kan vara en e-tjänst.');
}
