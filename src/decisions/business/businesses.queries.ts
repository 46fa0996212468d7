/**
 * Business for reading. A draft stays within its own authority; what has been put on an agenda is seen like other
 * agenda items, in the version the bodies saw.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { actsFrom } from '../../kernel/transitions.js';
import { paged } from '../../platform/database/paged.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { reachOf } from '../reach.rules.js';
import { type BusinessKind, businessStates, type BusinessStatus } from './business.rules.js';
import type { Content } from './content.rules.js';

export interface BusinessItem {
  id: string;
  kind: BusinessKind;
  title: string;
  status: BusinessStatus;
  matterId: string;
  registrationNumber: string;
  authorityId: string;
  bodyId: string | null;
  moverId: string | null;
  raisedDay: string;
  versionNumber: number;
  version: number;
}

export interface BusinessVersionView {
  number: number;
  origin: string;
  frozenAt: string | null;
  decisionId: string | null;
}

export interface BusinessView extends BusinessItem, Omit<Content, 'title'> {
  possibleActs: string[];
  versions: BusinessVersionView[];
}

/**
 * $1: the authorities whose drafts the person sees, $2: sees what is on agendas everywhere, $3: the system itself. Bodies
 * on a route belong to the matter's own authority, so whoever reaches the meeting reaches the matter.
 */
const seen = `(select v.id, v.number, v.content from business_version v
    where v.business_id = b.id and ($3::boolean or m.authority_id = any($1::uuid[]) or ($2::boolean and v.frozen_at is not null))
    order by v.number desc limit 1)`;
const tables = `business b join matter m on m.id = b.matter_id cross join lateral ${seen} s`;
const itemColumns = `b.id, b.kind, s.content ->> 'title' as title, b.status, b.matter_id as "matterId", m.registration_number as "registrationNumber",
  m.authority_id as "authorityId", b.body_id as "bodyId", b.mover_id as "moverId", b.raised_day as "raisedDay", s.number as "versionNumber", b.version`;

function sightOf(actor: Actor): [string[], boolean, boolean] {
  const { everywhere, authorityIds } = reachOf(actor);
  return [authorityIds, everywhere, actor.kind === 'system'];
}

interface Visible extends BusinessItem {
  versionId: string;
  content: Content;
}

/** The version this person sees, or undefined when the business is none of theirs (yet). */
export async function visibleBusiness(db: Db, actor: Actor, id: string): Promise<Visible | undefined> {
  const [business] = await rows<Visible>(
    db,
    `select ${itemColumns}, s.id as "versionId", s.content from ${tables} where b.id = $4`,
    [...sightOf(actor), id],
  );
  return business;
}

export interface BusinessFilter {
  kind?: BusinessKind | undefined;
  status?: BusinessStatus | undefined;
  authorityId?: string | undefined;
  matterId?: string | undefined;
}

@Injectable()
export class BusinessesQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  list(actor: Actor, page: PageRequest, filter: BusinessFilter): Promise<Page<BusinessItem>> {
    const { kind = null, status = null, authorityId = null, matterId = null } = filter;
    const from = `${tables} where ($4::text is null or b.kind = $4) and ($5::text is null or b.status = $5)
      and ($6::uuid is null or m.authority_id = $6) and ($7::uuid is null or b.matter_id = $7)`;
    const listing = { columns: itemColumns, from, orderBy: 'b.created_at desc, b.id desc' };
    return paged(this.dataSource, listing, [...sightOf(actor), kind, status, authorityId, matterId], page);
  }

  /** @throws not-found, also for a draft of others */
  async one(actor: Actor, id: string): Promise<BusinessView> {
    const business = await visibleBusiness(this.dataSource, actor, id);
    if (business === undefined) throw notFound('Ärendet');
    const { versionId: _versionId, content, ...item } = business;
    const { title: _title, ...texts } = content;
    const versions = await this.versions(id, item.versionNumber);
    return { ...item, ...texts, possibleActs: actsFrom(businessStates, item.status), versions };
  }

  private async versions(id: string, upTo: number): Promise<BusinessVersionView[]> {
    const found = await rows<Omit<BusinessVersionView, 'frozenAt'> & { frozenAt: Date | null }>(
      this.dataSource,
      `select number, origin, frozen_at as "frozenAt", decision_id as "decisionId" from business_version
        where business_id = $1 and number <= $2 order by number`,
      [id, upTo],
    );
    return found.map((row) => ({ ...row, frozenAt: row.frozenAt?.toISOString() ?? null }));
  }
}
