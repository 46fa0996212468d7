/**
 * One text for one value, after RFC 8785, so that two processes hash the same event or request to the same digest.
 *
 * Narrower than the RFC on purpose: numbers are safe integers only, because amounts are text and a fraction in a payload
 * means that a float has slipped in. Everything JSON would change silently (`NaN` to null, a `Map` to `{}`, a hole to
 * null) is refused instead.
 */
import { type DomainError, invalid } from './errors.js';

// Deeper than any payload of ours, and far from the end of the stack.
const depthMax = 64;

/**
 * Keys in UTF-16 order, no spaces; members that are `undefined` are left out; objects with `toJSON` (Money, Date) are
 * written as what it returns. Throws `validation-failed` with code `type` and the JSON Pointer of the member that cannot
 * be written: a fraction, an unsafe integer, a bigint, a function, a symbol, `undefined` in a list or at the top, text
 * with half a surrogate pair, an invalid Date, an object that is not plain data, or more than 64 levels (thus a cycle).
 */
export function canonicalJson(value: unknown): string {
  return write(value, '', 0);
}

function write(value: unknown, pointer: string, depth: number): string {
  if (depth > depthMax) throw unwritable(pointer, `djupare än ${depthMax} nivåer`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeText(value, pointer);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      throw unwritable(pointer, `talet ${value}; bara heltal är tillåtna, belopp skrivs som text`);
    // Minus zero is written "0", as the RFC says.
    return String(value);
  }
  if (typeof value !== 'object') throw unwritable(pointer, `ett värde av typen ${typeof value}`);
  if (Array.isArray(value)) return writeList(value, pointer, depth);
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const plain: unknown = value.toJSON();
    // The only one of ours that answers null for something is a Date that is no time.
    if (plain === null) throw unwritable(pointer, 'en ogiltig tidpunkt');
    return write(plain, pointer, depth + 1);
  }
  return writeObject(value, pointer, depth);
}

function writeText(text: string, pointer: string): string {
  if (/\p{Surrogate}/u.test(text)) throw unwritable(pointer, 'text med ett halvt surrogatpar');
  return JSON.stringify(text);
}

function writeList(list: readonly unknown[], pointer: string, depth: number): string {
  // `Array.from` visits holes, which `map` would skip.
  return `[${Array.from(list, (item, index) => write(item, `${pointer}/${index}`, depth + 1)).join(',')}]`;
}

function writeObject(object: object, pointer: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  // Compared by shape, not identity: JSON that was parsed in another realm has another Object.prototype.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw unwritable(pointer, `ett objekt av klassen ${object.constructor.name}`);
  }
  const members = object as Record<string, unknown>;
  const written: string[] = [];
  // The default order of `sort` is by UTF-16 code unit, which is the order the RFC asks for.
  for (const key of Object.keys(members).sort()) {
    if (members[key] === undefined) continue;
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    written.push(`${writeText(key, pointer)}:${write(members[key], at, depth + 1)}`);
  }
  return `{${written.join(',')}}`;
}

function unwritable(pointer: string, found: string): DomainError {
  return invalid(pointer, 'type', `Innehållet kan inte skrivas entydigt: ${found}.`);
}
