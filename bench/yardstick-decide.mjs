/**
 * The yardstick decides an allocation: in steps, and in one statement. It reads what anybody must who is to decide
 * lawfully: is the meeting opened, does anybody claim something else, who serves (members present, and substitutes for
 * absent ones in calling order, without those disqualified), and is that more than half of the members.
 */
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import {
  eventsInOne,
  eventsOf,
  inTransaction,
  keepInSteps,
  recordInSteps,
  refused,
  state,
} from './yardstick-common.mjs';

const lockItem = `
  select a.subject_id, a.subject_version_id, a.subject_version, a.matter_id, a.route_id, a.status, a.meeting_id, g.status as meeting_status, g.day, g.body_id,
      exists (select from claim c where c.agenda_item_id = a.id) as is_disputed
    from agenda_item a join meeting g on g.id = a.meeting_id where a.id = $1 for update of a`;
/** Everybody with a seat on the day, and how they are there. $1 body, $2 day, $3 meeting, $4 item. */
const seats = (body, day, meeting, item) => `
  select s.*, h.mode from (
      select person_id, bool_or(role <> 'substitute') as is_member, max(party) as party, min(calling_order) as calling_order from appointment
       where body_id = ${body} and role in ('chair', 'viceChair', 'member', 'substitute') and from_day <= ${day} and (to_day is null or to_day >= ${day})
       group by person_id) s
    left join (select distinct on (person_id) person_id, kind, mode from attendance_entry where meeting_id = ${meeting} order by person_id, number desc) h
      on h.person_id = s.person_id and h.kind = 'arrives'
        and not exists (select from disqualification q where q.agenda_item_id = ${item} and q.person_id = s.person_id and q.status <> 'dismissed')`;
const readSeats = `${seats('$1', '$2', '$3', '$4')} order by calling_order, person_id`;
const readRows = `
  select id, source_year_id, proposal_id, measure_key, authority_id, amount_ore from allocation_row where version_id = $1 order by source_year_id, id`;
const lockSources = `select id from source_year where id = any($1::uuid[]) order by id for no key update`;
const guardSources = `
  update source_year s set reserved_ore = s.reserved_ore + n.net, last_number = s.last_number + 1
    from unnest($1::uuid[], $2::bigint[]) n (id, net)
   where s.id = n.id and (n.net <= 0 or s.reserved_ore + n.net <= s.cap_ore) returning s.id, s.cap_ore, s.reserved_ore, s.last_number, n.net`;
const guardMeasures = `
  update approved_measure a set allocated_ore = a.allocated_ore + n.amount from unnest($1::uuid[], $2::uuid[], $3::bigint[]) n (proposal_id, measure_key, amount)
   where a.proposal_id = n.proposal_id and a.measure_key = n.measure_key and a.allocated_ore + n.amount <= a.approved_ore`;
const insertPosting = `insert into posting (id, kind, decision_id, valid_day, recorded_by) values ($1, 'allocate', $2, $3, $4)`;
const insertEntries = `
  insert into ledger_entry (posting_id, source_year_id, account, amount_ore, number, cap_at_entry_ore, running_total_ore,
    authority_id, proposal_id, measure_key, allocation_row_id, valid_day, recorded_at)
  select $1, l.*, $2, clock_timestamp()
    from unnest($3::uuid[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::uuid[], $10::uuid[], $11::uuid[], $12::uuid[]) l`;
const decideAllocation = `update allocation set status = 'decided', version = version + 1 where id = $1 and status = 'proposed'`;
const decideItem = `update agenda_item set status = 'decided', version = version + 1 where id = $1 and status = 'listed'`;
const nextMinuteItem = `
  insert into minute_item_series (body_id, year, last_number) values ($1, $2, 1)
  on conflict (body_id, year) do update set last_number = minute_item_series.last_number + 1 returning last_number`;
