/**
 * In and out: reading a memorandum into a draft proposal, a consultation file into a draft consultation, and documents
 * about goals into goals, indicators and reports.
 * Owns the translation between what others write and the product's own objects; owns no fact of its own.
 */
import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { GoalsModule } from '../goals/goals.module.js';
import { ProposalsModule } from '../proposals/proposals.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ConsultationFilesController } from './consultation-files.controller.js';
import { ConsultationFiles } from './consultation-files.service.js';
import { GoalDocumentsController } from './goals/goal-documents.controller.js';
import { GoalOriginals } from './goals/goal-originals.service.js';
import { MemorandaController } from './memoranda.controller.js';
import { MemorandumReader } from './memoranda.reader.js';
import { Memoranda } from './memoranda.service.js';

@Module({
  imports: [RegistryModule, ProposalsModule, ConsultationsModule, GoalsModule],
  controllers: [MemorandaController, ConsultationFilesController, GoalDocumentsController],
  providers: [Memoranda, MemorandumReader, ConsultationFiles, GoalOriginals],
})
export class InterchangeModule {}
