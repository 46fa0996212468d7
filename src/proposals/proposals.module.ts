/**
 * Asking: memoranda, measures, frozen versions, sums.
 * Owns what is asked for and in which words, and what the committee has approved of it; in `applications/` what associations apply for. Does not own how bodies decide
 * (it registers a handler for that) nor money: an approved measure is a limit for what may be allocated.
 */
import { Module, type OnModuleInit } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { Subjects } from '../decisions/subjects.js';
import { FundingModule } from '../funding/funding.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { Checks } from '../platform/checks.js';
import { RegistryModule } from '../registry/registry.module.js';
import { AnswersController } from './answers.controller.js';
import { ApplicationActs } from './applications/application.acts.js';
import { ApplicationFiles } from './applications/application-files.js';
import { ApplicationLinksController } from './applications/application-links.controller.js';
import { ApplicationLinks } from './applications/application-links.service.js';
import { ApplicationPageController } from './applications/application-page.controller.js';
import { applicationChecks } from './applications/applications.checks.js';
import { ApplicationsController } from './applications/applications.controller.js';
import { ApplicationsQueries } from './applications/applications.queries.js';
import { Applications } from './applications/applications.service.js';
import { AssociationsController } from './applications/associations.controller.js';
import { Associations } from './applications/associations.service.js';
import { LinkApplications } from './applications/link-applications.service.js';
import { PublicGrantsController } from './applications/public/public-grants.controller.js';
import { PublicGrantsQueries } from './applications/public/public-grants.queries.js';
import { Awards } from './applications/awards.service.js';
import { DelegatedAwards } from './applications/delegated-award.service.js';
import { Reviews } from './applications/reviews.service.js';
import { AnswersQueries } from './answers.queries.js';
import { Approvals } from './approvals.service.js';
import { ProposalActs } from './proposal.acts.js';
import { proposalChecks } from './proposal.checks.js';
import { ProposalSubject } from './proposal.subject.js';
import { ProposalsController } from './proposals.controller.js';
import { ProposalsQueries } from './proposals.queries.js';
import { Proposals } from './proposals.service.js';
import { Readiness } from './readiness.service.js';

@Module({
  imports: [IdentityModule, RegistryModule, DecisionsModule, FundingModule, CallsModule],
  controllers: [
    ProposalsController,
    AnswersController,
    AssociationsController,
    ApplicationsController,
    ApplicationLinksController,
    ApplicationPageController,
    PublicGrantsController,
  ],
  providers: [
    ProposalActs,
    Readiness,
    Proposals,
    Approvals,
    ProposalSubject,
    ProposalsQueries,
    AnswersQueries,
    Associations,
    ApplicationActs,
    Applications,
    Reviews,
    ApplicationsQueries,
    ApplicationLinks,
    ApplicationFiles,
    LinkApplications,
    PublicGrantsQueries,
    Awards,
    DelegatedAwards,
  ],
  exports: [Proposals, Approvals, ProposalsQueries, AnswersQueries],
})
export class ProposalsModule implements OnModuleInit {
  constructor(
    checks: Checks,
    private readonly subjects: Subjects,
    private readonly subject: ProposalSubject,
  ) {
    checks.add(proposalChecks);
    checks.add(applicationChecks);
  }

  onModuleInit(): void {
    this.subjects.register(this.subject);
  }
}
