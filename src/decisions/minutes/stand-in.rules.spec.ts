import type { SignerRole } from './signing.rules.js';
import { requireStandIn, withStandIns } from './stand-in.rules.js';

const signers = new Map<string, SignerRole>([
  ['adjuster', 'adjuster'],
  ['chair', 'chair'],
]);
const pair = (hinderedId: string, personId: string) => ({ hinderedId, personId });

describe('who signs', () => {
  it.each([
    ['nobody is hindered', [], { adjuster: 'adjuster', chair: 'chair' }],
    ['the adjuster is', [pair('adjuster', 'a')], { chair: 'chair', a: 'adjuster' }],
    ['the chair is', [pair('chair', 'a')], { adjuster: 'adjuster', a: 'chair' }],
    ['the stand-in is in turn', [pair('adjuster', 'a'), pair('a', 'b')], { chair: 'chair', b: 'adjuster' }],
    [
      'the first is well again',
      [pair('adjuster', 'a'), pair('a', 'adjuster')],
      { chair: 'chair', adjuster: 'adjuster' },
    ],
    ['somebody who was not to sign', [pair('x', 'a')], { adjuster: 'adjuster', chair: 'chair' }],
  ])('when %s', (_when, standIns, expected) => {
    expect(Object.fromEntries(withStandIns(signers, standIns))).toEqual(expected);
    expect(signers.size).toBe(2);
  });
});

describe('a stand-in', () => {
  const situation = {
    signers,
    signedIds: ['chair'],
    secretaryId: 'secretary',
    servedIds: new Set(['chair', 'adjuster', 'member', 'secretary']),
  };

  it('signs in the role of whoever is hindered', () => {
    expect(requireStandIn(pair('adjuster', 'member'), situation)).toBe('adjuster');
    expect(requireStandIn(pair('chair', 'member'), { ...situation, signedIds: [] })).toBe('chair');
  });

  it.each([
    ['for somebody who was not to sign', 'member', 'adjuster', 'not-a-signer'],
    ['for somebody who has signed', 'chair', 'member', 'already-signed'],
    ['who kept the minutes', 'adjuster', 'secretary', 'is-secretary'],
    ['who signs already', 'adjuster', 'chair', 'already-signer'],
    ['for oneself', 'adjuster', 'adjuster', 'already-signer'],
    ['who was not there', 'adjuster', 'guest', 'not-serving'],
  ])('%s is refused', (_who, hinderedId, personId, code) => {
    expect(() => requireStandIn(pair(hinderedId, personId), situation)).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });
});
