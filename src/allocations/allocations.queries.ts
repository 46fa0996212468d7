/**
 * Allocations for reading. A draft belongs to those who write it; everybody else sees the last version that was put
 * before a body, and nothing before there is one.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { actsFrom } from '../kernel/transitions.js';
import { may } from '../identity/permit.rules.js';
import { ownAuthorities } from '../identity/reach.rules.js';
import { moneyOf } from '../platform/database/columns.js';
import { paged } from '../platform/database/paged.js';
import { type Db, rows } from '../platform/database/sql.js';
import { conditional, firm } from './allocation.rules.js';
import { allocationStates, type AllocationStatus } from './allocation-states.rules.js';
import type {
  AllocationItem,
  AllocationRowView,
  AllocationVersionView,
  AllocationView,
  GroupSums,
} from './allocations.views.js';
import type { ConditionStatus } from './conditional/conditional.rules.js';

interface ItemRow {
  id: string;
  title: string;
  status: AllocationStatus;
  matter_id: string;
  registration_number: string;
  call_id: string | null;
  version_id: string;
  version_number: number;
  total_ore: string;
  conditional_ore: string;
  version: number;
  is_annulled: boolean;
}

interface RowRow {
  row_key: string;
  position: number;
  proposal_id: string;
  measure_key: string;
  measure_title: string | null;
  authority_id: string;
  authority_code: string;
  source_id: string;
  source_code: string;
  year: number;
  amount_ore: string;
  reason: string | null;
  condition: string | null;
  condition_status: ConditionStatus | null;
}

/** Whose drafts a person sees: all of them, or those of some authorities. */
interface Sight {
  all: boolean;
  authorityIds: string[];
}

/** The drafting hand is the city office and the board's own secretary, who puts the matter on the agenda. */
function sightOf(actor: Actor): Sight {
  return {
    all: may(actor, 'allocation.write'),
    authorityIds: ownAuthorities(actor).filter((authorityId) => may(actor, 'route.plan', { authorityId })),
  };
}

/** $1, $2: the sight. The version that such a person sees: the current one of a draft of theirs, else the last frozen one. */
const seen = `(select v.id, v.number from allocation_version v
    where v.allocation_id = a.id and (v.frozen_at is not null or (v.id = a.current_version_id and ($1::boolean or m.authority_id = any($2::uuid[]))))
    order by v.number desc limit 1)`;

const items = `allocation a join matter m on m.id = a.matter_id cross join lateral ${seen} s`;
const sums = `(select coalesce(sum(r.amount_ore), 0) from allocation_row r where r.version_id = s.id and r.condition is null) as total_ore,
  (select coalesce(sum(r.amount_ore), 0) from allocation_row r where r.version_id = s.id and r.condition is not null) as conditional_ore`;
const isAnnulled = `exists (select from decision d join appeal p on p.decision_id = d.id and p.status = 'annulled'
    where d.subject_id = a.id and d.version_result_id = a.current_version_id) as is_annulled`;
const itemColumns = `a.id, a.title, a.status, a.matter_id, m.registration_number, a.call_id, s.id as version_id, s.number as version_number,
  ${sums}, a.version, ${isAnnulled}`;

/** Event → the state it leads to. Constants of ours, so they may stand in the text. */
const toldStates = [...new Map(allocationStates.edges.map(({ event, to }) => [event, to]))]
  .map(([event, to]) => `('${event}', '${to}')`)
  .join(', ');

/**
 * $1: the instant. What anybody outside the drafting hand had seen by then: the last version frozen, and the state that the
 * last event told of. A draft's rows are written over and cannot be told again.
 */
const knownItem = `
  select a.id, a.title, coalesce((select t.state from event e join (values ${toldStates}) as t (type, state) on t.type = e.type
        where e.subject_id = a.id and e.at <= $1::timestamptz order by e.id desc limit 1), 'drafting') as status,
      a.matter_id, m.registration_number, a.call_id, s.id as version_id, s.number as version_number,
      ${sums}, a.version, false as is_annulled
    from allocation a join matter m on m.id = a.matter_id cross join lateral (select v.id, v.number from allocation_version v
        where v.allocation_id = a.id and v.frozen_at <= $1::timestamptz order by v.number desc limit 1) s where a.id = $2`;

const listed = {
  columns: itemColumns,
  from: `${items} where ($3::uuid is null or a.call_id = $3) and ($4::text is null or a.status = $4)`,
  orderBy: 'a.created_at desc, a.id desc',
};

/** The version this person sees, or undefined when the allocation is none of their business (yet). */
export async function visibleVersion(
  db: Db,
  actor: Actor,
  id: string,
): Promise<{ id: string; number: number } | undefined> {
  const sight = sightOf(actor);
  if (!may(actor, 'allocation.read') && !sight.all && sight.authorityIds.length === 0) return undefined;
  const [version] = await rows<{ id: string; number: number }>(
    db,
    `select s.id, s.number from ${items} where a.id = $3`,
    [sight.all, sight.authorityIds, id],
  );
  return version;
}

