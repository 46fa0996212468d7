import { resultOf, type BallotQuestion } from './ballot.rules.js';
import { type Claim, nextStep, type NextStep, type Putting, requireAddable } from './claim.rules.js';

const claim = (id: string, number: number, kind: Claim['kind'], outcome: Claim['outcome']): Claim => ({
  id,
  number,
  kind,
  outcome,
  isStanding: number === 1,
  moverId: null,
  text: null,
  reasons: null,
  patch: outcome === 'approveWithChanges' || kind === 'addOn' ? [{ path: `/${id}`, old: '1', new: '2' }] : null,
  isWithdrawn: false,
  refusedGround: null,
});
const A = claim('A', 1, 'material', 'approve');
const B = claim('B', 2, 'material', 'approveWithChanges');
const C = claim('C', 3, 'material', 'approveWithChanges');
const D = claim('D', 4, 'formal', 'referBack');
const E = claim('E', 5, 'addOn', 'approve');
/** Two add-ons to what B changes. */
const F = { ...claim('F', 6, 'addOn', 'approve'), patch: [{ path: '/B', old: '1', new: '3' }] };
const G = { ...claim('G', 7, 'addOn', 'approve'), patch: [{ path: '/B', old: '1', new: '4' }] };

/** `D:no` found by acclamation; `A!` found and contested; `#B` a ballot gave B; `#?` a ballot is open. */
function puttings(text: string): Putting[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word, index) => {
      const isBallot = word.startsWith('#');
      const name = word.replaceAll(/[#!]/g, '');
      return {
        number: index + 1,
        by: isBallot ? 'ballot' : 'acclamation',
        stage: '',
        alternatives: [],
        found: name === '?' ? undefined : name === 'no' ? null : name,
        isContested: word.endsWith('!'),
        isMinority: false,
        ballotId: isBallot ? `ballot-${index}` : null,
      };
    });
}

function said(next: NextStep): string {
  if (next.is === 'voting') return `voting ${next.ballotId}`;
  if (next.is === 'settled') {
    const { outcome, claim: winner, settledBy, patch } = next.settlement;
    return `${outcome} ${winner?.id ?? 'no claim'} by ${settledBy}${patch.map(({ path }) => ` ${path}`).join('')}`;
  }
  return `${next.is} ${next.stage} ${next.alternatives.map(({ id }) => id).join('')}`;
}

describe('the order of claims', () => {
  it.each([
    ['one claim: put it', [A], '', 'put material A'],
    ['carried by acclamation', [A], 'A', 'approve A by acclamation'],
    ['answered with no', [A], 'no', 'reject no claim by acclamation'],
    ['a single claim contested is voted yes or no', [A], 'A!', 'ballot main A'],
    ['formal claims come first', [A, B, D], '', 'put formal D'],
    ['a formal claim that carries ends the item', [A, B, D], 'D', 'referBack D by acclamation'],
    ['one that is lost lets the material ones come', [A, B, D], 'no', 'put material AB'],
    ['contested formal claim', [A, D], 'no!', 'ballot formal D'],
    ['won by ballot after the chair found no', [A, D], 'no! #D', 'referBack D by ballot'],
    ['two claims contested: main against the other', [A, B], 'A!', 'ballot main AB'],
    ['three: the others meet first', [A, B, C, D], 'no A!', 'put counter BC'],
    ['the counter-ballot may be settled by acclamation', [A, B, C], 'A! B', 'ballot main AB'],
    ['or contested and voted', [A, B, C], 'A! B! #C', 'ballot main AC'],
    ['an open ballot waits', [A, B], 'A! #?', 'voting ballot-1'],
    ['the main claim wins', [A, B, C], 'A! B! #B #A', 'approve A by ballot'],
    ['the counter-claim wins with its changes', [A, B, C], 'A! B! #B #B', 'approveWithChanges B by ballot /B'],
    ['the main claim is what the chair found, not the standing one', [A, B, C], 'B!', 'put counter AC'],
    ['add-ons last', [A, E], 'A', 'put addOn E'],
    ['a carried add-on changes the proposal', [A, E], 'A E', 'approveWithChanges A by acclamation /E'],
    ['a lost one does not', [A, E], 'A no', 'approve A by acclamation'],
    ['an add-on to what the winner has changed falls', [A, B, F], 'B', 'approveWithChanges B by acclamation /B'],
    ['unless another won', [A, B, F], 'A', 'put addOn F'],
    ['and others are still put', [A, B, E, F], 'B', 'put addOn E'],
    ['of two add-ons to one field the later falls', [A, F, G], 'A F', 'approveWithChanges A by acclamation /B'],
    ['and is put when the earlier is lost', [A, F, G], 'A no', 'put addOn G'],
    ['nothing is added to what was rejected', [A, E], 'no', 'reject no claim by acclamation'],
  ])('%s', (_, claims, record, expected) => expect(said(nextStep(claims, puttings(record)))).toBe(expected));

  it.each([
    ['a counter-claim', [A, B], 'Yrkande 2'],
    ['an add-on', [A, F], 'Yrkande 6'],
  ])('an add-on is not made to what %s changes', (_, claims, word) =>
    expect(() => requireAddable([{ path: '/X', old: '1', new: '2' }, ...(G.patch ?? [])], claims)).toThrow(
      expect.objectContaining({
        errors: [
          expect.objectContaining({
            pointer: '/patch/1/path',
            code: 'changed-by-another',
            detail: expect.stringContaining(word) as string,
          }),
        ],
      }) as Error,
    ),
  );
  it.each([
    ['is withdrawn', { ...B, isWithdrawn: true }],
    ['was refused', { ...B, refusedGround: 'Nytt ärende' }],
    ['changes something else', E],
  ])('but it is when the other claim %s', (_, other) =>
    expect(() => requireAddable(G.patch ?? [], [A, other])).not.toThrow(),
  );
  it('leaves out what was withdrawn', () =>
    expect(said(nextStep([A, { ...D, isWithdrawn: true }], []))).toBe('put material A'));
  it('elects among all who are nominated in one ballot', () =>
    expect(said(nextStep([A, B, C], puttings('B!'), true))).toBe('ballot election BC'));
});

