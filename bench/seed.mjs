/**
 * What must stand in the database before anything is measured, made by set-based statements as the owner role: one
 * statement per table, whatever the number of rows, because a million rows through the application would take hours.
 * Everything here obeys the product's own checks; `bench.mjs` runs them all at the end.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { hashOf } from '../dist/src/allocations/allocation.store.js';
import { permissions } from '../dist/src/identity/permissions.js';
import { Money } from '../dist/src/kernel/money.js';

/** @typedef {import('pg').Client} Client */

/** Ceilings the spread case divides its allocations over; the hot case puts all of them on one more. */
export const sourceCount = 50;
export const authorityCount = 10;
export const measuresPerProposal = 5;
const callCount = 10;
const sourcesPerCall = sourceCount / callCount;
/** Proposals that allocations draw on, in turn; far more than connections, so that they are no bottleneck of their own. */
const allocatableCount = 2_000;
/** Öre one measured allocation reserves. */
export const allocationOre = 100;

/** Ids in the order of their making, as the application's own: PostgreSQL's uuidv7() came only with version 18. */
const idFunction = `
  create or replace function pg_temp.new_id() returns uuid language sql volatile as $$
    select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
      || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid $$`;

/**
 * @typedef {object} World
 * @property {string} token        a machine client's secret, good for every act
 * @property {string} personId
 * @property {string} tokenId
 * @property {string[]} authorityIds
 * @property {{id: string, sourceIds: string[]}[]} calls  each draws on sources of its own
 * @property {string} boardId
 * @property {number} year
 */

/**
 * Authorities, the executive board, one person with a token, the sources with their ceilings, and issued calls.
 * @param {Client} owner
 * @returns {Promise<World>}
 */
