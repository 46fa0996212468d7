import { Money } from '../kernel/money.js';
import { edgesFrom } from '../kernel/transitions.js';
import { bodyKinds } from '../decisions/subject-handler.js';
import {
  type AllocationRow,
  amended,
  conditional,
  firm,
  contentOf,
  outcomesOf,
  perCommittee,
  perMeasure,
  reductionReason,
  requireSoundRows,
} from './allocation.rules.js';
import { allocationStates, allocationStatuses } from './allocation-states.rules.js';

const kr = (amount: string): Money => Money.parse(amount, '', { allowNegative: true, allowZero: true });
const key = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const row = (n: number, amount: string, over: Partial<AllocationRow> = {}): AllocationRow => ({
  rowKey: key(n),
  proposalId: 'p1',
  measureKey: `m${n}`,
  authorityId: 'asn',
  sourceYearId: 'sos-2023',
  amount: kr(amount),
  reason: amount.startsWith('-') ? 'Taket sänkt' : null,
  condition: null,
  ...over,
});
const change = (n: number, old: string, next: string) => ({ path: `/rows/${key(n)}/amount`, old, new: next });

it('what is possible next, in every state', () => {
  expect(
    Object.fromEntries(
      allocationStatuses.map((state) => [state, edgesFrom(allocationStates, state).map(({ act }) => act)]),
    ),
  ).toEqual({
    drafting: ['edit', 'schedule', 'withdraw'],
    proposed: ['recommend', 'approve', 'approveWithChanges', 'referBack', 'table', 'reject'],
    decided: ['undo'],
    annulled: [],
    rejected: [],
    withdrawn: [],
  });
});

it('the executive board alone divides the money (A-31); the table and the outcomes agree', () => {
  expect(Object.fromEntries(bodyKinds.map((kind) => [kind, outcomesOf(kind)]))).toEqual({
    council: [],
    executiveBoard: ['approve', 'approveWithChanges', 'reject', 'table', 'referBack'],
    committee: [],
    subcommittee: ['recommend', 'referBack', 'table'],
    draftingGroup: ['recommend', 'referBack', 'table'],
  });
  for (const kind of bodyKinds)
    for (const edge of allocationStates.edges.filter(({ from }) => from === 'proposed'))
      expect(edge.who.includes(kind)).toBe(outcomesOf(kind).some((outcome) => outcome === edge.act));
});

describe('rows', () => {
  it.each([
    ['nothing given', [row(1, '0.00')], '/rows/0/amount', 'amount-range'],
    ['taken back without a reason', [row(1, '5.00'), row(2, '-1.00', { reason: ' ' })], '/rows/1/reason', 'required'],
    [
      'the same measure, source and year twice',
      [row(1, '5.00'), row(2, '1.00', { measureKey: 'm1' })],
      '/rows/1',
      'duplicate-row',
    ],
  ])('refuses %s', (_what, rows, pointer, code) => {
    expect(() => requireSoundRows(rows)).toThrow(
      expect.objectContaining({ code, errors: [expect.objectContaining({ pointer })] }),
    );
  });

  it('lets a measure have several sources and years (R-06)', () => {
    const rows = [row(1, '3375000.00'), row(2, '1125000.00', { measureKey: 'm1', sourceYearId: 'ksa-2023' })];
    expect(() => requireSoundRows(rows)).not.toThrow();
    expect(perMeasure(rows)).toEqual([{ proposalId: 'p1', measureKey: 'm1', amount: kr('4500000.00') }]);
  });

  it('a move between sources is nothing to the measure', () => {
    const rows = [row(1, '-1500000.00'), row(2, '1500000.00', { measureKey: 'm1', sourceYearId: 'ksa-2023' })];
    expect(perMeasure(rows)).toEqual([]);
  });

  it('sums per committee in ascending id, and to the whole', () => {
    const rows = [row(1, '5.00', { authorityId: 'tn' }), row(2, '7.00'), row(3, '1.50', { authorityId: 'tn' })];
    expect(perCommittee(rows)).toEqual([
      { authorityId: 'asn', amount: kr('7.00'), rows: 1 },
      { authorityId: 'tn', amount: kr('6.50'), rows: 2 },
    ]);
  });

  it('gives the posting the board’s reasons, else those of the rows, each once', () => {
    const rows = [row(1, '-1.00'), row(2, '-2.00'), row(3, '3.00')];
    expect(reductionReason(rows, 'Beslut § 45')).toBe('Beslut § 45');
    expect(reductionReason(rows, undefined)).toBe('Taket sänkt');
    expect(reductionReason([row(3, '3.00')], undefined)).toBeUndefined();
  });
});

