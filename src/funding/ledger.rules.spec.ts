import { DomainError } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import {
  type JudgedSource,
  type LedgerLine,
  linesMax,
  planMove,
  planPostings,
  planReversal,
  refusalFor,
} from './ledger.rules.js';

const kr = (amount: string): Money => Money.parse(amount, '', { allowNegative: true, allowZero: true });
const line = (sourceYearId: string, measureKey: string, amount: string): LedgerLine => ({
  sourceYearId,
  measureKey,
  amount: kr(amount),
  authorityId: 'authority',
  proposalId: 'proposal',
  allocationRowId: null,
});

/** A posting as a reader of the ledger sees it: kind, net per source, lines. */
const shown = (lines: LedgerLine[], reason?: string) =>
  planPostings(lines, reason).map(({ kind, nets, lines: own }) => [
    kind,
    nets.map(({ sourceYearId, net }) => `${sourceYearId} ${net}`),
    own.map(({ sourceYearId, measureKey, amount }) => `${sourceYearId} ${measureKey} ${amount}`),
  ]);

const refusal = (run: () => unknown): DomainError => {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('planReversal', () => {
  it('is the opposite of what was given, per source; only what gives again is bound by the ceiling', () => {
    const plan = planReversal('posting', [line('b', 'm1', '-2.00'), line('a', 'm1', '1.00'), line('a', 'm2', '4.00')]);
    expect(plan).toMatchObject({ kind: 'reverse', reversesId: 'posting' });
    expect(plan.nets.map(({ sourceYearId, net, isGift }) => `${sourceYearId} ${net} ${isGift}`)).toEqual([
      'a -5.00 false',
      'b 2.00 true',
    ]);
    expect(plan.lines.map(({ measureKey, amount, account }) => `${measureKey} ${amount} ${account}`)).toEqual([
      'm1 -1.00 allocated',
      'm2 -4.00 allocated',
      'm1 2.00 allocated',
    ]);
  });

  it('of nothing is refused', () => {
    expect(refusal(() => planReversal('posting', [])).type).toBe('validation-failed');
  });
});

describe('planPostings', () => {
  it('gives under allocate, per source in ascending id', () => {
    expect(shown([line('b', 'm1', '2.00'), line('a', 'm1', '1.00'), line('b', 'm2', '3.00')])).toEqual([
      ['allocate', ['a 1.00', 'b 5.00'], ['a m1 1.00', 'b m1 2.00', 'b m2 3.00']],
    ]);
  });

  it('posts a move between sources as a reduction and an allocation (scenario 6)', () => {
    const lines = [line('sos', 'm1', '-1500000.00'), line('ksa', 'm1', '1500000.00'), line('sos', 'm2', '-720000.00')];
    expect(shown(lines, 'Taket sänkt')).toEqual([
      ['reduce', ['sos -2220000.00'], ['sos m1 -1500000.00', 'sos m2 -720000.00']],
      ['allocate', ['ksa 1500000.00'], ['ksa m1 1500000.00']],
    ]);
  });

  it('nets within a source, so a move between its measures needs no room', () => {
    expect(shown([line('a', 'm1', '-5.00'), line('a', 'm2', '5.00')], 'Ändrat behov')).toEqual([
      ['reduce', ['a 0.00'], ['a m1 -5.00', 'a m2 5.00']],
    ]);
    expect(shown([line('a', 'm1', '-5.00'), line('a', 'm2', '8.00')], 'Ändrat behov')).toEqual([
      ['allocate', ['a 3.00'], ['a m1 -5.00', 'a m2 8.00']],
    ]);
  });

  it.each([
    ['no lines', [], undefined, 'required'],
    ['a line of nothing', [line('a', 'm1', '0.00')], undefined, 'amount-range'],
    ['money taken back without a reason', [line('a', 'm1', '-1.00')], undefined, 'required'],
    ['money taken back with a blank reason', [line('a', 'm1', '-1.00')], '  ', 'required'],
    [
      'more lines than any decision has',
      Array.from({ length: linesMax + 1 }, (_, i) => line('a', `m${i}`, '1.00')),
      undefined,
      'too-many',
    ],
  ])('refuses %s', (_what, lines, reason, code) => {
    expect(refusal(() => planPostings(lines, reason))).toMatchObject({ type: 'validation-failed', code });
  });
});

describe('planMove', () => {
  const moved = (...args: Parameters<typeof planMove>) => {
    const plan = planMove(...args);
    return [
      plan.nets.map(({ sourceYearId, net, isGift }) => `${sourceYearId} ${net}${isGift ? ' gift' : ''}`),
      plan.lines.map(
        ({ sourceYearId, measureKey, amount, account }) => `${sourceYearId} ${measureKey} ${account} ${amount}`,
      ),
    ];
  };

  it('a reservation takes from the source and stands pending', () => {
    expect(moved('reserve', [], [line('b', 'm1', '2.00'), line('a', 'm1', '1.00')])).toEqual([
      ['a 1.00 gift', 'b 2.00 gift'],
      ['a m1 pending 1.00', 'b m1 pending 2.00'],
    ]);
  });

  it('the decision moves it, and the source gives nothing twice; it still has to fit', () => {
    expect(moved('post', [line('a', 'm1', '2.00')], [line('a', 'm1', '2.00')])).toEqual([
      ['a 0.00 gift'],
      ['a m1 pending -2.00', 'a m1 allocated 2.00'],
    ]);
  });

  it('an amended decision moves the source by the difference', () => {
    const pending = [line('a', 'm1', '5.00'), line('b', 'm2', '3.00')];
    expect(moved('post', pending, [line('a', 'm1', '4.00'), line('c', 'm2', '3.00')])).toEqual([
      ['a -1.00 gift', 'b -3.00', 'c 3.00 gift'],
      ['a m1 pending -5.00', 'a m1 allocated 4.00', 'b m2 pending -3.00', 'c m2 allocated 3.00'],
    ]);
  });

  it('what is voided goes back, and rows that change while reserved move by the difference', () => {
    expect(moved('void', [line('a', 'm1', '5.00')], [])).toEqual([['a -5.00'], ['a m1 pending -5.00']]);
    expect(moved('reserve', [line('a', 'm1', '5.00')], [line('a', 'm1', '4.00')])).toEqual([
      ['a -1.00'],
      ['a m1 pending -5.00', 'a m1 pending 4.00'],
    ]);
  });

  it('refuses a move of nothing', () => {
    expect(refusal(() => planMove('void', [], []))).toMatchObject({ code: 'required' });
  });
});

describe('refusalFor', () => {
  const judged = (over: Partial<JudgedSource>): JudgedSource => ({
    sourceYearId: 'id',
    fault: 'ceiling-exceeded',
    net: kr('1.00'),
    code: 'SOS',
    name: 'Socialstyrelsen',
    year: 2023,
    status: 'open',
    ceiling: kr('22200000.00'),
    reserved: kr('22200000.00'),
    ...over,
  });

  it('names every source over its ceiling with requested, available and the difference', () => {
    const error = refusalFor([
      judged({}),
      judged({ sourceYearId: 'fits', fault: null }),
      judged({
        sourceYearId: 'ksa',
        code: 'KSA',
        name: 'Anslaget',
        net: kr('700.00'),
        ceiling: kr('15000.00'),
        reserved: kr('14500.00'),
      }),
    ]);
    expect(error).toMatchObject({ type: 'ceiling-exceeded', status: 409 });
    expect(JSON.parse(JSON.stringify(error.members))).toEqual({
      sources: [
        {
          sourceYearId: 'id',
          code: 'SOS',
          name: 'Socialstyrelsen',
          year: 2023,
          requested: { amount: '1.00', currency: 'SEK' },
          available: { amount: '0.00', currency: 'SEK' },
          overBy: { amount: '1.00', currency: 'SEK' },
          overAllocated: false,
        },
        expect.objectContaining({
          code: 'KSA',
          available: { amount: '500.00', currency: 'SEK' },
          overBy: { amount: '200.00', currency: 'SEK' },
        }),
      ],
    });
    expect(error.message).toContain('1\u00a0kr begärs');
  });

  it('says of an over-allocated source that nothing is available, not less than nothing', () => {
    const error = refusalFor([judged({ ceiling: kr('19980000.00') })]);
    expect(error.members).toMatchObject({
      sources: [{ overAllocated: true, available: Money.zero, overBy: kr('2220001.00') }],
    });
    expect(error.message).toContain('överfördelad');
  });

  it.each([
    ['unknown', 'unknown-source-year'],
    ['source-not-open', 'source-not-open'],
    ['outside-use-period', 'outside-use-period'],
    ['below-zero', 'below-zero'],
  ] as const)('tells %s before any ceiling', (fault, code) => {
    expect(refusalFor([judged({}), judged({ fault, net: kr('-5.00') })])).toMatchObject({
      type: 'state-conflict',
      code,
    });
  });
});
