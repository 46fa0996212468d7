/** What is promised to measures, beside what they have been given and what is reserved for them. Asked under the proposals' locks. */
import { moneyOf } from '../../platform/database/columns.js';
import { rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { requirePromisesWithinApproved } from './conditional.rules.js';

/**
 * Of those of the measures that something is promised: given, reserved and promised are together within what was approved.
 * What is given within the approval alone would else leave a promise that can never be kept.
 * @throws state-conflict `above-approved`
 */
export async function requireRoomForPromises(
  tx: Tx,
  measures: readonly { proposalId: string; measureKey: string }[],
): Promise<void> {
  const found = await rows<{ title: string | null; approved: string; taken: string }>(
    tx,
    `select m.approved_ore as approved, m.allocated_ore + m.pending_ore + c.ore as taken,
         (select t.title from measure t join proposal p on p.approved_version_id = t.version_id where p.id = m.proposal_id and t.measure_key = m.measure_key) as title
       from approved_measure m join (select proposal_id, measure_key, sum(amount_ore) as ore from conditional_entry
           where (proposal_id, measure_key) in (select * from unnest($1::uuid[], $2::uuid[])) group by proposal_id, measure_key having sum(amount_ore) <> 0) c
         on c.proposal_id = m.proposal_id and c.measure_key = m.measure_key order by m.proposal_id, m.measure_key`,
    [measures.map(({ proposalId }) => proposalId), measures.map(({ measureKey }) => measureKey)],
  );
  requirePromisesWithinApproved(
    found.map(({ title, approved, taken }) => ({
      title: title ?? '',
      approved: moneyOf(approved),
      taken: moneyOf(taken),
    })),
  );
}
