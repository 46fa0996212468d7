/** What the yardstick reads: totals, and a page of proposals. One statement per answer in both forms. */
import { kronor, ok, state } from './yardstick-common.mjs';

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

export async function totals() {
  const [sources, unassigned] = await Promise.all([
    state.pool.query({ name: 'totals', text: totalsStatement }),
    state.pool.query({ name: 'unassigned', text: unassignedStatement }),
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

export async function page(url) {
  const { searchParams } = new URL(url, 'http://127.0.0.1');
  const limit = Number(searchParams.get('limit'));
  const number = Number(searchParams.get('page') ?? 1);
  const status = searchParams.get('status');
  const [found, count] = await Promise.all([
    state.pool.query({ name: 'page', text: pageStatement, values: [status, limit, (number - 1) * limit] }),
    state.pool.query({ name: 'count', text: countStatement, values: [status] }),
  ]);
  return ok({
    items: found.rows.map((row) => ({ ...row, total: kronor(row.total) })),
    total: count.rows[0].total,
    limit,
    page: number,
  });
}
