/**
 * In which version and state a proposal stood at a moment. Others see the newest version that has been frozen; it stands
 * from the day it was handed in, or from the day of a decision about it where that is earlier, because such a decision
 * was noted afterwards. The state is what the last act led to.
 */
import { countedBy, dayOf, type MomentSql } from '../moment.sql.js';

/** @param version of `proposal_version` */
export const versionDay = (version: string): string =>
  `least(${dayOf(`${version}.frozen_at`)}, (select min(d.decision_day) from decision d
     where d.subject_id = ${version}.proposal_id and ${version}.id in (d.version_seen_id, d.version_result_id)))`;

/** One row of `status` and `version_id`, or none when nobody else had seen it. @param proposal an SQL expression for its id, not of a table called `told` or `seen` */
export const standingBy = (proposal: string, moment: MomentSql): string => `
  select t.status, w.id as version_id
    from (select told.payload ->> 'to' as status from event told
           where told.subject_id = ${proposal} and told.subject_kind = 'proposal' and told.payload ? 'to'
             and ${countedBy(`coalesce((told.payload ->> 'decisionDay')::date, ${dayOf('told.at')})`, 'told.at', moment)}
           order by told.id desc limit 1) t
      cross join lateral (select seen.id from proposal_version seen
           where seen.proposal_id = ${proposal} and seen.frozen_at is not null and ${countedBy(versionDay('seen'), 'seen.frozen_at', moment)}
           order by seen.number desc limit 1) w`;
