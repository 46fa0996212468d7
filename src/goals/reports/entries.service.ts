/** One goal in a report: judging and commenting it, marking it done, reviewing it. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { conflict, notFound } from '../../kernel/errors.js';
import { step } from '../../kernel/transitions.js';
import { may, requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import type { NewEvent } from '../../platform/events/event.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { seesWork } from '../work-sight.js';
import { type RichText, richTextFrom } from '../rich-text.rules.js';
import { entryStates, type EntryState, reportStates } from './report.rules.js';
import { type LockedReport, seenReport, shareReport } from './report.store.js';
import { type Attainment, requireReasoned, type ShortfallReason, type SuccessFactor } from './status.rules.js';

/** What is left out stays as it is. */
export interface EntryInput {
  status?: Attainment | undefined;
  reasons?: string | null | undefined;
  comment?: RichText | undefined;
  successFactors?: readonly SuccessFactor[] | undefined;
  shortfallReasons?: readonly ShortfallReason[] | undefined;
}

export interface EntryOutcome {
  goalId: string;
  state: EntryState;
  status: Attainment;
  version: number;
}

interface LockedEntry extends EntryOutcome {
  reasons: string | null;
  markedBy: string | null;
  below: number;
}

const selectLocked = `
  with e as materialized (select * from report_entry where report_id = $1 and goal_id = any($2::uuid[]) order by goal_id for no key update)
  select e.goal_id as "goalId", e.state, e.status, e.reasons, e.marked_by as "markedBy", e.version,
      (select count(*)::integer from goal_placement p join goal g on g.id = p.goal_id where p.parent_id = e.goal_id and p.year = r.year
         and g.status not in ('draft', 'withdrawn')) as below
    from e join period_report r on r.id = e.report_id order by e.goal_id`;

@Injectable()
export class ReportEntries {
  constructor(private readonly events: Events) {}

  /** @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state`, validation-failed */
  async write(
    tx: Tx,
    actor: Actor,
    reportId: string,
    goalId: string,
    expected: number,
    input: EntryInput,
  ): Promise<EntryOutcome> {
    const report = await this.begin(tx, actor, reportId, 'goalReport.write');
    const entry = await this.lockOne(tx, report, goalId, expected);
    const edge = step(entryStates, entry.state, 'comment');
    const comment = input.comment === undefined ? null : JSON.stringify(richTextFrom(input.comment, '/comment'));
    await affected(
      tx,
      `update report_entry set state = $3, status = coalesce($4, status), reasons = case when $5 then $6 else reasons end,
           comment = coalesce($7::jsonb, comment), success_factors = coalesce($8::text[], success_factors),
           shortfall_reasons = coalesce($9::text[], shortfall_reasons), version = version + 1 where report_id = $1 and goal_id = $2`,
      [
        reportId,
        goalId,
        edge.to,
        input.status ?? null,
        input.reasons !== undefined,
        input.reasons?.trim().normalize('NFC') || null,
        comment,
        input.successFactors ?? null,
        input.shortfallReasons ?? null,
      ],
    );
    await this.events.record(tx, actor, eventOf(report, edge.event, goalId));
    return { goalId, state: edge.to, status: input.status ?? entry.status, version: entry.version + 1 };
  }

  /** @throws as `write`; validation-failed `reasons-required` */
  async markDone(tx: Tx, actor: Actor, reportId: string, goalId: string, expected: number): Promise<EntryOutcome> {
    const report = await this.begin(tx, actor, reportId, 'goalReport.write');
    const entry = await this.lockOne(tx, report, goalId, expected);
    const edge = step(entryStates, entry.state, 'markDone');
    requireReasoned(entry);
    await affected(
      tx,
      `update report_entry set state = $3, marked_by = $4, reviewed_by = null, version = version + 1 where report_id = $1 and goal_id = $2`,
      [reportId, goalId, edge.to, actor.personId],
    );
    await this.events.record(tx, actor, eventOf(report, edge.event, goalId));
    return { ...outcomeOf(entry), state: edge.to, version: entry.version + 1 };
  }

  /** Back to be written in; what was judged and commented stays. @throws as `write` */
  async reopen(tx: Tx, actor: Actor, reportId: string, goalId: string, expected: number): Promise<EntryOutcome> {
    const report = await this.begin(tx, actor, reportId, 'goalReport.write', 'goalReport.review');
    const entry = await this.lockOne(tx, report, goalId, expected);
    const edge = step(entryStates, entry.state, 'reopen');
    await affected(
      tx,
      `update report_entry set state = $3, marked_by = null, reviewed_by = null, version = version + 1 where report_id = $1 and goal_id = $2`,
      [reportId, goalId, edge.to],
    );
    await this.events.record(tx, actor, eventOf(report, edge.event, goalId));
    return { ...outcomeOf(entry), state: edge.to, version: entry.version + 1 };
  }

  /**
   * Reviews several at once, all or none: a report has dozens of goals.
   * @throws not-found, forbidden, state-conflict (`not-allowed-in-state`, `four-eyes`)
   */
  async review(tx: Tx, actor: Actor, reportId: string, goalIds: readonly string[]): Promise<EntryOutcome[]> {
    const report = await this.begin(tx, actor, reportId, 'goalReport.review');
    const entries = await rows<LockedEntry>(tx, selectLocked, [reportId, goalIds]);
    if (entries.length !== goalIds.length) throw notFound('Målet i rapporten');
    for (const { state, markedBy } of entries) {
      step(entryStates, state, 'review');
      if (markedBy === actor.personId)
        throw conflict('four-eyes', 'Den som har klarmarkerat ett mål kan inte också granska det.');
    }
    await affected(
      tx,
      `update report_entry set state = 'reviewed', reviewed_by = $3, version = version + 1 where report_id = $1 and goal_id = any($2::uuid[])`,
      [reportId, goalIds, actor.personId],
    );
    await this.events.record(
      tx,
      actor,
      ...entries.map(({ goalId }) => eventOf(report, 'reportEntry.reviewed', goalId)),
    );
    return entries.map((entry) => ({ ...outcomeOf(entry), state: 'reviewed', version: entry.version + 1 }));
  }

  private async begin(
    tx: Tx,
    actor: Actor,
    reportId: string,
    ...acts: ('goalReport.write' | 'goalReport.review')[]
  ): Promise<LockedReport> {
    const seen = await seenReport(tx, actor, reportId);
    if (seen === undefined || !seesWork(actor, seen.authorityId)) throw notFound('Rapporten');
    const place = { authorityId: seen.authorityId };
    if (!acts.some((act) => may(actor, act, place))) requirePermit(actor, acts[0] ?? 'goalReport.write', place);
    const shared = await shareReport(tx, reportId);
    step(reportStates, shared.status, 'edit');
    return shared;
  }

  private async lockOne(tx: Tx, { id }: LockedReport, goalId: string, expected: number): Promise<LockedEntry> {
    const [entry] = await rows<LockedEntry>(tx, selectLocked, [id, [goalId]]);
    if (entry === undefined) throw notFound('Målet i rapporten');
    requireVersion(expected, entry.version);
    return entry;
  }
}

const outcomeOf = ({ goalId, state, status, version }: EntryOutcome): EntryOutcome => ({
  goalId,
  state,
  status,
  version,
});

function eventOf({ id, matterId, year, period }: LockedReport, type: string, goalId: string): NewEvent {
  return { type, subjectKind: 'periodReport', subjectId: id, matterId, payload: { goalId, year, period } };
}
