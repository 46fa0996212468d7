/**
 * Inviting: calls for proposals, who is invited, what they must answer, by when.
 * Owns the invitation and the verdict on each answer's time. Does not own the answers.
 */
import { Module } from '@nestjs/common';
import { Checks } from '../platform/checks.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { CallActs } from './call.acts.js';
import { callChecks } from './call.checks.js';
import { CallPlans } from './call-plans.queries.js';
import { CallsController } from './calls.controller.js';
import { CallsQueries } from './calls.queries.js';
import { Calls } from './calls.service.js';
import { Issuing } from './issuing.service.js';
import { CallReminders } from './reminders.service.js';

@Module({
  imports: [RegistryModule, DecisionsModule],
  controllers: [CallsController],
  providers: [CallActs, Calls, Issuing, CallReminders, CallsQueries, CallPlans],
  exports: [Calls, Issuing, CallsQueries, CallPlans],
})
export class CallsModule {
  constructor(checks: Checks) {
    checks.add(callChecks);
  }
}
