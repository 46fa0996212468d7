/**
 * Takes goals from a document that was written elsewhere: goals with what stands below them, indicators with outcomes, the
 * period's statuses, programmes and assignments. In one transaction, by the same acts a person would use; what one of them
 * refuses undoes all of it.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import type { Money } from '../kernel/money.js';
import { may } from '../identity/permit.rules.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Assignments } from './assignments/assignments.service.js';
import type { GoalLevel } from './chain.rules.js';
import type { ServiceState } from './goal.rules.js';
import { Goals } from './goals.service.js';
import type { Definition } from './indicators/definition.rules.js';
import { Indicators, type NewTarget } from './indicators/indicators.service.js';
import type { OutcomeInput } from './indicators/outcome.rules.js';
import { Outcomes } from './indicators/outcomes.service.js';
import type { Period } from './period.rules.js';
import { Programmes } from './programmes/programmes.service.js';
import { ReportEntries } from './reports/entries.service.js';
import { PeriodReports } from './reports/reports.service.js';
import type { Attainment } from './reports/status.rules.js';
import type { RichText } from './rich-text.rules.js';

export interface IntakeIndicator {
  name: string;
  definition: Definition;
  availableFromDay?: Day | undefined;
  target?: NewTarget | undefined;
  /** With what the document says beside the figure. */
  outcome?: (OutcomeInput & { note?: string | undefined }) | undefined;
  /** Why its figures are compared with care from the year on (C-45). */
  breakReason?: string | undefined;
}

export interface IntakeGoal {
  level: GoalLevel;
  title: string;
  description?: string | undefined;
  serviceState?: ServiceState | undefined;
  status?: Attainment | undefined;
  comment?: RichText | undefined;
  indicators: readonly IntakeIndicator[];
  children: readonly IntakeGoal[];
}

export interface IntakeAssignment {
  text: string;
  sourceReference: string;
  /** As the document names it; matched against the authorities, and left open when none is meant (E-05). */
  owner: string | null;
  resourceStatement?: string | undefined;
  resourceAmount?: Money | undefined;
}

export interface Intake {
  authorityId: string;
  year: number;
  /** Of a follow-up: opens the period's report and writes what it says of every goal. */
  period?: Period | undefined;
  goals: readonly IntakeGoal[];
  assignments: readonly IntakeAssignment[];
  programmes: readonly { name: string; aliases: readonly string[] }[];
}

export interface TakenIn {
  reportId: string | null;
  goals: { id: string; level: GoalLevel; title: string; isNew: boolean }[];
  indicators: number;
  outcomes: number;
  assignments: number;
  /** Those that were not in the register already. */
  programmes: string[];
}

/** Compared so that a goal of the same words in budget and follow-up is one goal (D-02). */
const keyOf = (title: string): string => title.trim().normalize('NFC').toLowerCase().replace(/[.]$/, '');

@Injectable()
export class GoalIntake {
  constructor(
    private readonly goals: Goals,
    private readonly indicators: Indicators,
    private readonly outcomes: Outcomes,
    private readonly reports: PeriodReports,
    private readonly entries: ReportEntries,
    private readonly assignments: Assignments,
    private readonly programmes: Programmes,
  ) {}

  /** @throws forbidden; state-conflict `no-chain`; duplicate when the period has its report; what any of the acts refuses */
  async take(tx: Tx, actor: Actor, intake: Intake): Promise<TakenIn> {
    const taken: TakenIn = { reportId: null, goals: [], indicators: 0, outcomes: 0, assignments: 0, programmes: [] };
    const said: { id: string; goal: IntakeGoal }[] = [];
    for (const goal of intake.goals) await this.takeGoal(tx, actor, intake, goal, null, taken, said);
    if (intake.period !== undefined) {
      const { authorityId, year, period } = intake;
      const report = await this.reports.open(tx, actor, { authorityId, year, period });
      taken.reportId = report.id;
      for (const { id, goal } of said)
        if (goal.status !== undefined || goal.comment !== undefined)
          await this.entries.write(tx, actor, report.id, id, 1, { status: goal.status, comment: goal.comment });
    }
    for (const assignment of intake.assignments) await this.give(tx, actor, intake, assignment);
    taken.assignments = intake.assignments.length;
    taken.programmes = await this.register(tx, actor, intake.programmes);
    return taken;
  }

