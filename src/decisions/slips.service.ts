/** A secret ballot with slips of paper: who handed one in, and what the slips said in all, never together (KL 5:54). */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { choicesOf } from './ballot.rules.js';
import { decisionEvents } from './decisions.events.js';
import { ItemActs } from './item-acts.js';

export interface Slips {
  voterIds: readonly string[];
  /** One line per choice that got any; blank slips are `abstain`. */
  counts: readonly { choice: string; votes: number }[];
}

@Injectable()
export class CountedSlips {
  constructor(private readonly acts: ItemActs) {}

  /**
   * Adds the slips to whatever has been voted without them.
   * @throws validation-failed when the slips are not as many as the voters; state-conflict `ballot-closed`, `not-secret`,
   *   `not-an-elector`, `already-voted`: then none is counted
   */
  async add(tx: Tx, actor: Actor, ballotId: string, { voterIds, counts }: Slips): Promise<void> {
    const [place] = await rows<{ agendaItemId: string }>(
      tx,
      `select agenda_item_id as "agendaItemId" from ballot where id = $1`,
      [ballotId],
    );
    // An unknown ballot is answered like one in an item that cannot be seen.
    const { item } = await this.acts.take(tx, actor, place?.agendaItemId ?? ballotId, 'meeting.conduct', undefined);
    const [ballot] = await rows<{ alternatives: string[]; isSecret: boolean }>(
      tx,
      `select alternatives, is_secret as "isSecret" from ballot where id = $1 and status = 'open' for share`,
      [ballotId],
    );
    if (ballot === undefined) throw conflict('ballot-closed', 'Omröstningen är avslutad.');
    if (!ballot.isSecret) throw conflict('not-secret', 'Omröstningen är öppen: för in rösterna vid uppropet.');
    requireSoundCount({ voterIds, counts }, [...choicesOf(ballot.alternatives), 'abstain']);
    const voted = await affected(
      tx,
      `insert into vote (ballot_id, person_id, recorded_by)
         select e.ballot_id, e.person_id, $3 from ballot_elector e where e.ballot_id = $1 and e.person_id = any($2::uuid[])
         on conflict (ballot_id, person_id) do nothing`,
      [ballotId, [...voterIds], actor.personId],
    );
    if (voted !== voterIds.length)
      throw conflict(
        'not-an-elector',
        'Någon av dem som har lämnat en sedel är inte röstberättigad eller har redan röstat.',
      );
    await affected(
      tx,
      `update secret_tally t set votes = t.votes + c.votes from unnest($2::text[], $3::integer[]) as c (choice, votes)
        where t.ballot_id = $1 and t.choice = c.choice`,
      [ballotId, counts.map(({ choice }) => choice), counts.map(({ votes }) => votes)],
    );
    await this.acts.tell(tx, actor, item, decisionEvents.slipsCounted, { ballotId, slips: voterIds.length });
  }
}

function requireSoundCount({ voterIds, counts }: Slips, choices: readonly string[]): void {
  counts.forEach(({ choice }, index) => {
    const pointer = `/counts/${index}/choice`;
    if (!choices.includes(choice))
      throw invalid(pointer, 'unknown-choice', `${choice} går inte att rösta på. Välj ett av: ${choices.join(', ')}.`);
    if (counts.findIndex((other) => other.choice === choice) !== index)
      throw invalid(pointer, 'duplicate', 'Samma val står på två rader; lägg ihop dem.');
  });
  const slips = counts.reduce((sum, { votes }) => sum + votes, 0);
  if (slips !== voterIds.length)
    throw invalid(
      '/counts',
      'sum',
      `${slips} sedlar är räknade och ${voterIds.length} har lämnat en; de ska vara lika många.`,
    );
}
