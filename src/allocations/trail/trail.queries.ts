/** The way of the money, one step at a time: what a record came from and what came of it. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { reachOver } from '../../identity/reach.rules.js';
import { moneyOf } from '../../platform/database/columns.js';
import { paged } from '../../platform/database/paged.js';
import { rows } from '../../platform/database/sql.js';
import { neighboursOf, recordOf, type TrailKind, trailKinds } from './trail.sql.js';

export interface TrailRecord {
  kind: TrailKind;
  id: string;
  label: string;
  day: Day | null;
  amount: Money | null;
  /** Where it can be read; null for somebody who may not open it. */
  href: string | null;
  /** Of the matter it is dealt with in; null where there is none, or for somebody who may not look into it. */
  registrationNumber: string | null;
  /** This record's own place on the way. */
  trail: string;
}

export interface TrailStep extends TrailRecord {
  /** `up`: what the record came from; `down`: what came of it. */
  direction: 'up' | 'down';
}

export interface TrailView extends Page<TrailStep> {
  record: TrailRecord;
}

interface RecordRow {
  id: string;
  label: string;
  day: Day | null;
  ore: string | null;
  href: string;
  matter: string | null;
  is_open: boolean;
}

@Injectable()
export class TrailQueries {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Up before down. Costs of other committees and what is not decided are left out, as where they are listed.
   * @throws not-found, also for what this person may not see
   */
  async at(actor: Actor, kind: string, id: string, page: PageRequest): Promise<TrailView> {
    if (!isKind(kind)) throw notFound('Posten');
    const { everywhere, authorityIds } = reachOver('agendas', actor);
    const values = [id, everywhere, authorityIds, reachOver('register', actor).everywhere];
    const [record] = await rows<RecordRow>(this.dataSource, recordOf(kind), values);
    if (record === undefined) throw notFound('Posten');
    type Neighbour = RecordRow & { kind: TrailKind; direction: 'up' | 'down' };
    const found = await paged<Neighbour>(this.dataSource, neighboursOf(kind), values, page);
    return {
      record: recordView(kind, record),
      ...found,
      items: found.items.map((row) => ({ direction: row.direction, ...recordView(row.kind, row) })),
    };
  }
}

const isKind = (kind: string): kind is TrailKind => (trailKinds as readonly string[]).includes(kind);

function recordView(kind: TrailKind, { id, label, day, ore, href, matter, is_open: isOpen }: RecordRow): TrailRecord {
  return {
    kind,
    id,
    label,
    day,
    amount: ore === null ? null : moneyOf(ore),
    href: isOpen ? href : null,
    registrationNumber: isOpen ? matter : null,
    trail: `/api/v1/trail/${kind}/${id}`,
  };
}
