/** Goals and commitments: writing them, placing them in the chain of a year, and taking them through their states. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { type GoalLevel, requirePlace } from './chain.rules.js';
import { levelsOf, lockYear } from './chains.service.js';
import { type goalActs, goalStates, type GoalStatus, requireServiceLevel, type ServiceState } from './goal.rules.js';
import { goalEvents } from './goals.events.js';
import { bump, includeInReports, type LockedGoal, lockGoal, seenGoal } from './goals.store.js';
import { requireAuthority, requireDecision, requirePerson } from './known.js';

export interface Placement {
  year: number;
  /** Left out or null: it stands alone, a gap in the chain unless its level is the first. */
  parentId?: string | null | undefined;
  /** How it contributes to the goal above. */
  contribution?: string | null | undefined;
}

export interface GoalChange {
  title?: string | undefined;
  description?: string | null | undefined;
  responsibleId?: string | null | undefined;
  serviceState?: ServiceState | null | undefined;
}

export interface NewGoal extends GoalChange, Placement {
  level: GoalLevel;
  authorityId: string;
  title: string;
}

export interface GoalState {
  id: string;
  status: GoalStatus;
  version: number;
}

const clean = (text: string): string => text.trim().normalize('NFC');
const cleanOrNull = (text: string | null | undefined): string | null => (text == null ? null : clean(text) || null);

@Injectable()
export class Goals {
  constructor(private readonly events: Events) {}

