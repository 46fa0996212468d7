/** A file of costs as rows in batches, whatever it is: judged by its bytes, and not by what its name says. */
import { readCsv } from './csv.rules.js';
import type { FileBatch, ImportFormat } from './import-file.rules.js';
import { isSie, readSie } from './sie.rules.js';
import { type TableBatch, TableReader } from './table.rules.js';
import { isZip, readXlsx } from './xlsx.reader.js';

export interface CostFile {
  format: ImportFormat;
  /** @throws file-rejected while it is read */
  batches: AsyncIterable<FileBatch>;
}

/** @param known project codes; of a SIE file only their lines are ours */
export function openCostFile(bytes: Buffer, known: ReadonlySet<string>): CostFile {
  if (isSie(bytes)) return { format: 'sie', batches: inTurns(readSie(bytes, known)) };
  if (isZip(bytes)) return { format: 'xlsx', batches: fromTable(readXlsx(bytes)) };
  return { format: 'csv', batches: fromTable(inTurns(readCsv(bytes))) };
}

async function* fromTable(tables: AsyncIterable<TableBatch>): AsyncGenerator<FileBatch> {
  const reader = new TableReader();
  for await (const table of tables) yield reader.take(table);
  yield reader.end();
}

/** Other requests get their turn between the batches. */
async function* inTurns<T>(batches: Iterable<T>): AsyncGenerator<T> {
  for (const batch of batches) {
    yield batch;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
