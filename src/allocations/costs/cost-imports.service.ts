/** Costs from a file: read, shown row by row, and taken as a whole or not at all. The same file is taken once. */
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { yearOf } from '../../kernel/day.js';
import { DomainError } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { cleanFileName } from '../../platform/files/file-name.js';
import { type FoundPlace, placesOf } from './cost.store.js';
import { costEvents } from './costs.events.js';
import { placeFault } from './costs.service.js';
import { readCsv } from './csv.rules.js';
import type { ImportFormat, ReadFile, RowFault } from './import-file.rules.js';
import { costOfRow, type ReadCost } from './row.rules.js';
import { isSie, readSie } from './sie.rules.js';
import { rowFault, rowsOfTable } from './table.rules.js';
import { isZip, readXlsx } from './xlsx.reader.js';

/** A cost with its place. */
interface PlacedCost extends ReadCost {
  place: FoundPlace;
}

interface Judged {
  format: ImportFormat;
  sha256: Buffer;
  costs: PlacedCost[];
  rows: number;
  skipped: number;
  faults: RowFault[];
  alreadyImported: boolean;
}

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
const shownFaults = 200;

@Injectable()
export class CostImports {
  constructor(private readonly events: Events) {}

  /** Reads the file and saves nothing. @throws forbidden, file-rejected */
  async preview(tx: Tx, actor: Actor, bytes: Buffer): Promise<ImportPreview> {
    requirePermit(actor, 'cost.record');
    const judged = await this.judge(tx, bytes);
    return {
      format: judged.format,
      fileSha256: judged.sha256.toString('hex'),
      acceptable: judged.faults.length === 0 && !judged.alreadyImported,
      alreadyImported: judged.alreadyImported,
      rows: judged.rows,
      skipped: judged.skipped,
      total: totalOf(judged.costs),
      costs: judged.costs.slice(0, shownRows).map(shown),
      faultCount: judged.faults.length,
      faults: judged.faults.slice(0, shownFaults),
    };
  }

