/** Whether what a consultation is about may leave the house. */
import { conflict } from '../kernel/errors.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';

const marked = {
  newest: `select distinct d.title from consultation_text t join document_version v on v.id = t.document_version_id join document d on d.id = v.document_id
      join secrecy_marking k on k.document_id = d.id and k.lifted_at is null
     where t.consultation_id = $1 and t.number = (select max(n.number) from consultation_text n where n.consultation_id = $1 and n.part_key = t.part_key)
     order by d.title`,
  sent: `select distinct d.title from consultation_sent_text s join consultation_text t on t.id = s.text_id
      join document_version v on v.id = t.document_version_id join document d on d.id = v.document_id
      join secrecy_marking k on k.document_id = d.id and k.lifted_at is null where s.consultation_id = $1 order by d.title`,
} as const;

/**
 * Secrecy holds between authorities and all the more outside them (OSL 8:1, R-54).
 * @param which the newest of each part, before they are sent; those that went out, for somebody more
 * @throws state-conflict `secret-text`
 */
export async function requireOpenTexts(tx: Tx, consultationId: string, which: keyof typeof marked): Promise<void> {
  const found = await rows<{ title: string }>(tx, marked[which], [consultationId]);
  if (found.length === 0) return;
  const titles = found.map(({ title }) => `”${title}”`).join(' och ');
  const advice = which === 'newest' ? '; lägg till en version utan det hemliga' : '';
  throw conflict('secret-text', `${titles} är sekretessmarkerad och kan inte sändas på remiss${advice}.`);
}
