/** What a controller needs to know of the request it serves, gathered once. */
import { createParamDecorator, type ExecutionContext, type PipeTransform, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import { DomainError, notFound } from '../../kernel/errors.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard; absent on open routes without a session. */
    actor?: Actor;
    /** SHA-256 of the body as sent; tells a repeated command from another one under the same key. */
    bodyHash?: Buffer;
  }
}

export interface RequestContext {
  actor: Actor;
  method: string;
  /** Path as asked for, without query. */
  path: string;
  idempotencyKey: string | undefined;
  requestHash: Buffer;
  ifMatch: string | undefined;
  /** Act named on the route; refusals are recorded under it. */
  requestId: string;
}

const empty = Buffer.alloc(0);

export function contextOf(request: FastifyRequest): RequestContext {
  if (request.actor === undefined) throw new DomainError('unauthenticated', 'Logga in för att fortsätta.');
  const path = request.url.split('?', 1)[0] ?? request.url;
  return {
    actor: request.actor,
    method: request.method,
    path,
    idempotencyKey: idempotencyKeyOf(request),
    requestHash: request.bodyHash ?? empty,
    ifMatch: request.headers['if-match'],
    requestId: request.id,
  };
}

/** The context of the request, for a controller that performs an act. */
export const Ctx = createParamDecorator((_data: unknown, host: ExecutionContext) =>
  contextOf(host.switchToHttp().getRequest<FastifyRequest>()),
);

/** Who asks, for a controller that only reads. */
export const CurrentActor = createParamDecorator((_data: unknown, host: ExecutionContext): Actor => {
  const { actor } = host.switchToHttp().getRequest<FastifyRequest>();
  if (actor === undefined) throw new DomainError('unauthenticated', 'Logga in för att fortsätta.');
  return actor;
});

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const quotedUuid = /^"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"$/i;

/** The key as RFC 8941 writes a string: quoted. Absent gives undefined; whether it is demanded is the runner's business. */
function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const key = typeof header === 'string' ? quotedUuid.exec(header)?.[1] : undefined;
  if (key === undefined)
    throw new DomainError(
      'idempotency-key-invalid',
      'Idempotency-Key ska vara ett UUID inom citattecken, angivet en gång.',
    );
  return key.toLowerCase();
}

/** An id in a path. What cannot be an id cannot be found: 404, as for any other absent thing. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!uuid.test(value)) throw notFound('Det du söker');
    return value.toLowerCase();
  }
}

/**
 * The version the caller has read, from `If-Match: "7"`.
 * @throws 428 when it is missing or `*` (an act on a version nobody has read is refused), 412 for a weak tag, 400 otherwise.
 */
export function expectedVersion(context: RequestContext): number {
  const header = context.ifMatch;
  if (header === undefined || header.trim() === '*')
    throw new DomainError(
      'precondition-required',
      'Ange vilken version du har läst: If-Match: "<versionsnummer ur ETag>".',
    );
  const match = /^"(\d{1,9})"$/.exec(header.trim());
  if (match !== null) return Number(match[1]);
  if (/^W\/"[^"]*"$/.test(header.trim()))
    throw new DomainError('precondition-failed', 'En svag ETag räcker inte för en ändring.');
  throw new DomainError('malformed-request', `If-Match ska vara en enda ETag, till exempel "7".`);
}

/** Compares what the caller read with what stands there now. */
export function requireVersion(expected: number, actual: number): void {
  if (expected !== actual)
    throw new DomainError(
      'precondition-failed',
      `Du läste version ${expected}; nu gäller version ${actual}. Läs om och försök igen.`,
      {
        members: { currentVersion: actual },
      },
    );
}
