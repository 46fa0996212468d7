/**
 * The floor the product is measured against: node:http and pg, nothing between them. It writes row for row what the
 * product writes for the same request, and does nothing else: no sign-in, no permission, no validation beyond JSON.parse,
 * no If-Match, no record of refusals. Nobody could ship it, which is the point of a floor.
 *
 * Two forms of every write: `tx` is a plain transaction with a named prepared statement per step, `one` is a single
 * hand-written statement. Reads are one statement in both.
 *
 * Child process of `bench.mjs`, which sends the settings as its first message and gets the port back.
 */
import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/**
 * @typedef {object} EventTemplate an event the product writes for the act, as calibration found it
 * @property {string} type
 * @property {string} subjectKind
 * @property {Record<string, unknown>} payload  stands for a payload of this size
 * @property {string[]} handlers                its subscribers
 *
 * @typedef {object} Settings
 * @property {string} databaseUrl
 * @property {'tx' | 'one'} form
 * @property {number} poolSize
 * @property {{personId: string, tokenId: string, year: number}} world
 * @property {Record<'create' | 'decide', EventTemplate[]>} events
 */

/** @type {Settings} */
let settings;
/** @type {pg.Pool} */
let pool;

const ore = (/** @type {string} */ amount) => BigInt(amount.replace('.', '')) * (amount.includes('.') ? 1n : 100n);
const kronor = (/** @type {string | null} */ text) => {
  const digits = (text ?? '0').padStart(3, '0');
  return { amount: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: 'SEK' };
};

// --- creating a proposal -----------------------------------------------------------------------------------------

const nextNumber = `update registration_series set last_number = last_number + 1 where authority_id = $1 and year = $2 returning last_number`;
const insertMatter = `
  insert into matter (id, authority_id, registration_number, year, number, title, case_officer_id, opened_day)
  select $1, id, code || '-' || $3::int || '-' || $4::int, $3::int, $4::int, $5, $6, today_in_stockholm() from authority where id = $2
  returning registration_number`;
const insertProposal = `
  insert into proposal (id, matter_id, authority_id, call_id, title, author_id, current_version_id, total_ore) values ($1, $2, $3, $4, $5, $6, $7, $8)`;
