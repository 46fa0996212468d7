/** Matters and documents for reading. What an actor may not see is as if it did not exist, in lists and counts too. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { notFound } from '../kernel/errors.js';
import { offset, type Page, type PageRequest } from '../kernel/page.js';
import { type Db, dynamicRows, rows } from '../platform/database/sql.js';
import { only } from '../platform/database/transaction.js';
import {
  type DocumentDirection,
  matterVisibility,
  maySeeDocument,
  maySeeInternal,
  maySeeMatter,
} from './registry.rules.js';

export interface MatterSummary {
  id: string;
  registrationNumber: string;
  authorityId: string;
  title: string;
  status: 'open' | 'closed';
  openedDay: Day;
  caseOfficerId: string | null;
}

export interface VersionView {
  id: string;
  number: number;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  /** Hex. */
  sha256: string;
  storedAt: string;
}

export interface DocumentView {
  id: string;
  number: number;
  kind: string;
  title: string;
  direction: DocumentDirection;
  counterpart: string | null;
  receivedAt: Date | null;
  drawnUpAt: Date | null;
  registeredAt: Date;
  versions: VersionView[];
}

export interface ReferenceView {
  id: string;
  authorityName: string;
  reference: string;
  recordedAt: Date;
}

export interface MatterView extends MatterSummary {
  version: number;
  documents: DocumentView[];
  /** How many documents there are; `documents` holds the first of them. */
  documentsTotal: number;
  externalReferences: ReferenceView[];
}

export interface MatterFilter {
  /** Part of the title or the registration number. */
  q?: string | undefined;
  registrationNumber?: string | undefined;
  authorityId?: string | undefined;
}

/** What is needed to hand out the bytes of a version. */
export interface VersionContent {
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  sha256: Buffer;
}

const summaryColumns = `m.id, m.registration_number as "registrationNumber", m.authority_id as "authorityId", m.title, m.status,
  m.opened_day as "openedDay", m.case_officer_id as "caseOfficerId"`;
const documentsShownMax = 200;
const referencesShownMax = 200;

@Injectable()
export class RegistryQueries {
  /** Newest first. */
  async matters(db: Db, actor: Actor, page: PageRequest, filter: MatterFilter): Promise<Page<MatterSummary>> {
    const { everywhere, authorityIds } = matterVisibility(actor);
    const conditions: string[] = [];
    const values: unknown[] = [];
    const where = (condition: (place: string) => string, value: unknown): void => {
      values.push(value);
      conditions.push(condition(`$${values.length}`));
    };
    if (!everywhere) where((place) => `m.authority_id = any (${place}::uuid[])`, authorityIds);
    if (filter.authorityId !== undefined) where((place) => `m.authority_id = ${place}`, filter.authorityId);
    if (filter.registrationNumber !== undefined)
      where((place) => `m.registration_number = ${place}`, filter.registrationNumber);
    if (filter.q !== undefined)
      where(
        (place) => `strpos(lower(m.title || ' ' || m.registration_number), lower(${place})) > 0`,
        filter.q.trim().normalize('NFC'),
      );
    const from = `from matter m${conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`}`;
    const { total } = only(await dynamicRows<{ total: number }>(db, `select count(*)::int as total ${from}`, values));
    const items = await dynamicRows<MatterSummary>(
      db,
      `select ${summaryColumns} ${from} order by m.opened_day desc, m.number desc, m.id
        limit $${values.length + 1} offset $${values.length + 2}`,
      [...values, page.limit, offset(page)],
    );
    return { items, total, page: page.page, limit: page.limit };
  }

  /** @throws 404 when it is absent or may not be seen. */
  async matter(db: Db, actor: Actor, id: string): Promise<MatterView> {
    const [matter] = await rows<MatterSummary & { version: number }>(
      db,
      `select ${summaryColumns}, m.version from matter m where m.id = $1`,
      [id],
    );
    if (matter === undefined || !maySeeMatter(actor, matter.authorityId)) throw notFound('Ärendet');
    const documents = await this.documentsOf(db, actor, matter, { page: 1, limit: documentsShownMax });
    const externalReferences = await rows<ReferenceView>(
      db,
      `select id, authority_name as "authorityName", reference, recorded_at as "recordedAt" from external_reference
        where matter_id = $1 order by recorded_at, id limit ${referencesShownMax}`,
      [id],
    );
    return { ...matter, documents: documents.items, documentsTotal: documents.total, externalReferences };
  }

  /** The documents of a matter in the order of their numbers. @throws 404 */
  async documents(db: Db, actor: Actor, matterId: string, page: PageRequest): Promise<Page<DocumentView>> {
    const [matter] = await rows<{ id: string; authorityId: string }>(
      db,
      `select id, authority_id as "authorityId" from matter where id = $1`,
      [matterId],
    );
    if (matter === undefined || !maySeeMatter(actor, matter.authorityId)) throw notFound('Ärendet');
    return this.documentsOf(db, actor, matter, page);
  }

  /** @throws 404 when the version is absent or its document may not be seen. */
  async content(db: Db, actor: Actor, versionId: string): Promise<VersionContent> {
    const [version] = await rows<VersionContent & { authorityId: string; direction: DocumentDirection }>(
      db,
      `select v.file_name as "fileName", v.media_type as "mediaType", v.size_bytes::int as "sizeBytes", v.sha256,
          m.authority_id as "authorityId", d.direction
         from document_version v join document d on d.id = v.document_id join matter m on m.id = d.matter_id where v.id = $1`,
      [versionId],
    );
    if (version === undefined || !maySeeDocument(actor, version.authorityId, version.direction))
      throw notFound('Handlingen');
    return version;
  }

  private async documentsOf(
    db: Db,
    actor: Actor,
    matter: { id: string; authorityId: string },
    page: PageRequest,
  ): Promise<Page<DocumentView>> {
    const internalToo = maySeeInternal(actor, matter.authorityId);
    const seen = `from document d where d.matter_id = $1 and ($2 or d.direction <> 'internal')`;
    const { total } = only(
      await rows<{ total: number }>(db, `select count(*)::int as total ${seen}`, [matter.id, internalToo]),
    );
    const items = await rows<DocumentView>(
      db,
      `select d.id, d.number, d.kind, d.title, d.direction, d.counterpart, d.received_at as "receivedAt", d.drawn_up_at as "drawnUpAt",
          d.registered_at as "registeredAt",
          coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'number', v.number, 'fileName', v.file_name, 'mediaType', v.media_type,
              'sizeBytes', v.size_bytes, 'sha256', encode(v.sha256, 'hex'),
              'storedAt', to_char(v.stored_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by v.number)
            from document_version v where v.document_id = d.id), '[]') as versions
         ${seen} order by d.number, d.id limit $3 offset $4`,
      [matter.id, internalToo, page.limit, offset(page)],
    );
    return { items, total, page: page.page, limit: page.limit };
  }
}
