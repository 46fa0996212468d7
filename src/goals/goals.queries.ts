/** Goals for reading: where they stand in the chain of a year, what they are linked to, how they were judged. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { actsFrom } from '../kernel/transitions.js';
import { paged } from '../platform/database/paged.js';
import { rows } from '../platform/database/sql.js';
import type { GoalLevel } from './chain.rules.js';
import { type GoalStatus, goalStates, type ServiceState } from './goal.rules.js';
import { goalSight, seesGoal } from './goals.store.js';
import { moneySight, seesAllocation, seesProposal } from './known.js';
import type { LinkKind } from './links.service.js';
import type { Period } from './period.rules.js';
import { type StatusView, statusView } from './reports/status.rules.js';
import type { Attainment } from './reports/status.rules.js';

export interface GoalItem {
  id: string;
  level: GoalLevel;
  authorityId: string;
  title: string;
  status: GoalStatus;
  serviceState: ServiceState | null;
  responsibleId: string | null;
  /** Of the year asked for; null without one. */
  year: number | null;
  parentId: string | null;
  contribution: string | null;
  /** In the last report of that year that is decided; null before one is. */
  judgement: YearJudgement | null;
  /** It stands alone in that year although its level is not the first of the chain. */
  isGap: boolean;
  version: number;
}

export interface YearJudgement {
  reportId: string;
  period: Period;
  status: StatusView;
}

export interface GoalFilter {
  year?: number | undefined;
  level?: GoalLevel | undefined;
  authorityId?: string | undefined;
  parentId?: string | undefined;
  programmeId?: string | undefined;
  /** Only those that stand alone where they should not. */
  gaps?: boolean | undefined;
}

export interface PlacementView {
  year: number;
  parentId: string | null;
  parentTitle: string | null;
  contribution: string | null;
}

export interface LinkView {
  kind: LinkKind;
  id: string;
  measureKey: string | null;
  title: string;
}

export interface GoalView extends Omit<GoalItem, 'year' | 'parentId' | 'contribution' | 'judgement' | 'isGap'> {
  description: string | null;
  decisionId: string | null;
  possibleActs: string[];
  placements: PlacementView[];
  links: LinkView[];
  indicators: { id: string; name: string }[];
  /** In reports that are decided, the latest first. */
  judgements: { reportId: string; year: number; period: Period; status: StatusView }[];
}

interface Listed extends Omit<GoalItem, 'judgement'> {
  judgement: { reportId: string; period: Period; status: Attainment } | null;
}

const gap = `(p.goal_id is not null and p.parent_id is null and g.level <> (select c.levels[1] from goal_chain c where c.year = p.year
  and (c.authority_id = g.authority_id or c.authority_id is null) order by c.authority_id nulls last limit 1))`;

const listed = {
  columns: `g.id, g.level, g.authority_id as "authorityId", g.title, g.status, g.service_state as "serviceState",
    g.responsible_id as "responsibleId", p.year, p.parent_id as "parentId", p.contribution, ${gap} as "isGap", g.version,
    (select jsonb_build_object('reportId', r.id, 'period', r.period, 'status', e.status) from report_entry e join period_report r on r.id = e.report_id
      where e.goal_id = g.id and r.year = p.year and r.status = 'decided' order by r.decided_day desc, r.id limit 1) as judgement`,
  from: `goal g left join goal_placement p on p.goal_id = g.id and p.year = $3::integer
    where ${seesGoal('$1', '$2')} and ($3::integer is null or p.goal_id is not null) and ($4::text is null or g.level = $4)
      and ($5::uuid is null or g.authority_id = $5) and ($6::uuid is null or p.parent_id = $6)
      and ($7::uuid is null or exists (select from goal_link l where l.goal_id = g.id and l.programme_id = $7))
      and (not $8::boolean or ${gap})`,
  orderBy: `array_position(array['goalArea', 'councilGoal', 'directionGoal', 'committeeGoal', 'effectGoal', 'operationalGoal', 'commitment', 'activity'], g.level), g.created_at, g.id`,
};

@Injectable()
export class GoalsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** From the top of the chain, in the order they were written. */
  async list(actor: Actor, page: PageRequest, filter: GoalFilter): Promise<Page<GoalItem>> {
    const { year = null, level = null, authorityId = null, parentId = null, programmeId = null, gaps = false } = filter;
    const values = [...goalSight(actor), year, level, authorityId, parentId, programmeId, gaps];
    const found = await paged<Listed>(this.dataSource, listed, values, page);
    const items = found.items.map(({ judgement, ...goal }) => ({
      ...goal,
      judgement: judgement === null ? null : { ...judgement, status: statusView(judgement.status) },
    }));
    return { ...found, items };
  }

  /** @throws not-found, also for a draft of others */
  async one(actor: Actor, id: string): Promise<GoalView> {
    const db = this.dataSource;
    const [goal] = await rows<Omit<GoalView, 'possibleActs' | 'placements' | 'links' | 'indicators' | 'judgements'>>(
      db,
      `select g.id, g.level, g.authority_id as "authorityId", g.title, g.description, g.status, g.service_state as "serviceState",
           g.responsible_id as "responsibleId", g.decision_id as "decisionId", g.version from goal g where g.id = $3 and ${seesGoal('$1', '$2')}`,
      [...goalSight(actor), id],
    );
    if (goal === undefined) throw notFound('Målet');
    const [placements, links, indicators, judged] = await Promise.all([
      this.placements(actor, id),
      rows<LinkView>(db, linksOf, [...moneySight(actor), id]),
      rows<{ id: string; name: string }>(
        db,
        `select id, name from indicator where goal_id = $1 order by created_at, id`,
        [id],
      ),
      rows<{ reportId: string; year: number; period: Period; status: Attainment }>(db, judgementsOf, [id]),
    ]);
    const judgements = judged.map((one) => ({ ...one, status: statusView(one.status) }));
    return { ...goal, possibleActs: actsFrom(goalStates, goal.status), placements, links, indicators, judgements };
  }

  private placements(actor: Actor, id: string): Promise<PlacementView[]> {
    return rows<PlacementView>(
      this.dataSource,
      `select p.year, g.id as "parentId", g.title as "parentTitle", p.contribution from goal_placement p
           left join goal g on g.id = p.parent_id and ${seesGoal('$1', '$2')} where p.goal_id = $3 order by p.year desc`,
      [...goalSight(actor), id],
    );
  }
}

const linksOf = `
  select l.kind, coalesce(l.proposal_id, l.allocation_id, l.programme_id) as id, l.measure_key as "measureKey", t.title
    from goal_link l cross join lateral (
      select y.name as title from programme y where y.id = l.programme_id
      union all select a.title from allocation a join matter am on am.id = a.matter_id where a.id = l.allocation_id and ${seesAllocation}
      union all select coalesce((select me.title from measure me join proposal_version v on v.id = me.version_id where v.proposal_id = p.id
          and me.measure_key = l.measure_key and (v.frozen_at is not null or p.authority_id = any($1::uuid[])) order by v.number desc limit 1), p.title)
        from proposal p where p.id = l.proposal_id and ${seesProposal}) t
   where l.goal_id = $4 order by l.kind, t.title, l.id`;

const judgementsOf = `
  select r.id as "reportId", r.year, r.period, e.status from report_entry e join period_report r on r.id = e.report_id
   where e.goal_id = $1 and r.status = 'decided' order by r.year desc, r.decided_day desc, r.id`;
