/** Invariants of deciding, as queries that must return no rows. */
import type { Check } from '../platform/checks.js';

export const decisionChecks: Check[] = [
  {
    name: 'decisions/D4-one-decision-per-decided-item',
    meaning: 'An agenda item is marked decided without a decision, or has a decision while still listed.',
    sql: `select a.id as agenda_item_id, a.status, d.id as decision_id from agenda_item a left join decision d on d.agenda_item_id = a.id
           where (a.status = 'decided') <> (d.id is not null)`,
  },
  {
    name: 'decisions/D5-tabled-items-appear-again',
    meaning: 'A tabled matter is on no later agenda.',
    sql: `select d.agenda_item_id from decision d
           where d.outcome = 'table' and not exists (select 1 from agenda_item a where a.tabled_from_id = d.agenda_item_id)`,
  },
  {
    name: 'decisions/D6-running-route-is-on-one-agenda',
    meaning: 'A running route waits on no agenda or on several, or a finished one still waits.',
    sql: `select r.id as route_id, r.status, count(a.id) as listed from route r
            left join agenda_item a on a.route_id = r.id and a.status not in ('decided', 'postponed')
           group by r.id, r.status having count(a.id) <> case when r.status = 'running' then 1 else 0 end`,
  },
  {
    name: 'decisions/D6-no-step-skipped',
    meaning: 'A step of a route was reached although an earlier step never let the matter through.',
    sql: `select a.id as agenda_item_id, a.route_position from agenda_item a
           where a.route_position > 1 and not exists (
             select 1 from agenda_item earlier join decision d on d.agenda_item_id = earlier.id
              where earlier.route_id = a.route_id and earlier.route_position = a.route_position - 1
                and d.outcome in ('recommend', 'approve', 'approveWithChanges', 'forward', 'note'))`,
  },
  {
    name: 'decisions/D8-minute-items-without-gaps',
    meaning: 'The paragraph numbers of a body and year have a gap, or the series counts further than the decisions.',
    sql: `select s.body_id, s.year, s.last_number, count(d.id) as decisions, max(d.minute_item) as highest
            from minute_item_series s left join decision d on d.body_id = s.body_id and d.year = s.year
           group by s.body_id, s.year, s.last_number
          having count(d.id) <> s.last_number or coalesce(max(d.minute_item), 0) <> s.last_number`,
  },
  {
    name: 'decisions/R35-times-in-the-order-things-happened',
    meaning:
      'Somebody came or went before the meeting was opened, before what was recorded earlier, or after it was closed (KL 5:66).',
    sql: `select e.meeting_id, e.number, e.at_time from (select t.*, max(t.at_time) over (partition by t.meeting_id order by t.number) as latest
              from attendance_entry t) e join meeting g on g.id = e.meeting_id
           where e.at_time < e.latest or e.at_time < g.opened_at or e.at_time > g.closed_at`,
  },
  {
    name: 'decisions/D1-decision-has-event',
    meaning: 'A decision stands without the event that tells of it.',
    sql: `select d.id as decision_id from decision d
           where not exists (select 1 from event e where e.type = 'decision.made' and e.subject_id = d.subject_id
             and e.payload ->> 'decisionId' = d.id::text)`,
  },
  {
    name: 'decisions/D5-nothing-waits-on-a-cancelled-meeting',
    meaning: 'A matter stands on the agenda of a meeting that will not be held.',
    sql: `select a.id as agenda_item_id, m.id as meeting_id from agenda_item a join meeting m on m.id = a.meeting_id
           where a.status not in ('decided', 'postponed') and m.status = 'cancelled'`,
  },
  {
    name: 'decisions/D2-ballot-counts-are-the-votes',
    meaning: 'A closed ballot says other numbers than its votes give, or a secret one tallies other than were cast.',
    sql: `select v.id as ballot_id, v.counts, given.n as votes_given from ballot v
            join lateral (select count(*) as n, count(*) filter (where o.choice = 'abstain') as abstained from vote o where o.ballot_id = v.id) given on true
            join lateral (select coalesce(sum(t.votes), 0) as n, coalesce(sum(t.votes) filter (where t.choice = 'abstain'), 0) as abstained
                            from secret_tally t where t.ballot_id = v.id) tallied on true
           where v.is_secret and tallied.n <> given.n
              or v.status = 'closed' and (
                (v.counts ->> 'electors')::bigint <> (select count(*) from ballot_elector e where e.ballot_id = v.id)
                or (v.counts ->> 'silent')::bigint <> (select count(*) from ballot_elector e where e.ballot_id = v.id) - given.n
                or (v.counts ->> 'abstained')::bigint <> case when v.is_secret then tallied.abstained else given.abstained end
                or exists (select from jsonb_each_text(v.counts -> 'votes') c where c.value::bigint <> case when v.is_secret
                     then coalesce((select t.votes from secret_tally t where t.ballot_id = v.id and t.choice = c.key), 0)
                     else (select count(*) from vote o where o.ballot_id = v.id and o.choice = c.key) end))`,
  },
  {
    name: 'decisions/D2-no-vote-by-the-disqualified',
    meaning: 'Somebody voted in an item, or took part in deciding it, although disqualified.',
    sql: `select d.agenda_item_id, d.person_id from disqualification d where d.status <> 'dismissed' and (
            exists (select from vote o join ballot v on v.id = o.ballot_id where v.agenda_item_id = d.agenda_item_id and o.person_id = d.person_id)
            or exists (select from decision_participant p join decision c on c.id = p.decision_id
                        where c.agenda_item_id = d.agenda_item_id and p.person_id = d.person_id))`,
  },
  {
    name: 'decisions/D2-who-took-part-was-there',
    meaning: 'Somebody is recorded as having taken part in a decision or a ballot of a meeting they never came to.',
    sql: `select taken.agenda_item_id, taken.person_id from (
              select c.agenda_item_id, p.person_id from decision_participant p join decision c on c.id = p.decision_id
              union all select v.agenda_item_id, e.person_id from ballot_elector e join ballot v on v.id = e.ballot_id) taken
            join agenda_item a on a.id = taken.agenda_item_id
           where not exists (select from attendance_entry n where n.meeting_id = a.meeting_id and n.person_id = taken.person_id and n.kind = 'arrives')`,
  },
  {
    name: 'decisions/D3-decided-with-quorum',
    meaning: 'A decision was made by too few without a provision that allows it, or by others than its quorum counts.',
    sql: `select d.id as decision_id, d.members, d.present from decision d where d.members is not null and (
            d.present * 2 <= d.members and d.quorum ->> 'exception' is null
            or d.present <> (select count(*) from decision_participant p where p.decision_id = d.id))`,
  },
  {
    name: 'decisions/D3-tie-break-breaks-a-tie',
    meaning: 'A ballot was settled by casting vote or lot although one side had more votes, or a tie by nothing.',
    sql: `select v.id as ballot_id, v.counts, v.tie_break from ballot v
            join lateral (select max(c.value::bigint) as most from jsonb_each_text(v.counts -> 'votes') c) top on true
            join lateral (select count(*) as leaders from jsonb_each_text(v.counts -> 'votes') c where c.value::bigint = top.most) tie on true
           where v.status = 'closed' and not coalesce((v.counts ->> 'isMinority')::boolean, false) and (tie.leaders > 1) <> (v.tie_break is not null)`,
  },
  {
    name: 'decisions/D5-closed-meeting-left-nothing-undecided',
    meaning: 'A meeting is closed although an item on its agenda has no outcome.',
    sql: `select a.id as agenda_item_id, g.id as meeting_id from meeting g join agenda_item a on a.meeting_id = g.id
           where g.status = 'closed' and a.status not in ('decided', 'postponed')`,
  },
  {
    name: 'decisions/D1-meeting-status-follows-the-events',
    meaning: 'A meeting stands in another state than its last event led to.',
    sql: `select g.id as meeting_id, g.status, last.type from meeting g
            left join lateral (select e.type from event e where e.subject_kind = 'meeting' and e.subject_id = g.id and e.type in (
                'meeting.planned', 'meeting.noticeSent', 'meeting.noticeSupplemented', 'meeting.opened', 'meeting.adjourned', 'meeting.resumed',
                'meeting.closed', 'meeting.cancelled') order by e.id desc limit 1) last on true
           where g.status is distinct from (case
             when last.type = 'meeting.planned' then 'planned' when last.type in ('meeting.noticeSent', 'meeting.noticeSupplemented') then 'noticeSent'
             when last.type in ('meeting.opened', 'meeting.resumed') then 'opened' when last.type = 'meeting.adjourned' then 'adjourned'
             when last.type = 'meeting.closed' then 'closed' when last.type = 'meeting.cancelled' then 'cancelled' end)`,
  },
  {
    name: 'decisions/D4-decided-what-carried',
    meaning:
      'A decision says another outcome than the claim it rests on, or rests on a claim made in another item, withdrawn or refused.',
    sql: `select d.id as decision_id, d.outcome, c.outcome as claimed from decision d join claim c on c.id = d.claim_id
           where c.agenda_item_id <> d.agenda_item_id or c.withdrawn_at is not null or c.refused_ground is not null
              or d.outcome <> c.outcome and not (d.outcome = 'approveWithChanges' and c.outcome = 'approve')`,
  },
  {
    name: 'decisions/D5-postponed-items-appear-again',
    meaning: 'A matter that too few were there to decide is on no later agenda.',
    sql: `select a.id as agenda_item_id from agenda_item a
           where a.status = 'postponed' and not exists (select from agenda_item later where later.tabled_from_id = a.id)`,
  },
];
