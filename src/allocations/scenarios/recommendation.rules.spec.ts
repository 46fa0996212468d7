import { Money } from '../../kernel/money.js';
import { faultOf, type NewRecommendation, totalOf } from './recommendation.rules.js';

const kronor = (amount: number): Money => Money.fromOre(BigInt(amount) * 100n);
const measure = { title: 'Fältverksamhet', requested: kronor(1_000) };
const given = (amounts: readonly number[], reason?: string): NewRecommendation => ({
  proposalId: 'p',
  measureKey: 'm',
  follows: 0,
  rows: amounts.map((amount, index) => ({ sourceId: `s${index}`, year: 2023, amount: kronor(amount) })),
  reason,
});

it.each([
  ['all that is asked for', [600, 400], undefined, undefined],
  ['less, with a reason', [600], 'Delas med annan nämnd', undefined],
  ['nothing, with a reason', [], 'Ryms inte', undefined],
  ['less, without a reason', [999], undefined, '/recommendations/2/reason required'],
  ['less, with a reason of blanks', [999], '  ', '/recommendations/2/reason required'],
  ['more than is asked for', [600, 401], 'Skäl', '/recommendations/2/rows above-requested'],
] as const)('%s', (_name, amounts, reason, expected) => {
  const one = given(amounts, reason);
  const fault = faultOf(
    one,
    measure,
    one.rows.map(({ sourceId }) => sourceId),
    '/recommendations/2',
  );
  expect(fault === undefined ? undefined : `${fault.pointer} ${fault.code}`).toBe(expected);
});

it('says which row repeats a source and year', () => {
  const fault = faultOf(given([300, 300, 400]), measure, ['a', 'b', 'a'], '');
  expect(fault).toMatchObject({ pointer: '/rows/2', code: 'duplicate-row' });
});

it('names the measure and the difference, so that a list of faults can be read', () => {
  expect(faultOf(given([750]), measure, ['a'], '')?.detail.replaceAll('\u00a0', ' ')).toBe(
    'Ange varför ”Fältverksamhet” får 250 kr mindre.',
  );
  expect(totalOf(given([1, 2, 3])).equals(kronor(6))).toBe(true);
});
