/** The rows a goal lives in. */
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { ownAuthorities } from '../identity/reach.rules.js';
import { affected, type Db, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import type { GoalLevel } from './chain.rules.js';
import type { GoalStatus, ServiceState } from './goal.rules.js';

export interface LockedGoal {
  id: string;
  authorityId: string;
  level: GoalLevel;
  title: string;
  status: GoalStatus;
  serviceState: ServiceState | null;
  version: number;
}

/** `g` is the goal: a draft is its own authority's working paper. Parameters: own authorities, the system itself. */
export const seesGoal = (own: string, system: string): string =>
  `(g.status not in ('draft', 'withdrawn') or ${system}::boolean or g.authority_id = any(${own}::uuid[]))`;

export const goalSight = (actor: Actor): [string[], boolean] => [ownAuthorities(actor), actor.kind === 'system'];

const lockStatement = `select g.id, g.authority_id as "authorityId", g.level, g.title, g.status, g.service_state as "serviceState", g.version
  from goal g where g.id = $3 and ${seesGoal('$1', '$2')} for no key update`;

/** @throws not-found, also for a draft of others */
export async function lockGoal(tx: Tx, actor: Actor, id: string): Promise<LockedGoal> {
  const [goal] = await rows<LockedGoal>(tx, lockStatement, [...goalSight(actor), id]);
  if (goal === undefined) throw notFound('Målet');
  return goal;
}

export interface SeenGoal {
  id: string;
  authorityId: string;
  level: GoalLevel;
  status: GoalStatus;
}

const seenStatement = `select g.id, g.authority_id as "authorityId", g.level, g.status from goal g where g.id = $3 and ${seesGoal('$1', '$2')}`;

export async function seenGoal(db: Db, actor: Actor, id: string): Promise<SeenGoal | undefined> {
  const [goal] = await rows<SeenGoal>(db, seenStatement, [...goalSight(actor), id]);
  return goal;
}

/** @returns the new row version */
export async function bump(tx: Tx, goal: LockedGoal): Promise<number> {
  await affected(tx, `update goal set version = version + 1 where id = $1`, [goal.id]);
  return goal.version + 1;
}

/**
 * Puts the authority's goals of the year into its reports that are being written. Under `lockYear`, so that a goal placed
 * and a report opened at the same time do not miss each other.
 */
export async function includeInReports(tx: Tx, authorityId: string, year: number): Promise<void> {
  await affected(
    tx,
    `insert into report_entry (report_id, goal_id)
       select r.id, g.id from period_report r join goal g on g.authority_id = r.authority_id
           join goal_placement p on p.goal_id = g.id and p.year = r.year
        where r.authority_id = $1 and r.year = $2 and r.status = 'drafting' and g.status not in ('draft', 'withdrawn')
     on conflict on constraint pk_report_entry do nothing`,
    [authorityId, year],
  );
}
