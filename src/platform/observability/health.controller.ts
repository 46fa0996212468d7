/** Two questions a supervisor asks: is the process alive, and should it be sent work. */
import { Controller, Get, Header } from '@nestjs/common';
import { Open } from '../http/act.decorator.js';
import { ReadinessCheck, type Readiness } from './readiness.js';

@Controller('health')
export class HealthController {
  constructor(private readonly readiness: ReadinessCheck) {}

  /** Touches nothing: a process whose database is away must not be restarted for it. */
  @Get('live')
  @Open('a supervisor has no session')
  @Header('cache-control', 'no-store')
  live(): { status: 'alive' } {
    return { status: 'alive' };
  }

  /** 200 with `ready` or `degraded`; 503 as a problem document when the database is away or its schema is older. */
  @Get('ready')
  @Open('a load balancer has no session')
  @Header('cache-control', 'no-store')
  ready(): Promise<Readiness> {
    return this.readiness.current();
  }
}