const insertDecision = `
  insert into decision (id, agenda_item_id, body_id, matter_id, year, minute_item, decision_day, outcome, subject_kind, subject_id, version_seen_id,
    version_result_id, recorded_by, settled_by, members, present, quorum)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 'allocation', $9, $10, $10, $11, 'acclamation', $12, $13, $14)`;
const insertParticipants = `
  insert into decision_participant (decision_id, person_id, seat, serves_for_id, party, mode)
  select $1, * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[])`;
const endRoute = `update route set status = 'finished' where id = $1 and status = 'running'`;

/** @param {{person_id: string, is_member: boolean, party: string | null, mode: string | null}[]} seated */
function servingOf(seated) {
  const members = seated.filter((one) => one.is_member);
  const callable = seated.filter((one) => !one.is_member && one.mode !== null);
  const serving = members.flatMap((member) => {
    if (member.mode !== null) return [{ ...member, seat: 'member', serves_for_id: null }];
    const substitute = callable.shift();
    return substitute === undefined ? [] : [{ ...substitute, seat: 'substitute', serves_for_id: member.person_id }];
  });
  return { serving, quorum: quorumOf(members.length, serving.length) };
}

const quorumOf = (members, serving) => ({
  members,
  needed: Math.floor(members / 2) + 1,
  serving,
  isReached: serving * 2 > members,
  exception: null,
});

function decidedBody(id, itemId, outcome, minuteItem, item, quorum) {
  return JSON.stringify({
    id,
    agendaItemId: itemId,
    outcome,
    minuteItem,
    decisionDay: item.day,
    versionSeen: item.subject_version,
    versionResult: item.subject_version,
    quorum,
    settledBy: 'acclamation',
    version: 2,
  });
}

/** @param {import('./yardstick-common.mjs').Command} command */
export async function decideInSteps(command) {
  const { id: itemId, body, actor } = command;
  const decisionId = uuidv7();
  return inTransaction(async (step) => {
    const [item] = await step('item', lockItem, [itemId]);
    if (item?.status !== 'listed' || item.meeting_status !== 'opened' || item.is_disputed) return refused(409);
    const { serving, quorum } = servingOf(
      await step('seats', readSeats, [item.body_id, item.day, item.meeting_id, itemId]),
    );
    if (!quorum.isReached || !(await allocateInSteps(step, decisionId, item, actor))) return refused(409);
    await step('allocation', decideAllocation, [item.subject_id]);
    await step('decideItem', decideItem, [itemId]);
    const year = Number(item.day.slice(0, 4));
    const [{ last_number: minuteItem }] = await step('minute', nextMinuteItem, [item.body_id, year]);
    await step('decision', insertDecision, [
      decisionId,
      itemId,
      item.body_id,
      item.matter_id,
      year,
      minuteItem,
      item.day,
      body.outcome,
      item.subject_id,
      item.subject_version_id,
      actor.personId,
      quorum.members,
      quorum.serving,
      JSON.stringify(quorum),
    ]);
    await step('participants', insertParticipants, [
      decisionId,
      ...['person_id', 'seat', 'serves_for_id', 'party', 'mode'].map((name) => serving.map((one) => one[name])),
    ]);
    await step('route', endRoute, [item.route_id]);
    await recordInSteps(step, 'decide', {
      actor,
      subjectId: item.subject_id,
      matterId: item.matter_id,
      own: { decisionId },
    });
    const answer = decidedBody(decisionId, itemId, body.outcome, minuteItem, item, quorum);
    const location = `/api/v1/agenda-items/${itemId}`;
    await keepInSteps(step, command, { status: 201, headers: { location, etag: '"2"' }, body: answer });
    return { status: 201, body: answer, location };
  });
}

