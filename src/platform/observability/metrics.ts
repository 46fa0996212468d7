/** What the operator can count: requests by route, the outbox, the connection pool, and the process itself. */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Dispatches } from '../jobs/dispatches.js';

const registry = new Registry();

const requestSeconds = new Histogram({
  name: 'anslag_http_request_seconds',
  help: 'Time to answer, by route template, method and status.',
  labelNames: ['route', 'method', 'status'],
  // The goals stand at 0.05, 0.2 and 1 s; 5 s is where a request is given up.
  buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
  registers: [registry],
});

/** Milliseconds between samples of the event loop's delay; finer ones would keep an idle process busy. */
const eventLoopMonitoringPrecision = 50;

/**
 * Counts one answered request.
 * @param route the template (`/api/v1/proposals/:id`), never the address asked for: ids would make a series each, and tell who read what
 */
export function observeRequest(route: string, method: string, status: number, seconds: number): void {
  requestSeconds.observe({ route, method, status }, seconds);
}

/** Counts every request this server answers, refusals before any route included. */
export function countRequests(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    observeRequest(request.routeOptions.url ?? 'none', request.method, reply.statusCode, reply.elapsedTime / 1_000);
    done();
  });
}

@Injectable()
export class Metrics {
  private readonly gauges = {
    open: gauge('anslag_outbox_open', 'Dispatch rows neither done nor dead.'),
    oldest: gauge(
      'anslag_outbox_oldest_seconds',
      'Age of the oldest dispatch row neither done nor dead; 0 when there is none.',
    ),
    dead: gauge('anslag_dead_letters', 'Jobs that failed every try and wait for an operator.'),
    pool: gauge('anslag_pool_connections', 'Database connections of this process.', ['state']),
    up: gauge('anslag_database_up', '1 when the database answered this scrape.'),
  };

  constructor(
    private readonly dataSource: DataSource,
    private readonly dispatches: Dispatches,
  ) {
    // Begun with the first instance, not when the file is loaded: tools that only import this should not start samplers.
    if (registry.getSingleMetric('process_cpu_seconds_total') === undefined)
      collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision });
  }

  readonly contentType = registry.contentType;

  /** The page Prometheus reads. A database that is away shows as `anslag_database_up 0`, not as a failed scrape. */
  async page(): Promise<string> {
    this.setPool();
    try {
      const backlog = await this.dispatches.backlog();
      this.gauges.up.set(1);
      this.gauges.open.set(backlog.open);
      this.gauges.dead.set(backlog.dead);
      this.gauges.oldest.set(backlog.oldestSeconds ?? 0);
    } catch {
      this.gauges.up.set(0);
    }
    return registry.metrics();
  }

  private setPool(): void {
    const pool = (this.dataSource.driver as unknown as { master?: Pool }).master;
    if (pool === undefined) return;
    this.gauges.pool.set({ state: 'open' }, pool.totalCount);
    this.gauges.pool.set({ state: 'idle' }, pool.idleCount);
    this.gauges.pool.set({ state: 'waiting' }, pool.waitingCount);
  }
}

/** The registry is the process's; a second application in it (tests) shares the gauges. */
function gauge<Label extends string>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
  const known = registry.getSingleMetric(name) as Gauge<Label> | undefined;
  return known ?? new Gauge({ name, help, labelNames, registers: [registry] });
}
