/** Where a decision belongs and in which document of minutes it stands: what every act on it asks first. */
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { minutesIdOf } from '../minutes/minutes-place.sql.js';
import { reaches } from '../reach.rules.js';

export interface DecisionPlace {
  id: string;
  bodyId: string;
  bodyName: string;
  authorityId: string;
  /** Of the authority whose matter it is; a board may decide on another authority's matter. */
  matterAuthorityId: string;
  matterId: string;
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

const placeStatement = `
  select d.id, d.body_id as "bodyId", b.name as "bodyName", b.authority_id as "authorityId", t.authority_id as "matterAuthorityId",
      d.matter_id as "matterId", d.minute_item as "minuteItem", d.decision_day as "decisionDay", d.is_appealable as "isAppealable",
      d.appealable_ground as "appealableGround", m.id as "minutesId", m.adjusted_day as "adjustedDay", a.id as "announcementId",
      a.posted_day as "postedDay", a.appeal_end_day as "appealEndDay", today_in_stockholm() as today
    from decision d join body b on b.id = d.body_id join matter t on t.id = d.matter_id join agenda_item i on i.id = d.agenda_item_id
    left join minutes m on m.id = ${minutesIdOf('i')} left join announcement a on a.minutes_id = m.id
   where d.id = $1`;

/**
 * An adjusted decision is an official document and seen by everybody signed in; before that, by those whose
 * authority meets or whose matter it is.
 * @throws not-found
 */
export async function visibleDecision(db: Db, actor: Actor, decisionId: string): Promise<DecisionPlace> {
  const place = await decisionPlace(db, decisionId);
  if (place === undefined || (place.adjustedDay === null && !belongsTo(actor, place))) throw notFound('Beslutet');
  return place;
}

/** For anybody: whoever calls has already found the decision to be public. */
export async function decisionPlace(db: Db, decisionId: string): Promise<DecisionPlace | undefined> {
  const [place] = await rows<DecisionPlace>(db, placeStatement, [decisionId]);
  return place;
}

/** Is it the actor's own authority's business: as the one that decided, or as the one whose matter it is? */
export function belongsTo(actor: Actor, place: Pick<DecisionPlace, 'authorityId' | 'matterAuthorityId'>): boolean {
  return reaches(actor, [place.authorityId, place.matterAuthorityId]);
}
