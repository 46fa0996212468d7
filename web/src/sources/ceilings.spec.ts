/** What is said of a ceiling before the press is what the database does with it (migrations, set_ceiling_effect). */
import { type DatedCeiling, effectOf, standingsOf } from './ceilings';

const today = '2023-09-01';
const mnkr = (amount: number): bigint => BigInt(amount * 1000) * 100_000n;
const from = (effectiveDay: string, amount: number): DatedCeiling => ({ effectiveDay, amountOre: mnkr(amount) });

test.each([
  ['nothing said', [], []],
  ['one in force', [from('2023-01-01', 22.2)], ['inForce']],
  ['a raise that waits for its day', [from('2023-01-01', 20), from('2023-10-01', 22)], ['inForce', 'coming']],
  ['a raise on its day', [from('2023-01-01', 20), from(today, 22)], ['replaced', 'inForce']],
  ['only planned', [from('2023-10-01', 22)], ['coming']],
  [
    'a lowering overrules the raise planned before it',
    [from('2023-01-01', 20), from('2023-10-01', 22), from('2023-08-01', 18)],
    ['replaced', 'replaced', 'inForce'],
  ],
  [
    'an earlier raise, said later, leaves nothing of the one after it',
    [from('2023-01-01', 20), from('2023-11-01', 22), from('2023-10-01', 21)],
    ['inForce', 'replaced', 'coming'],
  ],
  [
    'a later raise, said later, leaves the one before it',
    [from('2023-01-01', 20), from('2023-10-01', 21), from('2023-11-01', 22)],
    ['inForce', 'coming', 'coming'],
  ],
])('%s', (_what, ceilings, standings) => {
  expect(standingsOf(ceilings, today)).toEqual(standings);
});

const one = [from('2023-01-01', 22.2)];
const effect = (known: readonly DatedCeiling[], amount: number, validFromDay: string, reserved = 22.2) =>
  effectOf(known, { amountOre: mnkr(amount), validFromDay }, { reservedOre: mnkr(reserved), today });

test('a lowering takes effect at once, and says by how much what is given is above it (R-04)', () => {
  expect(effect(one, 19.98, '2023-12-01')).toEqual({
    kind: 'lower',
    beforeOre: mnkr(22.2),
    effectiveDay: today,
    isBeforeItsDay: true,
    replaced: 0,
    overOre: mnkr(2.22),
  });
  expect(effect(one, 19.98, '2023-08-15')).toMatchObject({ effectiveDay: '2023-08-15', isBeforeItsDay: false });
});

test('a raise takes effect on its day', () => {
  expect(effect(one, 25, '2023-10-01')).toMatchObject({ kind: 'raise', effectiveDay: '2023-10-01', replaced: 0 });
  expect(effect(one, 25, today)).toMatchObject({ kind: 'raise', effectiveDay: today });
  expect(effect(one, 25, today).overOre < 0n).toBe(true);
});

test('a smaller raise takes the place of the larger planned one, no later than it would have come', () => {
  const planned = [from('2023-01-01', 20), from('2023-10-01', 25)];
  expect(effect(planned, 22, '2023-12-01')).toMatchObject({
    kind: 'raise',
    effectiveDay: '2023-10-01',
    isBeforeItsDay: true,
    replaced: 1,
  });
  expect(effect(planned, 27, '2023-12-01')).toMatchObject({ effectiveDay: '2023-12-01', replaced: 0 });
});

test('the first ceiling of a year, and the same once more', () => {
  expect(effect([], 22.2, '2023-10-01', 0)).toMatchObject({ kind: 'first', beforeOre: 0n, replaced: 0 });
  expect(effect(one, 22.2, today)).toMatchObject({ kind: 'same', overOre: 0n });
});
