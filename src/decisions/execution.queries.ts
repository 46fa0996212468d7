/** May these decisions be carried out? Asked by whoever is about to, of many at once. */
import type { Day } from '../kernel/day.js';
import { type Db, rows } from '../platform/database/sql.js';
import { type ExecutionBar, executionBarOf } from './execution.rules.js';
import type { AppealStatus } from './notice-board/appeal.rules.js';
import {
  decisionColumn,
  type DecisionKind,
  type DecisionPlace,
  decisionPlaces,
} from './notice-board/decision-place.js';
import { finalityOf } from './notice-board/standing.rules.js';

export type { DecisionKind } from './notice-board/decision-place.js';

export interface BarredDecision {
  id: string;
  bar: ExecutionBar;
  bodyName: string;
  minuteItem: number;
  settledDay: Day | null;
}

interface AppealRow {
  decisionId: string;
  receivedDay: Day;
  status: AppealStatus;
  lastDay: Day;
  registeredAt: Date;
}

const selectAppeals = (column: string): string => `
  select a.${column} as "decisionId", a.received_day as "receivedDay", a.status, a.registered_at as "registeredAt",
      coalesce((select s.day from appeal_step s where s.appeal_id = a.id order by s.number desc limit 1), a.received_day) as "lastDay"
    from appeal a where a.${column} = any($1::uuid[])`;

interface AssessmentRow {
  decisionId: string;
  mayExecute: boolean;
  assessedAt: Date;
}

const selectLatestAssessments = (column: string): string => `
  select distinct on (${column}) ${column} as "decisionId", may_execute as "mayExecute", assessed_at as "assessedAt"
    from execution_assessment where ${column} = any($1::uuid[]) order by ${column}, assessed_at desc, id desc`;

/**
 * Those that may not be carried out on the day, with why (KL 13:14, R-40). By a delegate a decision is made at once; a body's
 * has its words from when its minutes are adjusted.
 */
export async function barredFromExecution(
  db: Db,
  kind: DecisionKind,
  ids: readonly string[],
  day: Day,
): Promise<BarredDecision[]> {
  if (ids.length === 0) return [];
  const column = decisionColumn[kind];
  const places = await decisionPlaces(db, kind, ids);
  const appeals = await rows<AppealRow>(db, selectAppeals(column), [ids]);
  const assessments = await rows<AssessmentRow>(db, selectLatestAssessments(column), [ids]);
  return places.flatMap((place) => {
    const latest = assessments.find(({ decisionId }) => decisionId === place.id);
    const finality = finalityOf({
      isAdjusted: place.adjustedDay !== null,
      appealEndDay: place.appealEndDay,
      appeals: appeals.filter(({ decisionId }) => decisionId === place.id),
      lastAssessedAt: latest?.assessedAt ?? null,
      today: place.today,
    });
    const settledDay = settledDayOf(place);
    const bar = executionBarOf({ finality, mayExecute: latest?.mayExecute ?? null, settledDay, day });
    if (bar === undefined) return [];
    const { id, bodyName, minuteItem } = place;
    return [{ id, bar, bodyName, minuteItem, settledDay }];
  });
}

const settledDayOf = ({ kind, adjustedDay, decisionDay }: DecisionPlace): Day | null =>
  kind === 'delegatedDecision' ? decisionDay : adjustedDay;
