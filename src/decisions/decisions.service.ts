/**
 * A body decides. One transaction: lock matter and item, let the rule answer, let the subject's module act or refuse,
 * write the decision under the body's next paragraph number, and move the matter on.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict, notFound } from '../kernel/errors.js';
import { requirePermit } from '../identity/permit.rules.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { type DecisionCommand, movesOn, requireLawfulOutcome } from './decision.rules.js';
import { decisionEvents } from './decisions.events.js';
import { reaches } from './reach.rules.js';
import { type Listing, Routes } from './routes.service.js';
import type { BodyKind, DecidingBody, OutcomeOnSubject, SubjectKind } from './subject-handler.js';
import { Subjects } from './subjects.js';

export interface DecidedItem {
  id: string;
  agendaItemId: string;
  outcome: DecisionCommand['outcome'];
  /** Paragraph of the minutes, numbered per body and year. */
  minuteItem: number;
  decisionDay: string;
  versionSeen: number;
  versionResult: number;
  /** The agenda item's version after the act. */
  version: number;
}

interface LockedItem {
  id: string;
  meeting_id: string;
  route_id: string;
  route_position: number;
  matter_id: string;
  subject_kind: SubjectKind;
  subject_id: string;
  subject_version_id: string;
  subject_version: number;
  status: 'listed' | 'decided';
  version: number;
  day: string;
  body_id: string;
  body_kind: BodyKind;
  body_name: string;
  authority_id: string;
  matter_authority_id: string;
  steps: string;
  today: string;
}

/** Matter before item: the first two locks of the one order everybody follows. `a` waits for `m` because it asks whether m gave a row. */
const lockStatement = `
  with m as materialized (
    select id, authority_id from matter where id = (select matter_id from agenda_item where id = $1) for no key update),
  a as materialized (
    select * from agenda_item where id = $1 and exists (select 1 from m) for update)
  select a.id, a.meeting_id, a.route_id, a.route_position, a.matter_id, a.subject_kind, a.subject_id, a.subject_version_id,
      a.subject_version, a.status, a.version, g.day, g.body_id, b.kind as body_kind, b.name as body_name, b.authority_id,
      (select m.authority_id from m) as matter_authority_id, (select count(*) from route_step s where s.route_id = a.route_id) as steps, today_in_stockholm() as today
    from a join meeting g on g.id = a.meeting_id join body b on b.id = g.body_id`;

/** The paragraph number is taken last; what already points at the decision is checked at commit. */
const decideStatement = `
  with item as (
    update agenda_item set status = 'decided', version = version + 1 where id = $2 and status = 'listed' returning version),
  number as (
    insert into minute_item_series (body_id, year, last_number) select $3, $5, 1 from item
      on conflict (body_id, year) do update set last_number = minute_item_series.last_number + 1 returning last_number)
  insert into decision (id, agenda_item_id, body_id, matter_id, year, minute_item, decision_day, outcome, reasons, patch,
      subject_kind, subject_id, version_seen_id, version_result_id, recorded_by)
    select $1, $2, $3, $4, $5, number.last_number, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14 from number
    returning minute_item, (select version from item) as item_version`;

@Injectable()
export class Decisions {
  constructor(
    private readonly subjects: Subjects,
    private readonly routes: Routes,
    private readonly events: Events,
  ) {}

