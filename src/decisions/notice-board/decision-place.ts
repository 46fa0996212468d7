/**
 * Where a decision belongs and what its time to appeal runs from: what every act on it asks first. A body's own decision
 * stands in the minutes of a meeting; one by delegation is announced by itself, or follows the minutes of the meeting it was
 * reported to (KL 6:40, 7:8, 13:5).
 */
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { minutesIdOf } from '../minutes/minutes-place.sql.js';
import { reaches } from '../reach.rules.js';

export type DecisionKind = 'decision' | 'delegatedDecision';

export interface DecisionRef {
  kind: DecisionKind;
  id: string;
}

/** The column by which appeals and assessments point at a decision of the kind. */
export const decisionColumn: Readonly<Record<DecisionKind, string>> = {
  decision: 'decision_id',
  delegatedDecision: 'delegated_decision_id',
};

export interface DecisionPlace extends DecisionRef {
  bodyId: string;
  bodyName: string;
  authorityId: string;
  /** Of the authority whose matter it is; a board may decide on another authority's matter. */
  matterAuthorityId: string;
  /** Null for a delegated decision outside every matter. */
  matterId: string | null;
  /** Its number in the year's minutes, or in the body's series of delegated decisions. */
  minuteItem: number;
  decisionDay: Day;
  isAppealable: boolean;
  appealableGround: string | null;
  minutesId: string | null;
  /** Null while the minutes are drafts. */
  adjustedDay: Day | null;
  announcementId: string | null;
  postedDay: Day | null;
  appealEndDay: Day | null;
  today: Day;
}

const placeInMinutes = `
  select 'decision' as kind, d.id, d.body_id as "bodyId", b.name as "bodyName", b.authority_id as "authorityId", t.authority_id as "matterAuthorityId",
      d.matter_id as "matterId", d.minute_item as "minuteItem", d.decision_day as "decisionDay", d.is_appealable as "isAppealable",
      d.appealable_ground as "appealableGround", m.id as "minutesId", m.adjusted_day as "adjustedDay", a.id as "announcementId",
      a.posted_day as "postedDay", a.appeal_end_day as "appealEndDay", today_in_stockholm() as today
    from decision d join body b on b.id = d.body_id join matter t on t.id = d.matter_id join agenda_item i on i.id = d.agenda_item_id
    left join minutes m on m.id = ${minutesIdOf('i')} left join announcement a on a.minutes_id = m.id
   where d.id = any($1::uuid[])`;

/** The matter of a delegated decision, as SQL of its row `d`: its own, or the one its first appeal opened. */
export const delegatedMatter = `coalesce(d.matter_id, (select e.matter_id from appeal p join document e on e.id = p.document_id
    where p.delegated_decision_id = d.id limit 1))`;

const placeByDelegation = `
  select 'delegatedDecision' as kind, d.id, d.body_id as "bodyId", b.name as "bodyName", b.authority_id as "authorityId",
      coalesce(t.authority_id, b.authority_id) as "matterAuthorityId", t.id as "matterId", d.number as "minuteItem", d.decided_day as "decisionDay",
      coalesce(r.is_appealable, true) as "isAppealable", null as "appealableGround", m.id as "minutesId",
      coalesce(n.minuted_day, m.adjusted_day) as "adjustedDay", coalesce(n.id, a.id) as "announcementId",
      coalesce(n.posted_day, a.posted_day) as "postedDay", coalesce(n.appeal_end_day, a.appeal_end_day) as "appealEndDay",
      today_in_stockholm() as today
    from delegated_decision d join body b on b.id = d.body_id left join delegation_rule r on r.id = d.rule_id
    left join matter t on t.id = ${delegatedMatter} left join announcement n on n.delegated_decision_id = d.id
    left join lateral (select i.* from agenda_item i join decision o on o.agenda_item_id = i.id
      where i.subject_id = d.reported_in_id order by o.recorded_at desc limit 1) i on true
    left join minutes m on m.id = ${minutesIdOf('i')} left join announcement a on a.minutes_id = m.id
   where d.id = any($1::uuid[])`;

const placeStatements: Readonly<Record<DecisionKind, string>> = {
  decision: placeInMinutes,
  delegatedDecision: placeByDelegation,
};

/**
 * An adjusted decision is an official document and seen by everybody signed in; before that, and always when it was
 * made by delegation, by those whose authority meets or whose matter it is.
 * @throws not-found
 */
export async function visibleDecision(db: Db, actor: Actor, decision: DecisionRef): Promise<DecisionPlace> {
  const place = await decisionPlace(db, decision);
  const isOpen = place?.kind === 'decision' && place.adjustedDay !== null;
  if (place === undefined || (!isOpen && !belongsTo(actor, place)))
    throw notFound(decision.kind === 'decision' ? 'Beslutet' : 'Delegationsbeslutet');
  return place;
}

/** For anybody: whoever calls has already found the decision to be public. */
export async function decisionPlace(db: Db, { kind, id }: DecisionRef): Promise<DecisionPlace | undefined> {
  const [place] = await decisionPlaces(db, kind, [id]);
  return place;
}

/** Several of one kind at once, in no order; those that are not there are left out. */
export function decisionPlaces(db: Db, kind: DecisionKind, ids: readonly string[]): Promise<DecisionPlace[]> {
  return rows<DecisionPlace>(db, placeStatements[kind], [ids]);
}

/** Is it the actor's own authority's business: as the one that decided, or as the one whose matter it is? */
export function belongsTo(actor: Actor, place: Pick<DecisionPlace, 'authorityId' | 'matterAuthorityId'>): boolean {
  return reaches(actor, [place.authorityId, place.matterAuthorityId]);
}