  /**
   * Takes every row, or none.
   * @throws forbidden, file-rejected, validation-failed `import-faults` with one error per fault, duplicate `file-imported`
   */
  async accept(tx: Tx, actor: Actor, bytes: Buffer, fileName: string): Promise<AcceptedImport> {
    requirePermit(actor, 'cost.record');
    const judged = await this.judge(tx, bytes);
    if (judged.alreadyImported) throw alreadyImported();
    if (judged.faults.length > 0) throw refusedFor(judged.faults);
    const id = uuidv7();
    const total = totalOf(judged.costs);
    await affected(
      tx,
      `insert into cost_import (id, file_sha256, file_name, format, lines, total_ore, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, judged.sha256, cleanFileName(fileName), judged.format, judged.costs.length, total.ore, actor.personId],
    );
    await this.write(tx, actor, id, judged.costs);
    await this.events.record(tx, actor, {
      type: costEvents.imported,
      subjectKind: 'costImport',
      subjectId: id,
      payload: { format: judged.format, lines: judged.costs.length, total: total.toString() },
    });
    return { id, lines: judged.costs.length, skipped: judged.skipped, total };
  }

  private async judge(tx: Tx, bytes: Buffer): Promise<Judged> {
    const sha256 = createHash('sha256').update(bytes).digest();
    const codes = await codesOf(tx);
    const file = await read(bytes, new Set(codes.keys()));
    const faults = [...file.faults];
    const costs: ReadCost[] = [];
    for (const row of file.rows) {
      const read = costOfRow(row);
      if (Array.isArray(read)) faults.push(...read);
      else costs.push(read);
    }
    const placed = await this.place(tx, costs, codes, faults);
    if (file.rows.length === 0 && faults.length === 0)
      faults.push(rowFault(1, null, 'empty', '', 'Filen har inga kostnader på kända projektkoder.'));
    const earlier = await rows(tx, `select 1 from cost_import where file_sha256 = $1`, [sha256]);
    return {
      format: file.format,
      sha256,
      costs: placed,
      rows: file.rows.length,
      skipped: file.skipped,
      faults: faults.toSorted((a, b) => a.row - b.row),
      alreadyImported: earlier.length > 0,
    };
  }

  /** Each place is asked for once, however many rows stand on it. */
  private async place(
    tx: Tx,
    costs: readonly ReadCost[],
    codes: ReadonlyMap<string, CodeRow>,
    faults: RowFault[],
  ): Promise<PlacedCost[]> {
    const keyOf = (cost: ReadCost): string => `${cost.projectCode} ${yearOf(cost.costDay)}`;
    const asked = new Map<string, CodeRow & { year: number }>();
    for (const cost of costs) {
      const code = codes.get(cost.projectCode);
      if (code !== undefined) asked.set(keyOf(cost), { ...code, year: yearOf(cost.costDay) });
    }
    const found = await placesOf(tx, [...asked.values()]);
    const places = new Map([...asked.keys()].map((key, index) => [key, found[index]]));
    return costs.flatMap((cost) => {
      const { row, projectCode } = cost;
      if (!codes.has(projectCode)) {
        const detail = `Rad ${row}, projekt: koden ${projectCode} är inte knuten till någon insats och källa. Registrera den först, eller rätta raden.`;
        faults.push(rowFault(row, 'projekt', 'unknown-project', projectCode, detail));
        return [];
      }
      const place = places.get(keyOf(cost));
      const fault = placeFault(place, cost.costDay);
      if (fault === undefined && place !== undefined) return [{ ...cost, place }];
      const column = fault?.errors?.[0]?.pointer === '/costDay' ? 'kostnadsdag' : 'projekt';
      const detail = `Rad ${row}, ${column}: ${fault?.message ?? ''}`;
      faults.push(
        rowFault(
          row,
          column,
          fault?.code ?? 'unknown-measure',
          column === 'projekt' ? projectCode : cost.costDay,
          detail,
        ),
      );
      return [];
    });
  }

  private async write(tx: Tx, actor: Actor, importId: string, costs: readonly PlacedCost[]): Promise<void> {
    await affected(
      tx,
      `insert into actual_cost (id, source_year_id, proposal_id, measure_key, authority_id, cost_day, booked_day, amount_ore, text, voucher, import_id, import_row, recorded_by)
         select w.id, w.source_year_id, w.proposal_id, w.measure_key, w.authority_id, w.cost_day, w.booked_day, w.amount_ore, w.text, w.voucher, $1, w.import_row, $2
           from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::date[], $9::date[], $10::bigint[], $11::text[], $12::text[], $13::integer[])
             as w (id, source_year_id, proposal_id, measure_key, authority_id, cost_day, booked_day, amount_ore, text, voucher, import_row)`,
      [
        importId,
        actor.personId,
        costs.map(() => uuidv7()),
        costs.map(({ place }) => place.sourceYearId),
        costs.map(({ place }) => place.proposalId),
        costs.map(({ place }) => place.measureKey),
        costs.map(({ place }) => place.authorityId),
        costs.map(({ costDay }) => costDay),
        costs.map(({ bookedDay }) => bookedDay),
        costs.map(({ amount }) => amount.ore.toString()),
        costs.map(({ text }) => text),
        costs.map(({ voucher }) => voucher),
        costs.map(({ row }) => row),
      ],
    );
  }
}

interface CodeRow {
  proposalId: string;
  measureKey: string;
  sourceId: string;
}

async function codesOf(tx: Tx): Promise<Map<string, CodeRow>> {
  const found = await rows<CodeRow & { code: string }>(
    tx,
    `select code, proposal_id as "proposalId", measure_key as "measureKey", source_id as "sourceId" from project_code`,
  );
  return new Map(found.map(({ code, ...place }) => [code, place]));
}

/** Judged by the bytes, whatever the name says. @throws file-rejected */
async function read(bytes: Buffer, known: ReadonlySet<string>): Promise<ReadFile> {
  if (isSie(bytes)) return readSie(bytes, known);
  const isSheet = isZip(bytes);
  const table = isSheet ? { rows: await readXlsx(bytes), faults: [] } : readCsv(bytes);
  const format = isSheet ? 'xlsx' : 'csv';
  if (table.faults.length > 0) return { format, rows: [], skipped: 0, faults: table.faults };
  return { format, skipped: 0, ...rowsOfTable(table.rows) };
}

function refusedFor(faults: readonly RowFault[]): DomainError {
  const first = faults[0] as RowFault;
  const more = faults.length === 1 ? '' : ` Och ${faults.length - 1} fel till.`;
  return new DomainError('validation-failed', `Filen togs inte emot; ingenting är bokfört. ${first.detail}${more}`, {
    code: 'import-faults',
    errors: faults.slice(0, shownFaults).map(({ row, column, code, detail }) => ({
      pointer: `/rows/${row}${column === null ? '' : `/${column}`}`,
      code,
      detail,
    })),
    members: { faultCount: faults.length },
  });
}

function alreadyImported(): DomainError {
  return new DomainError('duplicate', 'Samma fil är redan inläst; ingenting är bokfört en gång till.', {
    code: 'file-imported',
  });
}

function totalOf(costs: readonly ReadCost[]): Money {
  return costs.reduce((sum, { amount }) => sum.add(amount), Money.zero);
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
