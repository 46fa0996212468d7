/**
 * In and out. First form: reading a memorandum (plain text or .docx) into a draft proposal, and documents about goals.
 * Owns the translation between what others write and the product's own objects; owns no fact of its own.
 */
import { Module } from '@nestjs/common';
import { GoalsModule } from '../goals/goals.module.js';
import { ProposalsModule } from '../proposals/proposals.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { GoalDocumentsController } from './goals/goal-documents.controller.js';
import { MemorandaController } from './memoranda.controller.js';
import { MemorandumReader } from './memoranda.reader.js';
import { Memoranda } from './memoranda.service.js';

@Module({
  imports: [RegistryModule, ProposalsModule, GoalsModule],
  controllers: [MemorandaController, GoalDocumentsController],
  providers: [Memoranda, MemorandumReader],
})
export class InterchangeModule {}
