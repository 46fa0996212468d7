/** Assignments: given in a budget or a decision, owned by an authority, reported back (KL 6:5). Pure. */
import { conflict, invalid } from '../../kernel/errors.js';
import { defineTransitions } from '../../kernel/transitions.js';

export const assignmentSources = ['budget', 'decision', 'other'] as const;
export type AssignmentSource = (typeof assignmentSources)[number];

export const assignmentStatuses = [
  'given',
  'accepted',
  'inProgress',
  'reportedBack',
  'continued',
  'declaredFulfilled',
  'withdrawn',
] as const;
export type AssignmentStatus = (typeof assignmentStatuses)[number];

const owners = ['caseOfficer', 'unitHead', 'administrationDirector', 'committeeSecretary', 'cityOffice'] as const;
const givers = ['committeeSecretary', 'cityOffice'] as const;

export const assignmentStates = defineTransitions({
  name: 'assignment',
  initial: 'given',
  terminal: ['declaredFulfilled', 'withdrawn'],
  states: assignmentStatuses,
  swedish: {
    given: 'givet',
    accepted: 'mottaget',
    inProgress: 'pågår',
    reportedBack: 'återrapporterat',
    continued: 'fortsätter',
    declaredFulfilled: 'förklarat fullgjort',
    withdrawn: 'återtaget',
    accept: 'ta emot',
    begin: 'påbörja',
    reportBack: 'återrapportera',
    continue: 'låta fortsätta',
    declareFulfilled: 'förklara fullgjort',
    withdraw: 'återta',
  },
  edges: [
    {
      from: 'given',
      act: 'accept',
      who: owners,
      guard: 'Somebody owns it (E-05).',
      to: 'accepted',
      event: 'assignment.accepted',
    },
    { from: ['accepted', 'continued'], act: 'begin', who: owners, to: 'inProgress', event: 'assignment.begun' },
    {
      from: ['accepted', 'inProgress', 'continued'],
      act: 'reportBack',
      who: owners,
      guard: 'With what has been done.',
      to: 'reportedBack',
      event: 'assignment.reportedBack',
      source: 'KL 6:5',
    },
    {
      from: 'reportedBack',
      act: 'continue',
      who: givers,
      guard: 'With what remains, and a new day to report back.',
      to: 'continued',
      event: 'assignment.continued',
    },
    {
      from: 'reportedBack',
      act: 'declareFulfilled',
      who: givers,
      to: 'declaredFulfilled',
      event: 'assignment.declaredFulfilled',
    },
    {
      from: ['given', 'accepted', 'inProgress', 'reportedBack', 'continued'],
      act: 'withdraw',
      who: givers,
      guard: 'Reasons are given.',
      to: 'withdrawn',
      event: 'assignment.withdrawn',
    },
  ],
});
export type AssignmentAct = (typeof assignmentStates.edges)[number]['act'];
export const assignmentActs = [
  'accept',
  'begin',
  'reportBack',
  'continue',
  'declareFulfilled',
  'withdraw',
] as const satisfies readonly AssignmentAct[];

/** The giver's word ends or prolongs it; what is done is the owner's to say. */
export const isGiversAct = (act: AssignmentAct): boolean =>
  act === 'continue' || act === 'declareFulfilled' || act === 'withdraw';

export interface StepInput {
  act: AssignmentAct;
  text: string | null;
  reportBackDay?: string | undefined;
}

/** @throws DomainError state-conflict `no-owner`; validation-failed `required`, `not-continuing` */
export function requireSoundStep({ act, text, reportBackDay }: StepInput, hasOwner: boolean): void {
  if (act === 'accept' && !hasOwner)
    throw conflict(
      'no-owner',
      'Uppdraget har ingen ägare. Ange vilken myndighet som ska utföra det innan det tas emot.',
    );
  const needsText = act === 'reportBack' || act === 'continue' || act === 'withdraw';
  if (needsText && (text ?? '').trim() === '')
    throw invalid('/text', 'required', textWanted[act] ?? 'Skriv vad som gäller.');
  if (act === 'continue' && reportBackDay === undefined)
    throw invalid('/reportBackDay', 'required', 'Ange när uppdraget ska återrapporteras igen.');
  if (act !== 'continue' && reportBackDay !== undefined)
    throw invalid(
      '/reportBackDay',
      'not-continuing',
      'En ny dag för återrapportering hör till att uppdraget fortsätter.',
    );
}

const textWanted: Partial<Record<AssignmentAct, string>> = {
  reportBack: 'Skriv vad som har gjorts.',
  continue: 'Skriv vad som återstår.',
  withdraw: 'Skriv skälen.',
};

/** What is wanting in how an assignment is written, told and never refused: the budget says what it says. */
export interface AssignmentFinding {
  code: 'no-owner' | 'no-report-back' | 'no-amount';
  detail: string;
}

/** E-05, E-07. */
export function findingsOf(assignment: {
  ownerId: string | null;
  reportBackDay: string | null;
  resourceStatement: string | null;
  hasAmount: boolean;
  status: AssignmentStatus;
}): AssignmentFinding[] {
  const { ownerId, reportBackDay, resourceStatement, hasAmount, status } = assignment;
  if (status === 'declaredFulfilled' || status === 'withdrawn') return [];
  return [
    ...(ownerId === null
      ? [{ code: 'no-owner' as const, detail: 'Ingen är utpekad att utföra uppdraget (”ska utarbetas”).' }]
      : []),
    ...(reportBackDay === null
      ? [{ code: 'no-report-back' as const, detail: 'Ingen dag är bestämd för återrapportering.' }]
      : []),
    ...(resourceStatement !== null && !hasAmount
      ? [{ code: 'no-amount' as const, detail: 'Resurser utlovas utan belopp; ingen kan följa upp hur mycket.' }]
      : []),
  ];
}
