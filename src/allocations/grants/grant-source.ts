/** The source a grant is handled for: money from the state or the EU. The municipality's own is not requisitioned from anybody. */
import { conflict, notFound } from '../../kernel/errors.js';
import { type Db, rows } from '../../platform/database/sql.js';

export interface GrantSource {
  id: string;
  code: string;
  name: string;
  /** Who gives; the name of the source where nobody has said. */
  grantor: string;
}

/** @throws not-found, state-conflict `no-grant` */
export async function grantSource(db: Db, id: string): Promise<GrantSource> {
  const [source] = await rows<GrantSource & { kind: string }>(
    db,
    `select id, code, name, kind, coalesce(grantor, name) as grantor from funding_source where id = $1`,
    [id],
  );
  if (source === undefined) throw notFound('Finansieringskällan');
  if (source.kind === 'stateGrant' || source.kind === 'eu') return source;
  throw conflict('no-grant', `${source.name} är inget statsbidrag eller EU-bidrag; det rekvireras inte.`, {
    kind: source.kind,
  });
}
