/** What has become of a decision: adjusted, announced, appealed, final; and may it be carried out. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { actsFrom } from '../../kernel/transitions.js';
import { may } from '../../identity/permit.rules.js';
import type { ActName } from '../../identity/permissions.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { daysLate } from './announcement.rules.js';
import { appealMachine, type AppealStatus, isReceivedLate } from './appeal.rules.js';
import {
  belongsTo,
  decisionColumn,
  type DecisionKind,
  type DecisionPlace,
  type DecisionRef,
  visibleDecision,
} from './decision-place.js';
import { finalityOf, type StandingAct, type StandingKind, standingWords } from './standing.rules.js';

export interface AppealView {
  id: string;
  receivedDay: Day;
  isLate: boolean | null;
  status: AppealStatus;
  statusText: string;
  court: string;
  courtReference: string | null;
  /** The received document in the matter; like who appealed and why for the authorities concerned alone. */
  documentId: string | null;
  /** Who appealed and why: for the authorities concerned; others read null. */
  appellant: string | null;
  grounds: string | null;
  steps: { number: number; status: AppealStatus; day: Day; note: string | null; recordedAt: string }[];
  possibleActs: string[];
  version: number;
}

export interface AssessmentView {
  id: string;
  mayExecute: boolean;
  reasons: string;
  assessedBy: string | null;
  assessedByName: string | null;
  assessedAt: string;
}

export interface StandingView {
  kind: DecisionKind;
  decisionId: string;
  bodyId: string;
  bodyName: string;
  minuteItem: number;
  decisionDay: Day;
  isAppealable: boolean;
  appealability: string;
  adjustedDay: Day | null;
  announcement: { id: string; postedDay: Day; appealEndDay: Day; daysLate: number } | null;
  standing: StandingKind;
  standingText: string;
  finalDay: Day | null;
  appeals: AppealView[];
  execution: {
    isAssessmentAskedFor: boolean;
    /** The reader belongs to an authority concerned; to others the lists are empty whatever has been weighed. */
    isShown: boolean;
    latest: AssessmentView | null;
    assessments: AssessmentView[];
  };
}

interface AppealRow {
  id: string;
  received_day: Day;
  status: AppealStatus;
  court: string;
  court_reference: string | null;
  appellant: string;
  grounds: string | null;
  document_id: string | null;
  registered_at: Date;
  version: number;
  steps: AppealView['steps'];
}

interface AssessmentRow {
  id: string;
  may_execute: boolean;
  reasons: string;
  assessed_by: string | null;
  assessed_by_name: string | null;
  assessed_at: Date;
}

const selectAppeals = (column: string): string => `
  select a.id, a.received_day, a.status, a.court, a.court_reference, a.appellant, a.grounds, a.document_id, a.registered_at, a.version,
      (select jsonb_agg(jsonb_build_object('number', s.number, 'status', s.status, 'day', s.day, 'note', s.note,
          'recordedAt', to_char(s.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.number)
        from appeal_step s where s.appeal_id = a.id) as steps
    from appeal a where a.${column} = $1 order by a.registered_at, a.id`;

/** How it is put to people whether the decision can be appealed (KL 13:2, R-41). */
export function appealabilityText(isAppealable: boolean, ground: string | null): string {
  const text = isAppealable
    ? 'Beslutet kan överklagas (KL 13 kap. 1 §).'
    : 'Beslutet bedöms vara rent förberedande eller rent verkställande och går då inte att överklaga (KL 13 kap. 2 §). Ett överklagande tas ändå emot; bara domstolen kan avvisa det.';
  return ground === null ? text : `${text} ${ground}`;
}

@Injectable()
export class StandingQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws not-found also when the actor may not see the decision. */
  async standing(actor: Actor, ref: DecisionRef): Promise<StandingView & { possibleActs: StandingAct[] }> {
    const decision = await visibleDecision(this.dataSource, actor, ref);
    const standing = await standingOf(this.dataSource, decision, belongsTo(actor, decision));
    return { ...standing, possibleActs: actsOn(actor, decision, standing.standing) };
  }
}

/**
 * As the acts themselves ask: by whose matter it is, or by the body that decided. What is final needs no assessment, and
 * what a court has annulled is not carried out.
 */