export async function seedWorld(owner) {
  await owner.query(idFunction);
  const { rows: days } = await owner.query(
    `select extract(year from today_in_stockholm())::int as year, today_in_stockholm()::text as today`,
  );
  const { year, today } = days[0];
  const [personId, tokenId, boardAuthorityId, boardId] = Array.from({ length: 4 }, () => randomUUID());
  const callIds = Array.from({ length: callCount }, () => randomUUID());
  const authorityIds = Array.from({ length: authorityCount }, () => randomUUID());
  const token = `anslag_${randomBytes(32).toString('base64url')}`;
  const firstDay = `${year}-01-01`;
  await owner.query('begin');
  await owner.query(
    `insert into authority (id, code, name, administration_name, valid_from)
     select id, 'B' || chr(64 + n::int), 'Nämnd ' || n, 'Förvaltning ' || n, '2000-01-01' from unnest($1::uuid[]) with ordinality a (id, n)`,
    [authorityIds],
  );
  await owner.query(
    `insert into authority (id, code, name, administration_name, valid_from) values ($1, 'STK', 'Kommunstyrelsen', 'Stadskontoret', '2000-01-01')`,
    [boardAuthorityId],
  );
  await owner.query(
    `insert into body (id, authority_id, kind, name, short_name, valid_from) values ($1, $2, 'executiveBoard', 'Kommunstyrelsen', 'KS', '2000-01-01')`,
    [boardId, boardAuthorityId],
  );
  await owner.query(
    `insert into body (id, authority_id, kind, name, short_name, valid_from)
     select pg_temp.new_id(), id, 'committee', name, code, '2000-01-01' from authority where id = any($1::uuid[])`,
    [authorityIds],
  );
  await owner.query(`insert into person (id, name) values ($1, 'Mätningen')`, [personId]);
  await owner.query(
    `insert into appointment (id, person_id, role, authority_id, from_day)
     select pg_temp.new_id(), $1, role, authority_id, '2020-01-01' from unnest($2::uuid[]) a (authority_id), unnest($3::text[]) r (role)`,
    [personId, [...authorityIds, boardAuthorityId], ['caseOfficer', 'committeeSecretary', 'cityOffice', 'controller']],
  );
  await owner.query(
    `insert into access_token (id, token_hash, person_id, name, scopes, expires_at) values ($1, $2, $3, 'bench', $4, clock_timestamp() + interval '1 day')`,
    [tokenId, createHash('sha256').update(token).digest(), personId, Object.keys(permissions)],
  );
  // The spread sources, one that is hot, and one whose ceiling is meant to be reached.
  const { rows: sources } = await owner.query(
    `insert into funding_source (id, code, name, kind, use_from_day, use_to_day, status)
     select pg_temp.new_id(), case n when $1 + 1 then 'HOT' when $1 + 2 then 'FULL' else 'S' || lpad(n::text, 2, '0') end, 'Källa ' || n, 'stateGrant',
            make_date($2, 1, 1), make_date($2, 12, 31), 'open' from generate_series(1, $1 + 2) n returning id, code`,
    [sourceCount, year],
  );
  await owner.query(
    `insert into source_year (id, source_id, year) select pg_temp.new_id(), id, $1 from funding_source`,
    [year],
  );
  await owner.query(
    `insert into ceiling (id, source_year_id, amount_ore, valid_from_day, effective_day, ground, recorded_by, recorded_at)
     select pg_temp.new_id(), y.id, 100000000000, $1, $1, 'Beslut', $2, clock_timestamp() from source_year y
       join funding_source s on s.id = y.source_id and s.code <> 'FULL'`,
    [firstDay, personId],
  );
  await owner.query(
    `insert into registration_series (authority_id, year, last_number) select id, $1, 0 from authority`,
    [year],
  );
  await owner.query(`update registration_series set last_number = $2 where authority_id = $1`, [
    boardAuthorityId,
    callCount,
  ]);
  await owner.query(
    `insert into matter (id, authority_id, registration_number, year, number, title, opened_day)
     select pg_temp.new_id(), $1, 'STK-' || $2::int || '-' || n, $2::int, n, 'Inbjudan ' || n, $3 from generate_series(1, $4::int) n`,
    [boardAuthorityId, year, today, callCount],
  );
  await owner.query(
    `insert into call (id, matter_id, title, years, mandatory_sections, status, reply_by_day, reply_by_time, reply_by_at, issued_at, created_by)
     select c.id, m.id, m.title, array[$2::int], array['summary', 'considerations', 'childPerspective', 'genderPerspective', 'economicConsequences'],
       'issued', today_in_stockholm() + 60, '12:00', (today_in_stockholm() + 60 + time '12:00') at time zone 'Europe/Stockholm', clock_timestamp(), $3
       from unnest($1::uuid[]) with ordinality c (id, n) join matter m on m.number = c.n`,
    [callIds, year, personId],
  );
  await owner.query(
    `insert into call_deadline (id, call_id, reply_by_day, reply_by_time, reply_by_at, reason, set_by)
     select pg_temp.new_id(), id, reply_by_day, reply_by_time, reply_by_at, 'Ursprunglig svarstid', created_by from call`,
  );
  for (const [type, subject, payload] of [
    ['matter.opened', 'matter_id', '{}'],
    ['call.created', 'id', '{"from": null, "to": "draft"}'],
    ['call.issued', 'id', '{"from": "draft", "to": "issued"}'],
  ])
    await addEvents(
      owner,
      personId,
      `select '${type}', '${type.split('.')[0]}', ${subject}, matter_id, '${payload}'::jsonb from call`,
    );
  const sourceIds = sources.filter(({ code }) => code.startsWith('S')).map(({ id }) => id);
  const calls = callIds.map((id, place) => ({
    id,
    sourceIds: sourceIds.slice(place * sourcesPerCall, (place + 1) * sourcesPerCall),
  }));
  for (const call of calls)
    await owner.query(`insert into call_source (call_id, source_id) select $1, unnest($2::uuid[])`, [
      call.id,
      call.sourceIds,
    ]);
  await owner.query(
    `insert into call_invitation (call_id, authority_id) select c, a from unnest($1::uuid[]) c, unnest($2::uuid[]) a`,
    [callIds, authorityIds],
  );
  await owner.query(`insert into meeting (id, body_id, day) select pg_temp.new_id(), $1, today_in_stockholm()`, [
    boardId,
  ]);
  await owner.query(`insert into minute_item_series (body_id, year, last_number) values ($1, $2, 0)`, [boardId, year]);
  await owner.query('commit');
  return { token, personId, tokenId, authorityIds, calls, boardId, year };
}

