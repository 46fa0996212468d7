/**
 * How any body decides anything: the calendar of meetings, the route of a matter, agenda items, decisions.
 * Owns the order of deciding and the record of it. Knows no money and no memorandum: what is decided belongs to the
 * module that registered a handler for its kind.
 */
import { Module } from '@nestjs/common';
import { Checks } from '../platform/checks.js';
import { Timers } from '../platform/jobs/timers.js';
import { AppointmentEndings } from '../identity/appointment-endings.service.js';
import { IdentityModule } from '../identity/identity.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { businessChecks } from './business/business.checks.js';
import { BusinessSubject } from './business/business.subject.js';
import { BusinessesController } from './business/businesses.controller.js';
import { BusinessesQueries } from './business/businesses.queries.js';
import { Businesses } from './business/businesses.service.js';
import { DelegatedDecisions } from './delegation/delegated-decisions.service.js';
import { delegationChecks } from './delegation/delegation.checks.js';
import { DelegationReports } from './delegation/delegation-reports.service.js';
import { DelegationSchemes } from './delegation/delegation-schemes.service.js';
import { DelegationsController } from './delegation/delegations.controller.js';
import { DelegationsQueries } from './delegation/delegations.queries.js';
import { decisionChecks } from './decisions.checks.js';
import { AgendaListingController } from './agenda-listing.controller.js';
import { AgendaListing } from './agenda-listing.service.js';
import { Attendance } from './attendance.service.js';
import { Ballots } from './ballots.service.js';
import { BylawsService } from './bylaws.service.js';
import { Claims } from './claims.service.js';
import { ConductController } from './conduct.controller.js';
import { DecisionsController } from './decisions.controller.js';
import { requireNothingHeldAfter } from './held-seats.js';
import { DecisionsQueries } from './decisions.queries.js';
import { Decisions } from './decisions.service.js';
import { DeliberationController } from './deliberation.controller.js';
import { Deliberation } from './deliberation.service.js';
import { DispatchController } from './dispatch/dispatch.controller.js';
import { dispatchChecks } from './dispatch/dispatch.checks.js';
import { DispatchQueries } from './dispatch/dispatch.queries.js';
import { Dispatches } from './dispatch/dispatch.service.js';
import { DocumentsController } from './dispatch/documents.controller.js';
import { Extracts } from './dispatch/extract.queries.js';
import { MeetingNotices } from './dispatch/notice.queries.js';
import { Registrations } from './dispatch/registration.service.js';
import { Dissent } from './dissent.service.js';
import { ItemActs } from './item-acts.js';
import { LiveQueries } from './live.queries.js';
import { MeetingConduct } from './meeting-conduct.service.js';
import { MeetingActs } from './meeting-acts.js';
import { Meetings } from './meetings.service.js';
import { minutesChecks } from './minutes/minutes.checks.js';
import { MinutesController } from './minutes/minutes.controller.js';
import { MinutesQueries } from './minutes/minutes.queries.js';
import { MinutesRecords } from './minutes/minutes.record.queries.js';
import { MinutesKeeping } from './minutes/minutes.service.js';
import { StandIns } from './minutes/stand-ins.service.js';
import { MinutesSigning } from './minutes/minutes-signing.service.js';
import { takeDownTimer } from './notice-board/announcement.timer.js';
import { Announcements } from './notice-board/announcements.service.js';
import { DelegatedAnnouncements } from './notice-board/delegated-announcements.service.js';
import { Appeals } from './notice-board/appeals.service.js';
import { BoardQueries } from './notice-board/board.queries.js';
import { Executions } from './notice-board/executions.service.js';
import { noticeBoardChecks } from './notice-board/notice-board.checks.js';
import { NoticeBoardController } from './notice-board/notice-board.controller.js';
import { PublicController } from './notice-board/public.controller.js';
import { PublicQueries } from './notice-board/public.queries.js';
import { Publishing } from './notice-board/publishing.service.js';
import { DecidedQueries } from './notice-board/decided.queries.js';
import { StandingController } from './notice-board/standing.controller.js';
import { StandingQueries } from './notice-board/standing.queries.js';
import { NoticeSending } from './notices.service.js';
import { PlannerController } from './planner/planner.controller.js';
import { Planner } from './planner/planner.service.js';
import { RoutePlans } from './planner/route-plans.service.js';
import { Postponement } from './postponement.service.js';
import { BoardPageController } from './public-pages/board-page.controller.js';
import { PublicPagesController } from './public-pages/public-pages.controller.js';
import { Propositions } from './propositions.service.js';
import { ReadyMatters } from './ready-matters.queries.js';
import { Routes } from './routes.service.js';
import { Settlements } from './settlements.service.js';
import { CountedSlips } from './slips.service.js';
import { Subjects } from './subjects.js';

@Module({
  imports: [IdentityModule, RegistryModule],
  controllers: [
    BusinessesController,
    DelegationsController,
    DecisionsController,
    AgendaListingController,
    ConductController,
    DeliberationController,
    MinutesController,
    NoticeBoardController,
    StandingController,
    PublicController,
    BoardPageController,
    PublicPagesController,
    DispatchController,
    DocumentsController,
    PlannerController,
  ],
  providers: [
    Subjects,
    BusinessSubject,
    Businesses,
    BusinessesQueries,
    DelegationSchemes,
    DelegatedDecisions,
    DelegationReports,
    DelegationsQueries,
    MinutesRecords,
    MinutesKeeping,
    MinutesSigning,
    StandIns,
    MinutesQueries,
    Announcements,
    DelegatedAnnouncements,
    Appeals,
    Executions,
    BoardQueries,
    PublicQueries,
    Publishing,
    StandingQueries,
    DecidedQueries,
    Dispatches,
    DispatchQueries,
    Registrations,
    Extracts,
    MeetingNotices,
    Meetings,
    MeetingActs,
    NoticeSending,
    Attendance,
    MeetingConduct,
    BylawsService,
    Routes,
    ReadyMatters,
    AgendaListing,
    ItemActs,
    Claims,
    Deliberation,
    Propositions,
    Settlements,
    Ballots,
    CountedSlips,
    Dissent,
    Postponement,
    Decisions,
    DecisionsQueries,
    LiveQueries,
    Planner,
    RoutePlans,
  ],
  exports: [
    DelegatedDecisions,
    Subjects,
    Meetings,
    NoticeSending,
    Attendance,
    MeetingConduct,
    Routes,
    Decisions,
    DecisionsQueries,
    Planner,
  ],
})
export class DecisionsModule {
  constructor(
    checks: Checks,
    subjects: Subjects,
    business: BusinessSubject,
    timers: Timers,
    endings: AppointmentEndings,
    announcements: Announcements,
  ) {
    subjects.register(business);
    checks.add(decisionChecks);
    checks.add(businessChecks);
    checks.add(delegationChecks);
    checks.add(minutesChecks);
    checks.add(noticeBoardChecks);
    checks.add(dispatchChecks);
    endings.add(requireNothingHeldAfter);
    timers.add(takeDownTimer(announcements));
  }
}
