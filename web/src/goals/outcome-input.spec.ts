import { outcomeBody, type OutcomeInput } from './outcome-input';

const input = (over: Partial<OutcomeInput>): OutcomeInput => ({
  kind: 'count',
  year: '2023',
  period: 'januaryAugust',
  measured: 'yes',
  figures: {},
  reason: '',
  note: '',
  ...over,
});

test('a share by sex, with spaces as people write thousands', () => {
  const figures = {
    'all-count': '1 500',
    'all-total': '12\u00a0000',
    'women-count': '700',
    'women-total': '6000',
    'men-count': '800',
    'men-total': '6000',
  };
  expect(outcomeBody(input({ kind: 'share', figures, note: ' Prel. ' }), ['all', 'women', 'men'])).toEqual({
    faults: [],
    body: {
      year: 2023,
      period: 'januaryAugust',
      isMeasured: true,
      note: 'Prel.',
      figures: [
        { group: 'all', count: 1500, total: 12_000 },
        { group: 'women', count: 700, total: 6000 },
        { group: 'men', count: 800, total: 6000 },
      ],
    },
  });
});

test('0 is a figure; nothing is not', () => {
  expect(outcomeBody(input({ figures: { 'all-count': '0' } }), ['all']).body?.figures).toEqual([
    { group: 'all', count: 0 },
  ]);
  expect(outcomeBody(input({}), ['all'])).toEqual({
    body: undefined,
    faults: [{ field: 'all-count', code: 'missing' }],
  });
});

test('not measured is sent with its reason and no figure', () => {
  expect(
    outcomeBody(input({ measured: 'no', figures: { 'all-count': '3' }, reason: 'Mäts i april.' }), ['all']).body,
  ).toEqual({ year: 2023, period: 'januaryAugust', isMeasured: false, notMeasuredReason: 'Mäts i april.' });
});

test.each([
  ['nothing chosen', { measured: '' }, 'choose'],
  ['not measured without a reason', { measured: 'no' }, 'reason'],
  ['a year of two digits', { year: '23', figures: { 'all-count': '1' } }, 'year'],
  ['half a person', { figures: { 'all-count': '1,5' } }, 'whole'],
  ['a word', { kind: 'value', figures: { 'all-value': 'nio' } }, 'decimal'],
] as const)('%s', (_what, over, code) => {
  expect(outcomeBody(input(over as Partial<OutcomeInput>), ['all']).faults.map((fault) => fault.code)).toEqual([code]);
});

test('a value has a decimal comma', () => {
  expect(outcomeBody(input({ kind: 'value', figures: { 'all-value': '9,5' } }), ['all']).body?.figures).toEqual([
    { group: 'all', value: '9.5' },
  ]);
});
