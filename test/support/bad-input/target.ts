/** A named place bad input is sent to. */
import type { BadInput } from './cases.js';
import { type Observed, observedFrom } from './observed.js';
import type { World } from './world.js';

export interface Target {
  /** Sends one input and tells what came back; the runner compares it with the row. */
  each?: (world: World, input: unknown, row: BadInput) => Promise<Observed>;
  /** Makes what the target needs, so that it is not taken for a change the input made. */
  prepare?: (world: World) => Promise<unknown>;
  /** Sends all inputs of the row and judges by itself, for what is not one question and one answer. */
  all?: (world: World, row: BadInput) => Promise<void>;
}

export type Targets = Readonly<Record<string, Target>>;

export interface Sent {
  as?: string;
  headers?: Record<string, string>;
  /** Bytes go as they are, without a content type of their own. */
  bytes?: Buffer;
  /** Sent as JSON. */
  json?: unknown;
  ifMatch?: number | string;
  key?: string;
}

/** One request over HTTP, with nothing added but the session, a fresh key for POST, and what is said here. */
export async function send(world: World, method: string, path: string, sent: Sent = {}): Promise<Observed> {
  const { as = 'admin', bytes, json, ifMatch, key = world.key() } = sent;
  const body = bytes ?? (json === undefined ? undefined : Buffer.from(JSON.stringify(json)));
  const headers: Record<string, string> = {
    ...(as === '' ? {} : { cookie: await world.cookie(as) }),
    ...(method === 'POST' ? { 'idempotency-key': `"${key}"` } : {}),
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(ifMatch === undefined ? {} : { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
    ...sent.headers,
  };
  const begun = performance.now();
  const response = await fetch(`${world.app.address}${path}`, {
    method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  });
  const text = await response.text();
  return observedFrom(response.status, new Map(response.headers), text, performance.now() - begun);
}
