/** Invariants of announcing, appealing and publishing, as queries that must return no rows. */
import type { Check } from '../../platform/checks.js';
import { isToBeAnnounced } from '../delegation/delegations.queries.js';
import { minutesIdOf } from '../minutes/minutes-place.sql.js';
import { neutralTitle } from './public-content.js';

export const noticeBoardChecks: Check[] = [
  {
    name: 'decisions/D4-announcement-up-through-the-appeal-time',
    meaning:
      'An announcement was taken down on or before the last day of the appeal time, so the time has not run out (KL 13:5).',
    sql: `select a.id as announcement_id, a.appeal_end_day, a.taken_down_at from announcement a
           where (a.taken_down_at at time zone 'Europe/Stockholm')::date <= a.appeal_end_day`,
  },
  {
    name: 'decisions/D4-announced-minutes-have-one-announcement',
    meaning: 'Minutes said to be announced have no announcement, or one stands for minutes that are not.',
    sql: `select m.id as minutes_id, m.status, count(a.id) as announcements from minutes m left join announcement a on a.minutes_id = m.id
           group by m.id, m.status having count(a.id) <> case when m.status in ('announced', 'announcementDown') then 1 else 0 end`,
  },
  {
    name: 'decisions/D4-announcement-is-down-with-its-minutes',
    meaning: 'An announcement is taken down while its minutes say that it is up, or the other way round.',
    sql: `select a.id as announcement_id, m.status, a.taken_down_at from announcement a join minutes m on m.id = a.minutes_id
           where (m.status = 'announcementDown') <> (a.taken_down_at is not null)`,
  },
  {
    name: 'decisions/D4-appeal-end-follows-the-rule',
    meaning:
      'The last day to appeal is sooner than three weeks, on a Saturday or Sunday, or later than any run of days off (R-38). The exact day is proved in announcement.rules.spec.',
    sql: `select a.id as announcement_id, a.posted_day, a.appeal_end_day from announcement a
           where a.appeal_end_day < a.posted_day + 21 or a.appeal_end_day > a.posted_day + 26 or extract(isodow from a.appeal_end_day) > 5`,
  },
  {
    name: 'decisions/D4-announced-after-adjustment',
    meaning: 'An announcement is dated before the minutes it announces were adjusted.',
    sql: `select a.id as announcement_id, a.posted_day, m.adjusted_day from announcement a join minutes m on m.id = a.minutes_id
           where m.adjusted_day is null or a.posted_day < m.adjusted_day`,
  },
  {
    name: 'decisions/R44-announced-only-what-is-minuted-by-itself',
    meaning:
      'A delegated decision is announced although it is reported to the body or cannot be appealed, or its minutes are dated before it (KL 6:40, 7:8).',
    sql: `select a.id as announcement_id, d.id as delegated_decision_id, a.minuted_day, d.decided_day from announcement a
            join delegated_decision d on d.id = a.delegated_decision_id left join delegation_rule r on r.id = d.rule_id
           where ${isToBeAnnounced} is not true or d.reported_in_id is not null or a.minuted_day < d.decided_day`,
  },
  {
    name: 'decisions/D1-appeal-stands-at-its-last-step',
    meaning: 'An appeal says something else than its last step, or its steps have a gap or run backwards in time.',
    sql: `select a.id as appeal_id, a.status from appeal a
           where a.status is distinct from (select s.status from appeal_step s where s.appeal_id = a.id order by s.number desc limit 1)
              or exists (select 1 from (select s.number, s.day, row_number() over (order by s.number) as place, lag(s.day) over (order by s.number) as before
                           from appeal_step s where s.appeal_id = a.id) t where t.number <> t.place or t.day < t.before)`,
  },
  {
    name: 'decisions/D1-appeal-is-a-received-document',
    meaning:
      'The document an appeal is registered as lies in another matter than the decision, or than another appeal of the same one, was not received, or came another day than the appeal says (OSL 5:1, FL 45-46).',
    sql: `select a.id as appeal_id, a.document_id from appeal a join document t on t.id = a.document_id
            left join decision d on d.id = a.decision_id left join delegated_decision g on g.id = a.delegated_decision_id
           where t.matter_id <> coalesce(d.matter_id, g.matter_id) or exists (select from appeal o join document u on u.id = o.document_id
                where o.delegated_decision_id = a.delegated_decision_id and u.matter_id <> t.matter_id) or t.direction <> 'received' or (t.received_at at time zone 'Europe/Stockholm')::date <> a.received_day`,
  },
  {
    name: 'decisions/D4-published-exactly-what-is-adjusted',
    meaning:
      'A decision can be found by the public although its minutes are not adjusted, or cannot although they are (R-50, R-51).',
    sql: `select d.id as decision_id, m.id as minutes_id, m.status, p.minutes_id as published_from
            from decision d join agenda_item i on i.id = d.agenda_item_id left join minutes m on m.id = ${minutesIdOf('i')}
            left join published_decision p on p.decision_id = d.id
           where p.minutes_id is distinct from case when m.adjusted_day is not null then m.id end`,
  },
  {
    name: 'decisions/F4-closed-doors-are-closed-to-the-public',
    meaning:
      'An item dealt with behind closed doors can be found by more than a neutral title, or the record and the minutes tell differently of the doors, so that each hides only what it knows of.',
    sql: `select i.id as agenda_item_id, p.minutes_id from published_decision p join decision d on d.id = p.decision_id join agenda_item i on i.id = d.agenda_item_id
           where i.behind_closed_doors and (not p.behind_closed_doors or p.title <> '${neutralTitle}')
          union all select i.id, m.id from minutes m cross join lateral jsonb_array_elements(m.content -> 'items') item
            join agenda_item i on i.id = (item ->> 'agendaItemId')::uuid where (item ->> 'behindClosedDoors')::boolean <> i.behind_closed_doors`,
  },
];
