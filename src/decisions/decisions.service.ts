/**
 * A body decides. One transaction: lock matter and item, see who serves and what was claimed and put, let the subject's
 * module act or refuse, write the decision under the body's next paragraph number, and move the matter on.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict } from '../kernel/errors.js';
import { later, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import type { Serving } from './attendance.rules.js';
import { seriesYear } from './bylaws.rules.js';
import type { Settlement } from './claim.rules.js';
import { appealabilityOf, type DecisionCommand, movesOn, requirePrepared } from './decision.rules.js';
import { decisionEvents } from './decisions.events.js';
import { ItemActs } from './item-acts.js';
import type { LockedItem } from './locks.js';
import { type Quorum, requireQuorum } from './quorum.rules.js';
import { type Listing, Routes } from './routes.service.js';
import { type Settled, Settlements } from './settlements.service.js';
import { servingIn } from './situation.js';
import type { BodyKind, DecisionOutcome, OutcomeOnSubject, ResultingVersion } from './subject-handler.js';
import { Subjects } from './subjects.js';
import { requireAnnounced, requireChairServes, requireTried } from './taking-part.js';

export interface DecidedItem {
  id: string;
  agendaItemId: string;
  outcome: DecisionOutcome;
  /** Paragraph of the minutes, numbered per body and year. */
  minuteItem: number;
  decisionDay: string;
  versionSeen: number;
  versionResult: number;
  quorum: Quorum;
  settledBy: Settlement['settledBy'];
  /** The agenda item's version after the act. */
  version: number;
}

/** How a decision came about, to be written with it. */
interface Grounds {
  settlement: Settled;
  quorum: Quorum;
  serving: readonly Serving[];
  year: number;
  command: DecisionCommand;
}

/** The paragraph number is taken last; what already points at the decision is checked at commit. */
const decideStatement = `
  with item as (
    update agenda_item set status = 'decided', version = version + 1 where id = $2 and status not in ('decided', 'postponed') returning version),
  number as (
    insert into minute_item_series (body_id, year, last_number) select $3, $5, 1 from item
      on conflict (body_id, year) do update set last_number = minute_item_series.last_number + 1 returning last_number)
  insert into decision (id, agenda_item_id, body_id, matter_id, year, minute_item, decision_day, outcome, reasons, patch,
      subject_kind, subject_id, version_seen_id, version_result_id, recorded_by, claim_id, settled_by, members, present, quorum,
      is_minority, is_appealable, appealable_ground, restated, added, preparation)
    select $1, $2, $3, $4, $5, number.last_number, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19::jsonb, $20, $21, $22, $23, $24, $25 from number
    returning minute_item, (select version from item) as item_version`;

@Injectable()
export class Decisions {
  constructor(
    private readonly subjects: Subjects,
    private readonly routes: Routes,
    private readonly settlements: Settlements,
    private readonly acts: ItemActs,
    private readonly events: Events,
  ) {}

  /**
   * Decides the item, in the version that stood on the agenda. With claims on the table the outcome is what the putting
   * of them gave; without any, the one outcome named was carried by acclamation.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`no-quorum`, `claims-not-settled`,
   *   `outcome-is-computed`, `meeting-not-opened` and what decision.rules names), validation-failed, and whatever the
   *   subject's module refuses with, e.g. `ceiling-exceeded`; then nothing at all has been written.
   */
  async decide(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    expectedVersion: number,
    command: DecisionCommand,
  ): Promise<DecidedItem> {
    const { item, situation } = await this.acts.take(tx, actor, agendaItemId, 'decision.record', expectedVersion);
    const handler = this.subjects.of(item.subjectKind);
    requireTried(situation);
    requireChairServes(situation);
    const isLastStep = item.routePosition >= Number(item.steps);
    const settlement = await this.settlements.of(tx, actor, { item, situation }, command, isLastStep);
    // What was not announced can wait for a meeting that it is announced to.
    if (settlement.outcome !== 'table') requireAnnounced(item);
    await this.requirePrepared(tx, item, settlement, command);
    const { roster, quorum } = servingIn(situation);
    requireQuorum(quorum, item.bodyName, item.bodyKind);
    const year = seriesYear(item.day, situation.bylaws.numbering);
    const outcome = outcomeOf(item, settlement, isLastStep);
    const result = await handler.recordOutcome(tx, actor, outcome);
    const grounds = { settlement, quorum, serving: roster.serving, year, command };
    const decided = await this.write(tx, actor, item, outcome, result.versionResultId, grounds);
    await this.moveOn(tx, actor, item, outcome, result);
    await this.tell(tx, actor, item, outcome, decided.minute_item, result.versionResultNumber, grounds);
    return {
      id: outcome.decisionId,
      agendaItemId: item.id,
      outcome: outcome.outcome,
      minuteItem: decided.minute_item,
      decisionDay: item.day,
      versionSeen: item.subjectVersion,
      versionResult: result.versionResultNumber,
      quorum,
      settledBy: settlement.settledBy,
      version: decided.item_version,
    };
  }

