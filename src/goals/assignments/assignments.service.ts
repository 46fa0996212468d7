/** Assignments: giving them, naming who does them, and taking them through their states. Every step stays readable. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, invalid, notFound } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import { step } from '../../kernel/transitions.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { goalEvents } from '../goals.events.js';
import { seenGoal } from '../goals.store.js';
import { requireAuthority, requireDecision, requirePerson } from '../known.js';
import {
  type AssignmentAct,
  assignmentStates,
  type AssignmentSource,
  type AssignmentStatus,
  isGiversAct,
  requireSoundStep,
} from './assignment.rules.js';

/** What may change while it lasts; the text itself is what was decided and does not. */
export interface AssignmentChange {
  ownerId?: string | null | undefined;
  responsibleId?: string | null | undefined;
  goalId?: string | null | undefined;
  reportBackDay?: Day | null | undefined;
}

export interface NewAssignment extends AssignmentChange {
  year: number;
  source: AssignmentSource;
  /** Where it stands: `Budget 2018, Inriktning`, `KS 2018-03-07 § 112`. */
  sourceReference: string;
  decisionId?: string | undefined;
  /** The authority that gives it. */
  giverId: string;
  text: string;
  /** As the text says it, with or without an amount (E-07). */
  resourceStatement?: string | undefined;
  resourceAmount?: Money | undefined;
}

export interface AssignmentStep {
  act: AssignmentAct;
  text?: string | undefined;
  reportBackDay?: Day | undefined;
  decisionId?: string | undefined;
}

export interface AssignmentState {
  id: string;
  status: AssignmentStatus;
  version: number;
}

interface LockedAssignment extends AssignmentState {
  giverId: string;
  ownerId: string | null;
  lastStep: number;
}

const clean = (text: string): string => text.trim().normalize('NFC');

@Injectable()
export class Assignments {
  constructor(private readonly events: Events) {}

