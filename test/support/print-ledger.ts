/** The ledger as an accountant would want to read it: one line per entry, in the order it was written. */
import type { TestApplication } from './app.js';

interface Line {
  posting: string;
  day: string;
  kind: string;
  place: string;
  account: string;
  what: string;
  kronor: string;
  running: string;
  cap: string;
}

export async function ledgerTable(app: Pick<TestApplication, 'query'>): Promise<string> {
  const lines = await app.query<Line>(`
    select dense_rank() over (order by first.id)::text as posting, e.valid_day::text as day, p.kind, f.code || ' ' || s.year as place, e.account,
        case when e.account = 'source' then 'nr ' || e.number
          else a.code || ' ' || coalesce((select t.title from measure t join proposal_version v on v.id = t.version_id
                 where v.proposal_id = e.proposal_id and t.measure_key = e.measure_key order by v.number desc limit 1), '?') end as what,
        (e.amount_ore / 100)::text as kronor, coalesce((e.running_total_ore / 100)::text, '') as running, coalesce((e.cap_at_entry_ore / 100)::text, '') as cap
      from ledger_entry e join posting p on p.id = e.posting_id join source_year s on s.id = e.source_year_id join funding_source f on f.id = s.source_id
        left join authority a on a.id = e.authority_id
        join lateral (select min(id) as id from ledger_entry x where x.posting_id = e.posting_id) first on true
     order by e.id`);
  const heads: Line = {
    posting: 'post',
    day: 'dag',
    kind: 'slag',
    place: 'källa',
    account: 'konto',
    what: '',
    kronor: 'kronor',
    running: 'fördelat',
    cap: 'tak',
  };
  const columns = Object.keys(heads) as (keyof Line)[];
  const right = new Set<keyof Line>(['kronor', 'running', 'cap']);
  const widths = columns.map((column) => Math.max(...[heads, ...lines].map((line) => line[column].length)));
  return [heads, ...lines]
    .map((line) =>
      columns
        .map((column, i) =>
          right.has(column) ? line[column].padStart(widths[i] ?? 0) : line[column].padEnd(widths[i] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
