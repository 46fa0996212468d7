/** The rows a period report lives in. What is written here runs under the lock of its report. */
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { canonicalJson } from '../../kernel/canonical.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { reachOver } from '../../identity/reach.rules.js';
import { affected, type Db, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { Period } from '../period.rules.js';
import { workSight } from '../work-sight.js';
import type { ReportContent } from './content.js';
import type { ReportStatus } from './report.rules.js';

export interface LockedReport {
  id: string;
  matterId: string;
  authorityId: string;
  year: number;
  period: Period;
  title: string;
  status: ReportStatus;
  dueDay: Day;
  version: number;
  versionId: string;
  versionNumber: number;
  isFrozen: boolean;
}

/**
 * `r` is the report: the authority sees the work, and controllers, who review it, everywhere; others what has been frozen
 * for an agenda. $1: own authorities, $2: sees all agendas, $3: sees all work.
 */
export const seesReport = `($3::boolean or r.authority_id = any($1::uuid[]) or ($2::boolean or r.status = 'decided') and exists (
  select from period_report_version v where v.report_id = r.id and v.frozen_at is not null))`;

export function reportSight(actor: Actor): [string[], boolean, boolean] {
  const { everywhere, authorityIds } = workSight(actor);
  return [authorityIds, reachOver('agendas', actor).everywhere, everywhere];
}

const columns = `r.id, r.matter_id as "matterId", r.authority_id as "authorityId", r.year, r.period, r.title, r.status, r.due_day as "dueDay", r.version,
  r.current_version_id as "versionId", r.current_version as "versionNumber",
  (select v.frozen_at is not null from period_report_version v where v.id = r.current_version_id) as "isFrozen"`;

export async function seenReport(db: Db, actor: Actor, id: string): Promise<LockedReport | undefined> {
  const [report] = await rows<LockedReport>(
    db,
    `select ${columns} from period_report r where r.id = $4 and ${seesReport}`,
    [...reportSight(actor), id],
  );
  return report;
}

/** @throws not-found */
export async function lockReport(tx: Tx, id: string): Promise<LockedReport> {
  await rows(tx, `select 1 from period_report where id = $1 for no key update`, [id]);
  // Read in a statement begun after the lock: whoever changed it while we waited is seen.
  const [report] = await rows<LockedReport>(tx, `select ${columns} from period_report r where r.id = $1`, [id]);
  if (report === undefined) throw notFound('Rapporten');
  return report;
}

/** Several may write in entries of their own; none while the report is put on an agenda. @throws not-found */
export async function shareReport(tx: Tx, id: string): Promise<LockedReport> {
  await rows(tx, `select 1 from period_report where id = $1 for share`, [id]);
  const [report] = await rows<LockedReport>(tx, `select ${columns} from period_report r where r.id = $1`, [id]);
  if (report === undefined) throw notFound('Rapporten');
  return report;
}

export interface NewReportRow {
  id: string;
  matterId: string;
  authorityId: string;
  year: number;
  period: Period;
  title: string;
  dueDay: Day;
  createdBy: string | null;
}

export async function insertReport(tx: Tx, report: NewReportRow): Promise<void> {
  await affected(
    tx,
    `with r as (insert into period_report (id, matter_id, authority_id, year, period, title, due_day, current_version_id, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9))
     insert into period_report_version (id, report_id, number, origin, created_by) values ($8, $1, 1, 'written', $9)`,
    [
      report.id,
      report.matterId,
      report.authorityId,
      report.year,
      report.period,
      report.title,
      report.dueDay,
      uuidv7(),
      report.createdBy,
    ],
  );
}

/** @returns the new row version */
export async function moveReport(tx: Tx, report: LockedReport, to: ReportStatus, decidedDay?: Day): Promise<number> {
  const moved = await affected(
    tx,
    `update period_report set status = $3, decided_day = $4::date, version = version + 1 where id = $1 and status = $2`,
    [report.id, report.status, to, decidedDay ?? null],
  );
  // With the lock it never happens: it is the assertion that the lock was taken.
  if (moved !== 1) throw new Error(`period report ${report.id} changed status under its lock`);
  return report.version + 1;
}

export async function freeze(tx: Tx, versionId: string, content: ReportContent): Promise<void> {
  const frozen = await affected(
    tx,
    `update period_report_version set content = $2, content_hash = sha256(convert_to($2, 'UTF8')), frozen_at = clock_timestamp()
      where id = $1 and frozen_at is null`,
    [versionId, canonicalJson(content)],
  );
  if (frozen !== 1) throw new Error(`report version ${versionId} was frozen under its lock`);
}

/** A new version to go on working in. */
export async function beginVersion(tx: Tx, actor: Actor, report: LockedReport): Promise<void> {
  await affected(
    tx,
    `with v as (insert into period_report_version (id, report_id, number, origin, created_by) values ($1, $2, $3, 'written', $4))
     update period_report set current_version_id = $1, current_version = $3 where id = $2`,
    [uuidv7(), report.id, report.versionNumber + 1, actor.personId],
  );
}

/** What a body changed, as a version of its own. */
export async function insertAmendment(
  tx: Tx,
  actor: Actor,
  report: LockedReport,
  content: ReportContent,
  decisionId: string,
): Promise<{ versionId: string; versionNumber: number }> {
  const [versionId, versionNumber] = [uuidv7(), report.versionNumber + 1];
  await affected(
    tx,
    `with v as (insert into period_report_version (id, report_id, number, origin, content, content_hash, decision_id, frozen_at, created_by)
         values ($1, $2, $3, 'amendment', $4, sha256(convert_to($4, 'UTF8')), $5, clock_timestamp(), $6))
     update period_report set current_version_id = $1, current_version = $3 where id = $2`,
    [versionId, report.id, versionNumber, canonicalJson(content), decisionId, actor.personId],
  );
  return { versionId, versionNumber };
}

/** @throws Error when the version was never frozen: an agenda item points at it, so that is a fault of ours */
export async function contentOfVersion(db: Db, reportId: string, versionId: string): Promise<ReportContent> {
  const [version] = await rows<{ content: string | null }>(
    db,
    `select content from period_report_version where id = $2 and report_id = $1`,
    [reportId, versionId],
  );
  if (version?.content == null) throw new Error(`period report ${reportId} has no frozen version ${versionId}`);
  return JSON.parse(version.content) as ReportContent;
}
