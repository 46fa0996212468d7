/** Matters and documents for reading. What an actor may not see is as if it did not exist, in lists and counts too. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { notFound } from '../kernel/errors.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { paged } from '../platform/database/paged.js';
import { type Db, dynamicRows, rows } from '../platform/database/sql.js';
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
  /** The marking in force: a warning. To readers outside the authority it also withholds title, counterpart and files. */
  secrecy: { provision: string; markedDay: Day; authorityId: string } | null;
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
  documentId: string;
  matterId: string;
  /** True while a secrecy marking is in force; then every opening is recorded. */
  isMarked: boolean;
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
  matters(db: Db, actor: Actor, page: PageRequest, filter: MatterFilter): Promise<Page<MatterSummary>> {
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
    const from = `matter m${conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`}`;
    const matters = { columns: summaryColumns, from, orderBy: 'm.opened_day desc, m.number desc, m.id' };
    return paged(db, matters, values, page, dynamicRows);
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

  /** @throws 404 when the version is absent, its document may not be seen, or a marking holds it back (OSL 8:1). */
  async content(db: Db, actor: Actor, versionId: string): Promise<VersionContent> {
    const [version] = await rows<VersionContent & { authorityId: string; direction: DocumentDirection }>(
      db,
      `select v.file_name as "fileName", v.media_type as "mediaType", v.size_bytes::int as "sizeBytes", v.sha256,
          m.authority_id as "authorityId", d.direction, d.id as "documentId", d.matter_id as "matterId",
          exists (select from secrecy_marking s where s.document_id = d.id and s.lifted_at is null) as "isMarked"
         from document_version v join document d on d.id = v.document_id join matter m on m.id = d.matter_id where v.id = $1`,
      [versionId],
    );
    if (version === undefined || !maySeeDocument(actor, version.authorityId, version.direction))
      throw notFound('Handlingen');
    if (version.isMarked && !maySeeInternal(actor, version.authorityId)) throw notFound('Handlingen');
    return version;
  }

  private documentsOf(
    db: Db,
    actor: Actor,
    matter: { id: string; authorityId: string },
    page: PageRequest,
  ): Promise<Page<DocumentView>> {
    const internalToo = maySeeInternal(actor, matter.authorityId);
    return paged(db, seenDocuments, [matter.id, internalToo], page);
  }
}

/** $1 matter, $2 whether the reader belongs to the matter's authority. Other readers learn of a marked document only that it exists (R-55). */
const seenDocuments = {
  columns: `d.id, d.number, d.kind, case when withheld then 'Handling med sekretessmarkering' else d.title end as title, d.direction,
      case when withheld then null else d.counterpart end as counterpart, d.received_at as "receivedAt", d.drawn_up_at as "drawnUpAt",
      d.registered_at as "registeredAt",
      case when s.id is not null then jsonb_build_object('provision', s.provision, 'markedDay', s.marked_day, 'authorityId', s.authority_id) end as secrecy,
      coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'number', v.number, 'fileName', v.file_name, 'mediaType', v.media_type,
          'sizeBytes', v.size_bytes, 'sha256', encode(v.sha256, 'hex'),
          'storedAt', to_char(v.stored_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by v.number)
        from document_version v where v.document_id = d.id and not withheld), '[]') as versions`,
  from: `document d left join secrecy_marking s on s.document_id = d.id and s.lifted_at is null
      cross join lateral (select s.id is not null and not $2::boolean as withheld) w
    where d.matter_id = $1 and ($2::boolean or d.direction <> 'internal')`,
  orderBy: 'd.number, d.id',
};
