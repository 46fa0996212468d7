/** `GET /metrics` for a Prometheus on the same machine. */
import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { notFound } from '../../kernel/errors.js';
import { Open } from '../http/act.decorator.js';
import { Metrics } from './metrics.js';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * True when the request was made on this machine itself. A reverse proxy here also connects from loopback, but says whom
 * it speaks for.
 */
export function isFromThisMachine(request: Pick<FastifyRequest, 'socket' | 'headers'>): boolean {
  const { headers } = request;
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  return !isForwarded && loopback.has(request.socket.remoteAddress ?? '');
}

@Controller()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get('metrics')
  @Open('answers only on the machine itself')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('cache-control', 'no-store')
  async page(@Req() request: FastifyRequest): Promise<string> {
    if (!isFromThisMachine(request)) throw notFound('Sidan');
    return this.metrics.page();
  }
}