/** @returns {Promise<boolean>} whether there was room */
async function allocateInSteps(step, decisionId, item, actor) {
  const postingId = uuidv7();
  const lines = await step('rows', readRows, [item.subject_version_id]);
  const nets = new Map();
  for (const line of lines)
    nets.set(line.source_year_id, (nets.get(line.source_year_id) ?? 0n) + BigInt(line.amount_ore));
  const ids = [...nets.keys()];
  // A single row locks itself in the update; several must be locked in the common order first.
  if (ids.length > 1) await step('lockSources', lockSources, [ids]);
  const sources = await step('guard', guardSources, [ids, ids.map((id) => nets.get(id).toString())]);
  if (sources.length !== ids.length) return false;
  await step('approved', guardMeasures, [
    lines.map((l) => l.proposal_id),
    lines.map((l) => l.measure_key),
    lines.map((l) => l.amount_ore),
  ]);
  await step('posting', insertPosting, [postingId, decisionId, item.day, actor.personId]);
  const none = lines.map(() => null);
  await step('entries', insertEntries, [
    postingId,
    item.day,
    [...sources.map((s) => s.id), ...lines.map((l) => l.source_year_id)],
    [...sources.map(() => 'source'), ...lines.map(() => 'allocated')],
    [...sources.map((s) => s.net), ...lines.map((l) => (-BigInt(l.amount_ore)).toString())],
    [...sources.map((s) => s.last_number), ...none],
    [...sources.map((s) => s.cap_ore), ...none],
    [...sources.map((s) => s.reserved_ore), ...none],
    ...['authority_id', 'proposal_id', 'measure_key', 'id'].map((name) => [
      ...sources.map(() => null),
      ...lines.map((l) => l[name]),
    ]),
  ]);
  return true;
}