describe('the result of a ballot', () => {
  const question = (more: Partial<BallotQuestion> = {}): BallotQuestion => ({
    stage: 'main',
    alternatives: ['A', 'B'],
    electors: 13,
    isElection: false,
    minorityMayCarry: false,
    minorityCounts: 'present',
    ...more,
  });
  const lot = (tied: readonly string[]): string => tied.at(-1) as string;
  const shown = (asked: BallotQuestion, given: Record<string, number>, chair?: string): string => {
    const { winner, tieBreak, count } = resultOf(asked, given, chair, lot);
    return [winner, tieBreak, count.isMinority ? 'minority' : null, `silent ${count.silent}`].filter(Boolean).join(' ');
  };
  const referral = question({ stage: 'formal', alternatives: ['D'], electors: 61, minorityMayCarry: true });

  it.each([
    ['most votes win', question(), { A: 7, B: 5, abstain: 1 }, undefined, 'A silent 0'],
    ['tie: the chair’s side wins', question(), { A: 6, B: 6, abstain: 1 }, 'A', 'A castingVote silent 0'],
    ['tie in an election: the lot', question({ isElection: true }), { A: 6, B: 6 }, 'A', 'B lot silent 1'],
    ['yes or no', question({ alternatives: ['A'] }), { A: 3, no: 7 }, undefined, 'no silent 3'],
    ['a third of the council is enough', referral, { D: 21, no: 40 }, undefined, 'D minority silent 0'],
    ['one less is not', referral, { D: 20, no: 41 }, undefined, 'no silent 0'],
    ['those who abstain count as present (R-24)', referral, { D: 20, no: 30, abstain: 11 }, undefined, 'no silent 0'],
    [
      'unless the bylaws count votes only',
      { ...referral, minorityCounts: 'voting' as const },
      { D: 20, no: 30, abstain: 11 },
      undefined,
      'D minority silent 0',
    ],
    ['a majority is no minority', referral, { D: 31, no: 30 }, undefined, 'D silent 0'],
    [
      'the second time a majority is needed',
      { ...referral, minorityMayCarry: false },
      { D: 21, no: 40 },
      undefined,
      'no silent 0',
    ],
    ['31 present need 11', { ...referral, electors: 31 }, { D: 10, no: 21 }, undefined, 'no silent 0'],
  ])('%s', (_, asked, given, chair, expected) =>
    expect(shown(asked, given as Record<string, number>, chair)).toBe(expected),
  );

  it('refuses a tie the chair has not taken sides in', () =>
    expect(() => resultOf(question(), { A: 6, B: 6, abstain: 1 }, undefined, lot)).toThrow(
      expect.objectContaining({ code: 'chair-must-vote' }),
    ));
});
