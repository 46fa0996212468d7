/**
 * How bodies decide about a period report: preparatory bodies recommend or pass on; the last body decides it, and from then
 * neither its texts nor the outcomes of its period change. Runs in the decision's own transaction.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { step } from '../../kernel/transitions.js';
import { requireOwnBody } from '../../identity/reach.rules.js';
import { affected, type Db, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { NewEvent } from '../../platform/events/event.js';
import { Events } from '../../platform/events/events.service.js';
import type {
  OutcomeOnSubject,
  PatchLine,
  Presentation,
  ResultingVersion,
  SubjectHandler,
  SubjectState,
} from '../../decisions/subject-handler.js';
import { requireVersionSeen, resultingVersion } from '../../decisions/subject-version.rules.js';
import { lockYear } from '../chains.service.js';
import { goalStates, type GoalStatus } from '../goal.rules.js';
import { includeInReports } from '../goals.store.js';
import { contentOf, liveEntries, type ReportContent, reportHead } from './content.js';
import { presentationOf } from './presentation.rules.js';
import { actOf, amendablePaths, amended, outcomesOf, reportStates, requireAllReviewed } from './report.rules.js';
import * as store from './report.store.js';
import { requireReasoned } from './status.rules.js';

@Injectable()
export class PeriodReportSubject implements SubjectHandler {
  readonly kind = 'periodReport';
  readonly amendablePaths = amendablePaths;
  readonly allowedOutcomes = outcomesOf;
  readonly readySql = `select s.id as subject_id, s.matter_id from period_report s
     where s.status = 'drafting' and exists (select from report_entry e where e.report_id = s.id)
       and not exists (select from report_entry e where e.report_id = s.id and e.state <> 'reviewed')`;

  constructor(private readonly events: Events) {}

  async state(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState | undefined> {
    const report = await store.seenReport(tx, actor, subjectId);
    return report === undefined ? undefined : stateOf(report);
  }

  /** Freezes texts, figures and comparisons as they stand: what the body reads is what it decides. */
  async scheduled(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState> {
    const report = await store.lockReport(tx, subjectId);
    const edge = step(reportStates, report.status, 'schedule');
    await lockYear(tx, report.year);
    await includeInReports(tx, report.authorityId, report.year);
    const head = await reportHead(tx, subjectId);
    const entries = await liveEntries(tx, head);
    requireAllReviewed(entries);
    await store.freeze(tx, report.versionId, contentOf(head, entries));
    await store.moveReport(tx, report, edge.to);
    await this.tell(tx, actor, report, edge.event, { versionNumber: report.versionNumber });
    return stateOf(report);
  }

  async presentation(db: Db, subjectId: string, versionId: string): Promise<Presentation> {
    return presentationOf(await store.contentOfVersion(db, subjectId, versionId));
  }

  /** @throws as `amended` does; validation-failed `reasons-required` */
  async requireFittingPatch(db: Db, subjectId: string, versionId: string, patch: readonly PatchLine[]): Promise<void> {
    withPatch(await store.contentOfVersion(db, subjectId, versionId), patch);
  }

  /**
   * @throws state-conflict: `not-allowed-in-state`, `version-changed`, `body-of-other-authority`, `patch-outdated`;
   *   validation-failed for a patch that cannot be read or leaves a status without its reasons
   */
  async recordOutcome(tx: Tx, actor: Actor, outcome: OutcomeOnSubject): Promise<ResultingVersion> {
    const report = await store.lockReport(tx, outcome.subjectId);
    requireOwnBody(outcome.body, report.authorityId, ['rapporten', 'den']);
    const edge = step(reportStates, report.status, actOf(outcome.outcome, outcome.isLastStep));
    requireVersionSeen(report, outcome);
    const seen = await store.contentOfVersion(tx, report.id, report.versionId);
    const content = withPatch(seen, outcome.patch);
    const isAmended = outcome.outcome === 'approveWithChanges';
    const result = resultingVersion(
      isAmended ? await store.insertAmendment(tx, actor, report, content, outcome.decisionId) : report,
    );
    if (edge.to === 'decided') await this.lockEntries(tx, actor, report, content);
    const decidedDay = edge.to === 'decided' ? outcome.decisionDay : undefined;
    const isChanged = edge.to !== edge.from || result.versionResultId !== report.versionId;
    if (isChanged) await store.moveReport(tx, report, edge.to, decidedDay);
    await this.tell(tx, actor, report, edge.event, {
      decisionId: outcome.decisionId,
      bodyId: outcome.body.id,
      outcome: outcome.outcome,
      versionSeen: outcome.versionSeenNumber,
      versionResult: result.versionResultNumber,
    });
    return result;
  }

  /** Before the report itself: once it is decided the database takes no change of its entries. */
  private async lockEntries(tx: Tx, actor: Actor, report: store.LockedReport, content: ReportContent): Promise<void> {
    const { entries } = content;
    const locked = await affected(
      tx,
      `update report_entry e set state = 'lockedWithReport', status = c.status, reasons = c.reasons, version = e.version + 1
         from unnest($2::uuid[], $3::text[], $4::text[]) as c (goal_id, status, reasons) where e.report_id = $1 and e.goal_id = c.goal_id and e.state = 'reviewed'`,
      [
        report.id,
        entries.map(({ goalId }) => goalId),
        entries.map(({ status }) => status),
        entries.map(({ reasons }) => reasons),
      ],
    );
    if (locked !== entries.length)
      throw new Error(`period report ${report.id} has other entries than its frozen version`);
    await this.moveGoals(tx, actor, report);
  }

  /** Reported by an interim report, assessed by the year's. A goal closed in the meantime stays closed. */
  private async moveGoals(tx: Tx, actor: Actor, report: store.LockedReport): Promise<void> {
    const act = report.period === 'year' ? 'assess' : 'report';
    const goals = await rows<{ id: string; status: GoalStatus }>(
      tx,
      `select g.id, g.status from goal g join report_entry e on e.goal_id = g.id where e.report_id = $1 order by g.id for no key update of g`,
      [report.id],
    );
    const moves = goals.flatMap(({ id, status }) => {
      const edge = goalStates.edges.find((one) => one.from === status && one.act === act);
      return edge === undefined || edge.to === status ? [] : [{ id, edge }];
    });
    if (moves.length === 0) return;
    await affected(
      tx,
      `update goal g set status = m.status, version = g.version + 1 from unnest($1::uuid[], $2::text[]) as m (id, status) where g.id = m.id`,
      [moves.map(({ id }) => id), moves.map(({ edge }) => edge.to)],
    );
    const events = moves.map(({ id, edge }): NewEvent => {
      const payload = { from: edge.from, to: edge.to, reportId: report.id };
      return { type: edge.event, subjectKind: 'goal', subjectId: id, matterId: report.matterId, payload };
    });
    await this.events.record(tx, actor, ...events);
  }

  private tell(
    tx: Tx,
    actor: Actor,
    { id, matterId, year, period }: store.LockedReport,
    type: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    const whole = { year, period, ...payload };
    return this.events.record(tx, actor, {
      type,
      subjectKind: 'periodReport',
      subjectId: id,
      matterId,
      payload: whole,
    });
  }
}

function stateOf({ matterId, authorityId, title, versionId, versionNumber }: store.LockedReport): SubjectState {
  return { matterId, authorityId, title, versionId, versionNumber };
}

function withPatch(content: ReportContent, patch: readonly PatchLine[]): ReportContent {
  const entries = amended(content.entries, patch);
  for (const [index, entry] of entries.entries())
    if (entry !== content.entries[index])
      requireReasoned({ ...entry, below: Object.values(entry.below).reduce((sum, count) => sum + count, 0) }, '/patch');
  return { ...content, entries };
}
