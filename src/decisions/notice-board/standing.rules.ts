/** Does a decision stand, and from when? Pure. */
import { compareDays, type Day } from '../../kernel/day.js';
import { takeDownDay } from './announcement.rules.js';
import { type AppealStatus, isOpen, isReceivedLate } from './appeal.rules.js';

export const standings = ['notAdjusted', 'notAnnounced', 'appealPeriod', 'appealed', 'final', 'annulled'] as const;
export type StandingKind = (typeof standings)[number];

/** What may be done with a decision as such, apart from the steps of each appeal. */
export const standingActs = ['registerAppeal', 'assess'] as const;
export type StandingAct = (typeof standingActs)[number];

/** What people read. */
export const standingWords: Readonly<Record<StandingKind, string>> = {
  notAdjusted: 'protokollet är inte justerat',
  notAnnounced: 'justerat, inte anslaget',
  appealPeriod: 'överklagandetiden löper',
  appealed: 'överklagat',
  final: 'laga kraft',
  annulled: 'upphävt',
};

export interface AppealFact {
  receivedDay: Day;
  status: AppealStatus;
  /** Day of its last step. */
  lastDay: Day;
  /** Running order of registration among the decision's appeals and assessments; only compared. */
  registeredAt: Date;
}

export interface DecisionFacts {
  isAdjusted: boolean;
  appealEndDay: Day | null;
  appeals: readonly AppealFact[];
  /** When the latest assessment was made, if any. */
  lastAssessedAt: Date | null;
  today: Day;
}

export interface Finality {
  kind: StandingKind;
  /** First day the decision can no longer be appealed; null while that is not known, and for ever when it was annulled. */
  finalDay: Day | null;
  /** An appeal has come that nobody has weighed against carrying the decision out (KL 13:14, R-40). */
  isAssessmentAskedFor: boolean;
}

/**
 * KL 13:5, 13:14. Without an appeal the decision is final the day after the appeal time. An open appeal, however late
 * and whatever the decision is labelled, takes that day away, because only the court can say that it does not count
 * (R-41, scenario 4). When every appeal is answered and none has annulled, the decision is final from the last answer.
 */
export function finalityOf(facts: DecisionFacts): Finality {
  const { appeals, appealEndDay, lastAssessedAt } = facts;
  const open = appeals.filter(({ status }) => isOpen(status));
  const isAssessmentAskedFor = open.some(
    ({ registeredAt }) => lastAssessedAt === null || registeredAt.getTime() > lastAssessedAt.getTime(),
  );
  if (appeals.some(({ status }) => status === 'annulled'))
    return { kind: 'annulled', finalDay: null, isAssessmentAskedFor: false };
  if (open.length > 0) return { kind: 'appealed', finalDay: null, isAssessmentAskedFor };
  if (!facts.isAdjusted) return { kind: 'notAdjusted', finalDay: null, isAssessmentAskedFor };
  if (appealEndDay === null) return { kind: 'notAnnounced', finalDay: null, isAssessmentAskedFor };
  const finalDay = appeals
    .filter((appeal) => movesFinality(appeal, appealEndDay))
    .reduce((latest, { lastDay }) => (compareDays(lastDay, latest) > 0 ? lastDay : latest), takeDownDay(appealEndDay));
  const kind = compareDays(finalDay, facts.today) <= 0 ? 'final' : 'appealPeriod';
  return { kind, finalDay, isAssessmentAskedFor };
}

/** One that came late and was never tried leaves the decision final from the day it already was. */
function movesFinality({ receivedDay, status }: AppealFact, appealEndDay: Day): boolean {
  return status === 'rejected' || isReceivedLate(receivedDay, appealEndDay) !== true;
}
