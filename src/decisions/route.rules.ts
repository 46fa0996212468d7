/** The plan of a matter: which bodies, on which days, in which order. Pure. */
import { invalid } from '../kernel/errors.js';
import type { MeetingStatus } from './meeting.rules.js';
import type { BodyKind, DecisionOutcome } from './subject-handler.js';

export interface PlannedStep {
  meetingId: string;
  bodyId: string;
  bodyName: string;
  bodyKind: BodyKind;
  day: string;
  status: MeetingStatus;
  /** What this body may answer on this kind of subject; empty when it is not its business. */
  allowed: readonly DecisionOutcome[];
}

const deciding = new Set<DecisionOutcome>(['approve', 'approveWithChanges', 'reject', 'note']);

/**
 * A plan has at least one step, its days ascend strictly, every meeting is to be held, every body on the way has a say
 * in the matter, and the last one can decide it; otherwise the matter would get stuck on an agenda.
 * @throws DomainError validation-failed pointing at the first step that is wrong.
 */
export function requireSoundPlan(steps: readonly PlannedStep[]): void {
  if (steps.length === 0) throw invalid('/meetingIds', 'required', 'En beslutsplanering har minst ett sammanträde.');
  steps.forEach((step, index) => {
    const pointer = `/meetingIds/${index}`;
    if (step.status === 'cancelled')
      throw invalid(pointer, 'meeting-cancelled', `Sammanträdet med ${step.bodyName} ${step.day} är inställt.`);
    if (step.status === 'closed')
      throw invalid(pointer, 'meeting-closed', `Sammanträdet med ${step.bodyName} ${step.day} är avslutat.`);
    if (step.allowed.length === 0)
      throw invalid(pointer, 'body-may-not-decide', `${step.bodyName} beslutar inte i ärenden av det här slaget.`);
    const before = steps[index - 1];
    if (before !== undefined && step.day <= before.day)
      throw invalid(
        pointer,
        'dates-not-ascending',
        `${step.bodyName} ${step.day} kommer inte efter ${before.bodyName} ${before.day}; stegen ska ligga i datumordning.`,
      );
  });
  const last = steps.at(-1);
  if (last !== undefined && !last.allowed.some((outcome) => deciding.has(outcome)))
    throw invalid(
      `/meetingIds/${steps.length - 1}`,
      'last-step-must-decide',
      `${last.bodyName} kan inte avgöra ärendet; beslutsgången ska sluta hos ett organ som kan det.`,
    );
}
