/** The yardstick in a meeting: a member's vote in an open ballot, the close of the ballot, and the live view. */
import { randomUUID } from 'node:crypto';
import { eventsOf, inTransaction, keepInSteps, ok, recordInSteps, refused, state } from './yardstick-common.mjs';

/** @typedef {import('./yardstick-common.mjs').Command} Command */

const shareBallot = `select agenda_item_id, alternatives from ballot where id = $1 and status = 'open' and not is_secret for share`;
const insertVote = `
  insert into vote (ballot_id, person_id, choice, recorded_by)
  select ballot_id, person_id, $3, $2 from ballot_elector where ballot_id = $1 and person_id = $2 on conflict do nothing returning 1`;

/** @param {Command} command */
export async function voteInSteps(command) {
  const { id, body, actor } = command;
  return inTransaction(async (step) => {
    const [ballot] = await step('ballot', shareBallot, [id]);
    if (ballot === undefined || ![...ballot.alternatives, 'abstain'].includes(body.choice)) return refused(409);
    const given = await step('vote', insertVote, [id, actor.personId, body.choice]);
    if (given.length === 0) return refused(409);
    await recordInSteps(step, 'vote', {
      actor,
      subjectId: id,
      matterId: null,
      own: { agendaItemId: ballot.agenda_item_id, personId: actor.personId },
    });
    await keepInSteps(step, command, { status: 204, body: '' });
    return { status: 204, body: '' };
  });
}

const voteInOne = `
  with b as materialized (
    select id, agenda_item_id from ballot where id = $1 and status = 'open' and not is_secret and $3 = any(alternatives::text[] || array['abstain']) for share),
  g as (
    insert into vote (ballot_id, person_id, choice, recorded_by)
    select b.id, e.person_id, $3, $2 from b join ballot_elector e on e.ballot_id = b.id and e.person_id = $2 on conflict do nothing returning ballot_id),
  e as (
    insert into event (type, actor_kind, actor_person_id, request_id, subject_kind, subject_id, payload)
    select n.type, 'person', $2, $4, n.kind, g.ballot_id, n.payload || jsonb_build_object('agendaItemId', b.agenda_item_id)
      from g join b on b.id = g.ballot_id, unnest($5::text[], $6::text[], $7::jsonb[]) n (type, kind, payload)),
  k as (
    insert into idempotency_key (actor_id, key, request_hash, status, headers, body) select $2, $8, $9, 204, '{}', '' from g)
  select 1 from g`;

/** @param {Command} command */
export async function voteAtOnce({ id, body, key, hash, actor }) {
  const { types, kinds, payloads } = eventsOf('vote', { personId: actor.personId });
  const { rowCount } = await state.pool.query({
    name: 'vote',
    text: voteInOne,
    values: [id, actor.personId, body.choice, randomUUID(), types, kinds, payloads, key, hash],
  });
  return rowCount === 1 ? { status: 204, body: '' } : refused(409);
}

const lockBallot = `
  select v.agenda_item_id, v.alternatives, a.matter_id, a.subject_id, (select count(*)::int from ballot_elector e where e.ballot_id = v.id) as electors
    from ballot v join agenda_item a on a.id = v.agenda_item_id where v.id = $1 and v.status = 'open' for update of v`;
const tally = `select choice, count(*)::int as votes from vote where ballot_id = $1 group by choice`;
const closeBallot = `update ballot set status = 'closed', winner = $2, counts = $3, closed_at = clock_timestamp() where id = $1`;
const touchItem = `update agenda_item set version = version + 1 where id = $1 returning version`;

/** @param {Command} command */
export async function closeInSteps(command) {
  const { id, actor } = command;
  return inTransaction(async (step) => {
    const [ballot] = await step('lockBallot', lockBallot, [id]);
    if (ballot === undefined) return refused(409);
    const given = new Map((await step('tally', tally, [id])).map(({ choice, votes }) => [choice, votes]));
    const votes = Object.fromEntries(ballot.alternatives.map((choice) => [choice, given.get(choice) ?? 0]));
    const cast = [...given.values()].reduce((sum, one) => sum + one, 0);
    const count = {
      votes,
      abstained: given.get('abstain') ?? 0,
      silent: ballot.electors - cast,
      electors: ballot.electors,
      isMinority: false,
    };
    const [winner, ...tied] = leadersOf(votes);
    if (tied.length > 0) return refused(409);
    await step('closeBallot', closeBallot, [id, winner, JSON.stringify(count)]);
    const [{ version }] = await step('touchItem', touchItem, [ballot.agenda_item_id]);
    await recordInSteps(step, 'close', {
      actor,
      subjectId: ballot.subject_id,
      matterId: ballot.matter_id,
      own: { agendaItemId: ballot.agenda_item_id, ballotId: id },
    });
    const answer = JSON.stringify({ winner, tieBreak: null, count, version });
    await keepInSteps(step, command, { status: 200, headers: { etag: `"${version}"` }, body: answer });
    return { status: 200, body: answer };
  });
}

function leadersOf(votes) {
  const most = Math.max(...Object.values(votes));
  return Object.keys(votes).filter((choice) => votes[choice] === most);
}

// --- the live view -----------------------------------------------------------------------------------------------