/** Texts of about the length a short memorandum has; the same in the seeds and in the requests that are measured. */
export const sections = [
  [
    'summary',
    'Nämnden ansöker om medel för insatser som stärker barns och ungas uppväxtvillkor i stadens mest utsatta områden.',
  ],
  [
    'considerations',
    'Förvaltningen bedömer att insatserna bygger på det arbete som redan pågår och kan börja inom en månad efter beslut.',
  ],
  [
    'childPerspective',
    'Barnets bästa har beaktats; barn och unga i målgruppen har tillfrågats genom skolornas elevråd.',
  ],
  ['genderPerspective', 'Insatserna utformas så att de når flickor och pojkar i lika hög grad.'],
  ['economicConsequences', 'Insatserna ryms inom det sökta beloppet och medför inga kostnader efter årets slut.'],
].map(([kind, text]) => ({ kind, text }));

/**
 * Adds proposals of five measures each under the calls until there are `proposalCount` of them. A third is being drafted,
 * the others are with the managers; amounts are spread so that the sort has work to do, and every tenth measure leaves
 * its source open.
 * @param {Client} owner
 * @param {World} world
 * @param {number} proposalCount
 */
export async function seedProposals(owner, world, proposalCount) {
  const { rows: found } = await owner.query(`select count(*)::int as count from proposal`);
  const wanted = proposalCount - found[0].count;
  if (wanted <= 0) return;
  await owner.query('begin');
  await owner.query(`set local synchronous_commit = off`);
  await owner.query(idFunction);
  await planProposals(owner, world, wanted, `case n % 3 when 0 then 'drafting' else 'managerReview' end`);
  await planMeasures(owner, {
    perProposal: measuresPerProposal,
    source: `case when (p.n + k) % 10 = 0 then null else p.source_ids[(p.n * 7 + k) % cardinality(p.source_ids) + 1] end`,
    ore: `(1000 + (hashtext(p.n::text || ':' || k)::bigint & 65535)) * 100`,
  });
  await owner.query(`analyze new_proposal, new_measure`);
  await insertProposals(owner, world);
  await owner.query('commit');
}

/** Proposals by turns of the authorities, and within each by turns of the calls. @param {string} status an SQL expression of n */
async function planProposals(owner, { authorityIds, calls, year }, count, status) {
  await owner.query(
    `create temp table new_proposal on commit drop as
     select n, pg_temp.new_id() as id, pg_temp.new_id() as version_id, pg_temp.new_id() as matter_id, a.authority_id, a.code,
            a.last_number + ((n - 1) / cardinality($2::uuid[]))::int + 1 as number, ${status} as status, c.id as call_id, c.source_ids
       from generate_series(1, $1::bigint) n
       join (select s.authority_id, s.last_number, t.code, array_position($2::uuid[], s.authority_id) as place
               from registration_series s join authority t on t.id = s.authority_id where s.year = $3) a
         on a.place = (n - 1) % cardinality($2::uuid[]) + 1
       join (select id, place, array(select source_id from call_source where call_id = id order by source_id) as source_ids
               from unnest($4::uuid[]) with ordinality u (id, place)) c
         on c.place = (n / cardinality($2::uuid[])) % cardinality($4::uuid[]) + 1`,
    [count, authorityIds, year, calls.map(({ id }) => id)],
  );
}

/** @param {{perProposal: number, source: string, ore: string}} how the two texts are SQL expressions of p and k */
async function planMeasures(owner, { perProposal, source, ore }) {
  await owner.query(
    `create temp table new_measure on commit drop as
     select p.id as proposal_id, p.call_id, p.status, p.version_id, k as position, pg_temp.new_id() as measure_key, (${source})::uuid as source_id,
            (${ore})::bigint as ore from new_proposal p, generate_series(1, $1::bigint) k`,
    [perProposal],
  );
}

