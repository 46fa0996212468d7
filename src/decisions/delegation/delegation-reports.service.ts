/** Reporting decisions by delegation: everything the body has not been told, as one matter on its meeting's agenda (KL 6:40). */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { conflict, notFound } from '../../kernel/errors.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { Businesses } from '../business/businesses.service.js';
import { reaches } from '../reach.rules.js';
import { Routes } from '../routes.service.js';
import { delegationEvents } from './delegation.events.js';
import { isReported } from './delegations.queries.js';
import { type ReportedDecision, reportPoint, reportText, reportTitle } from './report.rules.js';

export interface Report {
  businessId: string;
  agendaItemId: string;
  matterId: string;
  registrationNumber: string;
  /** Decisions reported. */
  decisions: number;
}

interface ReportMeeting {
  body_id: string;
  authority_id: string;
  day: string;
}

@Injectable()
export class DelegationReports {
  constructor(
    private readonly businesses: Businesses,
    private readonly routes: Routes,
    private readonly events: Events,
  ) {}

  /**
   * Collects every unreported decision of the body up to the day of the meeting and puts them on its agenda as one matter.
   * @throws not-found, forbidden, state-conflict `nothing-to-report`, and what planning a route refuses with
   */
  async make(tx: Tx, actor: Actor, meetingId: string): Promise<Report> {
    const [meeting] = await rows<ReportMeeting>(
      tx,
      `select m.body_id, b.authority_id, m.day from meeting m join body b on b.id = m.body_id where m.id = $1`,
      [meetingId],
    );
    if (meeting === undefined || !reaches(actor, [meeting.authority_id])) throw notFound('Sammanträdet');
    const { body_id: bodyId, authority_id: authorityId } = meeting;
    requirePermit(actor, 'route.plan', { authorityId });
    const unreported = await this.lockUnreported(tx, meeting);
    const business = await this.businesses.report(tx, actor, {
      authorityId,
      bodyId,
      title: reportTitle,
      background: reportText(unreported),
      decisionPoints: [{ type: 'note', text: reportPoint }],
    });
    const ids = unreported.map(({ id }) => id);
    await affected(
      tx,
      `update delegated_decision set reported_in_id = $2, version = version + 1 where id = any($1::uuid[])`,
      [ids, business.id],
    );
    // The place on the agenda is the last lock of the act.
    const route = { subjectKind: 'business' as const, subjectId: business.id, meetingIds: [meetingId] };
    const { agendaItemId } = await this.routes.plan(tx, actor, route);
    await this.events.record(tx, actor, {
      type: delegationEvents.reported,
      subjectKind: 'business',
      subjectId: business.id,
      matterId: business.matterId,
      payload: { bodyId, meetingId, decisionIds: ids },
    });
    const { matterId, registrationNumber } = business;
    return { businessId: business.id, agendaItemId, matterId, registrationNumber, decisions: ids.length };
  }

  /** Two reports made at once: the second waits here, and finds nothing left. */
  private async lockUnreported(
    tx: Tx,
    { body_id, day }: ReportMeeting,
  ): Promise<(ReportedDecision & { id: string })[]> {
    const found = await rows<ReportedDecision & { id: string }>(
      tx,
      `select d.id, d.year, d.number, d.decided_day as "decidedDay", d.is_urgent as "isUrgent", d.about_individual as "aboutIndividual", r.number as "ruleNumber",
           r.description, (select m.registration_number from matter m where m.id = d.matter_id) as "registrationNumber", d.text
         from delegated_decision d left join delegation_rule r on r.id = d.rule_id
        where d.body_id = $1 and d.reported_in_id is null and d.decided_day <= $2 and ${isReported}
        order by d.id for update of d`,
      [body_id, day],
    );
    if (found.length === 0)
      throw conflict('nothing-to-report', `Alla delegationsbeslut till och med ${day} är redan anmälda.`);
    return found.sort((a, b) => a.year - b.year || a.number - b.number);
  }
}