  private async takeGoal(
    tx: Tx,
    actor: Actor,
    intake: Intake,
    goal: IntakeGoal,
    parentId: string | null,
    taken: TakenIn,
    said: { id: string; goal: IntakeGoal }[],
  ): Promise<void> {
    const { authorityId, year } = intake;
    const { level, title, description, serviceState } = goal;
    const known = await this.knownGoal(tx, intake, goal, parentId);
    const id =
      known ??
      (await this.adopted(tx, actor, { authorityId, year, parentId, level, title, description, serviceState }));
    taken.goals.push({ id, level, title, isNew: known === undefined });
    said.push({ id, goal });
    for (const indicator of goal.indicators) await this.takeIndicator(tx, actor, intake, id, indicator, taken);
    for (const child of goal.children) await this.takeGoal(tx, actor, intake, child, id, taken, said);
  }

  /** A document that is handed in speaks of goals that hold, so they are adopted at once. */
  private async adopted(tx: Tx, actor: Actor, command: Parameters<Goals['create']>[2]): Promise<string> {
    const { id, version } = await this.goals.create(tx, actor, command);
    await this.goals.act(tx, actor, id, version, { act: 'adopt' });
    return id;
  }

  /** One of the same words, at the same place in the year. */
  private async knownGoal(
    tx: Tx,
    { authorityId, year }: Intake,
    { level, title }: IntakeGoal,
    parentId: string | null,
  ): Promise<string | undefined> {
    const found = await rows<{ id: string; title: string }>(
      tx,
      `select g.id, g.title from goal g join goal_placement p on p.goal_id = g.id and p.year = $2
        where g.authority_id = $1 and g.level = $3 and g.status not in ('draft', 'withdrawn', 'closed')
          and ($4::uuid is null or p.parent_id = $4) order by g.id`,
      [authorityId, year, level, parentId],
    );
    return found.find((one) => keyOf(one.title) === keyOf(title))?.id;
  }

  private async takeIndicator(
    tx: Tx,
    actor: Actor,
    { year, period }: Intake,
    goalId: string,
    { name, definition, availableFromDay, target, outcome, breakReason }: IntakeIndicator,
    taken: TakenIn,
  ): Promise<void> {
    const [known] = await rows<{ id: string; version: number }>(
      tx,
      `select id, version from indicator where goal_id = $1 and lower(name) = lower($2) order by id limit 1`,
      [goalId, name.trim().normalize('NFC')],
    );
    let at = known ?? (await this.indicators.create(tx, actor, goalId, { name, availableFromDay, definition }));
    taken.indicators += 1;
    if (known === undefined && breakReason !== undefined) {
      const fromDay = `${year}-01-01` as Day;
      at = await this.indicators.breakComparison(tx, actor, at.id, at.version, { fromDay, reason: breakReason });
    }
    if (target !== undefined) at = await this.indicators.aim(tx, actor, at.id, at.version, target);
    if (outcome === undefined || period === undefined) return;
    await this.outcomes.record(tx, actor, at.id, at.version, { ...outcome, year, period });
    taken.outcomes += 1;
  }

  private async give(tx: Tx, actor: Actor, { authorityId, year }: Intake, assignment: IntakeAssignment): Promise<void> {
    const { text, sourceReference, owner, resourceStatement, resourceAmount } = assignment;
    await this.assignments.give(tx, actor, {
      year,
      source: 'budget',
      sourceReference,
      giverId: authorityId,
      text,
      ownerId: owner === null ? null : await this.authorityNamed(tx, owner),
      resourceStatement,
      resourceAmount,
    });
  }

  /** Names are written with and without hyphens and commas; a name that fits none leaves the assignment open. */
  private async authorityNamed(tx: Tx, name: string): Promise<string | null> {
    const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}]/gu, '');
    const found = await rows<{ id: string; name: string }>(tx, `select id, name from authority order by id`, []);
    return found.find((one) => plain(one.name) === plain(name))?.id ?? null;
  }

  /** Only for those who keep the register; for others what is new is left to them. */
  private async register(tx: Tx, actor: Actor, programmes: Intake['programmes']): Promise<string[]> {
    if (programmes.length === 0 || !may(actor, 'programme.write')) return [];
    const known = await rows<{ name: string; aliases: string[] }>(tx, `select name, aliases from programme`, []);
    const names = new Set(known.flatMap(({ name, aliases }) => [name, ...aliases]).map((name) => name.toLowerCase()));
    const isNew = ({ name, aliases }: Intake['programmes'][number]): boolean =>
      ![name, ...aliases].some((one) => names.has(one.toLowerCase()));
    const added = programmes.filter(isNew);
    for (const { name, aliases } of added) await this.programmes.create(tx, actor, { name, aliases });
    return added.map(({ name }) => name);
  }
}
