/** Invariants of business, as queries that must return no rows. */
import type { Check } from '../../platform/checks.js';

export const businessChecks: Check[] = [
  {
    name: 'decisions/D3-business-on-an-agenda-is-frozen',
    meaning: 'A body has before it a version that can still be changed, or one of another matter.',
    sql: `select a.id as agenda_item_id, a.subject_version_id from agenda_item a
            left join business_version v on v.id = a.subject_version_id and v.business_id = a.subject_id
           where a.subject_kind = 'business' and v.frozen_at is null`,
  },
  {
    name: 'decisions/D3-business-stands-in-its-latest-version',
    meaning: 'What a business says it is is not the latest of its versions, or the numbers of the versions have a gap.',
    sql: `select b.id as business_id, b.current_version, max(v.number) as latest, count(v.id) as versions from business b
            left join business_version v on v.business_id = b.id
           group by b.id having max(v.number) is distinct from b.current_version or count(v.id) <> b.current_version
             or not bool_or(v.id = b.current_version_id and v.number = b.current_version)`,
  },
  {
    name: 'decisions/D6-scheduled-business-is-on-its-way',
    meaning: 'A business is scheduled without a running route, or on a route without being scheduled.',
    sql: `select b.id as business_id, b.status, r.id as route_id from business b
            left join route r on r.subject_id = b.id and r.status = 'running'
           where (b.status = 'scheduled') <> (r.id is not null)`,
  },
  {
    name: 'decisions/KL-5-22-motions-answered-by-the-council',
    meaning: 'A motion is settled, and the council has not answered it.',
    sql: `select b.id as business_id from business b
           where b.kind = 'motion' and b.status in ('decided', 'rejected') and not exists (
             select from decision d join body y on y.id = d.body_id where d.subject_id = b.id and y.kind = 'council'
               and d.outcome not in ('recommend', 'table', 'referBack'))`,
  },
];
