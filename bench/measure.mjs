/**
 * Measuring three servers by turns, and seeing to it that they do the same: what one act writes is counted in the
 * database, and what a read answers is compared, before any speed is.
 */
import pg from 'pg';
import { load, once } from './load.mjs';
import { shown, spread, table } from './report.mjs';
import { differences, rowsWrittenBy } from './rows.mjs';
import { cpuMs } from './servers.mjs';

/** @typedef {import('./servers.mjs').Server} Server */

/**
 * @typedef {object} Bench
 * @property {import('./journal.mjs').Journal} journal
 * @property {import('pg').Client} owner
 * @property {string} superuserUrl
 * @property {import('./seed.mjs').World} world
 * @property {('ours' | 'tx' | 'one')[]} servers   in the order of every round
 * @property {Server} [ours]
 * @property {Server} tx
 * @property {Server} one
 * @property {{rounds: number, seconds: number, million: boolean}} options
 * @property {Record<import('./yardstick.mjs').Act, object[]>} events  what calibration has found each act to record
 * @property {() => void} goOn  @throws when somebody wants the run to end
 */

export const connections = 16;
export const warmUpSeconds = 1;
/** Before the first round of each measurement, per server. */
export const heatSeconds = 3;

/**
 * @param {Bench} bench
 * @param {string} name
 * @param {{expect: number, requests: () => () => Buffer | undefined}} what
 */
export async function measure(bench, name, { expect, requests }) {
  const { servers, journal, options, goOn } = bench;
  const { rounds, seconds } = options;
  const outcomes = Object.fromEntries(servers.map((server) => [server, []]));
  // A server that has run for a day has compiled its hot paths; one that has run for a second has not.
  for (const server of servers)
    await load({
      port: bench[server].port,
      next: requests(),
      expect,
      seconds: heatSeconds,
      warmUpSeconds: 0,
      connections,
    });
  for (let round = 0; round < rounds; round += 1) {
    for (const server of servers) {
      goOn();
      // Every measurement begins with nothing waiting to be written, so none pays for the one before.
      await asSuperuser(bench.superuserUrl, 'checkpoint');
      const before = await processorTime(bench, server);
      const outcome = await load({
        port: bench[server].port,
        next: requests(),
        expect,
        seconds,
        warmUpSeconds,
        connections,
      });
      const after = await processorTime(bench, server);
      const answers = outcome.count + outcome.uncounted;
      Object.assign(outcome, {
        cpu: (after.server - before.server) / answers,
        pgCpu: (after.postgresql - before.postgresql) / answers,
      });
      if (Object.keys(outcome.others).length > 0)
        journal.warn(
          `${name}, ${server}: unexpected answers ${JSON.stringify(outcome.others)}, the first: ${outcome.firstOther}`,
        );
      outcomes[server].push(outcome);
    }
  }
  journal.results.figures[name] = Object.fromEntries(
    servers.map((server) => [
      server,
      Object.fromEntries(
        ['perSecond', 'p50', 'p99', 'cpu', 'pgCpu'].map((key) => [
          key,
          spread(outcomes[server].map((outcome) => outcome[key])),
        ]),
      ),
    ]),
  );
  tell(bench, name);
}

function tell({ journal, servers }, name) {
  const figures = journal.results.figures[name];
  journal.say(`\n${name}`);
  journal.say(
    table([
      ['', 'per second', 'p50 ms', 'p99 ms', 'CPU ms', 'in PostgreSQL', 'ours/this'],
      ...servers.map((server) => [
        server,
        ...['perSecond', 'p50', 'p99', 'cpu', 'pgCpu'].map((key) => shown(figures[server][key])),
        server === 'ours' || figures.ours === undefined
          ? ''
          : (figures.ours.perSecond.median / figures[server].perSecond.median).toFixed(2),
      ]),
    ]),
  );
}

const applicationNames = { ours: 'anslag-app', tx: 'bench-tx', one: 'bench-one' };

/** Of the server and of its sessions in PostgreSQL, which stay open as long as it uses them. */
export async function processorTime({ superuserUrl, ...bench }, server) {
  const { rows } = await asSuperuser(
    superuserUrl,
    `select pid from pg_stat_activity where application_name = '${applicationNames[server]}'`,
  );
  return { server: cpuMs([bench[server].pid]), postgresql: cpuMs(rows.map(({ pid }) => pid)) };
}

/** Statistics as an installation in use has them, and no dirty pages. @param {Bench} bench */
export async function settle({ superuserUrl, owner, goOn }) {
  goOn();
  await owner.query('vacuum analyze');
  await asSuperuser(superuserUrl, 'checkpoint');
}

async function asSuperuser(superuserUrl, statement) {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Both must answer about as much; a yardstick that says less is no yardstick. @param {Bench} bench */
export async function compareAnswers({ journal, ...bench }, bytes, name) {
  if (bench.ours === undefined) return;
  const [ours, theirs] = [await once(bench.ours.port, bytes), await once(bench.tx.port, bytes)];
  if (ours.status !== 200) return journal.warn(`${name}: ours answers ${ours.status}: ${ours.text.slice(0, 300)}`);
  const share = theirs.text.length / ours.text.length;
  journal.say(`  ${name}: ours answers ${ours.text.length} bytes, the yardstick ${theirs.text.length}`);
  if (share < 0.85 || share > 1.15)
    journal.warn(`${name}: the answers differ in size (${ours.text.length} and ${theirs.text.length} bytes)`);
}

/**
 * One act on each server, alone: what ours writes becomes the pattern for the yardstick's events, and then the rows of
 * all three are compared table by table.
 * @param {Bench} bench
 * @param {import('./yardstick.mjs').Act} kind
 * @param {string} name
 * @param {number} expect
 * @param {(server: string) => Buffer} next
 */
export async function calibrate({ owner, journal, servers, events, ...bench }, kind, name, expect, next) {
  const { results, say, warn } = journal;
  const written = {};
  for (const server of servers) {
    const { rows: last } = await owner.query('select coalesce(max(id), 0) as id from event');
    let answer;
    written[server] = await rowsWrittenBy(owner, async () => (answer = await once(bench[server].port, next(server))));
    if (answer.status !== expect) {
      warn(`${name}: ${server} answers ${answer.status}: ${answer.text.slice(0, 400)}`);
      continue;
    }
    if (server !== 'ours') continue;
    const { rows: recorded } = await owner.query(
      `select type, subject_kind as "subjectKind", payload, array(select d.handler from event_dispatch d where d.event_id = e.id order by 1) as handlers
         from event e where id > $1 order by id`,
      [last[0].id],
    );
    results.figures[`${kind}: events`] = recorded.map(({ type, handlers }) => ({ type, handlers }));
    events[kind] = recorded;
    for (const yardstick of [bench.tx, bench.one]) await yardstick.tell({ events });
  }
  results.figures[`${kind}: rows`] = written;
  say(`  ${name} writes, row by row (+ new, ~ changed):`);
  for (const server of servers) say(`    ${server.padEnd(4)} ${describeRows(written[server])}`);
  if (written.ours === undefined) return;
  for (const yardstick of ['tx', 'one'])
    for (const difference of differences(written.ours, written[yardstick]))
      warn(`${name}, ${yardstick}: ${difference}`);
}

const describeRows = (rows) =>
  Object.entries(rows)
    .map(([name, told]) => `${name} ${told}`)
    .join(', ') || 'nothing';