const live = `
  select g.status, g.version, g.chair_id, i.id as item_id, i.version as item_version,
    (select json_agg(s) from (
      select a.person_id, bool_or(a.role <> 'substitute') as is_member, max(a.party) as party from appointment a join person p on p.id = a.person_id
       where a.body_id = g.body_id and a.role in ('chair', 'viceChair', 'member', 'substitute') and a.from_day <= g.day and (a.to_day is null or a.to_day >= g.day)
       group by a.person_id, p.name
       order by bool_or(a.role <> 'substitute') desc, case when bool_or(a.role = 'chair') then 1 when bool_or(a.role = 'viceChair') then 2 end nulls last,
         min(a.calling_order) nulls last, p.name, a.person_id) s) as seats,
    (select json_agg(h) from (
      select distinct on (person_id) person_id, kind, mode from attendance_entry where meeting_id = g.id order by person_id, number desc) h) as entries,
    (select json_agg(q.person_id) from disqualification q where q.agenda_item_id = i.id and q.status <> 'dismissed') as away,
    (select json_agg(json_build_object('id', a.id, 'position', a.position, 'registrationNumber', m.registration_number, 'title', m.title,
        'status', a.status, 'outcome', d.outcome, 'minuteItem', d.minute_item) order by a.position)
      from agenda_item a join matter m on m.id = a.matter_id left join decision d on d.agenda_item_id = a.id where a.meeting_id = g.id) as items,
    (select json_agg(json_build_object('id', c.id, 'number', c.number, 'kind', c.kind, 'outcome', c.outcome, 'isStanding', c.is_standing,
        'moverId', c.mover_id, 'text', c.text, 'reasons', c.reasons, 'patch', c.patch, 'isWithdrawn', c.withdrawn_at is not null) order by c.number)
      from claim c where c.agenda_item_id = i.id) as claims,
    (select json_agg(json_build_object('id', v.id, 'stage', v.stage, 'status', v.status, 'isSecret', v.is_secret, 'alternatives', v.alternatives,
        'electors', (select count(*) from ballot_elector e where e.ballot_id = v.id), 'voted', (select count(*) from vote o where o.ballot_id = v.id),
        'counts', v.counts, 'winner', v.winner, 'tieBreak', v.tie_break) order by v.number)
      from ballot v where v.agenda_item_id = i.id) as ballots
    from meeting g left join lateral (select * from agenda_item a where a.meeting_id = g.id and a.introduced_at is not null
        and a.status not in ('decided', 'postponed') order by a.introduced_at desc, a.id limit 1) i on true
   where g.id = $1`;

/** @param {string} meetingId */
export async function liveView(meetingId) {
  const { rows } = await state.pool.query({ name: 'live', text: live, values: [meetingId] });
  const [row] = rows;
  if (row === undefined) return refused(404);
  const { status, version, chair_id: chairId, items } = row;
  const view = { meetingId, status, version, chairId, items: items ?? [], ...rosterOf(row, []) };
  const { item_id: agendaItemId, claims, ballots, away } = row;
  const current =
    agendaItemId === null
      ? null
      : {
          agendaItemId,
          version: row.item_version,
          claims: claims ?? [],
          next: nextOf(claims ?? [], ballots ?? []),
          ...rosterOf(row, away ?? []),
          ballots: ballots ?? [],
        };
  return ok({ ...view, current });
}

/** Members present serve. Nobody is absent from this council, so no substitute is ever called; that rule is left out. */
function rosterOf({ seats, entries }, away) {
  const here = new Map(entries.filter(({ kind }) => kind === 'arrives').map(({ person_id: id, mode }) => [id, mode]));
  for (const id of away) here.delete(id);
  const roster = { serving: [], notServing: [], attending: [], vacantForIds: [] };
  for (const { person_id: personId, is_member: isMember, party } of seats) {
    const mode = here.get(personId);
    here.delete(personId);
    if (!isMember) {
      if (mode !== undefined) roster.notServing.push(personId);
    } else if (mode === undefined) roster.vacantForIds.push(personId);
    else roster.serving.push({ personId, seat: 'member', servesForId: null, party, mode });
  }
  roster.attending.push(...here.keys());
  const members = seats.filter(({ is_member: isMember }) => isMember).length;
  const serving = roster.serving.length;
  const needed = Math.floor(members / 2) + 1;
  return { roster, quorum: { members, needed, serving, isReached: serving >= needed, exception: null } };
}

/** Of an item that goes straight to one ballot. */
function nextOf(claims, ballots) {
  const ballot = ballots.at(-1);
  if (ballot === undefined) return { is: 'put', stage: 'material', alternatives: claims };
  if (ballot.status === 'open') return { is: 'voting', ballotId: ballot.id };
  const claim = claims.find(({ id }) => id === ballot.winner);
  const { outcome, reasons, patch, text } = claim;
  return {
    is: 'settled',
    settlement: { claim, outcome, reasons, patch: patch ?? [], text, settledBy: 'ballot', isMinority: false },
  };
}

/** By meeting: the answer being computed, and the one that those who come meanwhile share, begun when it is done. */
const running = new Map();
const waiting = new Map();

/** @param {string} meetingId @returns {ReturnType<typeof liveView>} */
export function sharedLiveView(meetingId) {
  const shared =
    waiting.get(meetingId) ??
    Promise.resolve(running.get(meetingId)).then(() => {
      waiting.delete(meetingId);
      const view = liveView(meetingId);
      const ended = view.catch(() => undefined);
      running.set(meetingId, ended);
      void ended.then(() => running.get(meetingId) === ended && running.delete(meetingId));
      return view;
    });
  waiting.set(meetingId, shared);
  return shared;
}
