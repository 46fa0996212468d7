/** How a delegated decision is told of, and how far that has come (KL 6:40, 7:8). */
import type { Tone } from '../components/status-tag';
import type { DelegatedDecision } from './delegation';

export const tellings = ['toReport', 'overdue', 'reported', 'toAnnounce', 'announced', 'nothing'] as const;
export type Telling = (typeof tellings)[number];

export const tellingTones: Readonly<Record<Telling, Tone>> = {
  toReport: 'info',
  overdue: 'danger',
  reported: 'success',
  toAnnounce: 'warning',
  announced: 'success',
  nothing: 'neutral',
};

export function tellingOf({
  reporting,
  reportedInId,
  isOverdue,
  isToBeAnnounced,
  announcement,
}: Pick<DelegatedDecision, 'reporting' | 'reportedInId' | 'isOverdue' | 'isToBeAnnounced' | 'announcement'>): Telling {
  if (reportedInId !== null) return 'reported';
  if (reporting === 'nextMeeting') return isOverdue ? 'overdue' : 'toReport';
  if (announcement !== null) return 'announced';
  return isToBeAnnounced ? 'toAnnounce' : 'nothing';
}