/** The rows of `new_proposal` and `new_measure` into the real tables, as drafting and submitting would have left them. */
async function insertProposals(owner, { personId, year }) {
  await owner.query(
    `insert into matter (id, authority_id, registration_number, year, number, title, opened_day)
     select matter_id, authority_id, code || '-' || $1::int || '-' || number, $1::int, number, 'Insatser ' || n, today_in_stockholm() from new_proposal order by n`,
    [year],
  );
  await owner.query(
    `update registration_series s set last_number = m.last from (select authority_id, max(number) as last from new_proposal group by 1) m
      where m.authority_id = s.authority_id and s.year = $1`,
    [year],
  );
  await owner.query(
    `insert into proposal (id, matter_id, authority_id, call_id, title, status, author_id, current_version_id, submitted_version_id, total_ore)
     select p.id, p.matter_id, p.authority_id, p.call_id, 'Insatser ' || p.n, p.status, $1, p.version_id, case when p.status <> 'drafting' then p.version_id end, t.ore
       from new_proposal p join (select proposal_id, sum(ore)::bigint as ore from new_measure group by 1) t on t.proposal_id = p.id order by p.n`,
    [personId],
  );
  // Frozen last: the trigger that guards a frozen version would refuse its measures.
  await owner.query(
    `insert into proposal_version (id, proposal_id, number, origin, title, document_day, sections, total_ore, created_by)
     select p.version_id, p.id, 1, 'drafted', 'Insatser ' || p.n, today_in_stockholm(), $1::jsonb, t.ore, $2
       from new_proposal p join (select proposal_id, sum(ore)::bigint as ore from new_measure group by 1) t on t.proposal_id = p.id order by p.n`,
    [JSON.stringify(sections), personId],
  );
  await owner.query(
    `insert into measure (version_id, measure_key, position, title, requested_ore, year, source_id)
     select version_id, measure_key, position, 'Insats ' || position, ore, $1, source_id from new_measure order by version_id, position`,
    [year],
  );
  await owner.query(
    `update proposal_version v set frozen_at = clock_timestamp(), content_hash = sha256(v.id::text::bytea)
       from new_proposal p where p.version_id = v.id and p.status <> 'drafting'`,
  );
  await owner.query(
    `insert into call_invitation as i (call_id, authority_id, status, received_at)
     select distinct call_id, authority_id, 'replied', now() from new_proposal where status <> 'drafting'
     on conflict (call_id, authority_id) do update set status = 'replied', received_at = coalesce(i.received_at, excluded.received_at)`,
  );
  await addEvents(
    owner,
    personId,
    `select 'matter.opened', 'matter', matter_id, matter_id, '{}'::jsonb from new_proposal`,
  );
  await addEvents(
    owner,
    personId,
    `select 'proposal.created', 'proposal', id, matter_id, '{"from": null, "to": "drafting", "versionNumber": 1}'::jsonb from new_proposal`,
  );
  await addEvents(
    owner,
    personId,
    `select 'proposal.submitted', 'proposal', id, matter_id, jsonb_build_object('from', 'drafting', 'to', 'managerReview', 'versionNumber', 1, 'versionId', version_id)
       from new_proposal where status <> 'drafting'`,
  );
  await addAmounts(owner, year, 'requested');
}

/** @param {string} select type, subject kind, subject, matter, payload */
async function addEvents(owner, personId, select) {
  await owner.query(
    `insert into event (type, actor_kind, actor_person_id, subject_kind, subject_id, matter_id, payload) select e.type, 'person', $1, e.kind, e.subject, e.matter, e.payload
       from (${select}) e (type, kind, subject, matter, payload)`,
    [personId],
  );
}

/** Of what has been submitted. */
async function addAmounts(owner, year, kind) {
  await owner.query(
    `insert into amount_entry (kind, call_id, source_id, year, proposal_id, measure_key, version_id, amount_ore, valid_day, recorded_at)
     select $1, call_id, source_id, $2, proposal_id, measure_key, version_id, ore, today_in_stockholm(), clock_timestamp() from new_measure
      where status <> 'drafting' order by version_id, position`,
    [kind, year],
  );
  const column = `${kind}_ore`;
  await owner.query(
    `insert into amount_total (call_id, source_id, year, ${column})
     select call_id, source_id, $1, sum(ore) from new_measure where status <> 'drafting' group by call_id, source_id
     on conflict on constraint uq_amount_total do update set ${column} = amount_total.${column} + excluded.${column}`,
    [year],
  );
}