/** The division fails, and with it the whole statement, unless enough serve and every source and every measure had room. */
const decideInOne = `
  with a as materialized (
    select a.id, a.subject_id, a.subject_version_id, a.subject_version, a.matter_id, a.route_id, a.meeting_id, g.day, g.body_id, extract(year from g.day)::int as year
      from agenda_item a join meeting g on g.id = a.meeting_id where a.id = $1 and a.status = 'listed' and g.status = 'opened'
        and not exists (select from claim c where c.agenda_item_id = a.id) for update of a),
  seated as materialized (
    ${seats('(select body_id from a)', '(select day from a)', '(select meeting_id from a)', '$1')}),
  serving as materialized (
    select person_id, 'member' as seat, null::uuid as serves_for_id, party, mode from seated where is_member and mode is not null
    union all
    select t.person_id, 'substitute', v.person_id, t.party, t.mode
      from (select *, row_number() over (order by calling_order, person_id) as place from seated where not is_member and mode is not null) t
      join (select *, row_number() over (order by person_id) as place from seated where is_member and mode is null) v on v.place = t.place),
  l as materialized (
    select r.id, r.source_year_id, r.proposal_id, r.measure_key, r.authority_id, r.amount_ore from a join allocation_row r on r.version_id = a.subject_version_id),
  w as materialized (
    select source_year_id as id, sum(amount_ore)::bigint as net from l group by source_year_id),
  s as (
    update source_year s set reserved_ore = s.reserved_ore + w.net, last_number = s.last_number + 1 from w
     where s.id = w.id and (w.net <= 0 or s.reserved_ore + w.net <= s.cap_ore) returning s.id, s.cap_ore, s.reserved_ore, s.last_number, w.net),
  q as (
    update approved_measure m set allocated_ore = m.allocated_ore + l.amount_ore from l
     where m.proposal_id = l.proposal_id and m.measure_key = l.measure_key and m.allocated_ore + l.amount_ore <= m.approved_ore returning 1),
  u as materialized (
    select members, present, jsonb_build_object('members', members, 'needed', members / 2 + 1, 'serving', present, 'isReached', present * 2 > members, 'exception', null) as quorum
      from (select (select count(*)::int from seated where is_member) as members, (select count(*)::int from serving) as present) counted),
  ok as materialized (
    select a.*, u.*, 1 / (case when (select count(*) from s) = (select count(*) from w) and (select count(*) from q) = (select count(*) from l)
        and u.present * 2 > u.members then 1 else 0 end) as fits from a, u),
  p as (
    insert into posting (id, kind, decision_id, valid_day, recorded_by) select $2, 'allocate', $3, ok.day, $4 from ok where fits = 1 returning id),
  t as (
    insert into ledger_entry (posting_id, source_year_id, account, amount_ore, number, cap_at_entry_ore, running_total_ore,
      authority_id, proposal_id, measure_key, allocation_row_id, valid_day, recorded_at)
    select p.id, x.*, ok.day, clock_timestamp() from p, ok, (
      select s.id, 'source', s.net, s.last_number, s.cap_ore, s.reserved_ore, null::uuid, null::uuid, null::uuid, null::uuid from s
      union all
      select l.source_year_id, 'allocated', -l.amount_ore, null, null, null, l.authority_id, l.proposal_id, l.measure_key, l.id from l) x),
  c as (
    update allocation set status = 'decided', version = version + 1 from ok where allocation.id = ok.subject_id and allocation.status = 'proposed' and ok.fits = 1),
  i as (
    update agenda_item set status = 'decided', version = agenda_item.version + 1 from ok where agenda_item.id = ok.id and ok.fits = 1),
  n as (
    insert into minute_item_series (body_id, year, last_number) select ok.body_id, ok.year, 1 from ok where fits = 1
    on conflict (body_id, year) do update set last_number = minute_item_series.last_number + 1 returning last_number),
  z as (
    insert into decision (id, agenda_item_id, body_id, matter_id, year, minute_item, decision_day, outcome, subject_kind, subject_id, version_seen_id,
      version_result_id, recorded_by, settled_by, members, present, quorum)
    select $3, ok.id, ok.body_id, ok.matter_id, ok.year, n.last_number, ok.day, $5, 'allocation', ok.subject_id, ok.subject_version_id, ok.subject_version_id, $4,
      'acclamation', ok.members, ok.present, ok.quorum from ok, n),
  y as (
    insert into decision_participant (decision_id, person_id, seat, serves_for_id, party, mode)
    select $3, serving.* from ok, serving where ok.fits = 1),
  o as (
    update route set status = 'finished' from ok where route.id = ok.route_id and route.status = 'running' and ok.fits = 1),
  ${eventsInOne({ subject: 'ok.subject_id', matter: 'ok.matter_id', from: 'ok', param: (n) => ['$4', '$6', '$7', '$8', '$9', '$10', '$11', '$12'][n - 1] })},
  k as (
    insert into idempotency_key (actor_id, key, request_hash, status, headers, body)
    select $6, $13, $14, 201, $15, jsonb_build_object('id', $3::uuid, 'agendaItemId', $1::uuid, 'outcome', $5::text, 'minuteItem', n.last_number, 'decisionDay', ok.day,
      'versionSeen', ok.subject_version, 'versionResult', ok.subject_version, 'quorum', ok.quorum, 'settledBy', 'acclamation', 'version', 2)::text from ok, n)
  select n.last_number as minute_item, ok.day, ok.subject_version, ok.quorum from ok, n`;

/** @param {import('./yardstick-common.mjs').Command} command */
export async function decideAtOnce({ id: itemId, body, key, hash, actor }) {
  const decisionId = uuidv7();
  const { types, kinds, payloads, places, handlers } = eventsOf('decide', { decisionId });
  const location = `/api/v1/agenda-items/${itemId}`;
  const { rows } = await state.pool.query({
    name: 'decide',
    text: decideInOne,
    values: [
      itemId,
      uuidv7(),
      decisionId,
      actor.personId,
      body.outcome,
      actor.tokenId,
      randomUUID(),
      types,
      kinds,
      payloads,
      places.map((place) => types[place]),
      handlers,
      key,
      hash,
      JSON.stringify({ location, etag: '"2"' }),
    ],
  });
  const [row] = rows;
  if (row === undefined) return refused(409);
  const answer = decidedBody(decisionId, itemId, body.outcome, row.minute_item, row, row.quorum);
  return { status: 201, body: answer, location };
}