describe('an amendment', () => {
  const seen = [row(1, '8075000.00'), row(2, '12400000.00'), row(3, '-720000.00')];

  it('changes the amounts it names and nothing else; zero strikes the row', () => {
    const rows = amended(seen, [change(2, '12400000.00', '10000000.00'), change(1, '8075000', '0.00')]);
    expect(rows).toEqual([{ ...seen[1], amount: kr('10000000.00') }, seen[2]]);
    expect(seen[0]?.amount).toEqual(kr('8075000.00'));
  });

  it.each([
    ['another field', [{ path: `/rows/${key(1)}/reason`, old: 'a', new: 'b' }], 'not-amendable'],
    ['a row that is not there', [change(9, '1.00', '2.00')], 'unknown-row'],
    ['what the mover did not read', [change(1, '8000000.00', '1.00')], 'patch-outdated'],
    ['a gift made into a reduction', [change(1, '8075000.00', '-1.00')], 'sign-change'],
    ['a reduction made into a gift', [change(3, '-720000.00', '1.00')], 'sign-change'],
    ['an amount that is none', [change(1, '8075000.00', '10 miljoner')], 'amount-format'],
    [
      'every row struck',
      [change(1, '8075000.00', '0'), change(2, '12400000.00', '0'), change(3, '-720000.00', '0')],
      'empty-allocation',
    ],
  ])('refuses %s', (_what, patch, code) => {
    expect(() => amended(seen, patch)).toThrow(expect.objectContaining({ code }));
  });
});

it('the content that is hashed is title, rows and order', () => {
  const base = contentOf('Fördelning', [row(1, '1.00'), row(2, '2.00')]);
  expect(contentOf('Fördelning', [row(1, '1.00'), row(2, '2.00')])).toEqual(base);
  for (const other of [
    contentOf('Fördelning 2', [row(1, '1.00'), row(2, '2.00')]),
    contentOf('Fördelning', [row(2, '2.00'), row(1, '1.00')]),
    contentOf('Fördelning', [row(1, '1.01'), row(2, '2.00')]),
    contentOf('Fördelning', [row(1, '1.00', { sourceYearId: 'ksa-2023' }), row(2, '2.00')]),
  ])
    expect(other).not.toEqual(base);
});

describe('conditional rows', () => {
  const waiting = row(2, '50.00', { condition: 'Budget 2024' });
  it('are kept apart from what is money by the decision itself', () => {
    expect(firm([row(1, '10.00'), waiting]).map(({ rowKey }) => rowKey)).toEqual([key(1)]);
    expect(conditional([row(1, '10.00'), waiting])).toEqual([waiting]);
  });

  it('take nothing back', () => {
    expect(() => requireSoundRows([row(1, '-10.00', { condition: 'Budget 2024' })])).toThrow(
      expect.objectContaining({
        code: 'not-applicable',
        errors: [expect.objectContaining({ pointer: '/rows/0/condition' })],
      }),
    );
  });

  it('change the digest, and their absence does not', () => {
    expect(contentOf('F', [waiting])).toContain('Budget 2024');
    expect(contentOf('F', [row(1, '10.00')])).not.toContain('condition');
  });
});
