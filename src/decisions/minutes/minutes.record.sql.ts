/** The statements that read a meeting's record. Lists have an order of their own, so that the same record gives the same bytes. */
import { minutesIdOf } from './minutes-place.sql.js';

const hhmm = (column: string): string => `to_char(${column}, 'HH24:MI')`;

/** A time of the log, when it was written on the day of the meeting: what is recorded afterwards says nothing about when. */
const loggedTime = (instant: string): string =>
  `case when (${instant} at time zone 'Europe/Stockholm')::date = g.day then ${hhmm(`${instant} at time zone 'Europe/Stockholm'`)} end`;

/** Of a pause: the time that was said, or else what the log tells. */
const pauseTime = (event: string): string => `coalesce(${event}.payload ->> 'at', ${loggedTime(`${event}.at`)})`;

/** $1 meeting. */
export const selectMeeting = `
  select g.id, g.day, g.place, ${hhmm('g.opened_at')} as "openedAt", ${hhmm('g.closed_at')} as "closedAt",
      g.status, g.chair_id as "chairId", g.secretary_id as "secretaryId",
      b.id as "bodyId", b.name as "bodyName", b.kind as "bodyKind", u.id as "authorityId", u.name as "authorityName",
      (select coalesce(jsonb_agg(jsonb_build_object('from', ${pauseTime('e')},
          'to', (select ${pauseTime('r')} from event r where r.subject_id = g.id and r.type = 'meeting.resumed' and r.id > e.id order by r.id limit 1))
          order by e.id), '[]') from event e where e.subject_id = g.id and e.type = 'meeting.adjourned') as pauses,
      (select coalesce(jsonb_agg(j.person_id order by p.name, p.id), '[]') from minutes_adjuster j join person p on p.id = j.person_id
        where j.meeting_id = g.id) as "adjusterIds",
      (select coalesce(jsonb_agg(jsonb_build_object('number', e.number, 'personId', e.person_id, 'kind', e.kind, 'mode', e.mode, 'isOpening', e.number <= g.opened_with,
          'atTime', ${hhmm('e.at_time')}, 'agendaItemId', e.agenda_item_id) order by e.number), '[]')
        from attendance_entry e where e.meeting_id = g.id) as attendance,
      (select coalesce(jsonb_agg(jsonb_build_object('agendaItemId', t.agenda_item_id, 'slot', t.slot, 'text', t.text)), '[]')
        from minutes_text t where t.meeting_id = g.id) as texts
    from meeting g join body b on b.id = g.body_id join authority u on u.id = b.authority_id where g.id = $1`;

const claims = `
  (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'number', c.number, 'kind', c.kind, 'outcome', c.outcome, 'isStanding', c.is_standing,
      'moverId', c.mover_id, 'supporterIds', c.supporter_ids, 'text', c.text, 'reasons', c.reasons, 'patch', c.patch,
      'isWithdrawn', c.withdrawn_at is not null, 'refusedGround', c.refused_ground) order by c.number), '[]') from claim c where c.agenda_item_id = a.id)`;

const propositions = `
  (select coalesce(jsonb_agg(jsonb_build_object('number', p.number, 'stage', p.stage, 'alternatives', p.alternatives,
      'foundClaimId', p.found_claim_id, 'demandedBy', p.demanded_by) order by p.number), '[]') from proposition p where p.agenda_item_id = a.id)`;

const ballots = `
  (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'number', v.number, 'stage', v.stage, 'alternatives', v.alternatives, 'isSecret', v.is_secret,
      'chairId', v.chair_id, 'winner', v.winner, 'tieBreak', v.tie_break, 'isMinority', coalesce((v.counts ->> 'isMinority')::boolean, false),
      'electors', (select coalesce(jsonb_agg(jsonb_build_object('personId', e.person_id, 'servesForId', e.serves_for_id, 'party', e.party)
          order by e.person_id), '[]') from ballot_elector e where e.ballot_id = v.id),
      'votes', (select coalesce(jsonb_agg(jsonb_build_object('personId', o.person_id, 'choice', o.choice) order by o.person_id), '[]')
          from vote o where o.ballot_id = v.id),
      'tallies', (select coalesce(jsonb_agg(jsonb_build_object('choice', y.choice, 'votes', y.votes) order by y.choice), '[]')
          from secret_tally y where y.ballot_id = v.id)) order by v.number), '[]')
    from ballot v where v.agenda_item_id = a.id and v.status = 'closed')`;

