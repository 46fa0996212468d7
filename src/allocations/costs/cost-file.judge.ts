/** Judges the rows of a file as they come: each read strictly, each placed on its measure, source and year, every fault counted. */
import { yearOf } from '../../kernel/day.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { type FoundPlace, placesOf } from './cost.store.js';
import { placeFault } from './costs.service.js';
import type { FileBatch, RowFault } from './import-file.rules.js';
import { costOfRow, type ReadCost } from './row.rules.js';
import { rowFault } from './table.rules.js';

/** A cost with its place. */
export interface PlacedCost extends ReadCost {
  place: FoundPlace;
}

interface CodeRow {
  proposalId: string;
  measureKey: string;
  sourceId: string;
}

/** What is told of a faulty file; the rest is counted. */
const keptFaults = 200;

export class CostFileJudge {
  readonly known: ReadonlySet<string>;
  /** The first ones, in the order of the file. */
  readonly faults: RowFault[] = [];
  faultCount = 0;
  rows = 0;
  skipped = 0;
  totalOre = 0n;
  private readonly places = new Map<string, FoundPlace | undefined>();

  private constructor(
    private readonly db: Db,
    private readonly codes: ReadonlyMap<string, CodeRow>,
  ) {
    this.known = new Set(codes.keys());
  }

  /** @param db the transaction that books, which locks the years; or none, to look */
  static async begin(db: Db): Promise<CostFileJudge> {
    const found = await rows<CodeRow & { code: string }>(
      db,
      `select code, proposal_id as "proposalId", measure_key as "measureKey", source_id as "sourceId" from project_code`,
    );
    return new CostFileJudge(db, new Map(found.map(({ code, ...place }) => [code, place])));
  }

  /** @returns the costs of the batch that can be booked */
  async take(batch: FileBatch): Promise<PlacedCost[]> {
    const faults = [...batch.faults];
    const costs: ReadCost[] = [];
    for (const row of batch.rows) {
      const read = costOfRow(row);
      if (Array.isArray(read)) faults.push(...read);
      else costs.push(read);
    }
    await this.find(costs);
    const placed = costs.flatMap((cost): PlacedCost[] => {
      const place = this.places.get(placeKey(cost));
      const fault = this.faultOf(cost, place);
      if (fault === undefined && place !== undefined) return [{ ...cost, place }];
      if (fault !== undefined) faults.push(fault);
      return [];
    });
    this.rows += batch.rows.length;
    this.skipped += batch.skipped;
    for (const { amount } of placed) this.totalOre += amount.ore;
    this.note(faults);
    return placed;
  }

  /** What only the whole file shows. */
  end(): void {
    if (this.rows === 0 && this.faultCount === 0)
      this.note([rowFault(1, null, 'empty', '', 'Filen har inga kostnader på kända projektkoder.')]);
  }

  private note(faults: readonly RowFault[]): void {
    this.faultCount += faults.length;
    this.faults.push(...faults.toSorted((a, b) => a.row - b.row).slice(0, keptFaults - this.faults.length));
  }

  /** Each place is asked for, and its year locked, once; however many rows stand on it. */
  private async find(costs: readonly ReadCost[]): Promise<void> {
    const asked = new Map<string, CodeRow & { year: number }>();
    for (const cost of costs) {
      const code = this.codes.get(cost.projectCode);
      const key = placeKey(cost);
      if (code !== undefined && !this.places.has(key)) asked.set(key, { ...code, year: yearOf(cost.costDay) });
    }
    if (asked.size === 0) return;
    const found = await placesOf(this.db, [...asked.values()]);
    [...asked.keys()].forEach((key, index) => this.places.set(key, found[index]));
  }

  private faultOf({ row, projectCode, costDay }: ReadCost, place: FoundPlace | undefined): RowFault | undefined {
    if (!this.codes.has(projectCode)) {
      const detail = `Rad ${row}, projekt: koden ${projectCode} är inte knuten till någon insats och källa. Registrera den först, eller rätta raden.`;
      return rowFault(row, 'projekt', 'unknown-project', projectCode, detail);
    }
    const fault = placeFault(place, costDay);
    if (fault === undefined) return undefined;
    const column = fault.errors?.[0]?.pointer === '/costDay' ? 'kostnadsdag' : 'projekt';
    const found = column === 'projekt' ? projectCode : costDay;
    return rowFault(row, column, fault.code ?? 'unknown-measure', found, `Rad ${row}, ${column}: ${fault.message}`);
  }
}

const placeKey = (cost: ReadCost): string => `${cost.projectCode} ${cost.costDay.slice(0, 4)}`;
