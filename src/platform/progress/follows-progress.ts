/** What a route says whose work can be followed: its request may carry a name, and its handler gets somewhere to report. */
import {
  applyDecorators,
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { DomainError } from '../../kernel/errors.js';
import { type Progress, unfollowed } from './progress.js';
import { ProgressHub } from './progress-hub.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Where the handler reports, when the request gave its work a name. */
    progress?: Progress;
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function nameIn({ headers }: FastifyRequest): string | undefined {
  const name = headers['x-progress'];
  if (name === undefined) return undefined;
  if (typeof name === 'string' && uuid.test(name)) return name.toLowerCase();
  throw new DomainError(
    'malformed-request',
    'X-Progress ska vara ett UUID utan citattecken, angivet en gång. Utelämna det om arbetet inte ska följas.',
  );
}

@Injectable()
export class ProgressInterceptor implements NestInterceptor {
  constructor(private readonly hub: ProgressHub) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const id = nameIn(request);
    const personId = request.actor?.personId;
    if (id === undefined || personId === undefined || personId === null) return next.handle();
    const work = this.hub.begin(personId, id);
    request.progress = work;
    return next.handle().pipe(
      tap({
        complete: () => this.hub.end(personId, id, work, 'done'),
        error: () => this.hub.end(personId, id, work, 'failed'),
      }),
    );
  }
}

/** The route's work can be followed at `GET /api/v1/progress/{id}` by whoever asked for it. */
export const FollowsProgress = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(ProgressInterceptor),
    ApiHeader({
      name: 'X-Progress',
      required: false,
      description: 'UUID som du väljer; arbetet kan då följas på /api/v1/progress/{id} medan svaret dröjer.',
      schema: { type: 'string', format: 'uuid' },
    }),
  );

/** Where the handler of such a route reports. */
export const Reporting = createParamDecorator(
  (_data: unknown, host: ExecutionContext): Progress =>
    host.switchToHttp().getRequest<FastifyRequest>().progress ?? unfollowed,
);