  /**
   * Writes a goal and places it in the chain of a year; it is a draft of its authority until it is adopted.
   * @throws forbidden, validation-failed (`unknown-authority`, `unknown-person`, `unknown-goal`, `parent-not-in-year`,
   *   `level-not-in-chain`, `parent-level`, `not-a-service`), state-conflict `no-chain`
   */
  async create(tx: Tx, actor: Actor, command: NewGoal): Promise<GoalState> {
    const { level, authorityId, title, description, responsibleId, serviceState } = command;
    await requireAuthority(tx, authorityId, '/authorityId');
    requirePermit(actor, 'goal.write', { authorityId });
    requireServiceLevel(level, serviceState);
    await requirePerson(tx, responsibleId, '/responsibleId');
    const id = uuidv7();
    await affected(
      tx,
      `insert into goal (id, level, authority_id, title, description, responsible_id, service_state, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        level,
        authorityId,
        clean(title),
        cleanOrNull(description),
        responsibleId ?? null,
        serviceState ?? null,
        actor.personId,
      ],
    );
    await this.tell(tx, actor, goalEvents.created, id, { level, authorityId });
    const goal: LockedGoal = { id, authorityId, level, title, status: 'draft', serviceState: null, version: 1 };
    await this.writePlacement(tx, actor, goal, command);
    return { id, status: 'draft', version: 1 };
  }

  /** What is left out stays as it is. @throws not-found, forbidden, precondition-failed, state-conflict, validation-failed */
  async change(tx: Tx, actor: Actor, id: string, expected: number, change: GoalChange): Promise<GoalState> {
    const goal = await this.begin(tx, actor, id, expected);
    requireServiceLevel(goal.level, change.serviceState);
    await requirePerson(tx, change.responsibleId, '/responsibleId');
    const fields = Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    await affected(
      tx,
      `update goal set title = coalesce($2, title), description = case when $3 then $4 else description end,
           responsible_id = case when $5 then $6::uuid else responsible_id end, service_state = case when $7 then $8 else service_state end,
           version = version + 1 where id = $1`,
      [
        id,
        change.title === undefined ? null : clean(change.title),
        change.description !== undefined,
        cleanOrNull(change.description),
        change.responsibleId !== undefined,
        change.responsibleId ?? null,
        change.serviceState !== undefined,
        change.serviceState ?? null,
      ],
    );
    // Of an e-service the state itself is told: how far it had come, and when, can be read afterwards.
    const { serviceState } = change;
    await this.tell(
      tx,
      actor,
      goalEvents.changed,
      id,
      serviceState === undefined ? { fields } : { fields, serviceState },
    );
    return { id, status: goal.status, version: goal.version + 1 };
  }

  /**
   * Places the goal in the chain of a year, or moves it there. The year's tree is locked, and the database refuses a cycle
   * whoever writes at the same time.
   * @throws not-found, forbidden, precondition-failed, validation-failed (as `create`), state-conflict (`no-chain`, `goal-cycle`)
   */
  async place(tx: Tx, actor: Actor, id: string, expected: number, placement: Placement): Promise<GoalState> {
    const goal = await this.begin(tx, actor, id, expected);
    await this.writePlacement(tx, actor, goal, placement);
    return { id, status: goal.status, version: await bump(tx, goal) };
  }

  /**
   * @param decisionId the decision that adopts it, when it was made here
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `no-later-year`), validation-failed
   */
  async act(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    { act, decisionId }: { act: (typeof goalActs)[number]; decisionId?: string | undefined },
  ): Promise<GoalState> {
    const goal = await lockGoal(tx, actor, id);
    requirePermit(actor, 'goal.write', { authorityId: goal.authorityId });
    requireVersion(expected, goal.version);
    const edge = step(goalStates, goal.status, act);
    if (decisionId !== undefined && act !== 'adopt')
      throw invalid('/decisionId', 'not-adopting', 'Beslutet hör till antagandet.');
    await requireDecision(tx, decisionId, '/decisionId');
    if (act === 'carryOver') await requireLaterYear(tx, id);
    const moved = await affected(
      tx,
      `update goal set status = $3, decision_id = coalesce($4::uuid, decision_id), version = version + 1 where id = $1 and status = $2`,
      [id, edge.from, edge.to, decisionId ?? null],
    );
    if (moved !== 1) throw new Error(`goal ${id} changed status under its lock`);
    await this.tell(tx, actor, edge.event, id, { from: edge.from, to: edge.to, decisionId: decisionId ?? null });
    if (act === 'adopt') await this.includeEverywhere(tx, goal);
    return { id, status: edge.to, version: goal.version + 1 };
  }

  /** Locks the goal to be written in. @throws not-found, forbidden, precondition-failed, state-conflict `goal-over` */
  async begin(tx: Tx, actor: Actor, id: string, expected?: number): Promise<LockedGoal> {
    const goal = await lockGoal(tx, actor, id);
    requirePermit(actor, 'goal.write', { authorityId: goal.authorityId });
    if (expected !== undefined) requireVersion(expected, goal.version);
    if (goal.status === 'closed' || goal.status === 'withdrawn')
      throw conflict('goal-over', 'Målet är avslutat eller återtaget och ändras inte mer.');
    return goal;
  }

  private async writePlacement(
    tx: Tx,
    actor: Actor,
    goal: LockedGoal,
    { year, parentId = null, contribution }: Placement,
  ): Promise<void> {
    await lockYear(tx, year);
    const parentLevel = await this.parentLevel(tx, actor, year, parentId);
    requirePlace(await levelsOf(tx, year, goal.authorityId), { level: goal.level, year }, parentLevel);
    if (contribution != null && parentId === null)
      throw invalid('/contribution', 'no-parent', 'Bidraget beskriver målet ovanför; ange vilket det är.');
    await affected(
      tx,
      `insert into goal_placement (goal_id, year, parent_id, contribution) values ($1, $2, $3, $4)
       on conflict on constraint pk_goal_placement do update set parent_id = excluded.parent_id, contribution = excluded.contribution`,
      [goal.id, year, parentId, cleanOrNull(contribution)],
    );
    await this.tell(tx, actor, goalEvents.placed, goal.id, { year, parentId });
    if (goal.status !== 'draft') await includeInReports(tx, goal.authorityId, year);
  }

  private async parentLevel(
    tx: Tx,
    actor: Actor,
    year: number,
    parentId: string | null,
  ): Promise<GoalLevel | undefined> {
    if (parentId === null) return undefined;
    const parent = await seenGoal(tx, actor, parentId);
    if (parent === undefined || parent.status === 'withdrawn')
      throw invalid('/parentId', 'unknown-goal', 'Målet ovanför finns inte.');
    const placed = await rows(tx, `select 1 from goal_placement where goal_id = $1 and year = $2`, [parentId, year]);
    if (placed.length === 0)
      throw invalid(
        '/parentId',
        'parent-not-in-year',
        `Målet ovanför står inte i kedjan för ${year}; placera det först.`,
      );
    return parent.level;
  }

  private async includeEverywhere(tx: Tx, goal: LockedGoal): Promise<void> {
    const years = await rows<{ year: number }>(tx, `select year from goal_placement where goal_id = $1 order by year`, [
      goal.id,
    ]);
    for (const { year } of years) {
      await lockYear(tx, year);
      await includeInReports(tx, goal.authorityId, year);
    }
  }

  private tell(tx: Tx, actor: Actor, type: string, id: string, payload: Record<string, unknown>): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'goal', subjectId: id, payload });
  }
}

/** Carried over is not forgotten: it stands in a year that the last report has not covered. */
async function requireLaterYear(tx: Tx, id: string): Promise<void> {
  const { last, reported } = only(
    await rows<{ last: number | null; reported: number | null }>(
      tx,
      `select (select max(year) from goal_placement where goal_id = $1) as last, (select max(r.year) from report_entry e
           join period_report r on r.id = e.report_id where e.goal_id = $1 and r.status = 'decided') as reported`,
      [id],
    ),
  );
  const years = only(
    await rows<{ count: number }>(tx, `select count(*)::integer as count from goal_placement where goal_id = $1`, [id]),
  );
  if (reported === null ? years.count > 1 : last !== null && last > reported) return;
  throw conflict(
    'no-later-year',
    'Placera målet i kedjan för det år det förs över till; det står inte i något senare år.',
  );
}