/**
 * Approved proposals of one measure each, for the allocations to draw on.
 * @param {Client} owner
 * @param {World} world
 */
export async function seedAllocatable(owner, world) {
  const { rows: found } = await owner.query(`select count(*)::int as count from approved_measure`);
  if (found[0].count > 0) return;
  await owner.query('begin');
  await owner.query(idFunction);
  await planProposals(owner, world, allocatableCount, `'managerReview'`);
  await planMeasures(owner, {
    perProposal: 1,
    source: `p.source_ids[p.n % cardinality(p.source_ids) + 1]`,
    ore: `1000000000`,
  });
  await insertProposals(owner, world);
  await addAmounts(owner, world.year, 'approved');
  for (const [type, from, to] of [
    ['proposal.approvedByManagement', 'managerReview', 'approvedByManagement'],
    ['proposal.scheduled', 'approvedByManagement', 'scheduled'],
    ['proposal.approved', 'scheduled', 'approved'],
  ])
    await addEvents(
      owner,
      world.personId,
      `select '${type}', 'proposal', id, matter_id, jsonb_build_object('from', '${from}', 'to', '${to}', 'versionNumber', 1) from new_proposal`,
    );
  await owner.query(
    `update proposal p set status = 'approved', approved_version_id = p.current_version_id from new_proposal n where n.id = p.id`,
  );
  await owner.query(
    `insert into approved_measure (proposal_id, measure_key, approved_ore) select proposal_id, measure_key, ore from new_measure`,
  );
  await owner.query('commit');
}

/**
 * Allocations proposed and listed on the executive board's agenda, each of one row, waiting for the decision.
 * @param {Client} owner
 * @param {World} world
 * @param {object} options
 * @param {number} options.count
 * @param {'spread' | 'HOT' | 'FULL'} options.on  over the fifty sources in turn, or all on the one with this code
 * @returns {Promise<string[]>} agenda item ids
 */
