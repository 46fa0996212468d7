/** The row of a requisition under its lock, and the statement that moves it together with the step that says why. */
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import type { Edge } from '../../kernel/transitions.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import type { RequisitionStatus } from './requisition.rules.js';

export interface LockedRequisition {
  id: string;
  source_year_id: string;
  source_id: string;
  year: number;
  grantor: string;
  status: RequisitionStatus;
  agent_id: string | null;
  amount_ore: string | null;
  prepared_by: string | null;
  approved_by: string | null;
  paid_ore: string | null;
  claimed_ore: string | null;
  claim_ground: string | null;
  repaid_ore: string;
  version: number;
  today: Day;
  now: Date;
  /** Of the submission and what has been noted since. */
  last_day: Day;
  last_number: number;
  has_report: boolean;
}

/** @throws not-found */
export async function lockRequisition(tx: Tx, id: string): Promise<LockedRequisition> {
  const [locked] = await rows(tx, `select 1 from requisition where id = $1 for update`, [id]);
  if (locked === undefined) throw notFound('Rekvisitionen');
  // Read after the lock: what another has just written is seen.
  return only(
    await rows<LockedRequisition>(
      tx,
      `select r.id, r.source_year_id, s.source_id, s.year, coalesce(f.grantor, f.name) as grantor, r.status, r.agent_id, r.amount_ore, r.prepared_by,
           r.approved_by, r.paid_ore, r.claimed_ore, r.claim_ground, r.repaid_ore, r.version, today_in_stockholm() as today, clock_timestamp() as now,
           coalesce((select max(t.day) from requisition_step t where t.requisition_id = r.id and t.number >=
             (select min(u.number) from requisition_step u where u.requisition_id = r.id and u.act = 'submit')), date '1900-01-01') as last_day,
           coalesce((select max(t.number) from requisition_step t where t.requisition_id = r.id), 0) as last_number,
           exists (select from grant_report g where g.requisition_id = r.id) as has_report
         from requisition r join source_year s on s.id = r.source_year_id join funding_source f on f.id = s.source_id where r.id = $1`,
      [id],
    ),
  );
}

export interface StepOfRequisition {
  day: Day;
  amount?: Money | undefined;
  ground?: string | null | undefined;
  note?: string | null | undefined;
}

/** Writes the step. The caller has moved the row. */
export async function writeStep(
  tx: Tx,
  actor: Actor,
  requisition: Pick<LockedRequisition, 'id' | 'last_number'>,
  edge: Pick<Edge<string, string>, 'from' | 'act' | 'to'>,
  { day, amount, ground, note }: StepOfRequisition,
): Promise<void> {
  await affected(
    tx,
    `insert into requisition_step (requisition_id, number, act, from_status, to_status, day, amount_ore, ground, note, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      requisition.id,
      requisition.last_number + 1,
      edge.act,
      edge.from,
      edge.to,
      day,
      amount?.ore ?? null,
      ground ?? null,
      note ?? null,
      actor.personId,
    ],
  );
}
