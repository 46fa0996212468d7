/** The acts of a requisition in the order they are done, and which of them is next. What is allowed, the API says. */
import type { Schemas } from '../api/client';

/** What is done with the agent before the requisition, and then with the requisition itself. */
export const taskActs = [
  'askAgent',
  'approveAgent',
  'recordAgent',
  'prepare',
  'approve',
  'submit',
  'confirm',
  'pay',
  'report',
  'accept',
  'close',
] as const;
/** What happens only to some: money held, claimed back, paid back. */
export const otherActs = ['withhold', 'claimRecovery', 'repay'] as const;
export type TaskAct = (typeof taskActs)[number] | (typeof otherActs)[number];

type Requisition = Pick<
  Schemas['RequisitionDto'],
  'status' | 'possibleActs' | 'steps' | 'approvedBy' | 'preparedBy' | 'claimed'
>;
type Agent = Pick<Schemas['AgentDto'], 'status' | 'askedDay' | 'approvedDay' | 'personName'>;

export interface Task {
  act: TaskAct;
  /** `again`: done, and may be done anew; `now`: next; `possible`: allowed, but not what comes first. */
  state: 'done' | 'now' | 'possible' | 'later' | 'never';
  /** The step it was noted by, or the agent's day. */
  day: string | null;
  who: string | null;
  /** A figure already stated may be stated anew. */
  mayRepeat: boolean;
}

/** @param agent of the grantor; null when nobody has been asked for */
export function tasksOf(requisition: Requisition, agent: Agent | null): Task[] {
  const { status, possibleActs, steps } = requisition;
  const isOver = status === 'expired';
  const may = (act: TaskAct): boolean => {
    if (isOver) return false;
    if (act === 'askAgent') return agent === null && status === 'notStarted';
    if (act === 'approveAgent') return agent?.status === 'asked' && status === 'notStarted';
    if (act === 'recordAgent') return possibleActs.includes(act) && agent?.status === 'approved';
    return possibleActs.includes(act);
  };
  const done = (act: TaskAct): { day: string | null; who: string | null } | undefined => {
    const step = steps.findLast((one) => one.act === act);
    if (act === 'askAgent' && (agent !== null || status !== 'notStarted'))
      return { day: agent?.askedDay ?? null, who: agent?.personName ?? null };
    if (act === 'approveAgent' && (agent?.status === 'approved' || (status !== 'notStarted' && !isOver)))
      return { day: agent?.approvedDay ?? null, who: null };
    if (act === 'approve' && requisition.approvedBy === null) return undefined;
    return step === undefined ? undefined : { day: step.day, who: step.recordedByName ?? null };
  };
  const ordered = taskActs.map((act) => ({ act, did: done(act), isAllowed: may(act) }));
  const next = ordered.find(({ did, isAllowed }) => did === undefined && isAllowed)?.act;
  const lastDone = ordered.findLastIndex(({ did }) => did !== undefined);
  return ordered.map(({ act, did, isAllowed }, index): Task => {
    const common = { act, day: did?.day ?? null, who: did?.who ?? null, mayRepeat: did !== undefined && isAllowed };
    if (did !== undefined) return { ...common, state: 'done' };
    if (act === next) return { ...common, state: 'now' };
    if (isAllowed) return { ...common, state: 'possible' };
    // Passed by on the way: a report that was never accepted because the money was claimed back.
    return { ...common, state: isOver || index < lastDone ? 'never' : 'later' };
  });
}

/** What may be noted besides, of what happens only to some. */
export function othersOf({ possibleActs, status }: Requisition): (typeof otherActs)[number][] {
  return status === 'expired' ? [] : otherActs.filter((act) => possibleActs.includes(act));
}

/** Four eyes: whoever prepared it waits for somebody else. */
export function waitsForAnother({ preparedBy }: Requisition, personId: string): boolean {
  return preparedBy === personId;
}
