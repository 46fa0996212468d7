/**
 * Reading costs: a file of 100 000 lines through the product's own door, beside PostgreSQL doing the same alone: `COPY` into a
 * table of texts, every check of a line in SQL, and the insert. Both write to the same table with its keys and triggers.
 * The product's memory is its highest resident size while it reads, against one of a tenth of the lines.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { headersFor } from './acts.mjs';
import { load, request } from './load.mjs';
import { connections, settle } from './measure.mjs';
import { shown, spread, table } from './report.mjs';
import { seedAllocations } from './seed-allocations.mjs';
import { seedAllocatable } from './seed-proposals.mjs';

/** @typedef {import('./measure.mjs').Bench} Bench */

const lines = 100_000;
const fewLines = 10_000;
const codes = 20;
const goals = { ratio: 0.5, memoryMb: 300 };

/** @param {Bench} bench */
export async function measureImports(bench) {
  const { owner, world, ours, journal, options, goOn } = bench;
  await seedCodes(bench);
  await settle(bench);
  const folder = mkdtempSync(join(tmpdir(), 'anslag-bench-costs-'));
  chmodSync(folder, 0o755);
  const figures = { product: [], preview: [], copy: [], memoryMb: [], memoryOfFewMb: [] };
  try {
    const superuser = await superuserIn(owner, bench.superuserUrl);
    try {
      for (let round = 0; round <= options.rounds; round += 1) {
        goOn();
        const few = fileOf(world, fewLines, `few ${round}`);
        const whole = fileOf(world, lines, `ours ${round}`);
        const memoryOfFewMb = await peakOf(ours.pid, () => send(bench, 'cost-imports', few, 201));
        const preview = await timed(() => send(bench, 'cost-imports/previews', whole, 200));
        let product = 0;
        const memoryMb = await peakOf(ours.pid, async () => {
          product = await timed(() => send(bench, 'cost-imports', whole, 201));
        });
        const path = join(folder, `${round}.csv`);
        writeFileSync(path, fileOf(world, lines, `copy ${round}`));
        chmodSync(path, 0o644);
        const copy = await timed(() => copyAndCheck(superuser, path, round));
        // The first round warms up.
        if (round === 0) continue;
        for (const [name, value] of Object.entries({ product, preview, copy, memoryMb, memoryOfFewMb }))
          figures[name].push(value);
      }
    } finally {
      await superuser.end();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  tell(journal, figures);
  const { rows: found } = await owner.query(`select count(*)::int as count from actual_cost`);
  const expected = (options.rounds + 1) * (2 * lines + fewLines);
  if (found[0].count !== expected) journal.warn(`imports: ${found[0].count} costs are booked, ${expected} were sent`);
}

function tell(journal, figures) {
  const spreads = Object.fromEntries(Object.entries(figures).map(([name, values]) => [name, spread(values)]));
  const ratio = spreads.copy.median / spreads.product.median;
  journal.results.figures['imports'] = { lines, ratio, peakMb: spreads.memoryMb.max, goals, ...spreads };
  journal.say(`\nreading ${lines} lines of costs`);
  journal.say(
    table([
      ['', 'ms', 'of COPY'],
      ['product, preview', shown(spreads.preview), (spreads.copy.median / spreads.preview.median).toFixed(2)],
      ['product, booked', shown(spreads.product), ratio.toFixed(2)],
      ['COPY, checks and insert in SQL', shown(spreads.copy), ''],
    ]),
  );
  journal.say(
    `  memory at most: ${shown(spreads.memoryMb)} MB, with ${fewLines} lines ${shown(spreads.memoryOfFewMb)} MB`,
  );
  if (ratio < goals.ratio) journal.warn(`imports: ${ratio.toFixed(2)} of COPY, the goal is ${goals.ratio}`);
  if (spreads.memoryMb.max >= goals.memoryMb)
    journal.warn(`imports: ${Math.round(spreads.memoryMb.max)} MB, the goal is below ${goals.memoryMb} MB`);
}

/** Measures that the board has given money to, by decisions of the product itself, each with a code of the accounts. */
async function seedCodes({ owner, world, ours }) {
  await seedAllocatable(owner, world);
  const items = await seedAllocations(owner, world, { count: codes, on: 'spread' });
  const outcome = await load({
    port: ours.port,
    expect: 201,
    seconds: 60,
    warmUpSeconds: 0,
    connections,
    next: () =>
      items.length === 0
        ? undefined
        : request(
            'POST',
            `/api/v1/agenda-items/${items.pop()}/decision`,
            headersFor(world.token, { 'if-match': '"1"' }),
            { outcome: 'approve' },
          ),
  });
  if (outcome.count !== codes) throw new Error(`only ${outcome.count} of ${codes} allocations were decided`);
  await owner.query(
    `insert into project_code (code, proposal_id, measure_key, source_id)
     select 'P' || row_number() over (order by e.proposal_id, e.measure_key, y.source_id), e.proposal_id, e.measure_key, y.source_id
       from (select distinct proposal_id, measure_key, source_year_id from ledger_entry where account = 'allocated') e
         join source_year y on y.id = e.source_year_id limit $1`,
    [codes],
  );
}

/** Lines as accounts write them; the mark makes the file another one. */
function fileOf({ year }, count, mark) {
  const rows = ['projekt;kostnadsdag;fakturadag;belopp;text;verifikation'];
  for (let n = 0; n < count; n += 1) {
    const amount = `${1 + (n % 900)} ${String(n % 1_000).padStart(3, '0')},${String(n % 100).padStart(2, '0')}`;
    rows.push(`P${1 + (n % codes)};${year}-01-01;;${amount};Löner, fältarbetare ${mark} rad ${n};A${n}`);
  }
  return Buffer.from(rows.join('\r\n'));
}

async function send({ ours, world }, path, bytes, expected) {
  const answer = await fetch(`http://127.0.0.1:${ours.port}/api/v1/${path}?fileName=huvudbok.csv`, {
    method: 'POST',
    headers: headersFor(world.token, { 'content-type': 'application/octet-stream' }),
    body: bytes,
  });
  const text = await answer.text();
  if (answer.status !== expected) throw new Error(`${path}: ${answer.status} ${text.slice(0, 600)}`);
}

/** What a person with psql would do: the same rules for every line, the same table. All or nothing. */
async function copyAndCheck(client, path, round) {
  await client.query('begin');
  await client.query(
    `create temp table staged (n integer generated always as identity, projekt text, kostnadsdag text, fakturadag text, belopp text, text text, verifikation text) on commit drop`,
  );
  await client.query(
    `copy staged (projekt, kostnadsdag, fakturadag, belopp, text, verifikation) from '${path}' with (format csv, header true, delimiter ';', null '')`,
  );
  await client.query(
    `create temp table placed on commit drop as
     select s.n, s.text, s.verifikation, d.cost_day, d.booked_day, a.ore, y.id as source_year_id, c.proposal_id, c.measure_key, p.authority_id, f.kind, f.use_from_day, f.use_to_day,
         exists (select from ledger_entry e where e.proposal_id = c.proposal_id and e.measure_key = c.measure_key and e.source_year_id = y.id and e.account = 'allocated') as is_allocated,
         exists (select from settlement t where t.source_year_id = y.id) as is_settled
       from staged s
         cross join lateral (select case when s.kostnadsdag ~ '^\\d{4}-\\d\\d-\\d\\d$' then s.kostnadsdag::date end as cost_day,
             case when s.fakturadag ~ '^\\d{4}-\\d\\d-\\d\\d$' then s.fakturadag::date end as booked_day) d
         cross join lateral (select case when s.belopp ~ '^-?\\d{1,3}( ?\\d{3})*(,\\d{1,2})?$' then (replace(replace(s.belopp, ' ', ''), ',', '.')::numeric * 100)::bigint end as ore) a
         left join project_code c on c.code = upper(trim(s.projekt)) left join proposal p on p.id = c.proposal_id left join funding_source f on f.id = c.source_id
         left join source_year y on y.source_id = c.source_id and y.year = extract(year from d.cost_day)`,
  );
  const { rows } = await client.query(
    `select count(*)::int as faults from staged s join placed p on p.n = s.n
      where s.projekt !~ '^[0-9A-Za-zÅÄÖåäö_-]{1,20}$' or p.cost_day is null or (s.fakturadag is not null and p.booked_day is null) or p.ore is null or p.ore = 0
         or abs(p.ore) > 99999999999999 or length(trim(coalesce(s.text, ''))) not between 1 and 300 or s.text ~ '[\\u0001-\\u001f\\u007f-\\u009f\\u200b-\\u200f]' or length(s.verifikation) > 40
         or p.proposal_id is null or p.source_year_id is null or not p.is_allocated or p.is_settled or p.cost_day > today_in_stockholm()
         or (p.kind in ('stateGrant', 'eu') and p.cost_day not between p.use_from_day and p.use_to_day)`,
  );
  if (rows[0].faults > 0) throw new Error(`COPY: ${rows[0].faults} faults in a sound file`);
  await client.query(
    `with i as (insert into cost_import (id, file_sha256, file_name, format, lines, total_ore)
        select gen_random_uuid(), sha256(convert_to('copy ' || $1, 'UTF8')), 'huvudbok.csv', 'csv', count(*), sum(ore) from placed returning id)
     insert into actual_cost (id, source_year_id, proposal_id, measure_key, authority_id, cost_day, booked_day, amount_ore, text, voucher, import_id, import_row)
       select gen_random_uuid(), source_year_id, proposal_id, measure_key, authority_id, cost_day, booked_day, ore, text, verifikation, i.id, n from placed, i order by n`,
    [String(round)],
  );
  await client.query('commit');
}

/** COPY from a file is for a superuser, in the database that is measured. */
async function superuserIn(owner, superuserUrl) {
  const { rows } = await owner.query('select current_database() as name');
  const url = new URL(superuserUrl);
  url.pathname = `/${rows[0].name}`;
  const client = new pg.Client({ connectionString: url.href, options: '-c timezone=UTC' });
  await client.connect();
  return client;
}

async function timed(run) {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** The highest resident size of the process while it does something, in MB. Linux keeps it; writing 5 starts it anew. */
async function peakOf(pid, run) {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  await run();
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
