/** Rows of ballots: who is called, what was given, and the result. */
import { conflict, type DomainError } from '../kernel/errors.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import type { Roster } from './attendance.rules.js';
import type { BallotResult } from './ballot.rules.js';

/** Those who serve when the ballot is opened; whoever comes later has no vote in it. */
export async function callElectors(tx: Tx, ballotId: string, { serving }: Roster): Promise<void> {
  await affected(
    tx,
    `insert into ballot_elector (ballot_id, person_id, seat, serves_for_id, party)
       select $1, * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[])`,
    [
      ballotId,
      serving.map(({ personId }) => personId),
      serving.map(({ seat }) => seat),
      serving.map(({ servesForId }) => servesForId),
      serving.map(({ party }) => party),
    ],
  );
}

export interface OpenBallotRow {
  stage: string;
  alternatives: string[];
  isSecret: boolean;
  chairId: string;
}

/** Takes it alone: it waits for the votes under way, and none comes after. @throws state-conflict `ballot-closed` */
export async function lockOpen(tx: Tx, ballotId: string): Promise<OpenBallotRow> {
  const [ballot] = await rows<OpenBallotRow>(
    tx,
    `select stage, alternatives, is_secret as "isSecret", chair_id as "chairId" from ballot where id = $1 and status = 'open' for update`,
    [ballotId],
  );
  if (ballot === undefined) throw closed();
  return ballot;
}

export interface Tally {
  given: Record<string, number>;
  electors: string;
  /** What the chair voted, in an open ballot. */
  chairs: string | null;
}

/** Counted in a statement begun after the lock: every vote that was acknowledged is in it. */
export async function tallyOf(tx: Tx, ballotId: string, chairId: string): Promise<Tally> {
  return only(
    await rows<Tally>(
      tx,
      `select coalesce((select jsonb_object_agg(choice, n) from (
            select choice, count(*) as n from vote where ballot_id = $1 and choice is not null group by choice
            union all select choice, votes from secret_tally where ballot_id = $1) tallied), '{}') as given,
          (select count(*) from ballot_elector where ballot_id = $1) as electors,
          (select choice from vote where ballot_id = $1 and person_id = $2) as chairs`,
      [ballotId, chairId],
    ),
  );
}

export async function writeResult(tx: Tx, ballotId: string, { winner, count, tieBreak }: BallotResult): Promise<void> {
  await affected(
    tx,
    `update ballot set status = 'closed', winner = $2, counts = $3::jsonb, tie_break = $4, closed_at = clock_timestamp() where id = $1`,
    [ballotId, winner, JSON.stringify(count), tieBreak],
  );
  // Written anew together, so that no row tells which vote counted it last.
  await affected(tx, `update secret_tally set votes = votes where ballot_id = $1`, [ballotId]);
}

export function closed(): DomainError {
  return conflict('ballot-closed', 'Omröstningen är avslutad.');
}
