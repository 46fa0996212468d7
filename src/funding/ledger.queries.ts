/** The ledger as it was written, entry by entry. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Day } from '../kernel/day.js';
import type { Money } from '../kernel/money.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { moneyOf } from '../platform/database/columns.js';
import { paged } from '../platform/database/paged.js';

export interface LedgerFilter {
  sourceId?: string | undefined;
  year?: number | undefined;
  proposalId?: string | undefined;
  decisionId?: string | undefined;
}

export interface LedgerEntryView {
  /** Order of writing. */
  id: string;
  posting: { id: string; kind: string; decisionId: string | null; reversesId: string | null; reason: string | null };
  source: { id: string; code: string; year: number };
  /** `source` is what is reserved of the source; `allocated` and `pending` hold the other side, per measure. */
  account: 'source' | 'pending' | 'allocated';
  amount: Money;
  /** Only on the account `source`: its running number, the ceiling at that moment, and what was reserved after it. */
  number: string | null;
  ceilingAtEntry: Money | null;
  runningTotal: Money | null;
  /** Only on the other accounts. */
  measure: { proposalId: string; measureKey: string; authorityId: string; allocationRowId: string | null } | null;
  validDay: Day;
  recordedAt: string;
  recordedBy: string | null;
}

interface EntryRow {
  id: string;
  posting_id: string;
  kind: string;
  decision_id: string | null;
  reverses_id: string | null;
  reason: string | null;
  source_id: string;
  code: string;
  year: number;
  account: 'source' | 'pending' | 'allocated';
  amount_ore: string;
  number: string | null;
  cap_at_entry_ore: string | null;
  running_total_ore: string | null;
  authority_id: string | null;
  proposal_id: string | null;
  measure_key: string | null;
  allocation_row_id: string | null;
  valid_day: Day;
  recorded_at: Date;
  recorded_by: string | null;
}

const listed = {
  columns: `e.*, s.source_id, s.year, p.kind, p.decision_id, p.reverses_id, p.reason, p.recorded_by,
    (select f.code from funding_source f where f.id = s.source_id) as code`,
  from: `ledger_entry e join posting p on p.id = e.posting_id join source_year s on s.id = e.source_year_id
  where ($1::uuid is null or s.source_id = $1) and ($2::integer is null or s.year = $2)
    and ($3::uuid is null or e.proposal_id = $3) and ($4::uuid is null or p.decision_id = $4)`,
  orderBy: 'e.id',
};

@Injectable()
export class LedgerQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order of writing; with a proposal or decision given, only its own legs. */
  async entries(page: PageRequest, filter: LedgerFilter): Promise<Page<LedgerEntryView>> {
    const values = [filter.sourceId ?? null, filter.year ?? null, filter.proposalId ?? null, filter.decisionId ?? null];
    const found = await paged<EntryRow>(this.dataSource, listed, values, page);
    return { ...found, items: found.items.map(entryOf) };
  }
}

function entryOf(row: EntryRow): LedgerEntryView {
  const moneyOrNull = (ore: string | null): Money | null => (ore === null ? null : moneyOf(ore));
  return {
    id: row.id,
    posting: {
      id: row.posting_id,
      kind: row.kind,
      decisionId: row.decision_id,
      reversesId: row.reverses_id,
      reason: row.reason,
    },
    source: { id: row.source_id, code: row.code, year: row.year },
    account: row.account,
    amount: moneyOf(row.amount_ore),
    number: row.number,
    ceilingAtEntry: moneyOrNull(row.cap_at_entry_ore),
    runningTotal: moneyOrNull(row.running_total_ore),
    measure:
      row.proposal_id === null || row.measure_key === null || row.authority_id === null
        ? null
        : {
            proposalId: row.proposal_id,
            measureKey: row.measure_key,
            authorityId: row.authority_id,
            allocationRowId: row.allocation_row_id,
          },
    validDay: row.valid_day,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: row.recorded_by,
  };
}
