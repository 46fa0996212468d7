/** How a delegated decision is told of, and how far that has come (KL 6:40, 7:8). */
import type { Tone } from '../components/status-tag';
import { today } from '../texts/dates';
import type { DelegatedDecision } from './delegation';

export const tellings = ['toReport', 'overdue', 'onAgenda', 'reported', 'toAnnounce', 'announced', 'nothing'] as const;
export type Telling = (typeof tellings)[number];

export const tellingTones: Readonly<Record<Telling, Tone>> = {
  toReport: 'info',
  overdue: 'danger',
  onAgenda: 'info',
  reported: 'success',
  toAnnounce: 'warning',
  announced: 'success',
  nothing: 'neutral',
};

/** @param on a day; what stands on the agenda of a meeting to come is not told yet */
export function tellingOf(decision: Told, on = today()): Telling {
  const { reporting, reportedInId, reportedDay, isOverdue, isToBeAnnounced, announcement } = decision;
  if (reportedInId !== null) return reportedDay !== null && reportedDay > on ? 'onAgenda' : 'reported';
  if (reporting === 'nextMeeting') return isOverdue ? 'overdue' : 'toReport';
  if (announcement !== null) return 'announced';
  return isToBeAnnounced ? 'toAnnounce' : 'nothing';
}

type Told = Pick<
  DelegatedDecision,
  'reporting' | 'reportedInId' | 'reportedDay' | 'isOverdue' | 'isToBeAnnounced' | 'announcement'
>;
