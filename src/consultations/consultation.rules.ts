/**
 * A consultation (remiss): which body may decide what about it, and who may see it. Pure.
 *
 * FL 26 § says that whoever asks says what the opinion shall concern and by when, and asks everybody at once. It does not
 * bind where the final decision is tested for legality (FL 2 §), and is followed as good practice; FL 22 § does bind.
 */
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { type Edge, step } from '../kernel/transitions.js';
import type { BodyKind, DecisionOutcome } from '../decisions/subject-handler.js';
import { ownAuthorities, reachOver } from '../identity/reach.rules.js';
import { type ConsultationAct, consultationMachine, type ConsultationStatus } from './consultation-states.rules.js';

/** What a version puts to the body: sending it out, another deadline for all, or what the answers say. */
export const stages = ['dispatch', 'deadline', 'report'] as const;
export type Stage = (typeof stages)[number];

const afterDispatch: readonly ConsultationStatus[] = [
  'sent',
  'deadlineScheduled',
  'replyPeriodOver',
  'compiled',
  'reportScheduled',
  'reportedToDecider',
];

/** Which stage a body is deciding on, by the state. */
const stageOf = { scheduled: 'dispatch', deadlineScheduled: 'deadline', reportScheduled: 'report' } as const;

/** @throws DomainError state-conflict when nothing of the consultation is before a body. */
export function stageBeforeBody(status: ConsultationStatus): Stage {
  if (status === 'scheduled' || status === 'deadlineScheduled' || status === 'reportScheduled') return stageOf[status];
  throw conflict('not-allowed-in-state', 'Inget av remissen står på någon dagordning.', { state: status });
}

/** Answers are taken from the dispatch to the closing, in time or late. */
export function takesReplies(status: ConsultationStatus): boolean {
  return afterDispatch.includes(status);
}

export function isSent(status: ConsultationStatus): boolean {
  return takesReplies(status) || status === 'closed';
}

/** A preparatory body may decide it (B-51): asking others is preparing a matter (KL 5:26, 6:12). */
export function outcomesOf(_bodyKind: BodyKind): readonly DecisionOutcome[] {
  return ['recommend', 'approve', 'approveWithChanges', 'reject', 'referBack', 'table', 'note'];
}

/** What the body's answer does: only the last body of the route settles it, and only a report can be noted. */
export function actOf(outcome: DecisionOutcome, isLastStep: boolean, stage: Stage): ConsultationAct {
  if (outcome === 'table' || outcome === 'referBack' || outcome === 'reject') return outcome;
  if (!isLastStep) return 'passOn';
  if (outcome === 'note' && stage !== 'report')
    throw conflict(
      'outcome-not-allowed',
      'En remiss kan inte bara läggas till handlingarna; organet beslutar om den ska sändas ut.',
    );
  return 'decide';
}

export function edgeOf(status: ConsultationStatus, act: ConsultationAct): Edge<ConsultationStatus, ConsultationAct> {
  return step(consultationMachine, status, act);
}

/**
 * Another deadline for all is decided by the body that decided the consultation (B-51, B-52); what a drafting group or a
 * subcommittee decided, the committee itself may take over (KL 6:37).
 * @throws DomainError state-conflict `other-body-decided`
 */
export function requireDecider(
  body: { id: string; kind: BodyKind; name: string },
  decided: { id: string; kind: BodyKind; name: string } | null,
): void {
  if (decided === null || body.id === decided.id) return;
  const isBelow = decided.kind === 'draftingGroup' || decided.kind === 'subcommittee';
  if (isBelow && (body.kind === 'committee' || body.kind === 'executiveBoard')) return;
  throw conflict(
    'other-body-decided',
    `${decided.name} beslutade remissen; en ny svarstid för alla beslutas där, inte av ${body.name}.`,
  );
}

/** What has not been sent is the asking authority's working paper (TF 2:12); afterwards it concerns those who are asked. */
export function mayBeSeen(
  actor: Actor,
  {
    authorityId,
    consulteeAuthorityIds,
    status,
  }: { authorityId: string; consulteeAuthorityIds: readonly string[]; status: ConsultationStatus },
): boolean {
  if (isAsker(actor, authorityId)) return true;
  if (!isSent(status)) return false;
  const { everywhere, authorityIds } = reachOver('register', actor);
  return everywhere || consulteeAuthorityIds.some((id) => authorityIds.includes(id));
}

/** Belongs to the authority that asks, and so sees drafts and every answer. */
export function isAsker(actor: Actor, authorityId: string): boolean {
  return actor.kind === 'system' || ownAuthorities(actor).includes(authorityId);
}

/** A deadline as somebody states it. Without a time of day the whole day counts. */
export interface ReplyBy {
  day: string;
  time: string | null;
}

/**
 * A deadline for all moves forward only: whoever has planned by the one in force may rely on it.
 * @throws DomainError validation-failed `not-later`
 */
export function requireLater(next: ReplyBy, inForce: ReplyBy, pointer: string): void {
  if (instantKey(next) > instantKey(inForce)) return;
  throw invalid(pointer, 'not-later', `Den nya svarstiden ska vara senare än den som gäller, ${replyByText(inForce)}.`);
}

/** Sorts as time does: no time of day is the end of the day. */
function instantKey({ day, time }: ReplyBy): string {
  return `${day} ${time ?? '24:00'}`;
}

/** As people read it: `2010-03-31 kl. 12.00`. */
export function replyByText({ day, time }: ReplyBy): string {
  return time === null ? day : `${day} kl. ${time.replace(':', '.')}`;
}
