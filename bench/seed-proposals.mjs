/** Proposals with their measures, some drafted, some with the managers, some approved: set-based, as all seeds here. */
import { addEvents, idFunction } from './seed.mjs';

/** @typedef {import('pg').Client} Client */
/** @typedef {import('./seed.mjs').World} World */

export const measuresPerProposal = 5;
/** Proposals that allocations draw on, in turn; far more than connections, so that they are no bottleneck of their own. */
const allocatableCount = 2_000;

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
