/**
 * One error for every refusal the product makes on purpose, and the catalogue of its codes.
 *
 * A service throws `DomainError`; the HTTP edge maps it once to problem+json, the CLI to one line, a job to an outcome.
 * Nothing below the edge knows HTTP: the status stands here only because a code and its status are decided together.
 */

/** Problem types (the last path segment of `type`), each with its HTTP status and Swedish title. */
export const problemTypes = {
  'malformed-request': { status: 400, title: 'Begäran kan inte läsas' },
  'idempotency-key-missing': { status: 400, title: 'Idempotency-Key saknas' },
  'idempotency-key-invalid': { status: 400, title: 'Idempotency-Key är ogiltig' },
  unauthenticated: { status: 401, title: 'Inloggning krävs' },
  forbidden: { status: 403, title: 'Åtgärden är inte tillåten' },
  csrf: { status: 403, title: 'Begäran kommer från fel plats' },
  'not-found': { status: 404, title: 'Finns inte' },
  'method-not-allowed': { status: 405, title: 'Metoden stöds inte' },
  'not-acceptable': { status: 406, title: 'Svarsformatet stöds inte' },
  'request-timeout': { status: 408, title: 'Begäran kom inte fram i tid' },
  'ceiling-exceeded': { status: 409, title: 'Taket överskrids' },
  'state-conflict': { status: 409, title: 'Läget tillåter inte åtgärden' },
  duplicate: { status: 409, title: 'Finns redan' },
  'idempotency-in-progress': { status: 409, title: 'Samma begäran pågår' },
  'precondition-failed': { status: 412, title: 'Någon annan har ändrat sedan du läste' },
  'too-large': { status: 413, title: 'För stort' },
  'uri-too-long': { status: 414, title: 'Adressen är för lång' },
  'unsupported-media-type': { status: 415, title: 'Innehållstypen stöds inte' },
  'misdirected-request': { status: 400, title: 'Begäran gäller en annan adress' },
  'validation-failed': { status: 422, title: 'Uppgifterna går inte att ta emot' },
  'idempotency-key-reused': { status: 422, title: 'Idempotency-Key har använts till något annat' },
  'deadline-passed': { status: 422, title: 'Tiden har gått ut' },
  'file-rejected': { status: 422, title: 'Filen kan inte tas emot' },
  'precondition-required': { status: 428, title: 'If-Match krävs' },
  'rate-limited': { status: 429, title: 'För många försök' },
  'headers-too-large': { status: 431, title: 'Huvudena är för stora' },
  internal: { status: 500, title: 'Internt fel' },
  unavailable: { status: 503, title: 'Tillfälligt otillgänglig' },
  busy: { status: 503, title: 'Upptagen' },
  'storage-full': { status: 503, title: 'Lagringen är full' },
} as const;

export type ProblemType = keyof typeof problemTypes;

/** One fault in the input: where (JSON Pointer), which rule (code), and a sentence saying what would be right. */
export interface FieldFault {
  pointer: string;
  code: string;
  detail: string;
}

export interface ErrorDetails {
  /** Which edge, guard or rule refused, finer than the problem type, e.g. `four-eyes` under `state-conflict`. */
  code?: string;
  /** Faults per field; for `validation-failed`. */
  errors?: readonly FieldFault[];
  /** Extra members of the problem document, e.g. `requested` and `available`. Never secrets, never free text of people. */
  members?: Readonly<Record<string, unknown>>;
  /** Seconds until a new try is sensible; for 429 and 503. */
  retryAfterSeconds?: number;
}

/** A refusal the product makes on purpose. `detail` says what was found, where, and what would be right, in Swedish. */
export class DomainError extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly errors: readonly FieldFault[] | undefined;
  readonly members: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly type: ProblemType,
    detail: string,
    details: ErrorDetails = {},
  ) {
    super(detail);
    this.name = 'DomainError';
    this.status = problemTypes[type].status;
    this.code = details.code;
    this.errors = details.errors;
    this.members = details.members;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** 422 with one fault; the shortest way for a rule to point at a field. */
export function invalid(pointer: string, code: string, detail: string): DomainError {
  return new DomainError('validation-failed', detail, { code, errors: [{ pointer, code, detail }] });
}

/** 404 for what is absent and for what this person may not see: the two must not be told apart. */
export function notFound(what: string): DomainError {
  return new DomainError('not-found', `${what} finns inte, eller så har du inte tillgång.`);
}

/** 409 `state-conflict` with the code of the rule that refused. */
export function conflict(code: string, detail: string, members?: Readonly<Record<string, unknown>>): DomainError {
  return new DomainError('state-conflict', detail, members === undefined ? { code } : { code, members });
}
