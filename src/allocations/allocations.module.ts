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
import { Timers } from '../platform/jobs/timers.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ProposalsModule } from '../proposals/proposals.module.js';
import { AllocationSubject } from './allocation.subject.js';
import { allocationChecks } from './allocations.checks.js';
import { AllocationsController } from './allocations.controller.js';
import { AllocationsQueries } from './allocations.queries.js';
import { Allocations } from './allocations.service.js';
import { AnnulmentsController } from './annulment/annulments.controller.js';
import { Annulments } from './annulment/annulments.service.js';
import { ConditionalsController } from './conditional/conditionals.controller.js';
import { Conditionals } from './conditional/conditionals.service.js';
import { CostImportsController } from './costs/cost-imports.controller.js';
import { CostImports } from './costs/cost-imports.service.js';
import { costChecks } from './costs/costs.checks.js';
import { CostsController } from './costs/costs.controller.js';
import { CostsQueries } from './costs/costs.queries.js';
import { Costs } from './costs/costs.service.js';
import { SettlementQueries } from './costs/settlement.queries.js';
import { Settlements } from './costs/settlements.service.js';
import { followUpChecks } from './follow-up/follow-up.checks.js';
import { FollowUpController } from './follow-up/follow-up.controller.js';
import { FollowUpQueries } from './follow-up/follow-up.queries.js';
import { Forecasts } from './follow-up/forecasts.service.js';
import { StopDates, stopDateTimers } from './follow-up/stop-dates.service.js';
import { ExplainController } from './explain/explain.controller.js';
import { ExplainableTotals } from './explain/explainable.js';
import { Explanations } from './explain/explanations.queries.js';
import { RowLinks } from './explain/row-links.js';
import { TotalReaders } from './explain/total-readers.js';
import { GrantAgents } from './grants/agents.service.js';
import { GrantConditions } from './grants/conditions.service.js';
import { grantChecks } from './grants/grants.checks.js';
import { GrantsController } from './grants/grants.controller.js';
import { GrantListQueries } from './grants/grant-list.queries.js';
import { GrantsQueries } from './grants/grants.queries.js';
import { RequisitionFacts } from './grants/requisition-facts.service.js';
import { requisitionTimers } from './grants/requisition.timer.js';
import { RequisitionsController } from './grants/requisitions.controller.js';
import { Requisitions } from './grants/requisitions.service.js';
import { CallDecisionController } from './call-decision.controller.js';
import { CallDecision } from './call-decision.service.js';
import { PublicMoneyController } from './public/public-money.controller.js';
import { PublicMoneyQueries } from './public/public-money.queries.js';
import { payoutChecks } from './payouts/payouts.checks.js';
import { PayoutsController } from './payouts/payouts.controller.js';
import { PayoutsQueries } from './payouts/payouts.queries.js';
import { Payouts } from './payouts/payouts.service.js';
import { Reservations } from './reservations.service.js';
import { SourceClosingController } from './year-end/source-closing.controller.js';
import { SourceClosing } from './year-end/source-closing.service.js';
import { BoardController } from './scenarios/board.controller.js';
import { BoardQueries } from './scenarios/board.queries.js';
import { Board } from './scenarios/board.service.js';
import { Recommendations } from './scenarios/recommendations.service.js';
import { scenarioChecks } from './scenarios/scenarios.checks.js';
import { CallScenariosController, ScenariosController } from './scenarios/scenarios.controller.js';
import { ScenariosQueries } from './scenarios/scenarios.queries.js';
import { Scenarios } from './scenarios/scenarios.service.js';
import { TrailController } from './trail/trail.controller.js';
import { TrailQueries } from './trail/trail.queries.js';

@Module({
  imports: [RegistryModule, CallsModule, DecisionsModule, FundingModule, ProposalsModule],
  controllers: [
    AllocationsController,
    AnnulmentsController,
    CallDecisionController,
    GrantsController,
    RequisitionsController,
    CostsController,
    CostImportsController,
    SourceClosingController,
    ConditionalsController,
    FollowUpController,
    BoardController,
    CallScenariosController,
    ScenariosController,
    ExplainController,
    TrailController,
    PublicMoneyController,
    PayoutsController,
  ],
  providers: [
    Allocations,
    AllocationsQueries,
    AllocationSubject,
    CallDecision,
    GrantAgents,
    GrantConditions,
    GrantsQueries,
    GrantListQueries,
    RequisitionFacts,
    Requisitions,
    CostImports,
    Costs,
    CostsQueries,
    SettlementQueries,
    Settlements,
    SourceClosing,
    Conditionals,
    Annulments,
    Forecasts,
    FollowUpQueries,
    StopDates,
    Reservations,
    Board,
    BoardQueries,
    Recommendations,
    Scenarios,
    ScenariosQueries,
    ExplainableTotals,
    Explanations,
    RowLinks,
    TotalReaders,
    TrailQueries,
    PublicMoneyQueries,
    Payouts,
    PayoutsQueries,
  ],
  exports: [Allocations, AllocationsQueries, ExplainableTotals],
})
export class AllocationsModule implements OnModuleInit {
  constructor(
    checks: Checks,
    timers: Timers,
    requisitions: Requisitions,
    stopDates: StopDates,
    totals: ExplainableTotals,
    readers: TotalReaders,
    private readonly subjects: Subjects,
    private readonly subject: AllocationSubject,
  ) {
    checks.add(allocationChecks);
    checks.add(grantChecks);
    checks.add(costChecks);
    checks.add(payoutChecks);
    for (const timer of requisitionTimers(requisitions)) timers.add(timer);
    for (const timer of stopDateTimers(stopDates)) timers.add(timer);
    checks.add(scenarioChecks);
    checks.add(followUpChecks);
    for (const total of readers.all()) totals.register(total);
  }

  onModuleInit(): void {
    this.subjects.register(this.subject);
  }
}
