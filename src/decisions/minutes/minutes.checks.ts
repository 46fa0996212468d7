/** Invariants of minutes, as queries that must return no rows. */
import type { Check } from '../../platform/checks.js';
import { minutesIdOf } from './minutes-place.sql.js';
import { lastStandIn } from './stand-ins.store.js';

/** One row per item of a frozen document. */
const frozenItems = `
  select n.id as minutes_id, n.meeting_id, n.kind, n.status, item ->> 'agendaItemId' as agenda_item_id, item
    from minutes n, jsonb_array_elements(n.content -> 'items') item where n.content is not null`;

/** One row per ballot of a frozen document. */
const frozenBallots = `
  select f.minutes_id, (putting ->> 'ballotId')::uuid as ballot_id, putting from (${frozenItems}) f, jsonb_array_elements(f.item -> 'putting') putting
   where putting ->> 'by' = 'ballot'`;

/** What the minutes say was voted, and what was: open votes one by one, secret ones by their tally. */
const told = `
  select b.ballot_id, result ->> 'choice' as choice, (result ->> 'votes')::integer as votes from (${frozenBallots}) b, jsonb_array_elements(b.putting -> 'results') result
  union all select b.ballot_id, 'abstain', (b.putting #>> '{abstained,votes}')::integer from (${frozenBallots}) b`;
const cast = `
  select v.ballot_id, v.choice, count(*)::integer as votes from vote v where v.choice is not null group by v.ballot_id, v.choice
  union all select t.ballot_id, t.choice, t.votes from secret_tally t`;

const named = `
  select n.id as minutes_id, (person ->> 'id')::uuid as person_id from minutes n, jsonb_array_elements(n.content -> 'adjusters') person
  union select n.id, (chair #>> '{person,id}')::uuid from minutes n, jsonb_array_elements(n.content -> 'chairs') chair
  union select n.id, s.person_id from minutes n join minutes_stand_in s on s.minutes_id = n.id and s.recorded_at >= n.sent_at`;

/** Those the content names and those who sign instead, but nobody who has another to sign. */
const signers = `
  select n.id as minutes_id, named.person_id from minutes n join (${named}) named on named.minutes_id = n.id
   where n.adjusted_day is not null and coalesce(${lastStandIn('named.person_id')}, true)`;

