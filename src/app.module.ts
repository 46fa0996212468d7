/** The modules in the order of the money map: a module may import only from those above it. */
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import type { Config } from './platform/config.js';
import { AnswerInterceptor } from './platform/http/answer.js';
import { ErrorFilter } from './platform/http/error.filter.js';
import { StrayBodyInterceptor } from './platform/http/stray-body.js';
import { DtoPipe } from './platform/http/validation.js';
import { PlatformModule } from './platform/platform.module.js';
import { ActorGuard } from './identity/actor.guard.js';
import { IdentityModule } from './identity/identity.module.js';
import { RegistryModule } from './registry/registry.module.js';
import { DecisionsModule } from './decisions/decisions.module.js';
import { FundingModule } from './funding/funding.module.js';
import { CallsModule } from './calls/calls.module.js';
import { ProposalsModule } from './proposals/proposals.module.js';
import { ConsultationsModule } from './consultations/consultations.module.js';
import { AllocationsModule } from './allocations/allocations.module.js';
import { GoalsModule } from './goals/goals.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { InterchangeModule } from './interchange/interchange.module.js';

/** Business modules, in import order. `test/architecture.spec.ts` holds this list, the README map and the rule file together. */
const modules = [
  IdentityModule,
  RegistryModule,
  DecisionsModule,
  FundingModule,
  CallsModule,
  ProposalsModule,
  ConsultationsModule,
  AllocationsModule,
  GoalsModule,
  NotificationsModule,
  InterchangeModule,
];

@Module({})
export class AppModule {
  static with(config: Config, dataSource: DataSource): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(config, dataSource), ...modules],
      providers: [
        { provide: APP_GUARD, useClass: ActorGuard },
        { provide: APP_PIPE, useClass: DtoPipe },
        { provide: APP_INTERCEPTOR, useClass: StrayBodyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    };
  }
}
