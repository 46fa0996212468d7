/** What a period report says: gathered from the rows while it is being written, and frozen as one text when a body is to see it. */
import { type Db, rows } from '../../platform/database/sql.js';
import type { GoalLevel } from '../chain.rules.js';
import { type IndicatorFigures, indicatorFigures } from '../indicators/indicator-figures.js';
import type { Period } from '../period.rules.js';
import type { RichText } from '../rich-text.rules.js';
import type { ServiceState } from '../goal.rules.js';
import { allWork } from '../work-sight.js';
import type { EntryState } from './report.rules.js';
import type { Attainment, ShortfallReason, SuccessFactor } from './status.rules.js';

/** How the goals right below were judged in reports of the same period; nothing is computed from it (D-09). */
export type BelowCounts = Partial<Record<Attainment | 'notReported', number>>;

export interface EntryContent {
  goalId: string;
  level: GoalLevel;
  title: string;
  parentId: string | null;
  parentTitle: string | null;
  contribution: string | null;
  serviceState: ServiceState | null;
  status: Attainment;
  reasons: string | null;
  comment: RichText;
  successFactors: SuccessFactor[];
  shortfallReasons: ShortfallReason[];
  below: BelowCounts;
  indicators: IndicatorFigures[];
}

export interface ReportContent {
  title: string;
  authorityId: string;
  authorityName: string;
  year: number;
  period: Period;
  summary: RichText;
  entries: EntryContent[];
}

export interface LiveEntry extends EntryContent {
  state: EntryState;
  responsibleId: string | null;
  markedBy: string | null;
  version: number;
}

interface ReportHead {
  id: string;
  title: string;
  authorityId: string;
  authorityName: string;
  year: number;
  period: Period;
  summary: RichText;
}

const selectHead = `select r.id, r.title, r.authority_id as "authorityId", a.name as "authorityName", r.year, r.period, r.summary
  from period_report r join authority a on a.id = r.authority_id where r.id = $1`;

const selectEntries = `
  select e.goal_id as "goalId", g.level, g.title, p.parent_id as "parentId", above.title as "parentTitle", p.contribution,
      g.service_state as "serviceState", e.status, e.reasons, e.comment, e.success_factors as "successFactors",
      e.shortfall_reasons as "shortfallReasons", e.state, e.marked_by as "markedBy", e.version, g.responsible_id as "responsibleId"
    from report_entry e join period_report r on r.id = e.report_id join goal g on g.id = e.goal_id
      left join goal_placement p on p.goal_id = g.id and p.year = r.year left join goal above on above.id = p.parent_id
   where e.report_id = $1 order by g.created_at, g.id`;

/** Of the own report as it stands; of others' only what their bodies have decided. */
const selectBelow = `
  select p.parent_id, coalesce(own.status, other.status, 'notReported') as status, count(*)::integer as count
    from goal_placement p join goal g on g.id = p.goal_id and g.status not in ('draft', 'withdrawn') join period_report r on r.id = $1
      left join report_entry own on own.report_id = r.id and own.goal_id = p.goal_id
      left join lateral (select e.status from report_entry e join period_report o on o.id = e.report_id
        where e.goal_id = p.goal_id and o.year = r.year and o.period = r.period and o.status = 'decided' and o.id <> r.id limit 1) other on true
   where p.year = r.year and p.parent_id in (select goal_id from report_entry where report_id = $1)
   group by 1, 2 order by 1, 2`;

export async function reportHead(db: Db, reportId: string): Promise<ReportHead> {
  const [head] = await rows<ReportHead>(db, selectHead, [reportId]);
  if (head === undefined) throw new Error(`there is no period report ${reportId}`);
  return head;
}

/** As it stands in the rows, goals below their parents. */
export async function liveEntries(db: Db, { id, year, period }: ReportHead): Promise<LiveEntry[]> {
  const entries = await rows<Omit<LiveEntry, 'below' | 'indicators'>>(db, selectEntries, [id]);
  const below = await rows<{ parent_id: string; status: Attainment | 'notReported'; count: number }>(db, selectBelow, [
    id,
  ]);
  const ids = entries.map(({ goalId }) => goalId);
  const figures = await indicatorFigures(db, ids, year, period, allWork);
  const whole = entries.map((entry) => {
    const counts = below.filter(({ parent_id }) => parent_id === entry.goalId);
    return {
      ...entry,
      below: Object.fromEntries(counts.map(({ status, count }) => [status, count])),
      indicators: figures.get(entry.goalId) ?? [],
    };
  });
  return treeOrder(whole);
}

/** Depth first; what has no parent in the report begins a branch. */
export function treeOrder<E extends { goalId: string; parentId: string | null }>(entries: readonly E[]): E[] {
  const inReport = new Set(entries.map(({ goalId }) => goalId));
  const under = new Map<string | null, E[]>();
  for (const entry of entries) {
    const above = entry.parentId !== null && inReport.has(entry.parentId) ? entry.parentId : null;
    under.set(above, [...(under.get(above) ?? []), entry]);
  }
  const branch = (entry: E): E[] => [entry, ...(under.get(entry.goalId) ?? []).flatMap(branch)];
  return (under.get(null) ?? []).flatMap(branch);
}

/** What is frozen: without who is at work on it and how far they have come. */
export function contentOf(head: ReportHead, entries: readonly LiveEntry[]): ReportContent {
  const { id: _id, ...rest } = head;
  const kept = entries.map(
    ({ state: _state, responsibleId: _responsible, markedBy: _marked, version: _version, ...entry }): EntryContent =>
      entry,
  );
  return { ...rest, entries: kept };
}
