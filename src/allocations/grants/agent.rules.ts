/** The agent (ombud) who may ask a grantor for money. A grantor approves one per organisation number, and takes about a month. Pure. */
import { addMonths, compareDays, type Day } from '../../kernel/day.js';
import { invalid } from '../../kernel/errors.js';
import { agentLeadMonths } from '../../funding/source.rules.js';
import { defineTransitions } from '../../kernel/transitions.js';

export const agentStatuses = ['asked', 'approved', 'ended'] as const;
export type AgentStatus = (typeof agentStatuses)[number];
export type AgentAct = 'approve' | 'end';

export const agentMachine = defineTransitions({
  name: 'grantAgent',
  initial: 'asked',
  terminal: ['ended'],
  states: agentStatuses,
  swedish: {
    asked: 'anmält',
    approved: 'godkänt',
    ended: 'avslutat',
    approve: 'anteckna godkännande',
    end: 'avsluta',
  },
  edges: [
    {
      from: 'asked',
      act: 'approve',
      who: ['cityOffice', 'controller'],
      guard: 'The grantor says so.',
      to: 'approved',
      event: 'grantAgent.approved',
    },
    {
      from: ['asked', 'approved'],
      act: 'end',
      who: ['cityOffice', 'controller'],
      guard: 'Turned down, or somebody else is to take over.',
      to: 'ended',
      event: 'grantAgent.ended',
    },
  ],
});

/** The last day to ask and still count on an answer before the deadline. */
export function lastDayToAsk(deadlineDay: Day): Day {
  return addMonths(deadlineDay, -agentLeadMonths);
}

/** Told, never refused: the grantor may be quicker. */
export function isAskedLate(askedDay: Day, deadlineDay: Day): boolean {
  return compareDays(askedDay, lastDayToAsk(deadlineDay)) > 0;
}

/** @throws DomainError validation-failed `future-day` or `before-last-step` */
export function requireSoundAgentDay(day: Day, after: Day, today: Day): void {
  if (compareDays(day, today) > 0)
    throw invalid('/day', 'future-day', `Dagen ${day} har inte kommit. I dag är det ${today}.`);
  if (compareDays(day, after) < 0)
    throw invalid('/day', 'before-last-step', `Ombudet anmäldes ${after}; det här kan inte vara från ${day}.`);
}
