/** The bad-input catalogue as data: one row per case and target, read from test/cases/bad-input. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a target must answer; a list means any of them. Left out is not asked. */
export interface Expectation {
  status?: number | readonly number[];
  type?: string | readonly string[];
  /** The problem's `code`, or the code of one of its `errors`. */
  code?: string | readonly string[];
  /** What was read or stored. */
  value?: unknown;
  /** The connection is closed after the answer. */
  closed?: boolean;
  /** Wide enough for a busy machine: it tells linear from quadratic, not fast from slow. */
  maxMs?: number;
  /** Must not stand in the answer. */
  absent?: string;
}

export interface BadInput {
  /** Number in the catalogue, e.g. `BA7`; one number may have several rows. */
  id: string;
  class: 'A' | 'J' | 'T' | 'C' | 'D' | 'F';
  title: string;
  /** Where it is sent; see `targets.ts`. */
  target: string;
  inputs: readonly unknown[];
  expect?: Expectation;
  /** A part that is not built yet. The row is listed by name and never silently left out. */
  waitsFor?: string;
  /** Why the expectation differs from the catalogue's, or how to read it. */
  why?: string;
}

const folder = fileURLToPath(new URL('../../cases/bad-input', import.meta.url));

export function badInputs(): BadInput[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as BadInput[]);
}

/** The field is left out. */
export const absent = Symbol('absent');

/** Stands in the serialised body where it cannot be JSON, e.g. a bare `NaN`. */
export class Token {
  constructor(readonly text: string) {}
}

interface Directive {
  $repeat?: { text: string; times: number; prefix?: string; suffix?: string };
  /** An object with that many keys, as text. */
  $keys?: number;
  /** A list of that many equal items, each written as JSON. */
  $items?: { text: string; count: number };
  $base64?: string;
  $token?: string;
  $absent?: true;
}

/** Turns what JSON cannot hold, or would hold at great length, into the value itself; leaves everything else as it is. */
export function expand(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const { $repeat, $keys, $items, $base64, $token, $absent } = input as Directive;
  if ($repeat !== undefined)
    return ($repeat.prefix ?? '') + $repeat.text.repeat($repeat.times) + ($repeat.suffix ?? '');
  if ($keys !== undefined) return `{${Array.from({ length: $keys }, (_, index) => `"k${index}":1`).join(',')}}`;
  if ($items !== undefined) return Array.from({ length: $items.count }, () => JSON.parse($items.text) as unknown);
  if ($base64 !== undefined && Object.keys(input).length === 1) return Buffer.from($base64, 'base64');
  if ($token !== undefined) return new Token($token);
  if ($absent !== undefined) return absent;
  return input;
}

/** The input as a message can hold it. */
export function shown(input: unknown): string {
  const text = JSON.stringify(input) ?? String(input);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
