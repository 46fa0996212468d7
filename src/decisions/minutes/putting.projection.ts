/**
 * What was claimed, in which order it was put, and how the ballots fell (KL 5:67 p 1-3, R-34). Votes are counted here
 * from the votes themselves; a total that was kept elsewhere is not asked. Pure.
 */
import type { Seat } from '../../identity/seats.rules.js';
import type { PatchLine } from '../subject-handler.js';
import { choicesOf } from '../ballot.rules.js';
import type { Ballot, Change, MinutesClaim, PersonRef, Putting, Votes } from './minutes.content.js';
import type { BallotRecord, ItemRecord } from './minutes.record.js';
import type { Register } from './register.projection.js';

/** The claims that were not withdrawn, in the order they were made. */
export function claimsOf(
  { claims }: ItemRecord,
  register: Register,
  changesOf: (patch: readonly PatchLine[] | null) => Change[],
): MinutesClaim[] {
  return claims
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .sort((a, b) => a.number - b.number)
    .map((claim) => ({
      id: claim.id,
      number: claim.number,
      kind: claim.kind,
      outcome: claim.outcome,
      isStanding: claim.isStanding,
      mover: claim.moverId === null ? null : register.person(claim.moverId),
      supporters: claim.supporterIds.map((id) => register.person(id)),
      text: claim.text,
      reasons: claim.reasons,
      refusedGround: claim.refusedGround,
      changes: changesOf(claim.patch),
    }));
}

/** What the chair put and each ballot, as one sequence in the order it happened. */
export function puttingOf(item: ItemRecord, seats: readonly Seat[], register: Register): Putting[] {
  const numbers = new Map(item.claims.map(({ id, number }) => [id, number]));
  const numbersOf = (ids: readonly string[]): number[] => ids.flatMap((id) => numbers.get(id) ?? []);
  const acclamations = item.propositions.map(({ number, stage, alternatives, foundClaimId, demandedBy }): Putting => ({
    by: 'acclamation',
    number,
    stage,
    alternatives: numbersOf(alternatives),
    found: numbers.get(foundClaimId ?? '') ?? null,
    ballotDemandedBy: demandedBy === null ? null : register.person(demandedBy),
  }));
  const ballots = item.ballots.map((ballot): Putting => ballotOf(ballot, numbers, seats, register));
  return [...acclamations, ...ballots].sort((a, b) => a.number - b.number);
}

function ballotOf(
  ballot: BallotRecord,
  numbers: ReadonlyMap<string, number>,
  seats: readonly Seat[],
  register: Register,
): Ballot {
  const place = new Map(seats.map(({ personId }, index) => [personId, index]));
  const parties = new Map(ballot.electors.map(({ personId, party }) => [personId, party]));
  const named = (ids: readonly string[]): PersonRef[] =>
    [...ids]
      .sort((a, b) => (place.get(a) ?? Infinity) - (place.get(b) ?? Infinity) || (a < b ? -1 : 1))
      .map((id) => register.person(id, parties.get(id)));
  const count = (choice: string): Votes => {
    const voters = ballot.votes.filter((vote) => vote.choice === choice).map(({ personId }) => personId);
    const secret = ballot.tallies.find((tally) => tally.choice === choice)?.votes ?? 0;
    return {
      choice,
      claimNumber: numbers.get(choice) ?? null,
      votes: ballot.isSecret ? secret : voters.length,
      voters: ballot.isSecret ? [] : named(voters),
    };
  };
  const { votes, voters } = count('abstain');
  const called = new Set(ballot.electors.flatMap(({ personId, servesForId }) => [personId, servesForId ?? personId]));
  const answered = new Set(ballot.votes.map(({ personId }) => personId));
  return {
    by: 'ballot',
    number: ballot.number,
    ballotId: ballot.id,
    stage: ballot.stage,
    alternatives: ballot.alternatives.flatMap((id) => numbers.get(id) ?? []),
    isSecret: ballot.isSecret,
    chair: register.person(ballot.chairId),
    electors: ballot.electors.length,
    results: choicesOf(ballot.alternatives).map(count),
    abstained: { votes, voters },
    silent: named(ballot.electors.map(({ personId }) => personId).filter((id) => !answered.has(id))),
    absent: named(
      seats.filter(({ seat, personId }) => seat === 'member' && !called.has(personId)).map(({ personId }) => personId),
    ),
    winner: numbers.get(ballot.winner) ?? null,
    tieBreak: ballot.tieBreak,
    isMinority: ballot.isMinority,
  };
}
