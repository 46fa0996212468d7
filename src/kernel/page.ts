/**
 * Pages of lists: `limit` and `page` (from 1) in, `items` and `total` out. Every list has a hard limit, so that no
 * request can ask for the whole table.
 */
import { DomainError, type FieldFault } from './errors.js';

export const pageMax = 200;
export const pageDefault = 50;

// The last page anyone can ask for; it keeps the offset within what PostgreSQL and a number hold exactly.
const pageNumberMax = 1_000_000;

export interface PageRequest {
  /** Rows per page, 1 to `pageMax`. */
  limit: number;
  /** Page number from 1. */
  page: number;
}

export interface Page<T> extends PageRequest {
  items: T[];
  /** Rows in all pages together. */
  total: number;
}

/**
 * Reads the query parameters; what is absent is the default (50, page 1). Throws `validation-failed` with one fault per
 * parameter: `range` for a whole number outside the limits, `type` for anything that is not a whole number (BC18).
 */
export function parsePage(query: { limit?: unknown; page?: unknown }): PageRequest {
  const faults: FieldFault[] = [];
  const limit = read(query.limit, 'limit', pageDefault, pageMax, faults);
  const page = read(query.page, 'page', 1, pageNumberMax, faults);
  if (faults.length > 0) {
    throw new DomainError('validation-failed', faults.map((fault) => fault.detail).join(' '), {
      code: faults[0]!.code,
      errors: faults,
    });
  }
  return { limit, page };
}

/** Rows to skip. */
export function offset({ limit, page }: PageRequest): number {
  return (page - 1) * limit;
}

function read(value: unknown, name: string, absent: number, max: number, faults: FieldFault[]): number {
  if (value === undefined) return absent;
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && isNumeral(value) ? Number(value) : NaN;
  if (
    Number.isInteger(number) &&
    number >= 1 &&
    number <= max &&
    (typeof value === 'number' || !/e/i.test(value as string))
  )
    return number;
  const code = Number.isInteger(number) || Math.abs(number) === Infinity ? 'range' : 'type';
  faults.push({ pointer: `/${name}`, code, detail: `${name} ska vara ett heltal från 1 till ${max}.` });
  return absent;
}

// "1e9" is a number out of range rather than no number; it is never accepted, not even as "1e1".
function isNumeral(text: string): boolean {
  return text.length <= 32 && /^-?[0-9]+(\.[0-9]+)?(e[0-9]+)?$/i.test(text);
}
