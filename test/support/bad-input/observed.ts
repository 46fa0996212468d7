/** What came back, in one form for HTTP, raw sockets and pure functions, and the rules every answer keeps. */
import { DomainError } from '../../../src/kernel/errors.js';
import type { Expectation } from './cases.js';

export interface Observed {
  status: number;
  /** Last segment of the problem's `type`. */
  type: string | undefined;
  /** The problem's code and those of its errors. */
  codes: readonly string[];
  /** Header names in lower case. Undefined when nothing went over the wire. */
  headers: ReadonlyMap<string, string> | undefined;
  text: string;
  ms: number;
  value?: unknown;
  closed?: boolean;
}

interface ProblemBody {
  type?: string;
  status?: number;
  detail?: string;
  code?: string;
  errors?: { code: string; pointer: string }[];
}

export function observedFrom(status: number, headers: ReadonlyMap<string, string>, text: string, ms: number): Observed {
  let problem: ProblemBody = {};
  if (headers.get('content-type')?.startsWith('application/problem+json') === true) problem = JSON.parse(text);
  const codes = [problem.code, ...(problem.errors ?? []).map((fault) => fault.code)];
  return {
    status,
    type: problem.type?.replace('/problems/', ''),
    codes: codes.filter((code) => code !== undefined),
    headers,
    text,
    ms,
  };
}

/** Runs a pure function and tells what it gave or refused in the same terms as an answer of the API. */
export async function observedRun(run: () => unknown): Promise<Observed> {
  const begun = performance.now();
  const outcome = (part: Partial<Observed>): Observed => ({
    status: 200,
    type: undefined,
    codes: [],
    headers: undefined,
    text: '',
    ms: performance.now() - begun,
    ...part,
  });
  try {
    return outcome({ value: await run() });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const codes = [error.code, ...(error.errors ?? []).map((fault) => fault.code)];
    const known = codes.filter((code) => code !== undefined);
    return outcome({ status: error.status, type: error.type, codes: known, text: error.message });
  }
}

/** Traces of our insides that no answer may carry: stacks, SQL, constraint names, and paths on our disk. */
const insides =
  /\n\s+at |node_modules|\.[jt]s:\d|\/work\/|\/home\/|\/tmp\/|select .+ from|insert into|\bSQLSTATE\b|syntax error at|violates |\b(?:pk|uq|fk|ck|ix)_[a-z]+_[a-z]|QueryFailedError|ECONNREFUSED/i;

/** @returns what is wrong with an answer whatever was sent, in words; empty when nothing is */
export function generalFaults(observed: Observed): string[] {
  const faults: string[] = [];
  const { status, headers, text } = observed;
  if (status >= 500) faults.push(`answered ${status}: ${text.slice(0, 300)}`);
  if (headers === undefined) return faults;
  const type = headers.get('content-type') ?? '';
  if (status >= 400) {
    if (!type.startsWith('application/problem+json')) faults.push(`content type ${type || 'missing'}`);
    // What was sent may be quoted back, shortened and between quotation marks; that is not ours.
    if (insides.test(text.replaceAll(/”[^”]*”/g, ''))) faults.push(`shows its insides: ${text.slice(0, 300)}`);
    const { type: name, status: said, detail } = (type.includes('problem') ? JSON.parse(text) : {}) as ProblemBody;
    if (name === undefined || said !== status || (detail ?? '') === '')
      faults.push(`no full problem: ${text.slice(0, 200)}`);
  }
  // An answer that reflects what was sent must never be a page.
  if (type.includes('html')) faults.push('answered HTML');
  return faults;
}

const among = (expected: unknown, found: unknown): boolean =>
  (Array.isArray(expected) ? expected : [expected]).includes(found);

/** @returns how the answer differs from what the row expects, in words */
export function differences(expected: Expectation, observed: Observed): string[] {
  const { status, type, code, value, closed, maxMs, absent } = expected;
  const codes = [code ?? []].flat();
  const said = `${observed.status} ${observed.type ?? ''} ${observed.codes.join(',')} ${observed.text.slice(0, 300)}`;
  return [
    status !== undefined && !among(status, observed.status) && `status ${String(status)} expected`,
    type !== undefined && !among(type, observed.type) && `type ${String(type)} expected`,
    codes.length > 0 && !codes.some((one) => observed.codes.includes(one)) && `code ${codes.join(' or ')} expected`,
    value !== undefined &&
      observed.value !== value &&
      `${JSON.stringify(value)} expected, found ${JSON.stringify(observed.value)}`,
    closed === true && observed.closed !== true && 'the connection should be closed',
    maxMs !== undefined && observed.ms > maxMs && `took ${Math.round(observed.ms)} ms, ${maxMs} at most`,
    absent !== undefined && observed.text.includes(absent) && `the answer repeats ${absent}`,
  ]
    .filter((fault) => fault !== false)
    .map((fault) => `${fault}; answered ${said}`);
}
