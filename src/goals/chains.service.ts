/** Which levels the chain of goals has, year by year and, where one differs, authority by authority. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, notFound } from '../kernel/errors.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { requirePermit } from '../identity/permit.rules.js';
import { paged } from '../platform/database/paged.js';
import { affected, type Db, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { type GoalLevel, type PlacedLevel, requireFitsPlaced, requireSoundLevels } from './chain.rules.js';
import { goalEvents } from './goals.events.js';
import { requireAuthority } from './known.js';

export interface ChainView {
  id: string;
  year: number;
  /** Null: the whole municipality's, for authorities without one of their own. */
  authorityId: string | null;
  levels: GoalLevel[];
  version: number;
}

export interface NewChain {
  year: number;
  authorityId?: string | undefined;
  levels: readonly GoalLevel[];
}

const columns = `id, year, authority_id as "authorityId", levels, version`;

/**
 * Locks the year's tree: whoever places a goal, opens a report or changes the levels waits for the other.
 * @throws state-conflict `no-chain`
 */
export async function lockYear(tx: Tx, year: number): Promise<void> {
  const found = await rows(tx, `select 1 from goal_chain where year = $1 and authority_id is null for no key update`, [
    year,
  ]);
  if (found.length === 0)
    throw conflict('no-chain', `Ingen målkedja är bestämd för ${year}. Ange först vilka nivåer kommunens mål har.`);
}

/** The authority's own levels, or the municipality's. Only under `lockYear`. */
export async function levelsOf(db: Db, year: number, authorityId: string): Promise<GoalLevel[]> {
  const [chain] = await rows<{ levels: GoalLevel[] }>(
    db,
    `select levels from goal_chain where year = $1 and (authority_id = $2 or authority_id is null) order by authority_id nulls last limit 1`,
    [year, authorityId],
  );
  return chain?.levels ?? [];
}

@Injectable()
export class GoalChains {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: Events,
  ) {}

  /** @throws forbidden, validation-failed (`level-order`, `unknown-authority`), state-conflict (`no-chain`, `chain-in-use`), duplicate */
  async create(tx: Tx, actor: Actor, { year, authorityId, levels }: NewChain): Promise<ChainView> {
    requirePermit(actor, 'goal.configure');
    requireSoundLevels(levels);
    await requireAuthority(tx, authorityId, '/authorityId');
    if (authorityId !== undefined) {
      await lockYear(tx, year);
      requireFitsPlaced(levels, await placedIn(tx, year, authorityId));
    }
    const chain = { id: uuidv7(), year, authorityId: authorityId ?? null, levels: [...levels], version: 1 };
    await affected(tx, `insert into goal_chain (id, year, authority_id, levels) values ($1, $2, $3, $4::text[])`, [
      chain.id,
      year,
      chain.authorityId,
      chain.levels,
    ]);
    await this.tell(tx, actor, chain);
    return chain;
  }

  /** @throws not-found, forbidden, precondition-failed, validation-failed `level-order`, state-conflict `chain-in-use` */
  async change(tx: Tx, actor: Actor, id: string, expected: number, levels: readonly GoalLevel[]): Promise<ChainView> {
    const [known] = await rows<ChainView>(tx, `select ${columns} from goal_chain where id = $1`, [id]);
    if (known === undefined) throw notFound('Målkedjan');
    requirePermit(actor, 'goal.configure');
    await lockYear(tx, known.year);
    const [chain] = await rows<ChainView>(tx, `select ${columns} from goal_chain where id = $1 for no key update`, [
      id,
    ]);
    if (chain === undefined) throw notFound('Målkedjan');
    requireVersion(expected, chain.version);
    requireSoundLevels(levels);
    requireFitsPlaced(levels, await placedIn(tx, chain.year, chain.authorityId));
    await affected(tx, `update goal_chain set levels = $2::text[], version = version + 1 where id = $1`, [id, levels]);
    const changed = { ...chain, levels: [...levels], version: chain.version + 1 };
    await this.tell(tx, actor, changed);
    return changed;
  }

  /** Latest year first, the municipality's before the authorities' own. */
  list(page: PageRequest, year?: number): Promise<Page<ChainView>> {
    const from = `goal_chain where ($1::integer is null or year = $1)`;
    const listing = { columns, from, orderBy: 'year desc, authority_id nulls first, id' };
    return paged(this.dataSource, listing, [year ?? null], page);
  }

  private tell(tx: Tx, actor: Actor, { id, year, authorityId, levels }: ChainView): Promise<void> {
    const payload = { year, authorityId, levels };
    return this.events.record(tx, actor, {
      type: goalEvents.chainSet,
      subjectKind: 'goalChain',
      subjectId: id,
      payload,
    });
  }
}

/** What stands in the year under those levels: of one authority, or of all that have none of their own. */
function placedIn(db: Db, year: number, authorityId: string | null): Promise<PlacedLevel[]> {
  return rows<PlacedLevel>(
    db,
    `select g.level, above.level as "parentLevel" from goal_placement p join goal g on g.id = p.goal_id left join goal above on above.id = p.parent_id
      where p.year = $1 and g.status <> 'withdrawn' and case when $2::uuid is null
        then not exists (select from goal_chain c where c.year = $1 and c.authority_id = g.authority_id) else g.authority_id = $2 end`,
    [year, authorityId],
  );
}
