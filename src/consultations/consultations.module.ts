/**
 * Hearing others before a body decides (remiss): who is asked about which text, by when, what they answered, and what the
 * answers say together. Owns the deadlines and the verdict on each answer's time. Does not own how a body decides, nor the
 * documents in the register.
 */
import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { Subjects } from '../decisions/subjects.js';
import { IdentityModule } from '../identity/identity.module.js';
import { Checks } from '../platform/checks.js';
import { Timers } from '../platform/jobs/timers.js';
import { RegistryModule } from '../registry/registry.module.js';
import { Closing } from './closing.service.js';
import { ConsultationActs } from './consultation.acts.js';
import { ConsultationDocuments } from './consultation-documents.service.js';
import { ConsultationLinksController } from './consultation-links.controller.js';
import { ConsultationSubject } from './consultation.subject.js';
import { consultationChecks } from './consultations.checks.js';
import { ConsultationsController } from './consultations.controller.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { Consultations } from './consultations.service.js';
import { consultationReminderTimer } from './consultations.timer.js';
import { ConsulteeActs } from './consultee.acts.js';
import { ConsulteesController } from './consultees.controller.js';
import { ConsulteesQueries } from './consultees.queries.js';
import { Consultees } from './consultees.service.js';
import { LinkReplies } from './link-replies.service.js';
import { ConsulteeLinks } from './links.service.js';
import { MoreConsultees } from './more-consultees.service.js';
import { OpinionSubject } from './opinion.subject.js';
import { OpinionsController } from './opinions.controller.js';
import { OpinionsQueries } from './opinions.queries.js';
import { Opinions } from './opinions.service.js';
import { Positions } from './positions.service.js';
import { Replies } from './replies.service.js';
import { ReplyDocuments } from './reply-documents.service.js';
import { ReplyPageController } from './reply-page.controller.js';
import { Sending } from './sending.service.js';
import { ConsultationTexts } from './texts.service.js';
import { Waiting } from './waiting.service.js';

@Module({
  imports: [IdentityModule, RegistryModule, DecisionsModule],
  controllers: [
    ConsultationsController,
    ConsulteesController,
    OpinionsController,
    ConsultationLinksController,
    ReplyPageController,
  ],
  providers: [
    ConsultationActs,
    ConsulteeActs,
    Consultations,
    ConsultationTexts,
    ConsultationSubject,
    ConsultationsQueries,
    ConsultationDocuments,
    Sending,
    MoreConsultees,
    Waiting,
    Closing,
    Consultees,
    ConsulteesQueries,
    ConsulteeLinks,
    LinkReplies,
    Positions,
    Replies,
    ReplyDocuments,
    Opinions,
    OpinionSubject,
    OpinionsQueries,
  ],
  exports: [Consultations, ConsultationTexts, ConsultationsQueries],
})
export class ConsultationsModule {
  constructor(
    checks: Checks,
    timers: Timers,
    subjects: Subjects,
    waiting: Waiting,
    consultation: ConsultationSubject,
    opinion: OpinionSubject,
  ) {
    subjects.register(consultation);
    subjects.register(opinion);
    checks.add(consultationChecks);
    timers.add(consultationReminderTimer(waiting));
  }
}
