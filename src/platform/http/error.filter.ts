/** The one place where an error becomes an answer. Whatever was not refused on purpose is a fault of ours: 500, logged, no details out. */
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors.js';
import { refusalOf } from '../database/constraint-errors.js';
import { problemHeaders, problemOf } from './problem.js';

const log = new Logger('http');

@Injectable()
@Catch()
export class ErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerError(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Also used by Fastify itself for what fails before a route is reached. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = toDomainError(error);
  if (refusal.status >= 500)
    log.error({
      requestId: request.id,
      method: request.method,
      route: request.routeOptions?.url,
      problem: refusal.type,
      error,
    });
  const path = request.url.split('?', 1)[0]?.slice(0, 500) ?? '';
  void reply
    .status(refusal.status)
    .headers(problemHeaders(refusal))
    .send(JSON.stringify(problemOf(refusal, path, request.id)));
}

function toDomainError(error: unknown): DomainError {
  const refusal = refusalOf(error);
  if (refusal !== undefined) return refusal;
  const status = statusOf(error);
  if (status === 413) return new DomainError('too-large', 'Begäran är större än vad som tas emot.');
  if (status === 415)
    return new DomainError('unsupported-media-type', 'Skicka innehållet som application/json (UTF-8).');
  if (status === 414) return new DomainError('uri-too-long', 'Adressen är längre än vad som tas emot.');
  if (status === 404) return new DomainError('not-found', 'Adressen finns inte.');
  if (status !== undefined && status >= 400 && status < 500)
    return new DomainError('malformed-request', 'Begäran kan inte läsas.');
  return new DomainError('internal', 'Något gick fel hos oss. Ange ärendets requestId om du hör av dig.');
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