export async function seedAllocations(owner, world, { count, on }) {
  await owner.query('begin');
  await owner.query(`set local synchronous_commit = off`);
  await owner.query(idFunction);
  await owner.query(
    `create temp table new_allocation on commit drop as
     with pool as (select a.proposal_id, a.measure_key, p.authority_id, p.call_id, row_number() over (order by a.proposal_id) as place from approved_measure a
                     join proposal p on p.id = a.proposal_id),
          target as (select y.id, row_number() over (order by s.code) as place from source_year y join funding_source s on s.id = y.source_id
                      where case when $2 = 'spread' then s.code like 'S%' else s.code = $2 end)
     select n, pg_temp.new_id() as id, pg_temp.new_id() as version_id, pg_temp.new_id() as matter_id, pg_temp.new_id() as route_id,
            pg_temp.new_id() as item_id, pool.proposal_id, pool.measure_key, pool.authority_id, pool.call_id, target.id as source_year_id,
            s.authority_id as board_authority_id, s.last_number + n as number
       from generate_series(1, $1) n
       join pool on pool.place = n % (select count(*) from pool) + 1
       join target on target.place = n % (select count(*) from target) + 1
       join registration_series s on s.year = $3 and s.authority_id = (select authority_id from body where id = $4)`,
    [count, on, world.year, world.boardId],
  );
  await owner.query(
    `insert into matter (id, authority_id, registration_number, year, number, title, opened_day)
     select matter_id, board_authority_id, 'STK-' || $1::int || '-' || number, $1::int, number, 'Fördelning ' || n, today_in_stockholm() from new_allocation order by n`,
    [world.year],
  );
  await owner.query(
    `update registration_series s set last_number = m.last from (select board_authority_id, max(number) as last from new_allocation group by 1) m
      where m.board_authority_id = s.authority_id and s.year = $1`,
    [world.year],
  );
  await owner.query(
    `insert into allocation (id, matter_id, call_id, title, status, current_version_id, created_by)
     select id, matter_id, call_id, 'Fördelning ' || n, 'proposed', version_id, $1 from new_allocation order by n`,
    [world.personId],
  );
  await owner.query(
    `insert into allocation_version (id, allocation_id, number, origin, created_by) select version_id, id, 1, 'drafted', $1 from new_allocation order by n`,
    [world.personId],
  );
  await owner.query(
    `insert into allocation_row (id, version_id, row_key, position, proposal_id, measure_key, authority_id, source_year_id, amount_ore)
     select pg_temp.new_id(), version_id, pg_temp.new_id(), 1, proposal_id, measure_key, authority_id, source_year_id, $1 from new_allocation order by n`,
    [allocationOre],
  );
  await freezeAllocations(owner);
  await addEvents(
    owner,
    world.personId,
    `select 'matter.opened', 'matter', matter_id, matter_id, '{}'::jsonb from new_allocation`,
  );
  await addEvents(
    owner,
    world.personId,
    `select 'allocation.proposed', 'allocation', id, matter_id, '{"versionNumber": 1}'::jsonb from new_allocation`,
  );
  await owner.query(
    `insert into route (id, matter_id, subject_kind, subject_id) select route_id, matter_id, 'allocation', id from new_allocation order by n`,
  );
  await owner.query(
    `insert into route_step (route_id, position, meeting_id) select route_id, 1, m.id from new_allocation, meeting m where m.body_id = $1`,
    [world.boardId],
  );
  const { rows } = await owner.query(
    `insert into agenda_item (id, meeting_id, position, route_id, route_position, matter_id, subject_kind, subject_id, subject_version_id, subject_version)
     select a.item_id, m.id, m.last_position + a.n, a.route_id, 1, a.matter_id, 'allocation', a.id, a.version_id, 1 from new_allocation a, meeting m
      where m.body_id = $1 order by a.n returning id`,
    [world.boardId],
  );
  await owner.query(`update meeting set last_position = last_position + $2 where body_id = $1`, [world.boardId, count]);
  await owner.query('commit');
  return rows.map(({ id }) => id);
}

/** Under the hash the product gives them: it compares before it divides. */
async function freezeAllocations(owner) {
  const { rows } = await owner.query(
    `select r.id, r.version_id, a.title, r.row_key, r.proposal_id, r.measure_key, r.authority_id, r.source_year_id, r.amount_ore, r.reason
       from allocation_row r join new_allocation n on n.version_id = r.version_id join allocation a on a.id = n.id`,
  );
  const hashes = rows.map((row) => {
    const amount = Money.fromOre(BigInt(row.amount_ore));
    const own = {
      id: row.id,
      rowKey: row.row_key,
      proposalId: row.proposal_id,
      measureKey: row.measure_key,
      authorityId: row.authority_id,
    };
    return hashOf({
      title: row.title,
      rows: [{ ...own, sourceYearId: row.source_year_id, amount, reason: row.reason }],
    }).toString('hex');
  });
  await owner.query(
    `update allocation_version v set frozen_at = clock_timestamp(), content_hash = decode(h.hash, 'hex')
       from unnest($1::uuid[], $2::text[]) h (id, hash) where v.id = h.id`,
    [rows.map((row) => row.version_id), hashes],
  );
}

/**
 * Gives the source FULL room for exactly so many allocations.
 * @param {Client} owner
 * @param {World} world
 * @param {number} allocations
 */
export async function setFullCeiling(owner, world, allocations) {
  await owner.query(
    `insert into ceiling (id, source_year_id, amount_ore, valid_from_day, effective_day, ground, recorded_by, recorded_at)
     select $1, y.id, $2, $3, $3, 'Beslut', $4, clock_timestamp() from source_year y join funding_source s on s.id = y.source_id and s.code = 'FULL'`,
    [randomUUID(), allocations * allocationOre, `${world.year}-01-01`, world.personId],
  );
}
