/**
 * Reads a JSON body without the quiet losses of `JSON.parse`: a key given twice, a depth that exhausts the stack, a lone
 * surrogate that PostgreSQL refuses, or bytes that are not UTF-8 are answered instead of guessed at.
 */
import { DomainError, invalid } from '../../kernel/errors.js';

const depthMax = 32;
/** Far beyond any object of ours; judging a hundred thousand unknown keys would hold everybody up for seconds. */
const keysMax = 1_000;
/** Above the longest list any field takes, and few enough to be judged at once. */
const itemsMax = 10_000;
/** Names every object inherits. Set from outside they reach a prototype, or are dropped in silence by what copies objects. */
export const inheritedNames: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
]);
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * @returns the value, or undefined for an empty body.
 * @throws malformed-request (400), too-large (413) for too many keys or items, or validation-failed `unknown-property` for a key that every object inherits.
 */
export function readStrictJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  if (text.charCodeAt(0) === 0xfeff) throw malformed('Texten börjar med en byteordningsmarkering (BOM); ta bort den.');
  requireSafeShape(text);
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw malformed('Texten är inte giltig JSON.');
  }
}

function decode(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw malformed('Texten är inte giltig UTF-8.');
  }
}

/** What is open at a place: the keys of an object so far, or the number of commas in a list. */
type Open = { keys: Set<string> } | { keys?: never; commas: number };

/** One pass over the tokens: depth, size, duplicate keys per object, inherited names and lone surrogates. Leaves grammar to JSON.parse. */
function requireSafeShape(text: string): void {
  const open: Open[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (character === '{' || character === '[') {
      open.push(character === '{' ? { keys: new Set() } : { commas: 0 });
      if (open.length > depthMax) throw malformed(`JSON är nästlad djupare än ${depthMax} nivåer.`);
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === ',') {
      countItem(open.at(-1));
    } else if (character === '"') {
      const end = endOfString(text, i);
      const raw = text.slice(i, end + 1);
      const keys = open.at(-1)?.keys;
      const isKey = keys !== undefined && nextIsColon(text, end);
      if (isKey || raw.includes('\\u')) requireSoundString(raw, isKey ? keys : undefined);
      i = end;
    }
  }
}

function countItem(inside: Open | undefined): void {
  if (inside === undefined || inside.keys !== undefined) return;
  inside.commas += 1;
  if (inside.commas >= itemsMax) throw new DomainError('too-large', `En lista i JSON har fler än ${itemsMax} poster.`);
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  throw malformed('En sträng i JSON avslutas aldrig.');
}

function nextIsColon(text: string, end: number): boolean {
  let i = end + 1;
  while (i < text.length && /\s/.test(text[i] ?? '')) i += 1;
  return text[i] === ':';
}

/** @param keys of the object it is a key in; undefined for a value */
function requireSoundString(raw: string, keys: Set<string> | undefined): void {
  const value = unescaped(raw);
  if (!value.isWellFormed()) throw malformed('En sträng innehåller ett halvt tecken (ensamt surrogat).');
  if (keys === undefined) return;
  if (inheritedNames.has(value)) throw invalid(`/${value}`, 'unknown-property', `Fältet '${value}' finns inte.`);
  if (keys.has(value)) throw malformed(`Nyckeln '${value.slice(0, 60)}' står två gånger i samma objekt.`);
  keys.add(value);
  if (keys.size > keysMax) throw new DomainError('too-large', `Ett objekt i JSON har fler än ${keysMax} nycklar.`);
}

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw.slice(1, -1);
  try {
    return JSON.parse(raw) as string;
  } catch {
    throw malformed('En sträng i JSON är felaktigt skriven.');
  }
}

function malformed(detail: string): DomainError {
  return new DomainError('malformed-request', detail);
}
