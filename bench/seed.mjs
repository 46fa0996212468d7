/**
 * What must stand in the database before anything is measured, made by set-based statements as the owner role: one
 * statement per table, whatever the number of rows, because a million rows through the application would take hours.
 * Everything here obeys the product's own checks; `bench.mjs` runs them all at the end.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { permissions } from '../dist/src/identity/permissions.js';

/** @typedef {import('pg').Client} Client */

/** Ceilings the spread case divides its allocations over; the hot case puts all of them on one more. */
export const sourceCount = 50;
const authorityCount = 10;
const callCount = 10;
const sourcesPerCall = sourceCount / callCount;

/** Seats of the executive board by party, as in the example municipality: chair, vice chair, then members. */
const boardMembers = ['S', 'M', 'S', 'V', 'MP', 'M', 'SD'];
const boardSubstitutes = ['S', 'M', 'L'];

/** Ids in the order of their making, as the application's own: PostgreSQL's uuidv7() came only with version 18. */
export const idFunction = `
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
 * @property {string} meetingId      the board's, planned for today
 * @property {string[]} presentIds   six of the seven members, and two substitutes of whom one steps in
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
  await owner.query('begin');
  const organisation = await seedOrganisation(owner);
  const sourceIds = await seedSources(owner, organisation.personId, year);
  const calls = await seedCalls(owner, { ...organisation, year, today, sourceIds });
  const meetingId = randomUUID();
  await owner.query(`insert into meeting (id, body_id, day) values ($1, $2, today_in_stockholm())`, [
    meetingId,
    organisation.boardId,
  ]);
  await owner.query(`insert into minute_item_series (body_id, year, last_number) values ($1, $2, 0)`, [
    organisation.boardId,
    year,
  ]);
  await owner.query('commit');
  return { ...organisation, calls, meetingId, year };
}

async function seedOrganisation(owner) {
  const [boardAuthorityId, boardId] = [randomUUID(), randomUUID()];
  const authorityIds = Array.from({ length: authorityCount }, () => randomUUID());
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
  const clerk = await seedClerk(owner, {
    name: 'Mätningen',
    roles: ['caseOfficer', 'committeeSecretary', 'cityOffice', 'controller'],
    authorityIds: [...authorityIds, boardAuthorityId],
  });
  const seatedIds = await seedSeats(owner, {
    authorityId: boardAuthorityId,
    bodyId: boardId,
    members: boardMembers,
    substitutes: boardSubstitutes,
  });
  const absent = boardMembers.indexOf('MP');
  const presentIds = seatedIds.slice(0, boardMembers.length + 2).filter((_id, place) => place !== absent);
  return { ...clerk, authorityIds, boardAuthorityId, boardId, presentIds };
}

/**
 * Somebody of the administration with a token of their own, good for every act the roles allow.
 * @param {Client} owner
 * @param {{name: string, roles: string[], authorityIds: string[]}} clerk
 */
export async function seedClerk(owner, { name, roles, authorityIds }) {
  const [personId, tokenId] = [randomUUID(), randomUUID()];
  const token = `anslag_${randomBytes(32).toString('base64url')}`;
  await owner.query(`insert into person (id, name) values ($1, $2)`, [personId, name]);
  await owner.query(
    `insert into appointment (id, person_id, role, authority_id, from_day)
     select pg_temp.new_id(), $1, role, authority_id, '2020-01-01' from unnest($2::uuid[]) a (authority_id), unnest($3::text[]) r (role)`,
    [personId, authorityIds, roles],
  );
  await owner.query(
    `insert into access_token (id, token_hash, person_id, name, scopes, expires_at) values ($1, $2, $3, 'bench', $4, clock_timestamp() + interval '1 day')`,
    [tokenId, createHash('sha256').update(token).digest(), personId, Object.keys(permissions)],
  );
  return { personId, tokenId, token };
}

/**
 * People with seats in a body: the first member is its chair, the second its vice chair.
 * @param {Client} owner
 * @param {{authorityId: string, bodyId: string, members: string[], substitutes: string[]}} seats parties in the order of the seats
 * @returns {Promise<string[]>} person ids, members before substitutes
 */
export async function seedSeats(owner, { authorityId, bodyId, members, substitutes }) {
  const parties = [...members, ...substitutes];
  const ids = parties.map(() => randomUUID());
  await owner.query(
    `insert into person (id, name) select id, 'Förtroendevald ' || n from unnest($1::uuid[]) with ordinality p (id, n)`,
    [ids],
  );
  await owner.query(
    `insert into appointment (id, person_id, role, authority_id, body_id, from_day, party, calling_order)
     select pg_temp.new_id(), person_id, case when n > $5 then 'substitute' when n = 1 then 'chair' when n = 2 then 'viceChair' else 'member' end,
            $3, $4, '2020-01-01', party, case when n > $5 then n - $5 end
       from unnest($1::uuid[], $2::text[]) with ordinality s (person_id, party, n)`,
    [ids, parties, authorityId, bodyId, members.length],
  );
  return ids;
}

/** The spread sources, one that is hot, and one whose ceiling is meant to be reached. @returns {Promise<string[]>} ids of the spread ones */
async function seedSources(owner, personId, year) {
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
    [`${year}-01-01`, personId],
  );
  return sources.filter(({ code }) => code.startsWith('S')).map(({ id }) => id);
}

/** Issued calls, each over sources of its own, to all the authorities. */
async function seedCalls(owner, { personId, authorityIds, boardAuthorityId, year, today, sourceIds }) {
  const callIds = Array.from({ length: callCount }, () => randomUUID());
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
  return calls;
}

/** @param {Client} owner @param {string} personId @param {string} select type, subject kind, subject, matter, payload */
export async function addEvents(owner, personId, select) {
  await owner.query(
    `insert into event (type, actor_kind, actor_person_id, subject_kind, subject_id, matter_id, payload) select e.type, 'person', $1, e.kind, e.subject, e.matter, e.payload
       from (${select}) e (type, kind, subject, matter, payload)`,
    [personId],
  );
}
