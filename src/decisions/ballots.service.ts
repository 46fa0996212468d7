/**
 * Ballots: opened for those who serve at that moment, one vote each, counted when closed. Votes of members come in side
 * by side and only share the ballot's row; closing takes it alone, so it waits for those under way and none comes after.
 */
import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, DomainError, invalid, notFound } from '../kernel/errors.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { type BallotResult, choicesOf, resultOf } from './ballot.rules.js';
import { nextStep, type NextStep, toDo } from './claim.rules.js';
import { decisionEvents } from './decisions.events.js';
import { callElectors, closed, lockOpen, tallyOf, writeResult } from './ballots.store.js';
import { ItemActs } from './item-acts.js';
import { lockItem } from './locks.js';
import { requireQuorum } from './quorum.rules.js';
import { reaches } from './reach.rules.js';
import { servingIn, situationOf } from './situation.js';
import { requireChairServes, requireTried } from './taking-part.js';

export interface OpenedBallot {
  id: string;
  stage: string;
  isSecret: boolean;
  /** What can be voted for, besides `abstain`. */
  choices: string[];
  electors: number;
  version: number;
}

export interface GivenVote {
  personId: string;
  choice: string;
}

interface BallotPlace {
  agendaItemId: string;
  authorityId: string;
  matterAuthorityId: string;
  bodyId: string;
  status: string;
  alternatives: string[];
  isSecret: boolean;
}

export interface ClosedBallot {
  winner: string;
  tieBreak: string | null;
  count: BallotResult['count'];
  /** Of the agenda item. */
  version: number;
  next: NextStep;
}

@Injectable()
export class Ballots {
  constructor(
    private readonly acts: ItemActs,
    private readonly events: Events,
  ) {}