const insertVersion = `
  insert into proposal_version (id, proposal_id, number, origin, title, document_day, sections, decision_points, decision_plan, dispatch_list,
    goal_references, total_ore, created_by) values ($1, $2, 1, 'drafted', $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const insertMeasures = `
  insert into measure (version_id, measure_key, position, title, requested_ore, year, source_id, details)
  select $1, m.* from unnest($2::uuid[], $3::int[], $4::text[], $5::bigint[], $6::int[], $7::uuid[], $8::jsonb[]) m`;
const insertEvents = `
  insert into event (type, actor_kind, actor_person_id, actor_token_id, request_id, subject_kind, subject_id, matter_id, payload)
  select e.type, 'machine', $1, $2, $3, e.kind, $6, $7, e.payload from unnest($4::text[], $5::text[], $8::jsonb[]) e (type, kind, payload) returning id`;
const insertDispatches = `insert into event_dispatch (event_id, handler) select * from unnest($1::bigint[], $2::text[])`;
const insertKey = `insert into idempotency_key (actor_id, key, request_hash, status, headers, body) values ($1, $2, $3, $4, $5, $6)`;

/**
 * What the templates become for one act: the columns of the events, and which event each subscriber belongs to.
 * @param {'create' | 'decide'} kind
 * @param {Record<string, string>} own  what of the payload is this act's own
 */
function eventsOf(kind, own = {}) {
  const templates = settings.events[kind];
  return {
    types: templates.map((event) => event.type),
    kinds: templates.map((event) => event.subjectKind),
    payloads: templates.map((event) => JSON.stringify({ ...event.payload, ...own })),
    places: templates.flatMap((event, index) => event.handlers.map(() => index)),
    handlers: templates.flatMap((event) => event.handlers),
  };
}

function newProposal(body) {
  const measures = body.measures.map((measure, index) => {
    const { title, requestedAmount, year, sourceId, ...details } = measure;
    return {
      key: uuidv7(),
      position: index + 1,
      title,
      ore: ore(requestedAmount.amount),
      year,
      sourceId: sourceId ?? null,
      details: JSON.stringify(details),
    };
  });
  const total = measures.reduce((sum, measure) => sum + measure.ore, 0n);
  return { id: uuidv7(), versionId: uuidv7(), matterId: uuidv7(), measures, total: total.toString() };
}

const listsOf = (/** @type {ReturnType<typeof newProposal>['measures']} */ measures) => [
  measures.map((m) => m.key),
  measures.map((m) => m.position),
  measures.map((m) => m.title),
  measures.map((m) => m.ore.toString()),
  measures.map((m) => m.year),
  measures.map((m) => m.sourceId),
  measures.map((m) => m.details),
];

const versionTexts = (body) =>
  [body.sections, body.decisionPoints, body.decisionPlan, body.dispatchList, body.goalReferences].map((value) =>
    JSON.stringify(value ?? []),
  );

function createdBody(proposal, registrationNumber, body) {
  const { id, matterId, versionId, total } = proposal;
  const answer = {
    id,
    matterId,
    registrationNumber,
    versionId,
    status: 'drafting',
    total: kronor(total),
    version: 1,
    callId: body.callId,
  };
  return JSON.stringify(answer);
}

async function createInSteps({ body, key, hash }) {
  const { world } = settings;
  const proposal = newProposal(body);
  const title = body.title.trim();
  return inTransaction(async (step) => {
    const [{ last_number: number }] = await step('number', nextNumber, [body.authorityId, world.year]);
    const [{ registration_number: registration }] = await step('matter', insertMatter, [
      proposal.matterId,
      body.authorityId,
      world.year,
      number,
      title,
      world.personId,
    ]);
    await step('proposal', insertProposal, [
      proposal.id,
      proposal.matterId,
      body.authorityId,
      body.callId,
      title,
      world.personId,
      proposal.versionId,
      proposal.total,
    ]);
    await step('version', insertVersion, [
      proposal.versionId,
      proposal.id,
      title,
      body.documentDay ?? null,
      ...versionTexts(body),
      proposal.total,
      world.personId,
    ]);
    await step('measures', insertMeasures, [proposal.versionId, ...listsOf(proposal.measures)]);
    await recordInSteps(step, 'create', proposal.id, proposal.matterId);
    const answer = createdBody(proposal, registration, body);
    const location = `/api/v1/proposals/${proposal.id}`;
    await step('key', insertKey, [world.tokenId, key, hash, 201, JSON.stringify({ location, etag: '"1"' }), answer]);
    return { status: 201, body: answer, location };
  });
}

async function recordInSteps(step, kind, subjectId, matterId, own) {
  const { world } = settings;
  const { types, kinds, payloads, places, handlers } = eventsOf(kind, own);
  const recorded = await step('events', insertEvents, [
    world.personId,
    world.tokenId,
    randomUUID(),
    types,
    kinds,
    subjectId,
    matterId,
    payloads,
  ]);
  if (handlers.length > 0)
    await step('dispatch', insertDispatches, [places.map((place) => recorded[place].id), handlers]);
}

const eventsInOne = (
  /** @type {{subject: string, matter: string, from: string, param: (n: number) => string}} */ {
    subject,
    matter,
    from,
    param,
  },
) => `
  e as (
    insert into event (type, actor_kind, actor_person_id, actor_token_id, request_id, subject_kind, subject_id, matter_id, payload)
    select n.type, 'machine', ${param(1)}, ${param(2)}, ${param(3)}, n.kind, ${subject}, ${matter}, n.payload
      from ${from}, unnest(${param(4)}::text[], ${param(5)}::text[], ${param(6)}::jsonb[]) n (type, kind, payload) returning id, type),
  d as (
    insert into event_dispatch (event_id, handler)
    select e.id, s.handler from e join unnest(${param(7)}::text[], ${param(8)}::text[]) s (type, handler) on s.type = e.type)`;

const createInOne = `
  with n as (
    update registration_series set last_number = last_number + 1 where authority_id = $1 and year = $2 returning last_number),
  m as (
    insert into matter (id, authority_id, registration_number, year, number, title, case_officer_id, opened_day)
    select $3, a.id, a.code || '-' || $2::int || '-' || n.last_number, $2, n.last_number, $4, $5, today_in_stockholm() from n, authority a where a.id = $1
    returning id, registration_number),
  p as (
    insert into proposal (id, matter_id, authority_id, call_id, title, author_id, current_version_id, total_ore)
    select $6, m.id, $1, $7, $4, $5, $8, $9 from m returning id),
  v as (
    insert into proposal_version (id, proposal_id, number, origin, title, document_day, sections, decision_points, decision_plan, dispatch_list,
      goal_references, total_ore, created_by) select $8, p.id, 1, 'drafted', $4, $10, $11, $12, $13, $14, $15, $9, $5 from p returning id),
  x as (
    insert into measure (version_id, measure_key, position, title, requested_ore, year, source_id, details)
    select v.id, m.* from v, unnest($16::uuid[], $17::int[], $18::text[], $19::bigint[], $20::int[], $21::uuid[], $22::jsonb[]) m),
  ${eventsInOne({ subject: '$6', matter: 'm.id', from: 'm', param: (n) => ['$5', '$23', '$24', '$25', '$26', '$27', '$28', '$29'][n - 1] })},
  k as (
    insert into idempotency_key (actor_id, key, request_hash, status, headers, body)
    select $23, $30, $31, 201, $32, replace($33, '#', m.registration_number) from m)
  select registration_number from m`;

async function createAtOnce({ body, key, hash }) {
  const { world } = settings;
  const proposal = newProposal(body);
  const { types, kinds, payloads, places, handlers } = eventsOf('create');
  const location = `/api/v1/proposals/${proposal.id}`;
  const unnumbered = createdBody(proposal, '#', body);
  const { rows } = await pool.query({
    name: 'create',
    text: createInOne,
    values: [
      body.authorityId,
      world.year,
      proposal.matterId,
      body.title.trim(),
      world.personId,
      proposal.id,
      body.callId,
      proposal.versionId,
      proposal.total,
      body.documentDay ?? null,
      ...versionTexts(body),
      ...listsOf(proposal.measures),
      world.tokenId,
      randomUUID(),
      types,
      kinds,
      payloads,
      places.map((place) => types[place]),
      handlers,
      key,
      hash,
      JSON.stringify({ location, etag: '"1"' }),
      unnumbered,
    ],
  });
  return { status: 201, body: unnumbered.replace('#', rows[0].registration_number), location };
}

// --- deciding an allocation --------------------------------------------------------------------------------------

const lockItem = `
  select a.subject_id, a.subject_version_id, a.subject_version, a.matter_id, a.route_id, a.status, g.day, g.body_id
    from agenda_item a join meeting g on g.id = a.meeting_id where a.id = $1 for update of a`;
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
    version_result_id, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8, 'allocation', $9, $10, $10, $11)`;