export const minutesChecks: Check[] = [
  {
    name: 'minutes/D1-status-follows-the-events',
    meaning: 'Minutes are in a state that the last event about them did not lead to.',
    sql: `select n.id as minutes_id, n.status, last.type as told from minutes n
            left join lateral (select e.type from event e where e.subject_id = n.id
                and e.type in ('minutes.sentForSigning', 'minutes.returnedToDraft', 'minutes.adjusted') order by e.id desc limit 1) last on true
           where case last.type when 'minutes.adjusted' then n.status not in ('adjusted', 'announced', 'announcementDown')
                   when 'minutes.sentForSigning' then n.status <> 'signing' else n.status <> 'draft' end`,
  },
  {
    name: 'minutes/D4-content-is-what-the-hash-says',
    meaning: 'The content of minutes that were sent for signing is another one than its hash was made from.',
    sql: `select id as minutes_id from minutes
           where content is not null and content_hash is distinct from sha256(convert_to(canonical_json(content), 'UTF8'))`,
  },
  {
    name: 'minutes/D4-signed-what-stands-there',
    meaning: 'Somebody signed another content than the one the minutes have.',
    sql: `select s.minutes_id, s.person_id from minutes_signature s join minutes n on n.id = s.minutes_id
           where s.content_hash is distinct from n.content_hash`,
  },
  {
    name: 'minutes/D4-adjusted-by-chair-and-adjusters',
    meaning: 'Minutes are adjusted although a chair or adjuster named in them has not signed, or nobody is named.',
    sql: `select n.id as minutes_id, s.person_id from minutes n left join (${signers}) s on s.minutes_id = n.id
           where n.adjusted_day is not null and not exists (
             select from minutes_signature g where g.minutes_id = n.id and g.person_id = s.person_id)`,
  },
  {
    name: 'minutes/D4-adjusted-on-the-day-of-the-last-signature',
    meaning: 'The day of adjustment, from which the time to announce is counted, is not the day of the last signature.',
    sql: `select n.id as minutes_id, n.adjusted_day from minutes n where n.adjusted_day is distinct from
            (select max(s.signed_day) from minutes_signature s where s.minutes_id = n.id) and n.adjusted_day is not null`,
  },
  {
    name: 'minutes/D5-every-item-in-one-document',
    meaning:
      'An item of a meeting whose ordinary minutes are adjusted stands in none of its documents, in several, or without exactly the decision that was made.',
    sql: `select a.id as agenda_item_id, count(f.minutes_id) as documents from agenda_item a
            join minutes o on o.meeting_id = a.meeting_id and o.kind = 'ordinary' and o.adjusted_day is not null
            left join minutes n on n.id = ${minutesIdOf('a')}
            left join decision d on d.agenda_item_id = a.id
            left join (${frozenItems}) f on f.agenda_item_id = a.id::text
           where n.content is not null group by a.id, n.id, d.id
          having count(f.minutes_id) <> 1 or bool_or(f.minutes_id <> n.id or (f.item #>> '{decision,id}') is distinct from d.id::text)`,
  },
  {
    name: 'minutes/D5-held-meetings-have-ordinary-minutes',
    meaning: 'A meeting was opened and has no ordinary minutes.',
    sql: `select g.id as meeting_id, g.status from meeting g where g.status in ('opened', 'adjourned', 'closed')
             and not exists (select from minutes n where n.meeting_id = g.id and n.kind = 'ordinary')`,
  },
  {
    name: 'minutes/D5-signed-after-the-meeting',
    meaning: 'Ordinary minutes are out for signing although the meeting goes on.',
    sql: `select n.id as minutes_id, g.status from minutes n join meeting g on g.id = n.meeting_id
           where n.kind = 'ordinary' and n.status <> 'draft' and g.status <> 'closed'`,
  },
  {
    name: 'minutes/D9-writer-is-no-signer',
    meaning:
      'Whoever kept the minutes has also signed them, or the signature was recorded against the rule for its kind.',
    sql: `select s.minutes_id, s.person_id from minutes_signature s join minutes n on n.id = s.minutes_id join meeting g on g.id = n.meeting_id
           where s.person_id = g.secretary_id or (s.method = 'signedIn') <> (s.recorded_by is not distinct from s.person_id)`,
  },
  {
    name: 'minutes/D2-counts-are-the-votes',
    meaning: 'Minutes tell another number of votes than were cast.',
    sql: `select ballot_id, choice, t.votes as told, coalesce(c.votes, 0) as cast from (${told}) t left join (${cast}) c using (ballot_id, choice)
           where t.votes <> coalesce(c.votes, 0)
          union all select ballot_id, choice, null, c.votes from (${cast}) c
           where c.votes > 0 and ballot_id in (select ballot_id from (${frozenBallots}) b)
             and not exists (select from (${told}) t where t.ballot_id = c.ballot_id and t.choice = c.choice)`,
  },
  {
    name: 'minutes/D2-everybody-called-is-accounted-for',
    meaning: 'Votes, abstentions and those who said nothing are together not everybody who was called to the ballot.',
    sql: `select b.ballot_id, (b.putting ->> 'electors')::integer as told, (select count(*) from ballot_elector e where e.ballot_id = b.ballot_id) as called
            from (${frozenBallots}) b
           where (b.putting ->> 'electors')::integer <> (select count(*) from ballot_elector e where e.ballot_id = b.ballot_id)
              or (b.putting ->> 'electors')::integer <> jsonb_array_length(b.putting -> 'silent') + (b.putting #>> '{abstained,votes}')::integer
                + (select sum((result ->> 'votes')::integer) from jsonb_array_elements(b.putting -> 'results') result)`,
  },
];
