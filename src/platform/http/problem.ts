/** RFC 9457 problem documents: the only form an error takes on the wire (DIGG REST API profile, FEL.01). */
import { type DomainError, problemTypes } from '../../kernel/errors.js';

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  requestId?: string;
  [member: string]: unknown;
}

export const problemMediaType = 'application/problem+json; charset=utf-8';

export function problemOf(error: DomainError, instance: string, requestId?: string): Problem {
  return {
    type: `/problems/${error.type}`,
    title: problemTypes[error.type].title,
    status: error.status,
    detail: error.message,
    instance,
    ...(error.code === undefined ? {} : { code: error.code }),
    ...(error.errors === undefined ? {} : { errors: error.errors }),
    ...error.members,
    ...(requestId === undefined ? {} : { requestId }),
  };
}

export function problemHeaders(error: DomainError): Record<string, string> {
  return {
    'content-type': problemMediaType,
    'cache-control': 'no-store',
    ...(error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) }),
    ...(error.type === 'unauthenticated' ? { 'www-authenticate': 'Bearer realm="anslag"' } : {}),
  };
}
