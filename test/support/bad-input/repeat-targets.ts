/** Class C: the same command twice, and two commands on one thing at once. */
import net from 'node:net';
import { absent } from './cases.js';
import { bytesOf } from './raw-http.js';
import { type Observed } from './observed.js';
import { eventually } from '../eventually.js';
import { send, type Sent, type Target, type Targets } from './target.js';
import type { World } from './world.js';

const people = '/api/v1/people';
const json = { 'content-type': 'application/json' };

const count = async (world: World, name: string): Promise<number> => {
  const rows = await world.app.query(`select 1 from person where name = $1`, [name]);
  return rows.length;
};

const post = (world: World, key: string, body: object, more: Sent = {}): Promise<Observed> =>
  send(world, 'POST', people, { key, json: body, ...more });

const isReplay = ({ headers }: Observed): boolean => headers?.get('idempotent-replayed') === 'true';

/** What a client keeps of an answer; the date and the request's own number may differ. */
const answerOf = ({ status, text, headers }: Observed): object => ({
  status,
  text,
  location: headers?.get('location'),
  type: headers?.get('content-type'),
});

const replayInSeries: Target = {
  all: async (world) => {
    const [key, name] = [world.key(), world.word('Upprepad ')];
    const first = await post(world, key, { name });
    const second = await post(world, key, { name });
    expect(first.status).toBe(201);
    expect(answerOf(second)).toEqual(answerOf(first));
    expect([isReplay(first), isReplay(second)]).toEqual([false, true]);
    expect(await count(world, name)).toBe(1);
  },
};

const replayOfRefusal: Target = {
  all: async (world) => {
    const key = world.key();
    const email = `${world.word('upptagen')}@exempel.se`;
    await post(world, world.key(), { name: 'Först', email });
    const first = await post(world, key, { name: 'Sedan', email });
    await world.app.query(`update person set email = null where email = $1`, [email]);
    const second = await post(world, key, { name: 'Sedan', email });
    expect(first).toMatchObject({ status: 409, type: 'duplicate' });
    expect(answerOf(second)).toEqual(answerOf(first));
    expect(isReplay(second)).toBe(true);
  },
};

const replayInParallel: Target = {
  all: async (world, row) => {
    const { times } = row.inputs[0] as { times: number };
    const [key, name] = [world.key(), world.word('Samtidig ')];
    const answers = await Promise.all(Array.from({ length: times }, () => post(world, key, { name })));
    const done = answers.filter(({ status }) => status === 201);
    const others = answers.filter(({ status }) => status !== 201);
    expect(new Set(done.map((answer) => JSON.stringify(answerOf(answer)))).size).toBe(1);
    expect(done.filter((answer) => !isReplay(answer))).toHaveLength(1);
    expect(others.every(({ type }) => type === 'idempotency-in-progress')).toBe(true);
    expect(await count(world, name)).toBe(1);
  },
};

const usedKey = (world: World): Promise<string> =>
  world.once('used key', async () => {
    const key = world.key();
    await post(world, key, { name: world.word('Nyckel ') });
    return key;
  });

/** A key somebody has used to make a token for machines. */
const keyOfToken = (world: World): Promise<string> =>
  world.once('key of token', async () => {
    const key = world.key();
    const made = await send(world, 'POST', '/api/v1/access-tokens', { as: 'asn.handlaggare', key, json: token() });
    expect(made.status).toBe(201);
    return key;
  });

const keyReused: Target = {
  prepare: async (world) => {
    await world.once('proposal', () => world.proposal());
    await usedKey(world);
    await keyOfToken(world);
  },
  each: async (world, input) => {
    const key = await usedKey(world);
    if (input === 'body') return post(world, key, { name: 'En annan' });
    if (input === 'address')
      return send(world, 'POST', '/api/v1/authorities', {
        key,
        json: { code: 'ÖÖÖ', name: 'A', administrationName: 'B', validFrom: '2023-01-01' },
      });
    const draft = await world.once('proposal', () => world.proposal());
    const as = 'asn.handlaggare';
    const headers = { 'idempotency-key': `"${await keyOfToken(world)}"` };
    const ifMatch = await world.versionOf('proposal', draft.id);
    return send(world, 'PATCH', `/api/v1/proposals/${draft.id}`, { as, headers, ifMatch, json: { title: 'Ny' } });
  },
};

const token = (): object => ({
  name: 'Nyckel',
  scopes: ['proposal.read'],
  expiresDay: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
});

