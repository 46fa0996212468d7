/** What must hold of people, bodies and appointments, whoever wrote the rows. */
import type { Check } from '../platform/checks.js';

export const identityChecks: Check[] = [
  {
    name: 'identity/appointments-do-not-overlap',
    meaning: 'Somebody holds the same role in the same place twice on the same day.',
    sql: `select a.id, b.id as other_id, a.person_id, a.role from appointment a
            join appointment b on b.person_id = a.person_id and b.id > a.id and b.role = a.role
             and b.authority_id is not distinct from a.authority_id and b.body_id is not distinct from a.body_id
             and daterange(a.from_day, a.to_day, '[]') && daterange(b.from_day, b.to_day, '[]')`,
  },
  {
    name: 'identity/R49-director-not-in-own-committee',
    meaning: 'The head of an administration sits in its own committee (KL 7:3).',
    sql: `select d.id as director_id, s.id as seat_id, d.person_id from appointment d
            join appointment s on s.person_id = d.person_id and s.authority_id = d.authority_id
             and s.role in ('chair', 'viceChair', 'member', 'substitute')
             and daterange(d.from_day, d.to_day, '[]') && daterange(s.from_day, s.to_day, '[]')
            join body b on b.id = s.body_id and b.kind in ('executiveBoard', 'committee', 'subcommittee')
           where d.role = 'administrationDirector'`,
  },
  {
    name: 'identity/appointment-stands-in-its-body',
    meaning:
      'An appointment names a body of another authority, lasts outside the time the body exists, or is a seat without a body.',
    sql: `select a.id, a.role from appointment a left join body b on b.id = a.body_id
           where (a.body_id is null and a.role in ('chair', 'viceChair', 'member', 'substitute'))
              or (a.body_id is not null and (b.authority_id is distinct from a.authority_id or a.from_day < b.valid_from
                  or coalesce(a.to_day, 'infinity') > coalesce(b.valid_to, 'infinity')))`,
  },
  {
    name: 'identity/E08-successors-lead-on',
    meaning:
      'A body or an authority is its own successor through a circle, or has a successor although it has not ended.',
    sql: `with recursive link as (
            select 'body' as kind, id, successor_id, valid_to from body
            union all select 'authority', id, successor_id, valid_to from authority),
          chain as (
            select kind, id as start, successor_id as next from link where successor_id is not null
            union select c.kind, c.start, l.successor_id from chain c join link l on l.kind = c.kind and l.id = c.next where l.successor_id is not null)
          select kind, start as id from chain where next = start
          union all select kind, id from link where successor_id is not null and valid_to is null`,
  },
  {
    name: 'identity/body-within-authority',
    meaning: 'A body exists on a day its authority does not.',
    sql: `select b.id from body b join authority a on a.id = b.authority_id
           where b.valid_from < a.valid_from or coalesce(b.valid_to, 'infinity') > coalesce(a.valid_to, 'infinity')`,
  },
  {
    name: 'identity/access-tokens-end',
    meaning: 'An access token lives for more than a year.',
    sql: `select id from access_token where expires_at > created_at + interval '1 year 2 days'`,
  },
  {
    name: 'identity/sign-in-links-end',
    meaning: 'A one-time sign-in link was used after it had run out.',
    sql: `select person_id, created_at from sign_in_link where used_at > expires_at + interval '1 second'`,
  },
];