const endRoute = `update route set status = 'finished' where id = $1 and status = 'running'`;

function decidedBody(id, itemId, outcome, minuteItem, item) {
  return JSON.stringify({
    id,
    agendaItemId: itemId,
    outcome,
    minuteItem,
    decisionDay: item.day,
    versionSeen: item.subject_version,
    versionResult: item.subject_version,
    version: 2,
  });
}

async function decideInSteps({ id: itemId, body, key, hash }) {
  const { world } = settings;
  const decisionId = uuidv7();
  const postingId = uuidv7();
  return inTransaction(async (step) => {
    const [item] = await step('item', lockItem, [itemId]);
    if (item?.status !== 'listed') return refused(409);
    const lines = await step('rows', readRows, [item.subject_version_id]);
    const nets = new Map();
    for (const line of lines)
      nets.set(line.source_year_id, (nets.get(line.source_year_id) ?? 0n) + BigInt(line.amount_ore));
    const ids = [...nets.keys()];
    // A single row locks itself in the update; several must be locked in the common order first.
    if (ids.length > 1) await step('lockSources', lockSources, [ids]);
    const sources = await step('guard', guardSources, [ids, ids.map((id) => nets.get(id).toString())]);
    if (sources.length !== ids.length) return refused(409);
    await step('approved', guardMeasures, [
      lines.map((l) => l.proposal_id),
      lines.map((l) => l.measure_key),
      lines.map((l) => l.amount_ore),
    ]);
    await step('posting', insertPosting, [postingId, decisionId, item.day, world.personId]);
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
      [...sources.map(() => null), ...lines.map((l) => l.authority_id)],
      [...sources.map(() => null), ...lines.map((l) => l.proposal_id)],
      [...sources.map(() => null), ...lines.map((l) => l.measure_key)],
      [...sources.map(() => null), ...lines.map((l) => l.id)],
    ]);
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
      world.personId,
    ]);
    await step('route', endRoute, [item.route_id]);
    await recordInSteps(step, 'decide', item.subject_id, item.matter_id, { decisionId });
    const answer = decidedBody(decisionId, itemId, body.outcome, minuteItem, item);
    const location = `/api/v1/agenda-items/${itemId}`;
    await step('key', insertKey, [world.tokenId, key, hash, 201, JSON.stringify({ location, etag: '"2"' }), answer]);
    return { status: 201, body: answer, location };
  });
}

