/** Period reports: opening one, its head, and working on it again. The bodies' part is in report.subject.ts, the entries' in entries.service.ts. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, notFound } from '../../kernel/errors.js';
import { step } from '../../kernel/transitions.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { Registry } from '../../registry/registry.service.js';
import { lockYear } from '../chains.service.js';
import { goalEvents } from '../goals.events.js';
import { includeInReports } from '../goals.store.js';
import { requireAuthority } from '../known.js';
import { dueDayOf, type Period, periodWords } from '../period.rules.js';
import { type RichText, richTextFrom } from '../rich-text.rules.js';
import { type ReportAct, reportStates, type ReportStatus } from './report.rules.js';
import { beginVersion, insertReport, type LockedReport, lockReport, moveReport, seenReport } from './report.store.js';

export interface ReportChange {
  title?: string | undefined;
  summary?: RichText | undefined;
  dueDay?: Day | undefined;
}

export interface NewReport {
  authorityId: string;
  year: number;
  period: Period;
  title?: string | undefined;
  /** When every goal is to be marked done; the statutory day when left out. */
  dueDay?: Day | undefined;
}

export interface ReportState {
  id: string;
  status: ReportStatus;
  versionNumber: number;
  version: number;
}

const clean = (text: string): string => text.trim().normalize('NFC');

@Injectable()
export class PeriodReports {
  constructor(
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /**
   * Opens the matter and the report, with an entry for every goal of the authority in the year.
   * @throws forbidden, validation-failed `unknown-authority`, state-conflict `no-chain`, duplicate when the period has its report
   */
  async open(
    tx: Tx,
    actor: Actor,
    command: NewReport,
  ): Promise<ReportState & { matterId: string; registrationNumber: string }> {
    const { authorityId, year, period } = command;
    await requireAuthority(tx, authorityId, '/authorityId');
    requirePermit(actor, 'goalReport.write', { authorityId });
    const title = clean(command.title ?? `Uppföljning av mål och åtaganden ${periodWords[period]} ${year}`);
    await lockYear(tx, year);
    const matter = await this.registry.openMatter(tx, actor, { authorityId, title });
    const id = uuidv7();
    const dueDay = command.dueDay ?? dueDayOf(year, period);
    await insertReport(tx, {
      id,
      matterId: matter.id,
      authorityId,
      year,
      period,
      title,
      dueDay,
      createdBy: actor.personId,
    });
    await includeInReports(tx, authorityId, year);
    await this.tell(
      tx,
      actor,
      goalEvents.reportOpened,
      { id, matterId: matter.id },
      { authorityId, year, period, dueDay },
    );
    const { registrationNumber } = matter;
    return { id, status: 'drafting', versionNumber: 1, version: 1, matterId: matter.id, registrationNumber };
  }

  /** What is left out stays as it is. @throws not-found, forbidden, precondition-failed, state-conflict, validation-failed */
  async change(tx: Tx, actor: Actor, id: string, expected: number, change: ReportChange): Promise<ReportState> {
    const report = await this.begin(tx, actor, id, expected);
    const edge = step(reportStates, report.status, 'edit');
    const summary = change.summary === undefined ? null : JSON.stringify(richTextFrom(change.summary, '/summary'));
    await affected(
      tx,
      `update period_report set title = coalesce($2, title), summary = coalesce($3::jsonb, summary), due_day = coalesce($4::date, due_day) where id = $1`,
      [id, change.title === undefined ? null : clean(change.title), summary, change.dueDay ?? null],
    );
    const version = await moveReport(tx, report, edge.to);
    const fields = Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    await this.tell(tx, actor, edge.event, report, { fields });
    return { id, status: edge.to, versionNumber: report.versionNumber, version };
  }

  /** Takes it back, or takes it up again after a referral back. @throws as `change` */
  async act(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    act: Extract<ReportAct, 'withdraw' | 'revise'>,
  ): Promise<ReportState> {
    const report = await this.begin(tx, actor, id, expected);
    const edge = step(reportStates, report.status, act);
    if (act === 'revise') await beginVersion(tx, actor, report);
    const version = await moveReport(tx, report, edge.to);
    if (act === 'revise') {
      // Goals adopted while a body had the report belong to it from now on.
      await lockYear(tx, report.year);
      await includeInReports(tx, report.authorityId, report.year);
    }
    const versionNumber = report.versionNumber + (act === 'revise' ? 1 : 0);
    await this.tell(tx, actor, edge.event, report, { versionNumber });
    return { id, status: edge.to, versionNumber, version };
  }

  /** Matter before report, as everybody locks; what the person may not see is not there. */
  private async begin(tx: Tx, actor: Actor, id: string, expected: number): Promise<LockedReport> {
    const seen = await seenReport(tx, actor, id);
    if (seen === undefined) throw notFound('Rapporten');
    requirePermit(actor, 'goalReport.write', { authorityId: seen.authorityId });
    const matter = await this.registry.lockMatter(tx, seen.matterId);
    if (matter.status !== 'open') throw conflict('matter-closed', `Ärendet ${matter.registrationNumber} är avslutat.`);
    const report = await lockReport(tx, id);
    requireVersion(expected, report.version);
    return report;
  }

  private tell(
    tx: Tx,
    actor: Actor,
    type: string,
    { id, matterId }: Pick<LockedReport, 'id' | 'matterId'>,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'periodReport', subjectId: id, matterId, payload });
  }
}