const keyOfAnother: Target = {
  all: async (world) => {
    const key = world.key();
    const json = token();
    const answers = await Promise.all(
      ['admin', 'asn.handlaggare'].map((as) => send(world, 'POST', '/api/v1/access-tokens', { as, key, json })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers.some(isReplay)).toBe(false);
    expect(new Set(answers.map(({ text }) => (JSON.parse(text) as { id: string }).id)).size).toBe(2);
  },
};

const keyHeader: Target = {
  each: async (world, input) => {
    const cookie = await world.cookie('admin');
    const response = await fetch(`${world.app.address}${people}`, {
      method: 'POST',
      headers: { ...json, cookie, ...(input === absent ? {} : { 'idempotency-key': String(input) }) },
      body: '{"name":"Utan nyckel"}',
    });
    const { observedFrom } = await import('./observed.js');
    return observedFrom(response.status, new Map(response.headers), await response.text(), 0);
  },
};

const keyAfterRetention: Target = {
  all: async (world) => {
    const key = world.key();
    const body = { name: world.word('Gallrad '), email: `${world.word('gallrad')}@exempel.se` };
    expect((await post(world, key, body)).status).toBe(201);
    await world.app.query(`delete from idempotency_key where key = $1`, [key]);
    expect(await post(world, key, body)).toMatchObject({ status: 409, type: 'duplicate', codes: ['person-email'] });
    expect(await count(world, body.name)).toBe(1);
  },
};

/** Somebody holds the table, so the first attempt gives up; then the same key succeeds, once. */
const keyAfter503: Target = {
  all: async (world) => {
    const [key, name] = [world.key(), world.word('Upptagen ')];
    const runner = world.app.database.owner.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`lock table person in share mode`);
    try {
      const first = await post(world, key, { name });
      expect(first).toMatchObject({ status: 503, type: 'busy' });
      expect(Number(first.headers?.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
    const second = await post(world, key, { name });
    expect([second.status, isReplay(second)]).toEqual([201, false]);
    expect(await count(world, name)).toBe(1);
  },
};

/** A fault of ours is not kept as the key's answer, and its text stays inside. */
const keyAfter500: Target = {
  all: async (world) => {
    const [key, name] = [world.key(), world.word('Fel ')];
    await world.app.query(
      `create function fail_on_purpose() returns trigger language plpgsql as $$ begin raise exception 'insides of the database'; end $$`,
    );
    await world.app.query(`create trigger tr_fail before insert on person execute function fail_on_purpose()`);
    const first = await post(world, key, { name });
    await world.app.query(`drop trigger tr_fail on person`);
    await world.app.query(`drop function fail_on_purpose()`);
    expect(first).toMatchObject({ status: 500, type: 'internal' });
    expect(first.text).not.toContain('insides');
    expect((await post(world, key, { name })).status).toBe(201);
    expect(await count(world, name)).toBe(1);
  },
};

const oneEffect: Target = {
  all: async (world, row) => {
    for (const way of row.inputs as (keyof typeof ways)[]) {
      const body = { name: world.word(`${way} `), email: `${world.word('en')}@exempel.se` };
      await ways[way](world, body);
      expect({ way, people: await count(world, body.name) }).toEqual({ way, people: 1 });
    }
  },
};

type Body = { name: string; email: string };

const ways = {
  'double-click': async (world: World, body: Body) => {
    const key = world.key();
    const answers = await Promise.all([post(world, key, body), post(world, key, body)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  },
  resubmit: async (world: World, body: Body) => {
    const key = world.key();
    await post(world, key, body);
    expect(isReplay(await post(world, key, body))).toBe(true);
  },
  'two-tabs': async (world: World, body: Body) => {
    const answers = await Promise.all([post(world, world.key(), body), post(world, world.key(), body)]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
  },
  /** The answer is lost on the way; whether the act was done is found out by asking again with the same key. */
  'lost-connection': async (world: World, body: Body) => {
    const { hostname, port, host } = new URL(world.app.address);
    const [key, text] = [world.key(), JSON.stringify(body)];
    const lines = [
      `POST ${people} HTTP/1.1`,
      'Host: {host}',
      'Cookie: {cookie}',
      `Idempotency-Key: "${key}"`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(text)}`,
    ];
    const bytes = bytesOf({ lines, body: text }, host, await world.cookie('admin'));
    const socket = net.connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
    socket.destroy();
    await eventually(async () => (await post(world, key, body)).status === 201, { what: 'the retry is answered' });
  },
};

/** Names alike: their order is that of their ids, and paging shows each once. */
const stablePages: Target = {
  all: async (world, row) => {
    const { rows, limit } = row.inputs[0] as { rows: number; limit: number };
    const name = world.word('Lika ');
    for (let index = 0; index < rows; index += 1) await world.person({ name });
    const admin = await world.as('admin');
    const ids: string[] = [];
    for (let page = 1; page <= Math.ceil(rows / limit); page += 1) {
      const { body } = await admin.get(`people?q=${encodeURIComponent(name)}&limit=${limit}&page=${page}`);
      expect(body.total).toBe(rows);
      ids.push(...(body.items as { id: string }[]).map(({ id }) => id));
    }
    expect(new Set(ids).size).toBe(rows);
    expect(ids).toEqual([...ids].sort());
  },
};

export const repeatTargets: Targets = {
  'replay-in-series': replayInSeries,
  'replay-of-refusal': replayOfRefusal,
  'replay-in-parallel': replayInParallel,
  'key-reused': keyReused,
  'key-of-another': keyOfAnother,
  'key-header': keyHeader,
  'key-after-retention': keyAfterRetention,
  'key-after-503': keyAfter503,
  'key-after-500': keyAfter500,
  'one-effect': oneEffect,
  'stable-pages': stablePages,
};
