/** What of a matter may be handed to another authority, and what a marking holds back. */
import { type Db, rows } from '../platform/database/sql.js';
import type { DocumentDirection } from './registry.rules.js';

/** A document that may be handed to another authority, or not. */
export interface HandedDocument {
  id: string;
  number: number;
  kind: string;
  title: string;
  direction: DocumentDirection;
  /** The newest file; null when the document stands on paper only. */
  file: { versionId: string; fileName: string; mediaType: string; sizeBytes: number; sha256: Buffer } | null;
  /** The marking in force, or null. */
  marking: { provision: string } | null;
}

/** Documents of one matter, by id, in the order of their numbers; ids of other matters are left out. The caller holds the matter's lock. */
export async function documentsToHand(
  db: Db,
  matterId: string,
  documentIds: readonly string[],
): Promise<HandedDocument[]> {
  const found = await rows<{
    id: string;
    number: number;
    kind: string;
    title: string;
    direction: DocumentDirection;
    versionId: string | null;
    fileName: string;
    mediaType: string;
    sizeBytes: number;
    sha256: Buffer;
    provision: string | null;
  }>(
    db,
    `select d.id, d.number, d.kind, d.title, d.direction, v.id as "versionId", v.file_name as "fileName", v.media_type as "mediaType",
        v.size_bytes::int as "sizeBytes", v.sha256, s.provision
       from document d
       left join lateral (select * from document_version where document_id = d.id order by number desc limit 1) v on true
       left join secrecy_marking s on s.document_id = d.id and s.lifted_at is null
      where d.matter_id = $1 and d.id = any($2::uuid[]) order by d.number`,
    [matterId, documentIds],
  );
  return found.map(({ versionId, fileName, mediaType, sizeBytes, sha256, provision, ...document }) => ({
    ...document,
    file: versionId === null ? null : { versionId, fileName, mediaType, sizeBytes, sha256 },
    marking: provision === null ? null : { provision },
  }));
}
