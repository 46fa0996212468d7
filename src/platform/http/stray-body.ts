/** A route that reads no body refuses one: whoever sent it would believe that what it said had been heeded. */
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { invalid } from '../../kernel/errors.js';

@Injectable()
export class StrayBodyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const { body, routeOptions } = context.switchToHttp().getRequest<FastifyRequest>();
    // Who takes a file or a form reads it from the request, and says itself what else it refuses.
    const { takesFile = false, takesForm = false } = routeOptions.config as {
      takesFile?: boolean;
      takesForm?: boolean;
    };
    if (body !== undefined && !takesFile && !takesForm && !readsBody(context)) requireNothingSaid(body);
    return next.handle();
  }
}

/** Parameters are noted as `<kind>:<place>` under the handler's name. */
function readsBody(context: ExecutionContext): boolean {
  const noted = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) as
    Record<string, unknown> | undefined;
  const kind: number = RouteParamtypes.BODY;
  return Object.keys(noted ?? {}).some((name) => Number.parseInt(name, 10) === kind);
}

/** Many clients cannot leave the body out of a POST, so an empty object is let through. */
function requireNothingSaid(body: unknown): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('', 'type', 'Begäran tar inget innehåll; utelämna det eller skicka {}.');
  const [name] = Object.keys(body);
  if (name === undefined) return;
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  throw invalid(pointer, 'unknown-property', `Fältet '${name.slice(0, 60)}' finns inte; begäran tar inget innehåll.`);
}
