/** Allocations on the executive board's agenda, waiting for its decision: set-based, as all seeds here. */
import { randomUUID } from 'node:crypto';
import { hashOf } from '../dist/src/allocations/allocation.store.js';
import { Money } from '../dist/src/kernel/money.js';
import { addEvents, idFunction } from './seed.mjs';

/** @typedef {import('pg').Client} Client */
/** @typedef {import('./seed.mjs').World} World */

/** Öre one measured allocation reserves. */
const allocationOre = 100;

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
      rows: [{ ...own, sourceYearId: row.source_year_id, amount, reason: row.reason, condition: null }],
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
