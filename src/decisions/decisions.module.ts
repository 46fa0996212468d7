/**
 * How any body decides anything: the calendar of meetings, the route of a matter, agenda items, decisions.
 * Owns the order of deciding and the record of it. Knows no money and no memorandum: what is decided belongs to the
 * module that registered a handler for its kind.
 */
import { Module } from '@nestjs/common';
import { Checks } from '../platform/checks.js';
import { RegistryModule } from '../registry/registry.module.js';
import { decisionChecks } from './decisions.checks.js';
import { DecisionsController } from './decisions.controller.js';
import { DecisionsQueries } from './decisions.queries.js';
import { Decisions } from './decisions.service.js';
import { Meetings } from './meetings.service.js';
import { Routes } from './routes.service.js';
import { Subjects } from './subjects.js';

@Module({
  imports: [RegistryModule],
  controllers: [DecisionsController],
  providers: [Subjects, Meetings, Routes, Decisions, DecisionsQueries],
  exports: [Subjects, Meetings, Routes, Decisions, DecisionsQueries],
})
export class DecisionsModule {
  constructor(checks: Checks) {
    checks.add(decisionChecks);
  }
}
