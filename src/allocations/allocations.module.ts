/**
 * Giving: the executive board divides the money between the committees' measures.
 * Owns the rows of a division and that only the board decides them. Refuses what no committee has approved, more than was
 * approved, and a change of what is decided. Does not own the money itself: the ledger does, and has the last word.
 */
import { Module, type OnModuleInit } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { Subjects } from '../decisions/subjects.js';
import { FundingModule } from '../funding/funding.module.js';
import { Checks } from '../platform/checks.js';
import { ProposalsModule } from '../proposals/proposals.module.js';
import { AllocationSubject } from './allocation.subject.js';
import { allocationChecks } from './allocations.checks.js';
import { AllocationsController } from './allocations.controller.js';
import { AllocationsQueries } from './allocations.queries.js';
import { Allocations } from './allocations.service.js';
import { CallDecisionController } from './call-decision.controller.js';
import { CallDecision } from './call-decision.service.js';
import { Reservations } from './reservations.service.js';
import { BoardController } from './scenarios/board.controller.js';
import { BoardQueries } from './scenarios/board.queries.js';
import { Board } from './scenarios/board.service.js';
import { scenarioChecks } from './scenarios/scenarios.checks.js';
import { CallScenariosController, ScenariosController } from './scenarios/scenarios.controller.js';
import { ScenariosQueries } from './scenarios/scenarios.queries.js';
import { Scenarios } from './scenarios/scenarios.service.js';

@Module({
  imports: [CallsModule, DecisionsModule, FundingModule, ProposalsModule],
  controllers: [
    AllocationsController,
    CallDecisionController,
    BoardController,
    CallScenariosController,
    ScenariosController,
  ],
  providers: [
    Allocations,
    AllocationsQueries,
    AllocationSubject,
    CallDecision,
    Reservations,
    Board,
    BoardQueries,
    Scenarios,
    ScenariosQueries,
  ],
  exports: [Allocations, AllocationsQueries],
})
export class AllocationsModule implements OnModuleInit {
  constructor(
    checks: Checks,
    private readonly subjects: Subjects,
    private readonly subject: AllocationSubject,
  ) {
    checks.add(allocationChecks);
    checks.add(scenarioChecks);
  }

  onModuleInit(): void {
    this.subjects.register(this.subject);
  }
}