/** Who presided: what the log said last before the decision. */
const presiding = `
  (select c.payload ->> 'chairId' from event c where c.subject_id = a.meeting_id and c.type in ('meeting.opened', 'meeting.chairChanged')
      and c.id < (select min(e.id) from event e where e.matter_id = d.matter_id and e.type = 'decision.made' and e.payload ->> 'decisionId' = d.id::text)
    order by c.id desc limit 1)`;

const decision = `
  (select jsonb_build_object('id', d.id, 'minuteItem', d.minute_item, 'day', d.decision_day, 'outcome', d.outcome, 'reasons', d.reasons, 'patch', d.patch,
      'claimId', d.claim_id, 'settledBy', d.settled_by, 'quorum', d.quorum, 'isMinority', d.is_minority, 'isAppealable', d.is_appealable,
      'appealableGround', d.appealable_ground, 'restated', d.restated, 'added', d.added, 'preparation', d.preparation, 'chairId', ${presiding},
      'participants', (select coalesce(jsonb_agg(jsonb_build_object('personId', w.person_id, 'seat', w.seat, 'servesForId', w.serves_for_id,
          'party', w.party, 'mode', w.mode) order by w.seat, p.name, p.id), '[]')
        from decision_participant w join person p on p.id = w.person_id where w.decision_id = d.id))
    from decision d where d.agenda_item_id = a.id)`;

const reservations = (where: string): string => `
  (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'personId', r.person_id, 'reasons', r.reasons,
      'areReasonsDue', coalesce((select y.written_reservations from bylaws y where y.body_id = rd.body_id and y.from_day <= rd.decision_day
        order by y.from_day desc limit 1), false)) order by r.recorded_at, r.id), '[]')
    from reservation r join decision rd on rd.id = r.decision_id where rd.agenda_item_id = a.id${where})`;

const statements = (where: string): string => `
  (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'personId', s.person_id, 'party', s.party, 'text', s.text) order by s.recorded_at, s.id), '[]')
    from statement s where s.agenda_item_id = a.id${where})`;

/** $1 meeting; $2 an immediate document, null for the ordinary one, which holds whatever stands in no other. */
export const selectItems = `
  select a.id, a.position, a.status, a.matter_id as "matterId", m.registration_number as "registrationNumber", a.subject_kind as "subjectKind",
      a.subject_id as "subjectId", a.subject_version as "subjectVersion", a.agenda_version as "agendaVersion", a.is_urgent as "isUrgent",
      (select h.day from agenda_item l join meeting h on h.id = l.meeting_id where l.tabled_from_id = a.id and a.status = 'postponed') as "postponedDay",
      a.behind_closed_doors as "behindClosedDoors",
      coalesce((select d.version_seen_id from decision d where d.agenda_item_id = a.id), a.subject_version_id) as "presentedVersionId",
      (select coalesce(jsonb_agg(jsonb_build_object('personId', q.person_id, 'status', q.status) order by p.name, p.id), '[]')
        from disqualification q join person p on p.id = q.person_id where q.agenda_item_id = a.id) as disqualifications,
      ${claims} as claims, ${propositions} as propositions, ${ballots} as ballots, ${decision} as decision,
      ${reservations('')} as reservations, ${statements('')} as statements
    from agenda_item a join matter m on m.id = a.matter_id left join minutes_item i on i.agenda_item_id = a.id
   where a.meeting_id = $1 and i.minutes_id is not distinct from $2::uuid
   order by a.position`;

const notIn = (list: string, id: string): string => `
    and not exists (select from jsonb_path_query(n.content, '$.items[*].${list}[*].id') told where told #>> '{}' = ${id}::text)`;

/** $1 meeting: items frozen in other documents, with what has been said of them since. */
export const selectElsewhere = `
  select d.minute_item as "minuteItem", m.title, n.number as "inDocument",
      ${reservations(notIn('reservations', 'r.id'))} as reservations, ${statements(notIn('statements', 's.id'))} as statements
    from minutes n join minutes_item i on i.minutes_id = n.id join agenda_item a on a.id = i.agenda_item_id
    join matter m on m.id = a.matter_id join decision d on d.agenda_item_id = a.id
   where n.meeting_id = $1 and n.content is not null order by d.minute_item`;

export const minutesColumns = `n.id, n.meeting_id as "meetingId", n.number, n.kind, n.content`;

/** $1 agenda item. */
export const selectMinutesOfItem = `
  select ${minutesColumns} from agenda_item a join minutes n on n.id = ${minutesIdOf('a')} where a.id = $1`;