@Injectable()
export class AllocationsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  async list(
    actor: Actor,
    page: PageRequest,
    filter: { callId?: string | undefined; status?: AllocationStatus | undefined },
  ): Promise<Page<AllocationItem>> {
    const sight = sightOf(actor);
    const values = [sight.all, sight.authorityIds, filter.callId ?? null, filter.status ?? null];
    const found = await paged<ItemRow>(this.dataSource, listed, values, page);
    return { ...found, items: found.items.map(itemOf) };
  }

  /**
   * @param knownAt as it was known at the instant: what a body had before it then; nothing can be done to it
   * @throws not-found, also for a draft of others and for what nobody had seen at the instant
   */
  async one(actor: Actor, id: string, knownAt?: Date): Promise<AllocationView> {
    const db = this.dataSource;
    const sight = sightOf(actor);
    const instant = knownAt?.toISOString() ?? null;
    const [item] =
      instant === null
        ? await rows<ItemRow>(db, `select ${itemColumns} from ${items} where a.id = $3`, [
            sight.all,
            sight.authorityIds,
            id,
          ])
        : await rows<ItemRow>(db, knownItem, [instant, id]);
    if (item === undefined) throw notFound('Fördelningen');
    const list = (await rows<RowRow>(db, rowsStatement, [item.version_id, instant])).map(rowOf);
    return {
      ...itemOf(item),
      knownAt: instant,
      possibleActs: instant === null ? possibleActs(item) : [],
      rows: list,
      perSource: grouped(
        list,
        (row) => `${row.sourceId} ${row.year}`,
        ({ sourceId, sourceCode, year }) => ({ sourceId, sourceCode, year }),
      ),
      perCommittee: grouped(
        list,
        (row) => row.authorityId,
        ({ authorityId, authorityCode }) => ({ authorityId, authorityCode }),
      ),
      versions: await this.versions(db, id, item.version_number),
    };
  }

  private async versions(db: Db, id: string, upTo: number): Promise<AllocationVersionView[]> {
    const found = await rows<{
      number: number;
      origin: string;
      frozen_at: Date | null;
      hash: string | null;
      decision_id: string | null;
    }>(
      db,
      `select number, origin, frozen_at, encode(content_hash, 'hex') as hash, decision_id from allocation_version
        where allocation_id = $1 and number <= $2 order by number`,
      [id, upTo],
    );
    return found.map((row) => ({
      number: row.number,
      origin: row.origin,
      frozenAt: row.frozen_at?.toISOString() ?? null,
      contentHash: row.hash,
      decisionId: row.decision_id,
    }));
  }
}

/** The measure's title is that of the last version anybody outside the drafting hand has seen. */
const rowsStatement = `
  select r.row_key, r.position, r.proposal_id, r.measure_key, r.authority_id, c.code as authority_code, s.source_id, f.code as source_code,
      s.year, r.amount_ore, r.reason, r.condition,
      (select coalesce(max(c.kind) filter (where c.kind <> 'promised'), 'waiting') from conditional_entry c
        where c.allocation_row_id = r.id and c.recorded_at <= coalesce($2::timestamptz, 'infinity') having count(*) > 0) as condition_status,
      (select m.title from measure m join proposal_version v on v.id = m.version_id
        where v.proposal_id = r.proposal_id and m.measure_key = r.measure_key and v.frozen_at <= coalesce($2::timestamptz, 'infinity')
        order by v.number desc limit 1) as measure_title
    from allocation_row r join authority c on c.id = r.authority_id
      join source_year s on s.id = r.source_year_id join funding_source f on f.id = s.source_id
   where r.version_id = $1 order by r.position`;

/** The money of a decision is taken back only when a court has annulled it. */
function possibleActs(item: ItemRow): string[] {
  return actsFrom(allocationStates, item.status).filter((act) => act !== 'undo' || item.is_annulled);
}

function itemOf(row: ItemRow): AllocationItem {
  return {
    id: row.id,
    title: row.title,
    status: row.status,
    matterId: row.matter_id,
    registrationNumber: row.registration_number,
    callId: row.call_id,
    versionNumber: row.version_number,
    total: moneyOf(row.total_ore),
    conditional: moneyOf(row.conditional_ore),
    version: row.version,
  };
}

function rowOf(row: RowRow): AllocationRowView {
  return {
    rowKey: row.row_key,
    position: row.position,
    proposalId: row.proposal_id,
    measureKey: row.measure_key,
    measureTitle: row.measure_title,
    authorityId: row.authority_id,
    authorityCode: row.authority_code,
    sourceId: row.source_id,
    sourceCode: row.source_code,
    year: row.year,
    amount: moneyOf(row.amount_ore),
    reason: row.reason,
    condition: row.condition,
    conditionStatus: row.condition_status,
  };
}

/** Sums per group, in the order the groups first appear. */
function grouped<G>(
  list: readonly AllocationRowView[],
  key: (row: AllocationRowView) => string,
  head: (row: AllocationRowView) => G,
): (G & GroupSums)[] {
  const groups = new Map<string, AllocationRowView[]>();
  for (const row of list) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()].map((own) => ({
    ...head(own[0] as AllocationRowView),
    amount: Money.sum(firm(own).map((row) => row.amount)),
    conditional: Money.sum(conditional(own).map((row) => row.amount)),
  }));
}
