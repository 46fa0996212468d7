/**
 * Announcing a decision by delegation that nobody reports to the body: it is minuted by itself and the notice about those
 * minutes starts its time to appeal (KL 6:40, 7:8, 8:10 p 3, R-44). It comes down by the same timer as all others.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { requireAnnounceable, requireMinutedDay } from '../delegation/announcing.rules.js';
import type { Reporting } from '../delegation/delegation.rules.js';
import { reaches } from '../reach.rules.js';
import { appealEnd, daysLate, lastDayToAnnounce, requireSoundPosting, takeDownDay } from './announcement.rules.js';
import type { PostCommand, PostedAnnouncement } from './announcements.service.js';
import { noticeBoardEvents } from './notice-board.events.js';

export interface PostDelegatedCommand extends PostCommand {
  /** The day the decision's own minutes were signed; the day it was recorded here when left out. */
  minutedDay?: Day | undefined;
}

export interface PostedDelegatedAnnouncement extends Omit<PostedAnnouncement, 'minutesId'> {
  delegatedDecisionId: string;
  minutedDay: Day;
}

interface DecisionToAnnounce {
  id: string;
  bodyId: string;
  authorityId: string;
  administrationName: string;
  matterId: string | null;
  year: number;
  number: number;
  decidedDay: Day;
  recordedDay: Day;
  reporting: Reporting;
  isAppealable: boolean;
  version: number;
  today: Day;
}

const lockStatement = `
  select d.id, d.body_id as "bodyId", b.authority_id as "authorityId", a.administration_name as "administrationName", d.matter_id as "matterId",
      d.year, d.number, d.decided_day as "decidedDay", (d.recorded_at at time zone 'Europe/Stockholm')::date as "recordedDay",
      case when d.is_urgent then 'nextMeeting' else r.reporting end as reporting, coalesce(r.is_appealable, true) as "isAppealable",
      d.version, today_in_stockholm() as today
    from delegated_decision d join body b on b.id = d.body_id join authority a on a.id = b.authority_id left join delegation_rule r on r.id = d.rule_id
   where d.id = $1 for update of d`;

@Injectable()
export class DelegatedAnnouncements {
  constructor(private readonly events: Events) {}

  /**
   * Posts the notice of one delegated decision. Late is told, as for other minutes.
   * @throws not-found, forbidden, precondition-failed, state-conflict `is-reported`, `not-appealable`, `already-announced`;
   *   validation-failed `range` (minutedDay), `future-day`, `before-adjustment`, `required` (postedElsewhere)
   */
  async post(
    tx: Tx,
    actor: Actor,
    decisionId: string,
    expectedVersion: number,
    command: PostDelegatedCommand,
  ): Promise<PostedDelegatedAnnouncement> {
    const decision = await this.lock(tx, actor, decisionId);
    requireVersion(expectedVersion, decision.version);
    requireAnnounceable(decision);
    const { today } = decision;
    const minutedDay = requireMinutedDay(command.minutedDay ?? decision.recordedDay, decision);
    const postedDay = command.postedDay ?? today;
    const postedElsewhere = command.postedElsewhere?.trim();
    requireSoundPosting({ adjustedDay: minutedDay, postedDay, today, postedElsewhere });
    const announcement = {
      id: uuidv7(),
      delegatedDecisionId: decisionId,
      minutedDay,
      postedDay,
      lastDayToAnnounce: lastDayToAnnounce(minutedDay),
      daysLate: daysLate(minutedDay, postedDay),
      appealEndDay: appealEnd(postedDay),
      takeDownDay: takeDownDay(appealEnd(postedDay)),
      whereKept: command.whereKept?.trim() ?? decision.administrationName,
      postedElsewhere: postedElsewhere ?? null,
      version: decision.version + 1,
    };
    await this.write(tx, actor, announcement);
    const { bodyId, matterId, year, number } = decision;
    const { id: announcementId, appealEndDay, daysLate: late } = announcement;
    await this.events.record(tx, actor, {
      type: noticeBoardEvents.delegatedPosted,
      subjectKind: 'delegatedDecision',
      subjectId: decisionId,
      matterId,
      payload: { announcementId, bodyId, year, number, postedDay, appealEndDay, daysLate: late },
    });
    return announcement;
  }

  private async lock(tx: Tx, actor: Actor, decisionId: string): Promise<DecisionToAnnounce> {
    const [decision] = await rows<DecisionToAnnounce>(tx, lockStatement, [decisionId]);
    if (decision === undefined || !reaches(actor, [decision.authorityId])) throw notFound('Delegationsbeslutet');
    requirePermit(actor, 'minutes.announce', { authorityId: decision.authorityId, bodyId: decision.bodyId });
    return decision;
  }

  private async write(tx: Tx, actor: Actor, announcement: PostedDelegatedAnnouncement): Promise<void> {
    const { id, delegatedDecisionId, minutedDay, postedDay, appealEndDay, whereKept, postedElsewhere } = announcement;
    await affected(
      tx,
      `insert into announcement (id, delegated_decision_id, minuted_day, posted_day, appeal_end_day, where_kept, posted_elsewhere, posted_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, delegatedDecisionId, minutedDay, postedDay, appealEndDay, whereKept, postedElsewhere, actor.personId],
    );
    await affected(tx, `update delegated_decision set version = version + 1 where id = $1`, [delegatedDecisionId]);
  }
}
