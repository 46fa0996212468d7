/**
 * Costs from a file: read, shown row by row, and taken as a whole or not at all. The same file is taken once. Whatever its
 * length, no more than a batch of its rows is in memory: they are written while the file is read, in the one transaction
 * that a single fault undoes.
 */
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, type Db, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { cleanFileName } from '../../platform/files/file-name.js';
import { type Progress, type ProgressStage, unfollowed } from '../../platform/progress/progress.js';
import { openCostFile } from './cost-file.js';
import { CostFileJudge, type PlacedCost } from './cost-file.judge.js';
import { writeCosts } from './cost.store.js';
import { costEvents } from './costs.events.js';
import type { ImportFormat, RowFault } from './import-file.rules.js';
import { rowCountOf } from './row-count.js';

export interface PreviewRow {
  row: number;
  projectCode: string;
  measureTitle: string | null;
  sourceName: string;
  year: number;
  costDay: string;
  bookedDay: string | null;
  amount: Money;
  text: string;
  voucher: string | null;
}

export interface ImportPreview {
  format: ImportFormat;
  fileSha256: string;
  /** Nothing stands in the way of taking it. */
  acceptable: boolean;
  alreadyImported: boolean;
  rows: number;
  skipped: number;
  total: Money;
  /** The first rows that can be read. */
  costs: PreviewRow[];
  faultCount: number;
  faults: RowFault[];
}

export interface AcceptedImport {
  id: string;
  lines: number;
  skipped: number;
  total: Money;
}

const shownRows = 500;

@Injectable()
export class CostImports {
  constructor(private readonly events: Events) {}

  /**
   * Reads and checks the file and saves nothing. Outside a transaction: reading may take longer than one may be silent.
   * @throws forbidden, file-rejected
   */
  async preview(db: Db, actor: Actor, bytes: Buffer, progress: Progress = unfollowed): Promise<ImportPreview> {
    requirePermit(actor, 'cost.record');
    const sha256 = digestOf(bytes);
    const counted = await rowsTold(progress, bytes);
    counted('checking', 0);
    const judge = await CostFileJudge.begin(db);
    const file = openCostFile(bytes, judge.known);
    const costs: PreviewRow[] = [];
    for await (const batch of file.batches) {
      const placed = await judge.take(batch);
      costs.push(...placed.slice(0, shownRows - costs.length).map(shown));
      counted('checking', judge.rows + judge.skipped);
    }
    judge.end();
    const alreadyImported = await isImported(db, sha256);
    return {
      format: file.format,
      fileSha256: sha256.toString('hex'),
      acceptable: judge.faultCount === 0 && !alreadyImported,
      alreadyImported,
      rows: judge.rows,
      skipped: judge.skipped,
      total: Money.fromOre(judge.totalOre),
      costs,
      faultCount: judge.faultCount,
      faults: judge.faults,
    };
  }

  /**
   * Takes every row, or none. After the first fault nothing more is written, and the rest is read for its faults alone.
   * @throws forbidden, file-rejected, validation-failed `import-faults` with one error per fault, duplicate `file-imported`
   */
  async accept(
    tx: Tx,
    actor: Actor,
    bytes: Buffer,
    fileName: string,
    progress: Progress = unfollowed,
  ): Promise<AcceptedImport> {
    requirePermit(actor, 'cost.record');
    const sha256 = digestOf(bytes);
    if (await isImported(tx, sha256)) throw alreadyImported();
    const id = uuidv7();
    const counted = await rowsTold(progress, bytes);
    const judge = await CostFileJudge.begin(tx);
    const file = openCostFile(bytes, judge.known);
    let lines = 0;
    for await (const batch of file.batches) {
      const placed = await judge.take(batch);
      // Nothing more is booked after a fault, but a transaction that says nothing is ended by the database.
      if (judge.faultCount > 0) await isImported(tx, sha256);
      else if (placed.length > 0) await writeCosts(tx, { importId: id, recordedBy: actor.personId }, placed);
      lines += placed.length;
      counted(judge.faultCount > 0 ? 'checking' : 'writing', judge.rows + judge.skipped);
    }
    judge.end();
    if (judge.faultCount > 0) throw refusedFor(judge);
    const total = Money.fromOre(judge.totalOre);
    await affected(
      tx,
      `insert into cost_import (id, file_sha256, file_name, format, lines, total_ore, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, sha256, cleanFileName(fileName), file.format, lines, total.ore, actor.personId],
    );
    await this.events.record(tx, actor, {
      type: costEvents.imported,
      subjectKind: 'costImport',
      subjectId: id,
      payload: { format: file.format, lines, total: total.toString() },
    });
    return { id, lines, skipped: judge.skipped, total };
  }
}

/** Rows are read, checked and written some at a time, so one count tells how far all of it has come. */
async function rowsTold(progress: Progress, bytes: Buffer): Promise<(stage: ProgressStage, rows: number) => void> {
  if (progress === unfollowed) return () => undefined;
  const total = await rowCountOf(bytes);
  return (stage, done) => progress.report(stage, done, total);
}

const digestOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

async function isImported(db: Db, sha256: Buffer): Promise<boolean> {
  return (await rows(db, `select 1 from cost_import where file_sha256 = $1`, [sha256])).length > 0;
}

function refusedFor({ faults, faultCount }: CostFileJudge): DomainError {
  const first = faults[0] as RowFault;
  const more = faultCount === 1 ? '' : ` Och ${faultCount - 1} fel till.`;
  return new DomainError('validation-failed', `Filen togs inte emot; ingenting är bokfört. ${first.detail}${more}`, {
    code: 'import-faults',
    errors: faults.map(({ row, column, code, detail }) => ({
      pointer: `/rows/${row}${column === null ? '' : `/${column}`}`,
      code,
      detail,
    })),
    members: { faultCount },
  });
}

function alreadyImported(): DomainError {
  return new DomainError('duplicate', 'Samma fil är redan inläst; ingenting är bokfört en gång till.', {
    code: 'file-imported',
  });
}

function shown({ place, row, projectCode, costDay, bookedDay, amount, text, voucher }: PlacedCost): PreviewRow {
  return {
    row,
    projectCode,
    measureTitle: place.measureTitle,
    sourceName: place.sourceName,
    year: place.year,
    costDay,
    bookedDay,
    amount,
    text,
    voucher,
  };
}