/** The division fails, and with it the whole statement, unless every source and every measure had room. */
const decideInOne = `
  with a as materialized (
    select a.id, a.subject_id, a.subject_version_id, a.subject_version, a.matter_id, a.route_id, g.day, g.body_id, extract(year from g.day)::int as year
      from agenda_item a join meeting g on g.id = a.meeting_id where a.id = $1 and a.status = 'listed' for update of a),
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
  ok as materialized (
    select a.*, 1 / (case when (select count(*) from s) = (select count(*) from w) and (select count(*) from q) = (select count(*) from l) then 1 else 0 end)
      as fits from a),
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
      version_result_id, recorded_by)
    select $3, ok.id, ok.body_id, ok.matter_id, ok.year, n.last_number, ok.day, $5, 'allocation', ok.subject_id, ok.subject_version_id, ok.subject_version_id, $4
      from ok, n),
  o as (
    update route set status = 'finished' from ok where route.id = ok.route_id and route.status = 'running' and ok.fits = 1),
  ${eventsInOne({ subject: 'ok.subject_id', matter: 'ok.matter_id', from: 'ok', param: (n) => ['$4', '$6', '$7', '$8', '$9', '$10', '$11', '$12'][n - 1] })},
  k as (
    insert into idempotency_key (actor_id, key, request_hash, status, headers, body)
    select $6, $13, $14, 201, $15, jsonb_build_object('id', $3::uuid, 'agendaItemId', $1::uuid, 'outcome', $5::text, 'minuteItem', n.last_number, 'decisionDay', ok.day,
      'versionSeen', ok.subject_version, 'versionResult', ok.subject_version, 'version', 2)::text from ok, n)
  select n.last_number as minute_item, ok.day, ok.subject_version from ok, n`;

