/**
 * Following up: what the money was for, and what came of it.
 * Owns the chain of goals, indicators with their definitions and outcomes, period reports, assignments and the register of
 * programmes. Refuses a goal below itself, figures that do not add up, and a change of what has been reported. Does not own
 * how bodies decide (it registers a handler for that), and no money: it reads what the other modules keep.
 */
import { Module, type OnModuleInit } from '@nestjs/common';
import { AllocationsModule } from '../allocations/allocations.module.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { Subjects } from '../decisions/subjects.js';
import { Checks } from '../platform/checks.js';
import { Timers } from '../platform/jobs/timers.js';
import { RegistryModule } from '../registry/registry.module.js';
import { AssignmentsController } from './assignments/assignments.controller.js';
import { AssignmentsQueries } from './assignments/assignments.queries.js';
import { Assignments } from './assignments/assignments.service.js';
import { GoalChains } from './chains.service.js';
import { GoalIntake } from './goal-intake.service.js';
import { GoalMoneyQueries } from './goal-money.queries.js';
import { GoalYearsController } from './goal-years.controller.js';
import { goalChecks } from './goals.checks.js';
import { GoalsController } from './goals.controller.js';
import { GoalsQueries } from './goals.queries.js';
import { Goals } from './goals.service.js';
import { indicatorChecks } from './indicators/indicators.checks.js';
import { IndicatorsController } from './indicators/indicators.controller.js';
import { IndicatorsQueries } from './indicators/indicators.queries.js';
import { Indicators } from './indicators/indicators.service.js';
import { Outcomes } from './indicators/outcomes.service.js';
import { GoalLinks } from './links.service.js';
import { ProgrammesController } from './programmes/programmes.controller.js';
import { Programmes } from './programmes/programmes.service.js';
import { GoalReminders, goalTimers } from './reminders.service.js';
import { ReportEntries } from './reports/entries.service.js';
import { PeriodReportSubject } from './reports/report.subject.js';
import { reportChecks } from './reports/reports.checks.js';
import { PeriodReportsController } from './reports/reports.controller.js';
import { PeriodReportsQueries } from './reports/reports.queries.js';
import { PeriodReports } from './reports/reports.service.js';

@Module({
  imports: [RegistryModule, DecisionsModule, AllocationsModule],
  controllers: [
    GoalYearsController,
    GoalsController,
    IndicatorsController,
    ProgrammesController,
    PeriodReportsController,
    AssignmentsController,
  ],
  providers: [
    GoalChains,
    Goals,
    GoalLinks,
    GoalsQueries,
    GoalMoneyQueries,
    Indicators,
    Outcomes,
    IndicatorsQueries,
    Programmes,
    PeriodReports,
    ReportEntries,
    PeriodReportSubject,
    PeriodReportsQueries,
    Assignments,
    AssignmentsQueries,
    GoalReminders,
    GoalIntake,
  ],
  exports: [GoalIntake],
})
export class GoalsModule implements OnModuleInit {
  constructor(
    checks: Checks,
    timers: Timers,
    reminders: GoalReminders,
    private readonly subjects: Subjects,
    private readonly subject: PeriodReportSubject,
  ) {
    checks.add(goalChecks);
    checks.add(indicatorChecks);
    checks.add(reportChecks);
    for (const timer of goalTimers(reminders)) timers.add(timer);
  }

  onModuleInit(): void {
    this.subjects.register(this.subject);
  }
}