function actsOn(actor: Actor, decision: DecisionPlace, standing: StandingKind): StandingAct[] {
  const { authorityId, bodyId, matterAuthorityId } = decision;
  const mayDo = (act: ActName): boolean =>
    may(actor, act, { authorityId: matterAuthorityId }) || may(actor, act, { authorityId, bodyId });
  return [
    ...(mayDo('appeal.register') ? ['registerAppeal' as const] : []),
    ...(mayDo('execution.assess') && standing !== 'annulled' && standing !== 'final' ? ['assess' as const] : []),
  ];
}

/** @param isOwn the reader belongs to an authority concerned and may read who appealed, why, and the reasons weighed */
export async function standingOf(db: Db, decision: DecisionPlace, isOwn: boolean): Promise<StandingView> {
  const column = decisionColumn[decision.kind];
  const appeals = await rows<AppealRow>(db, selectAppeals(column), [decision.id]);
  const assessments = await rows<AssessmentRow>(
    db,
    `select a.id, a.may_execute, a.reasons, a.assessed_by, p.name as assessed_by_name, a.assessed_at
       from execution_assessment a left join person p on p.id = a.assessed_by where a.${column} = $1 order by a.assessed_at desc, a.id desc`,
    [decision.id],
  );
  const finality = finalityOf({
    isAdjusted: decision.adjustedDay !== null,
    appealEndDay: decision.appealEndDay,
    appeals: appeals.map(({ received_day, status, registered_at, steps }) => ({
      receivedDay: received_day,
      status,
      lastDay: steps.at(-1)?.day ?? received_day,
      registeredAt: registered_at,
    })),
    lastAssessedAt: assessments[0]?.assessed_at ?? null,
    today: decision.today,
  });
  const shown = isOwn ? assessments.map(assessmentView) : [];
  return {
    kind: decision.kind,
    decisionId: decision.id,
    bodyId: decision.bodyId,
    bodyName: decision.bodyName,
    minuteItem: decision.minuteItem,
    decisionDay: decision.decisionDay,
    isAppealable: decision.isAppealable,
    appealability: appealabilityText(decision.isAppealable, decision.appealableGround),
    adjustedDay: decision.adjustedDay,
    announcement: announcementOf(decision),
    standing: finality.kind,
    standingText: standingWords[finality.kind],
    finalDay: finality.finalDay,
    appeals: appeals.map((appeal) => appealView(appeal, decision.appealEndDay, isOwn)),
    execution: {
      isAssessmentAskedFor: finality.isAssessmentAskedFor,
      isShown: isOwn,
      latest: shown[0] ?? null,
      assessments: shown,
    },
  };
}

function announcementOf(decision: DecisionPlace): StandingView['announcement'] {
  const { announcementId, postedDay, appealEndDay, adjustedDay } = decision;
  if (announcementId === null || postedDay === null || appealEndDay === null || adjustedDay === null) return null;
  return { id: announcementId, postedDay, appealEndDay, daysLate: daysLate(adjustedDay, postedDay) };
}

function appealView(appeal: AppealRow, appealEndDay: Day | null, isOwn: boolean): AppealView {
  return {
    id: appeal.id,
    receivedDay: appeal.received_day,
    isLate: isReceivedLate(appeal.received_day, appealEndDay),
    status: appeal.status,
    statusText: appealMachine.swedish[appeal.status] ?? appeal.status,
    court: appeal.court,
    courtReference: appeal.court_reference,
    documentId: isOwn ? appeal.document_id : null,
    appellant: isOwn ? appeal.appellant : null,
    grounds: isOwn ? appeal.grounds : null,
    steps: appeal.steps.map((one) => ({ ...one, note: isOwn ? one.note : null })),
    possibleActs: actsFrom(appealMachine, appeal.status),
    version: appeal.version,
  };
}

function assessmentView(row: AssessmentRow): AssessmentView {
  return {
    id: row.id,
    mayExecute: row.may_execute,
    reasons: row.reasons,
    assessedBy: row.assessed_by,
    assessedByName: row.assessed_by_name,
    assessedAt: row.assessed_at.toISOString(),
  };
}