  /** @throws forbidden, validation-failed (`unknown-authority`, `unknown-person`, `unknown-goal`, `unknown-decision`, `statement-missing`) */
  async give(tx: Tx, actor: Actor, command: NewAssignment): Promise<AssignmentState> {
    const { year, source, sourceReference, decisionId, giverId, text, resourceStatement, resourceAmount } = command;
    await requireAuthority(tx, giverId, '/giverId');
    requirePermit(actor, 'assignment.give', { authorityId: giverId });
    await requireDecision(tx, decisionId, '/decisionId');
    await this.requireKnown(tx, actor, command);
    if (resourceAmount !== undefined && resourceStatement === undefined)
      throw invalid(
        '/resourceStatement',
        'statement-missing',
        'Återge vad texten säger om resurserna, med beloppet i.',
      );
    const id = uuidv7();
    await affected(
      tx,
      `insert into assignment (id, year, source, source_reference, decision_id, giver_id, text, owner_id, responsible_id, goal_id, report_back_day,
           resource_statement, resource_ore, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        id,
        year,
        source,
        clean(sourceReference),
        decisionId ?? null,
        giverId,
        clean(text),
        command.ownerId ?? null,
        command.responsibleId ?? null,
        command.goalId ?? null,
        command.reportBackDay ?? null,
        resourceStatement === undefined ? null : clean(resourceStatement),
        resourceAmount?.ore ?? null,
        actor.personId,
      ],
    );
    const authorityIds = command.ownerId == null ? [] : [command.ownerId];
    await this.tell(tx, actor, goalEvents.assignmentGiven, id, { giverId, authorityIds, year });
    return { id, status: 'given', version: 1 };
  }

  /** What is left out stays as it is. @throws not-found, forbidden, precondition-failed, state-conflict (`assignment-over`, `owner-needed`), validation-failed */
  async change(tx: Tx, actor: Actor, id: string, expected: number, change: AssignmentChange): Promise<AssignmentState> {
    const assignment = await this.lock(tx, id);
    requirePermit(actor, 'assignment.give', { authorityId: assignment.giverId });
    requireVersion(expected, assignment.version);
    const { status } = assignment;
    if (status === 'declaredFulfilled' || status === 'withdrawn')
      throw conflict('assignment-over', 'Uppdraget är avslutat och ändras inte mer.');
    if (change.ownerId === null && status !== 'given')
      throw conflict('owner-needed', 'Uppdraget är mottaget och har därför en ägare; ange en annan, eller återta det.');
    await this.requireKnown(tx, actor, change);
    await affected(
      tx,
      `update assignment set owner_id = case when $2 then $3::uuid else owner_id end, responsible_id = case when $4 then $5::uuid else responsible_id end,
           goal_id = case when $6 then $7::uuid else goal_id end, report_back_day = case when $8 then $9::date else report_back_day end,
           version = version + 1 where id = $1`,
      [
        id,
        ...[change.ownerId, change.responsibleId, change.goalId, change.reportBackDay].flatMap((value) => [
          value !== undefined,
          value ?? null,
        ]),
      ],
    );
    const authorityIds = change.ownerId == null ? [] : [change.ownerId];
    await this.tell(tx, actor, goalEvents.assignmentChanged, id, {
      authorityIds,
      reportBackDay: change.reportBackDay ?? null,
    });
    return { id, status, version: assignment.version + 1 };
  }

  /** @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `no-owner`), validation-failed */
  async act(tx: Tx, actor: Actor, id: string, expected: number, input: AssignmentStep): Promise<AssignmentState> {
    const assignment = await this.lock(tx, id);
    const { act, text, reportBackDay, decisionId } = input;
    const { giverId, ownerId } = assignment;
    // Without an owner nobody could accept it; the refusal then says what is missing rather than who may not.
    if (isGiversAct(act) || ownerId === null) requirePermit(actor, 'assignment.give', { authorityId: giverId });
    else requirePermit(actor, 'assignment.handle', { authorityId: ownerId });
    requireVersion(expected, assignment.version);
    const edge = step(assignmentStates, assignment.status, act);
    requireSoundStep({ act, text: text ?? null, reportBackDay }, ownerId !== null);
    await requireDecision(tx, decisionId, '/decisionId');
    const moved = await affected(
      tx,
      `with s as (insert into assignment_step (assignment_id, number, act, from_status, to_status, day, text, decision_id, recorded_by)
           values ($1, $4, $5, $2, $3, today_in_stockholm(), $6, $7, $8))
       update assignment set status = $3, last_step = $4, report_back_day = coalesce($9::date, report_back_day), version = version + 1
        where id = $1 and status = $2`,
      [
        id,
        edge.from,
        edge.to,
        assignment.lastStep + 1,
        act,
        text === undefined ? null : clean(text),
        decisionId ?? null,
        actor.personId,
        reportBackDay ?? null,
      ],
    );
    if (moved !== 1) throw new Error(`assignment ${id} changed status under its lock`);
    const authorityIds = isGiversAct(act) && ownerId !== null ? [ownerId] : [giverId];
    await this.tell(tx, actor, edge.event, id, { from: edge.from, to: edge.to, authorityIds });
    return { id, status: edge.to, version: assignment.version + 1 };
  }

  private async requireKnown(
    tx: Tx,
    actor: Actor,
    { ownerId, responsibleId, goalId }: AssignmentChange,
  ): Promise<void> {
    await requireAuthority(tx, ownerId, '/ownerId');
    await requirePerson(tx, responsibleId, '/responsibleId');
    if (goalId != null && (await seenGoal(tx, actor, goalId)) === undefined)
      throw invalid('/goalId', 'unknown-goal', 'Målet finns inte.');
  }

  private async lock(tx: Tx, id: string): Promise<LockedAssignment> {
    const [assignment] = await rows<LockedAssignment>(
      tx,
      `select id, status, giver_id as "giverId", owner_id as "ownerId", last_step as "lastStep", version from assignment where id = $1 for no key update`,
      [id],
    );
    if (assignment === undefined) throw notFound('Uppdraget');
    return assignment;
  }

  private tell(tx: Tx, actor: Actor, type: string, id: string, payload: Record<string, unknown>): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'assignment', subjectId: id, payload });
  }
}