  /** What the council decides has been prepared; the route tells of bodies that dealt with it here. */
  private async requirePrepared(
    tx: Tx,
    item: LockedItem,
    { outcome, isElection }: Settled,
    command: DecisionCommand,
  ): Promise<void> {
    if (item.bodyKind !== 'council') return;
    const before = await rows<{ kind: BodyKind }>(
      tx,
      `select distinct b.kind from decision d join agenda_item a on a.id = d.agenda_item_id join body b on b.id = d.body_id
        where a.matter_id = $1 and a.id <> $2`,
      [item.matterId, item.id],
    );
    const isExempt = isElection || item.isUrgent || (await this.acts.isElection(tx, item));
    const earlier = new Set(before.map(({ kind }) => kind));
    requirePrepared(outcome, command, { bodyKind: item.bodyKind, earlier, isExempt });
  }

  private async write(
    tx: Tx,
    actor: Actor,
    item: LockedItem,
    outcome: OutcomeOnSubject,
    versionResultId: string,
    { settlement, quorum, serving, year, command }: Grounds,
  ) {
    await later(
      tx,
      `insert into decision_participant (decision_id, person_id, seat, serves_for_id, party, mode)
         select $1, * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[])`,
      [
        outcome.decisionId,
        serving.map(({ personId }) => personId),
        serving.map(({ seat }) => seat),
        serving.map(({ servesForId }) => servesForId),
        serving.map(({ party }) => party),
        serving.map(({ mode }) => mode),
      ],
    );
    const appealable = appealabilityOf(outcome.outcome, command);
    const [decided] = await rows<{ minute_item: number; item_version: number }>(tx, decideStatement, [
      outcome.decisionId,
      item.id,
      item.bodyId,
      item.matterId,
      year,
      item.day,
      outcome.outcome,
      outcome.reasons ?? null,
      outcome.patch.length > 0 ? JSON.stringify(outcome.patch) : null,
      item.subjectKind,
      item.subjectId,
      item.subjectVersionId,
      versionResultId,
      actor.personId,
      settlement.claim?.id ?? null,
      settlement.settledBy,
      quorum.members,
      quorum.serving,
      JSON.stringify(quorum),
      settlement.isMinority,
      appealable.isAppealable,
      appealable.ground,
      command.restated?.trim() || (settlement.isElection ? settlement.text : null),
      settlement.isElection ? null : settlement.text,
      command.preparation?.trim() || null,
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
    result: ResultingVersion,
  ): Promise<void> {
    const listing: Listing = {
      routeId: item.routeId,
      routePosition: item.routePosition,
      matterId: item.matterId,
      subjectKind: item.subjectKind,
      subjectId: item.subjectId,
      versionId: result.versionResultId,
      versionNumber: result.versionResultNumber,
    };
    if (outcome.outcome === 'table') {
      await this.routes.table(tx, actor, listing, item.id, item.bodyId, item.day as Day);
      return;
    }
    if (movesOn(outcome.outcome) && !outcome.isLastStep)
      return this.routes.advance(tx, actor, listing, item.day as Day);
    return this.routes.end(tx, item.routeId, outcome.outcome === 'referBack' ? 'ended' : 'finished');
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    item: LockedItem,
    outcome: OutcomeOnSubject,
    minuteItem: number,
    versionResult: number,
    { settlement, quorum }: Grounds,
  ): Promise<void> {
    await this.events.record(tx, actor, {
      type: decisionEvents.decisionMade,
      subjectKind: item.subjectKind,
      subjectId: item.subjectId,
      matterId: item.matterId,
      payload: {
        decisionId: outcome.decisionId,
        agendaItemId: item.id,
        bodyId: item.bodyId,
        outcome: outcome.outcome,
        minuteItem,
        decisionDay: item.day,
        versionSeen: item.subjectVersion,
        versionResult,
        settledBy: settlement.settledBy,
        members: quorum.members,
        serving: quorum.serving,
      },
    });
  }
}

function outcomeOf(item: LockedItem, settlement: Settlement, isLastStep: boolean): OutcomeOnSubject {
  return {
    decisionId: uuidv7(),
    subjectId: item.subjectId,
    matterId: item.matterId,
    body: { id: item.bodyId, authorityId: item.authorityId, kind: item.bodyKind, name: item.bodyName },
    meetingId: item.meetingId,
    decisionDay: item.day as Day,
    outcome: settlement.outcome,
    reasons: settlement.reasons ?? undefined,
    patch: settlement.patch,
    versionSeenId: item.subjectVersionId,
    versionSeenNumber: item.subjectVersion,
    isLastStep,
  };
}
