/** What an act answers: status, body, and the headers that follow from it. Written to the wire in one place. */
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

export class Answer {
  constructor(
    readonly status: number,
    /** JSON text: what is stored for a replay is byte for byte what was sent. */
    readonly body: string,
    readonly headers: Readonly<Record<string, string>>,
    readonly replayed = false,
  ) {}

  /**
   * The same with what is told once and never kept, such as the secret of a link: a stored answer must let nobody in. What is
   * replayed stays as it was stored.
   */
  withOnce(shown: object): Answer {
    if (this.replayed) return this;
    return new Answer(this.status, JSON.stringify({ ...(JSON.parse(this.body) as object), ...shown }), this.headers);
  }
}

export interface Versioned {
  version: number;
}

/** 201 with the address of what was made. */
export function created(location: string, body: Versioned | object): Answer {
  return new Answer(201, JSON.stringify(body), { location, ...etagOf(body) });
}

/** 200 with the changed thing. */
export function changed(body: Versioned | object): Answer {
  return new Answer(200, JSON.stringify(body), etagOf(body));
}

/** 204: done, and nothing more to say. */
export function nothing(headers: Readonly<Record<string, string>> = {}): Answer {
  return new Answer(204, '', headers);
}

function etagOf(body: object): Record<string, string> {
  return 'version' in body && typeof body.version === 'number' ? { etag: `"${body.version}"` } : {};
}

/** Sends an Answer as it stands; gives every other object with a `version` its strong ETag. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((result) => {
        if (!(result instanceof Answer)) {
          if (typeof result === 'object' && result !== null && !Buffer.isBuffer(result))
            void reply.headers(etagOf(result));
          return result;
        }
        void reply.status(result.status).headers({ ...result.headers });
        if (result.replayed) void reply.header('idempotent-replayed', 'true');
        if (result.status === 204) return undefined;
        const type =
          result.status >= 400 ? 'application/problem+json; charset=utf-8' : 'application/json; charset=utf-8';
        void reply.header('content-type', type);
        return result.body;
      }),
    );
  }
}
