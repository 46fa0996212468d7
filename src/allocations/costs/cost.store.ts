/** Where costs belong: the measure and source behind a code, the year's row, and whether anything was given there. */
import { v7 as uuidv7 } from 'uuid';
import type { Day } from '../../kernel/day.js';
import type { Money } from '../../kernel/money.js';
import { affected, type Db, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { CostPlace } from './cost.rules.js';

export interface FoundPlace extends CostPlace {
  proposalId: string;
  measureKey: string;
  sourceId: string;
  authorityId: string | null;
  measureTitle: string | null;
  year: number;
  sourceYearId: string | null;
  /** Something was given to the measure from the source that year, also when it has been taken back since. */
  isAllocated: boolean;
  /** By its settlement, or with its source when nothing was given or used in it. */
  isSettled: boolean;
  today: Day;
}

export interface AskedPlace {
  proposalId: string;
  measureKey: string;
  sourceId: string;
  year: number;
}

/**
 * Locks the years first, in ascending id and shared: costs are written side by side, and a settlement of the year waits
 * for them or they for it. In the order asked; undefined where the source or the proposal does not exist.
 */
export async function placesOf(db: Db, asked: readonly AskedPlace[]): Promise<(FoundPlace | undefined)[]> {
  const columns = [
    asked.map(({ proposalId }) => proposalId),
    asked.map(({ measureKey }) => measureKey),
    asked.map(({ sourceId }) => sourceId),
    asked.map(({ year }) => year),
  ];
  await rows(
    db,
    `select 1 from source_year where (source_id, year) in (select * from unnest($1::uuid[], $2::integer[])) order by id for share`,
    [columns[2], columns[3]],
  );
  const found = await rows<FoundPlace & { place: number }>(
    db,
    `select w.place::integer as place, w.proposal_id as "proposalId", w.measure_key as "measureKey", w.source_id as "sourceId", w.year, p.authority_id as "authorityId",
         f.name as "sourceName", f.kind, f.use_from_day as "useFromDay", f.use_to_day as "useToDay", s.id as "sourceYearId", today_in_stockholm() as today,
         (select m.title from measure m join proposal_version v on v.id = m.version_id where v.proposal_id = w.proposal_id and m.measure_key = w.measure_key
            and v.frozen_at is not null order by v.number desc limit 1) as "measureTitle",
         exists (select from ledger_entry e where e.proposal_id = w.proposal_id and e.measure_key = w.measure_key and e.source_year_id = s.id
            and e.account = 'allocated') as "isAllocated",
         coalesce(s.closed_at is not null, false) as "isSettled"
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::integer[]) with ordinality as w (proposal_id, measure_key, source_id, year, place)
         join funding_source f on f.id = w.source_id join proposal p on p.id = w.proposal_id
         left join source_year s on s.source_id = w.source_id and s.year = w.year`,
    columns,
  );
  const byPlace = new Map(found.map((each) => [each.place, each]));
  return asked.map((_each, index) => byPlace.get(index + 1));
}

/** A line of a file on its way in. */
export interface CostToWrite {
  row: number;
  costDay: Day;
  bookedDay: Day | null;
  amount: Money;
  text: string;
  voucher: string | null;
  place: FoundPlace;
}

/** One statement for the batch; a place is sent once, however many lines stand on it. */
export async function writeCosts(
  tx: Tx,
  { importId, recordedBy }: { importId: string; recordedBy: string | null },
  costs: readonly CostToWrite[],
): Promise<void> {
  const places = [...new Set(costs.map(({ place }) => place))];
  const numberOf = new Map(places.map((place, index) => [place, index + 1]));
  await affected(
    tx,
    `insert into actual_cost (id, source_year_id, proposal_id, measure_key, authority_id, cost_day, booked_day, amount_ore, text, voucher, import_id, import_row, recorded_by)
       select w.id, p.source_year_id, p.proposal_id, p.measure_key, p.authority_id, w.cost_day, w.booked_day, w.amount_ore, w.text, w.voucher, $1, w.import_row, $2
         from unnest($3::uuid[], $4::integer[], $5::date[], $6::date[], $7::bigint[], $8::text[], $9::text[], $10::integer[])
             as w (id, place, cost_day, booked_day, amount_ore, text, voucher, import_row)
           join unnest($11::uuid[], $12::uuid[], $13::uuid[], $14::uuid[]) with ordinality as p (source_year_id, proposal_id, measure_key, authority_id, number)
             on p.number = w.place`,
    [
      importId,
      recordedBy,
      costs.map(() => uuidv7()),
      costs.map(({ place }) => numberOf.get(place)),
      costs.map(({ costDay }) => costDay),
      costs.map(({ bookedDay }) => bookedDay),
      costs.map(({ amount }) => amount.ore.toString()),
      costs.map(({ text }) => text),
      costs.map(({ voucher }) => voucher),
      costs.map(({ row }) => row),
      places.map(({ sourceYearId }) => sourceYearId),
      places.map(({ proposalId }) => proposalId),
      places.map(({ measureKey }) => measureKey),
      places.map(({ authorityId }) => authorityId),
    ],
  );
}
