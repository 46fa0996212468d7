/**
 * The floor the product is measured against: node:http and pg, nothing between them. It writes row for row what the
 * product writes for the same request, and does nothing else: no sign-in, no permission, no validation beyond JSON.parse,
 * no If-Match, no record of refusals. Nobody could ship it, which is the point of a floor.
 *
 * Two forms of every write: `tx` is a plain transaction with a named prepared statement per step, `one` is a single
 * hand-written statement. Reads are one statement in both; of the live view `one` computes a single answer for all who
 * wait for it, `tx` one for each.
 *
 * Child process of `bench.mjs`, which sends the settings as its first message and gets the port back.
 */
import { createHash } from 'node:crypto';
import http from 'node:http';
import pg from 'pg';
import { refused, state } from './yardstick-common.mjs';
import { createAtOnce, createInSteps } from './yardstick-create.mjs';
import { decideAtOnce, decideInSteps } from './yardstick-decide.mjs';
import { closeInSteps, liveView, sharedLiveView, voteAtOnce, voteInSteps } from './yardstick-meeting.mjs';
import { page, totals } from './yardstick-read.mjs';

/**
 * @typedef {import('./yardstick-common.mjs').Settings} Settings
 * @typedef {import('./yardstick-common.mjs').Act} Act
 */

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** @type {Record<'tx' | 'one', Record<string, (command: import('./yardstick-common.mjs').Command) => Promise<object>>>} */
const acts = {
  tx: { proposals: createInSteps, decision: decideInSteps, votes: voteInSteps, closing: closeInSteps },
  one: { proposals: createAtOnce, decision: decideAtOnce, votes: voteAtOnce, closing: closeInSteps },
};

/** @param {http.IncomingMessage} request @param {Buffer} bytes */
async function answer({ method, url, headers }, bytes) {
  const { form } = state.settings;
  if (method === 'GET') {
    if (url.startsWith('/api/v1/totals')) return totals();
    if (url.startsWith('/api/v1/proposals')) return page(url);
    const meetingId = url.split('/')[4];
    return form === 'tx' ? liveView(meetingId) : sharedLiveView(meetingId);
  }
  const parts = url.split('/');
  return acts[form][parts.at(-1)]({
    id: parts[4],
    body: JSON.parse(bytes.toString()),
    key: headers['idempotency-key'].slice(1, -1),
    hash: createHash('sha256').update(url).update(bytes).digest(),
    actor: actorOf(headers),
  });
}

/** A cookie is looked up among those told beforehand; everybody else is the machine client. */
function actorOf({ cookie }) {
  const { world, people } = state.settings;
  if (cookie === undefined) return { kind: 'machine', personId: world.personId, tokenId: world.tokenId };
  return { kind: 'person', personId: people[cookie], tokenId: null };
}

const server = http.createServer((request, response) => {
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    void answer(request, Buffer.concat(chunks))
      // 23505: the key has been used. 22012: no room, see decideInOne.
      .catch((error) =>
        error.code === '23505' || error.code === '22012'
          ? refused(409)
          : { status: 500, body: JSON.stringify({ error: String(error.message) }) },
      )
      .then(({ status, body, location }) => {
        const bodyless = status === 204;
        response.writeHead(status, {
          ...(bodyless
            ? {}
            : { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }),
          ...(location === undefined ? {} : { location }),
        });
        response.end(bodyless ? undefined : body);
      });
  });
});

process.on('message', (message) => {
  if (state.settings !== undefined) {
    // Later messages only add what has been found out since.
    Object.assign(state.settings, message);
    process.send('changed');
    return;
  }
  state.settings = message;
  state.pool = new pg.Pool({
    connectionString: message.databaseUrl,
    max: message.poolSize,
    application_name: `bench-${message.form}`,
    options:
      '-c search_path=public -c timezone=UTC -c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000',
  });
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
});
process.on('disconnect', () => process.exit(0));