  /**
   * Records what the body decided on the item, in the version that stood on the agenda.
   * @throws not-found, forbidden, precondition-failed, state-conflict (see decision.rules), validation-failed, and
   *   whatever the subject's module refuses with, e.g. `ceiling-exceeded`; then nothing at all has been written.
   */
  async decide(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    expectedVersion: number,
    command: DecisionCommand,
  ): Promise<DecidedItem> {
    const [item] = await rows<LockedItem>(tx, lockStatement, [agendaItemId]);
    const handler = item && this.subjects.of(item.subject_kind);
    if (item === undefined || handler === undefined || !reaches(actor, [item.authority_id, item.matter_authority_id]))
      throw notFound('Ärendet på dagordningen');
    requirePermit(actor, 'decision.record', { authorityId: item.authority_id, bodyId: item.body_id });
    requireVersion(expectedVersion, item.version);
    const isLastStep = item.route_position >= Number(item.steps);
    requireLawfulOutcome(command, {
      bodyKind: item.body_kind,
      allowed: handler.allowedOutcomes(item.body_kind),
      isLastStep,
      meetingDay: item.day,
      today: item.today,
      itemStatus: item.status,
    });
    const outcome = outcomeOf(item, command, isLastStep);
    const result = await handler.recordOutcome(tx, actor, outcome);
    const decided = await this.write(tx, actor, item, outcome, result.versionResultId);
    await this.moveOn(tx, actor, item, outcome, result);
    await this.events.record(tx, actor, {
      type: decisionEvents.decisionMade,
      subjectKind: item.subject_kind,
      subjectId: item.subject_id,
      matterId: item.matter_id,
      payload: {
        decisionId: outcome.decisionId,
        agendaItemId: item.id,
        bodyId: item.body_id,
        outcome: command.outcome,
        minuteItem: decided.minute_item,
        decisionDay: item.day,
        versionSeen: item.subject_version,
        versionResult: result.versionResultNumber,
      },
    });
    return {
      id: outcome.decisionId,
      agendaItemId: item.id,
      outcome: command.outcome,
      minuteItem: decided.minute_item,
      decisionDay: item.day,
      versionSeen: item.subject_version,
      versionResult: result.versionResultNumber,
      version: decided.item_version,
    };
  }

  private async write(tx: Tx, actor: Actor, item: LockedItem, outcome: OutcomeOnSubject, versionResultId: string) {
    const [decided] = await rows<{ minute_item: number; item_version: number }>(tx, decideStatement, [
      outcome.decisionId,
      item.id,
      item.body_id,
      item.matter_id,
      Number(item.day.slice(0, 4)),
      item.day,
      outcome.outcome,
      outcome.reasons ?? null,
      outcome.patch.length > 0 ? JSON.stringify(outcome.patch) : null,
      item.subject_kind,
      item.subject_id,
      item.subject_version_id,
      versionResultId,
      actor.personId,
    ]);
    // The item is locked, so a miss would mean that the lock was not taken.
    if (decided === undefined) throw conflict('already-decided', 'Ärendet på dagordningen är redan avgjort.');
    return decided;
  }

  private async moveOn(
    tx: Tx,
    actor: Actor,
    item: LockedItem,
    outcome: OutcomeOnSubject,
    result: { versionResultId: string; versionResultNumber: number },
  ): Promise<void> {
    const listing: Listing = {
      routeId: item.route_id,
      routePosition: item.route_position,
      matterId: item.matter_id,
      subjectKind: item.subject_kind,
      subjectId: item.subject_id,
      versionId: result.versionResultId,
      versionNumber: result.versionResultNumber,
    };
    if (outcome.outcome === 'table')
      return this.routes.table(tx, actor, listing, item.id, item.body_id, item.day as Day);
    if (movesOn(outcome.outcome) && !outcome.isLastStep)
      return this.routes.advance(tx, actor, listing, item.day as Day);
    return this.routes.end(tx, item.route_id, outcome.outcome === 'referBack' ? 'ended' : 'finished');
  }
}

function outcomeOf(item: LockedItem, command: DecisionCommand, isLastStep: boolean): OutcomeOnSubject {
  const body: DecidingBody = {
    id: item.body_id,
    authorityId: item.authority_id,
    kind: item.body_kind,
    name: item.body_name,
  };
  return {
    decisionId: uuidv7(),
    subjectId: item.subject_id,
    matterId: item.matter_id,
    body,
    meetingId: item.meeting_id,
    decisionDay: item.day as Day,
    outcome: command.outcome,
    reasons: command.reasons?.trim() || undefined,
    patch: command.patch ?? [],
    versionSeenId: item.subject_version_id,
    versionSeenNumber: item.subject_version,
    isLastStep,
  };
}
