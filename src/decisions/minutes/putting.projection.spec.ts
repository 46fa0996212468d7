import fc from 'fast-check';
import { ballot, claim, namesOf, projectedItem, seat } from '../../../test/support/minutes-record.js';
import type { Ballot } from './minutes.content.js';
import type { BallotRecord } from './minutes.record.js';

describe('ballots', () => {
  const seats = [seat('chair', 'S'), seat('m1', 'S'), seat('m2', 'M'), seat('m3', 'V'), seat('m4', 'C')];
  const electors = ['chair', 'm1', 'e1', 'm3'].map((personId) => ({
    personId,
    servesForId: personId === 'e1' ? 'm2' : null,
    party: personId === 'e1' ? 'M' : null,
  }));
  const claims = [claim('x', 1, { isStanding: true }), claim('y', 2, { moverId: 'm3' })];
  const vote = (personId: string, choice: string | null) => ({ personId, choice });
  const of = (more: Partial<BallotRecord>): Ballot =>
    projectedItem({ claims, ballots: [ballot({ alternatives: ['x', 'y'], electors, winner: 'x', ...more })] }, seats)
      .putting[0] as Ballot;

  test('an open one: who voted how, who abstained, who said nothing, who was away', () => {
    const found = of({ votes: [vote('m3', 'y'), vote('chair', 'x'), vote('e1', 'abstain')] });
    expect(found.results.map(({ claimNumber, votes, voters }) => [claimNumber, votes, namesOf(voters)])).toEqual([
      [1, 1, ['chair (S)']],
      [2, 1, ['m3 (V)']],
    ]);
    expect([found.abstained.votes, namesOf(found.abstained.voters)]).toEqual([1, ['e1 (M)']]);
    expect(namesOf(found.silent)).toEqual(['m1 (S)']);
    expect(namesOf(found.absent)).toEqual(['m4 (C)']);
    expect([found.winner, found.electors]).toEqual([1, 4]);
  });

  test('a secret one: counts from the tally, and nobody’s choice', () => {
    const found = of({
      isSecret: true,
      votes: electors.map(({ personId }) => vote(personId, null)),
      tallies: [
        { choice: 'x', votes: 1 },
        { choice: 'y', votes: 2 },
        { choice: 'abstain', votes: 1 },
      ],
      winner: 'y',
    });
    expect(found.results.map(({ votes, voters }) => [votes, voters])).toEqual([
      [1, []],
      [2, []],
    ]);
    expect(found.abstained).toEqual({ votes: 1, voters: [] });
    expect(found.silent).toEqual([]);
  });

  test('a single claim is answered yes or no', () => {
    const found = of({ alternatives: ['y'], winner: 'no', votes: [vote('chair', 'no'), vote('m3', 'y')] });
    expect(found.results.map(({ choice, votes }) => [choice, votes])).toEqual([
      ['y', 1],
      ['no', 1],
    ]);
    expect(found.winner).toBeNull();
  });

  test('acclamations and ballots stand in the order they happened (KL 5:67 p 2)', () => {
    const { putting } = projectedItem(
      {
        claims,
        propositions: [{ number: 1, stage: 'material', alternatives: ['x', 'y'], foundClaimId: 'x', demandedBy: 'm3' }],
        ballots: [ballot({ number: 2, alternatives: ['x', 'y'], electors, winner: 'x', tieBreak: 'castingVote' })],
      },
      seats,
    );
    expect(putting).toMatchObject([
      { by: 'acclamation', alternatives: [1, 2], found: 1, ballotDemandedBy: { id: 'm3' } },
      { by: 'ballot', alternatives: [1, 2], winner: 1, tieBreak: 'castingVote', chair: { id: 'chair' } },
    ]);
  });

  test('for any votes the counts are the votes, and everybody called is accounted for (D2)', () => {
    const choices = fc.constantFrom('x', 'y', 'abstain', 'silent');
    fc.assert(
      fc.property(fc.array(choices, { minLength: 1, maxLength: 101 }), fc.boolean(), (chosen, isSecret) => {
        const called = chosen.map((_, index) => ({ personId: `p${index}`, servesForId: null, party: 'S' }));
        const cast = chosen.flatMap((choice, index) =>
          choice === 'silent' ? [] : [vote(`p${index}`, isSecret ? null : choice)],
        );
        const count = (choice: string): number => chosen.filter((one) => one === choice).length;
        const tallies = ['x', 'y', 'abstain'].map((choice) => ({ choice, votes: count(choice) }));
        const found = of({ electors: called, votes: cast, isSecret, tallies: isSecret ? tallies : [] });
        expect(found.results.map(({ votes }) => votes)).toEqual([count('x'), count('y')]);
        expect(found.abstained.votes).toBe(count('abstain'));
        expect(found.silent).toHaveLength(count('silent'));
        const told = found.results.reduce((sum, { votes }) => sum + votes, found.abstained.votes + found.silent.length);
        expect(told).toBe(found.electors);
      }),
    );
  });
});
