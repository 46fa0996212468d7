/** What the yardstick's acts share: its settings and connections, a transaction, and the rows every act leaves. */
import { randomUUID } from 'node:crypto';

/**
 * @typedef {'create' | 'decide' | 'vote' | 'close'} Act
 *
 * @typedef {object} EventTemplate an event the product writes for the act, as calibration found it
 * @property {string} type
 * @property {string} subjectKind
 * @property {Record<string, unknown>} payload  stands for a payload of this size
 * @property {string[]} handlers                its subscribers
 *
 * @typedef {object} Settings
 * @property {string} databaseUrl
 * @property {'tx' | 'one'} form
 * @property {number} poolSize
 * @property {{personId: string, tokenId: string, year: number}} world
 * @property {Record<Act, EventTemplate[]>} events
 * @property {Record<string, string>} [people]  person ids by cookie: who votes, known by heart
 *
 * @typedef {object} Command
 * @property {string} id    of the item or ballot in the path
 * @property {any} body
 * @property {string} key
 * @property {Buffer} hash
 * @property {Actor} actor
 *
 * @typedef {{kind: 'machine' | 'person', personId: string, tokenId: string | null}} Actor
 * @typedef {(name: string, text: string, values: unknown[]) => Promise<any[]>} Step
 */

/** Set once, when the first message has come. */
export const state = {
  /** @type {Settings | undefined} */
  settings: undefined,
  /** @type {import('pg').Pool | undefined} */
  pool: undefined,
};

/** BEGIN, the steps, COMMIT; anything but a success rolls back. @param {(step: Step) => Promise<{status: number}>} work */
export async function inTransaction(work) {
  const client = await state.pool.connect();
  /** @type {Step} */
  const step = async (name, text, values) => (await client.query({ name, text, values })).rows;
  try {
    await client.query('begin');
    const answer = await work(step);
    await client.query(answer.status < 400 ? 'commit' : 'rollback');
    client.release();
    return answer;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
}

const insertEvents = `
  insert into event (type, actor_kind, actor_person_id, actor_token_id, request_id, subject_kind, subject_id, matter_id, payload)
  select e.type, $9, $1, $2, $3, e.kind, $6, $7, e.payload from unnest($4::text[], $5::text[], $8::jsonb[]) e (type, kind, payload) returning id`;
const insertDispatches = `insert into event_dispatch (event_id, handler) select * from unnest($1::bigint[], $2::text[])`;
const insertKey = `insert into idempotency_key (actor_id, key, request_hash, status, headers, body) values ($1, $2, $3, $4, $5, $6)`;

/**
 * What the templates become for one act: the columns of the events, and which event each subscriber belongs to.
 * @param {Act} act
 * @param {Record<string, string>} own  what of the payload is this act's own
 */
export function eventsOf(act, own = {}) {
  const templates = state.settings.events[act];
  return {
    types: templates.map((event) => event.type),
    kinds: templates.map((event) => event.subjectKind),
    payloads: templates.map((event) => JSON.stringify({ ...event.payload, ...own })),
    places: templates.flatMap((event, index) => event.handlers.map(() => index)),
    handlers: templates.flatMap((event) => event.handlers),
  };
}

/**
 * @param {Step} step
 * @param {Act} act
 * @param {{actor: Actor, subjectId: string, matterId: string | null, own?: Record<string, string>}} about
 */
export async function recordInSteps(step, act, { actor, subjectId, matterId, own }) {
  const { types, kinds, payloads, places, handlers } = eventsOf(act, own);
  const recorded = await step('events', insertEvents, [
    actor.personId,
    actor.tokenId,
    randomUUID(),
    types,
    kinds,
    subjectId,
    matterId,
    payloads,
    actor.kind,
  ]);
  if (handlers.length > 0)
    await step('dispatch', insertDispatches, [places.map((place) => recorded[place].id), handlers]);
}

/** The answer under the key it was asked with. @param {Step} step @param {Command} command */
export async function keepInSteps(step, { actor, key, hash }, { status, headers = {}, body }) {
  const actorId = actor.tokenId ?? actor.personId;
  await step('key', insertKey, [actorId, key, hash, status, JSON.stringify(headers), body]);
}

export const eventsInOne = (
  /** @type {{subject: string, matter: string, from: string, param: (n: number) => string}} */ {
    subject,
    matter,
    from,
    param,
  },
) => `
  e as (
    insert into event (type, actor_kind, actor_person_id, actor_token_id, request_id, subject_kind, subject_id, matter_id, payload)
    select n.type, 'machine', ${param(1)}, ${param(2)}, ${param(3)}, n.kind, ${subject}, ${matter}, n.payload
      from ${from}, unnest(${param(4)}::text[], ${param(5)}::text[], ${param(6)}::jsonb[]) n (type, kind, payload) returning id, type),
  d as (
    insert into event_dispatch (event_id, handler)
    select e.id, s.handler from e join unnest(${param(7)}::text[], ${param(8)}::text[]) s (type, handler) on s.type = e.type)`;

export const ok = (value) => ({ status: 200, body: JSON.stringify(value) });
export const refused = (status) => ({ status, body: '{}' });

export const ore = (/** @type {string} */ amount) =>
  BigInt(amount.replace('.', '')) * (amount.includes('.') ? 1n : 100n);
export const kronor = (/** @type {string | null} */ text) => {
  const digits = (text ?? '0').padStart(3, '0');
  return { amount: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: 'SEK' };
};