async function decideAtOnce({ id: itemId, body, key, hash }) {
  const { world } = settings;
  const decisionId = uuidv7();
  const { types, kinds, payloads, places, handlers } = eventsOf('decide', { decisionId });
  const location = `/api/v1/agenda-items/${itemId}`;
  const { rows } = await pool.query({
    name: 'decide',
    text: decideInOne,
    values: [
      itemId,
      uuidv7(),
      decisionId,
      world.personId,
      body.outcome,
      world.tokenId,
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
  if (rows.length === 0) return refused(409);
  return { status: 201, body: decidedBody(decisionId, itemId, body.outcome, rows[0].minute_item, rows[0]), location };
}

// --- reading -----------------------------------------------------------------------------------------------------

const totalsStatement = `
  select y.source_id as "sourceId", f.code, f.name, y.year, coalesce(t.requested, 0)::text as requested, coalesce(t.recommended, 0)::text as recommended,
      coalesce(t.approved, 0)::text as approved, (y.reserved_ore - coalesce(p.ore, 0))::text as allocated, coalesce(p.ore, 0)::text as pending,
      y.cap_ore::text as ceiling, (y.cap_ore - y.reserved_ore)::text as remaining, y.reserved_ore > y.cap_ore as "overAllocated"
    from source_year y join funding_source f on f.id = y.source_id
    left join (select source_id, year, sum(requested_ore) as requested, sum(recommended_ore) as recommended, sum(approved_ore) as approved
                 from amount_total group by source_id, year) t on t.source_id = y.source_id and t.year = y.year
    left join (select source_year_id, -sum(amount_ore) as ore from ledger_entry where account = 'pending' group by 1) p on p.source_year_id = y.id
   order by f.code, y.source_id, y.year`;
const unassignedStatement = `
  select year, sum(requested_ore)::text as requested, sum(recommended_ore)::text as recommended, sum(approved_ore)::text as approved
    from amount_total where source_id is null group by year order by year`;
const asked = ['requested', 'recommended', 'approved'];
const given = ['allocated', 'pending', 'ceiling', 'remaining'];

async function totals() {
  const [sources, unassigned] = await Promise.all([
    pool.query({ name: 'totals', text: totalsStatement }),
    pool.query({ name: 'unassigned', text: unassignedStatement }),
  ]);
  const moneyIn = (row, names) => {
    for (const name of names) row[name] = kronor(row[name]);
    return row;
  };
  const all = [...sources.rows, ...unassigned.rows];
  const sum = Object.fromEntries(
    [...asked, ...given].map((name) => [
      name,
      kronor(all.reduce((total, row) => total + BigInt(row[name] ?? 0), 0n).toString()),
    ]),
  );
  return ok({
    callId: null,
    asOf: null,
    knownAt: null,
    sources: sources.rows.map((row) => moneyIn(row, [...asked, ...given])),
    unassigned: unassigned.rows.map((row) => moneyIn(row, asked)),
    sum,
  });
}

const pageStatement = `
  select p.id, p.matter_id as "matterId", m.registration_number as "registrationNumber", p.authority_id as "authorityId", a.name as "authorityName",
      p.call_id as "callId", p.title, p.status, coalesce(v.number, p.current_version) as "versionNumber", p.created_at as "createdAt",
      p.updated_at as "updatedAt", p.version, p.total_ore::text as total
    from proposal p join matter m on m.id = p.matter_id join authority a on a.id = p.authority_id
      left join proposal_version v on v.id = p.submitted_version_id
   where p.status = $1 order by p.total_ore desc, p.id limit $2 offset $3`;
const countStatement = `select count(*)::int as total from proposal where status = $1`;

async function page(url) {
  const { searchParams } = new URL(url, 'http://127.0.0.1');
  const limit = Number(searchParams.get('limit'));
  const number = Number(searchParams.get('page') ?? 1);
  const status = searchParams.get('status');
  const [found, count] = await Promise.all([
    pool.query({ name: 'page', text: pageStatement, values: [status, limit, (number - 1) * limit] }),
    pool.query({ name: 'count', text: countStatement, values: [status] }),
  ]);
  return ok({
    items: found.rows.map((row) => ({ ...row, total: kronor(row.total) })),
    total: count.rows[0].total,
    limit,
    page: number,
  });
}

// --- the server --------------------------------------------------------------------------------------------------

const ok = (value) => ({ status: 200, body: JSON.stringify(value) });
const refused = (status) => ({ status, body: '{}' });

/** BEGIN, the steps, COMMIT; anything but a success rolls back. */
async function inTransaction(work) {
  const client = await pool.connect();
  const step = async (name, text, values) => (await client.query({ name, text, values })).rows;
  try {
    await client.query('begin');
    const answer = await work(step);
    await client.query(answer.status < 400 ? 'commit' : 'rollback');
    client.release();
    return answer;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
}

async function answer(method, url, key, bytes) {
  if (method === 'GET') return url.startsWith('/api/v1/totals') ? totals() : page(url);
  const command = {
    body: JSON.parse(bytes.toString()),
    key: key.slice(1, -1),
    hash: createHash('sha256').update(url).update(bytes).digest(),
    id: undefined,
  };
  const inSteps = settings.form === 'tx';
  if (url === '/api/v1/proposals') return inSteps ? createInSteps(command) : createAtOnce(command);
  command.id = url.split('/')[4];
  return inSteps ? decideInSteps(command) : decideAtOnce(command);
}

const server = http.createServer((request, response) => {
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    void answer(request.method, request.url, request.headers['idempotency-key'], Buffer.concat(chunks))
      // 23505: the key has been used. 22012: no room, see decideInOne.
      .catch((error) =>
        error.code === '23505' || error.code === '22012'
          ? refused(409)
          : { status: 500, body: JSON.stringify({ error: String(error.message) }) },
      )
      .then(({ status, body, location }) => {
        response.writeHead(status, {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          ...(location === undefined ? {} : { location }),
        });
        response.end(body);
      });
  });
});

process.on('message', (message) => {
  if (settings !== undefined) {
    // Later messages only change what calibration has found.
    Object.assign(settings, message);
    process.send('changed');
    return;
  }
  settings = message;
  pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: settings.poolSize,
    application_name: `bench-${settings.form}`,
    options:
      '-c search_path=public -c timezone=UTC -c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000',
  });
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
});
process.on('disconnect', () => process.exit(0));