  /**
   * Opens the ballot whose turn it is; the electors are those who serve now.
   * @throws state-conflict `no-ballot-due` telling what comes first, `no-quorum`, `disqualification-disputed`.
   */
  async open(tx: Tx, actor: Actor, agendaItemId: string, expectedVersion: number): Promise<OpenedBallot> {
    const { item, situation } = await this.acts.take(tx, actor, agendaItemId, 'meeting.conduct', expectedVersion);
    requireTried(situation);
    requireChairServes(situation);
    const { roster, quorum } = servingIn(situation);
    requireQuorum(quorum, item.bodyName, item.bodyKind);
    const isElection = await this.acts.isElection(tx, item);
    const next = nextStep(situation.claims, situation.puttings, isElection);
    if (next.is !== 'ballot')
      throw conflict(
        'no-ballot-due',
        next.is === 'settled' ? 'Yrkandena är besvarade; fatta beslutet.' : `Nu gäller: ${toDo(next)}.`,
      );
    const id = uuidv7();
    const alternatives = next.alternatives.map((claim) => claim.id);
    // Votes are open, except in elections and appointments (KL 5:54).
    await affected(
      tx,
      `insert into ballot (id, agenda_item_id, number, stage, alternatives, is_secret, chair_id, opened_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, agendaItemId, item.lastPutting + 1, next.stage, alternatives, isElection, situation.chairId, actor.personId],
    );
    await callElectors(tx, id, roster);
    // The rows of a secret tally are there from the start, so that voting only counts up.
    if (isElection)
      await affected(tx, `insert into secret_tally (ballot_id, choice) select $1, unnest($2::text[])`, [
        id,
        [...choicesOf(alternatives), 'abstain'],
      ]);
    await affected(
      tx,
      `update agenda_item set last_putting = last_putting + 1, status = 'claimsClosed', version = version + 1 where id = $1`,
      [agendaItemId],
    );
    await this.events.record(tx, actor, {
      type: decisionEvents.ballotOpened,
      subjectKind: item.subjectKind,
      subjectId: item.subjectId,
      matterId: item.matterId,
      payload: { agendaItemId, ballotId: id, stage: next.stage, electors: roster.serving.length, isSecret: isElection },
    });
    const choices = choicesOf(alternatives);
    return {
      id,
      stage: next.stage,
      isSecret: isElection,
      choices,
      electors: roster.serving.length,
      version: item.version + 1,
    };
  }

  /** One's own vote (KL 4:24: in person, one each). @throws forbidden `sign-in-required` with a token, and as `cast`. */
  async vote(tx: Tx, actor: Actor, ballotId: string, choice: string): Promise<void> {
    const place = await this.placeOf(tx, actor, ballotId);
    requirePermit(actor, 'ballot.vote', { authorityId: place.authorityId, bodyId: place.bodyId });
    if (actor.kind !== 'person' || actor.personId === null)
      throw new DomainError('forbidden', 'Den som röstar ska själv vara inloggad; en åtkomstnyckel röstar inte.', {
        code: 'sign-in-required',
      });
    await this.cast(tx, actor, ballotId, { personId: actor.personId, choice }, place, '/choice');
  }

  /** Votes given by word of mouth at the roll call, recorded by whoever conducts the meeting. All or none. */
  async callRoll(tx: Tx, actor: Actor, ballotId: string, votes: readonly GivenVote[]): Promise<void> {
    const place = await this.placeOf(tx, actor, ballotId);
    requirePermit(actor, 'meeting.conduct', { authorityId: place.authorityId, bodyId: place.bodyId });
    if (place.isSecret)
      throw conflict('secret-ballot', 'Omröstningen är sluten (KL 5 kap. 54 §): var och en lägger sin egen röst.');
    for (const [index, vote] of votes.entries())
      await this.cast(tx, actor, ballotId, vote, place, `/votes/${index}/choice`);
  }

  /**
   * Closes and counts. Whoever was called and gave no vote counts as abstaining.
   * @param castingVote what the chair votes for at a tie, when the chair abstained or had not voted
   * @throws state-conflict `ballot-closed`, `chair-must-vote`
   */
  async close(tx: Tx, actor: Actor, ballotId: string, castingVote: string | undefined): Promise<ClosedBallot> {
    const place = await this.placeOf(tx, actor, ballotId);
    const item = await lockItem(tx, actor, place.agendaItemId, 'meeting.conduct');
    const ballot = await lockOpen(tx, ballotId);
    const tally = await tallyOf(tx, ballotId, ballot.chairId);
    const choices = choicesOf(ballot.alternatives);
    if (castingVote !== undefined && !choices.includes(castingVote))
      throw invalid(
        '/castingVote',
        'unknown-choice',
        `Ange något av det som röstningen gäller: ${choices.join(', ')}.`,
      );
    const before = await situationOf(tx, item.id);
    const isElection = await this.acts.isElection(tx, item);
    const { chairs, electors, given } = tally;
    const own = chairs === null || chairs === 'abstain' ? castingVote : chairs;
    const question = {
      stage: ballot.stage,
      alternatives: ballot.alternatives,
      electors: Number(electors),
      isElection: ballot.stage === 'election',
      minorityMayCarry: ballot.stage === 'formal' && item.bodyKind === 'council' && !before.minorityUsed && !isElection,
      minorityCounts: before.bylaws.minorityCounts,
    };
    const result = resultOf(question, given, own, (tied) => tied[randomInt(tied.length)] as string);
    await writeResult(tx, ballotId, result);
    await affected(tx, `update agenda_item set version = version + 1 where id = $1`, [item.id]);
    await this.events.record(tx, actor, {
      type: decisionEvents.ballotClosed,
      subjectKind: item.subjectKind,
      subjectId: item.subjectId,
      matterId: item.matterId,
      payload: { agendaItemId: item.id, ballotId, winner: result.winner, tieBreak: result.tieBreak, ...result.count },
    });
    const after = await situationOf(tx, item.id);
    const next = nextStep(after.claims, after.puttings, isElection);
    return { winner: result.winner, tieBreak: result.tieBreak, count: result.count, version: item.version + 1, next };
  }

  private async placeOf(tx: Tx, actor: Actor, ballotId: string): Promise<BallotPlace> {
    const [place] = await rows<BallotPlace>(
      tx,
      `select v.agenda_item_id as "agendaItemId", b.authority_id as "authorityId", m.authority_id as "matterAuthorityId", g.body_id as "bodyId", v.status, v.alternatives, v.is_secret as "isSecret"
         from ballot v join agenda_item a on a.id = v.agenda_item_id join matter m on m.id = a.matter_id
         join meeting g on g.id = a.meeting_id join body b on b.id = g.body_id where v.id = $1`,
      [ballotId],
    );
    if (place === undefined || !reaches(actor, [place.authorityId, place.matterAuthorityId]))
      throw notFound('Omröstningen');
    return place;
  }

  /** One statement: the ballot is open, the person an elector, and has not voted before; else nothing happens. */
  private async cast(
    tx: Tx,
    actor: Actor,
    ballotId: string,
    { personId, choice }: GivenVote,
    { alternatives, agendaItemId }: BallotPlace,
    pointer: string,
  ): Promise<void> {
    const choices = [...choicesOf(alternatives), 'abstain'];
    if (!choices.includes(choice))
      throw invalid(pointer, 'unknown-choice', `${choice} går inte att rösta på. Välj ett av: ${choices.join(', ')}.`);
    const cast = await affected(
      tx,
      `with b as materialized (select id, is_secret from ballot where id = $1 and status = 'open' for share),
        given as (insert into vote (ballot_id, person_id, choice, recorded_by)
          select b.id, e.person_id, case when b.is_secret then null else $3 end, $4
            from b join ballot_elector e on e.ballot_id = b.id and e.person_id = $2
          on conflict (ballot_id, person_id) do nothing returning ballot_id),
        tallied as (update secret_tally t set votes = votes + 1 from given join b on b.id = given.ballot_id
          where b.is_secret and t.ballot_id = given.ballot_id and t.choice = $3 returning 1)
       select 1 from given left join tallied on true`,
      [ballotId, personId, choice, actor.personId],
    );
    if (cast !== 1) throw await this.refusal(tx, ballotId, personId);
    // The event says that somebody voted, never what.
    await this.events.record(tx, actor, {
      type: decisionEvents.ballotVoted,
      subjectKind: 'ballot',
      subjectId: ballotId,
      payload: { agendaItemId, personId },
    });
  }

  private async refusal(tx: Tx, ballotId: string, personId: string) {
    const found = only(
      await rows<{ open: boolean; elector: boolean; voted: boolean; away: boolean }>(
        tx,
        `select v.status = 'open' as open,
            exists (select from ballot_elector e where e.ballot_id = v.id and e.person_id = $2) as elector,
            exists (select from vote o where o.ballot_id = v.id and o.person_id = $2) as voted,
            exists (select from disqualification d where d.agenda_item_id = v.agenda_item_id and d.person_id = $2 and d.status <> 'dismissed') as away
           from ballot v where v.id = $1`,
        [ballotId, personId],
      ),
    );
    if (found.away) return conflict('disqualified', 'Den som är jävig i ärendet röstar inte (KL 6 kap. 30 §).');
    if (!found.elector)
      return conflict('not-an-elector', 'Bara den som tjänstgjorde när omröstningen började har rösträtt i den.');
    if (found.voted) return conflict('already-voted', 'Rösten är redan lagd; var och en har en röst (KL 4 kap. 24 §).');
    return closed();
  }
}
