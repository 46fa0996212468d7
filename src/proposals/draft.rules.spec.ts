import { DomainError } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import {
  type ContentInput,
  contentFrom,
  emptyContent,
  outsideTerms,
  referencesOf,
  requireKnown,
} from './draft.rules.js';

let next = 0;
const newKey = (): string => `key${(next += 1)}`;
beforeEach(() => {
  next = 0;
});
const amount = Money.parse('5625000.00');
const base = () =>
  contentFrom(
    emptyContent,
    { title: ' Sociala insatser ', measures: [{ title: 'Ett', requestedAmount: amount, year: 2023 }] },
    newKey,
  );
const faultsOf = (run: () => unknown): string[] => {
  try {
    run();
    return [];
  } catch (error) {
    return ((error as DomainError).errors ?? []).map(({ pointer, code }) => `${code} ${pointer}`);
  }
};

describe('what is left out stays', () => {
  it('an empty change changes nothing', () => {
    const before = base();
    expect(contentFrom(before, {}, newKey)).toEqual(before);
  });

  it('null empties, undefined does not', () => {
    const dated = contentFrom(base(), { documentDay: '2023-04-11' as ContentInput['documentDay'] }, newKey);
    expect(contentFrom(dated, { documentDay: undefined }, newKey).documentDay).toBe('2023-04-11');
    expect(contentFrom(dated, { documentDay: null }, newKey).documentDay).toBeNull();
  });

  it('a measure keeps its key, a new one gets its own', () => {
    const measures = [
      { title: 'Två', requestedAmount: amount, year: 2023 },
      {
        measureKey: 'key1',
        title: 'Ett, ändrad',
        requestedAmount: amount,
        year: 2024,
        sourceId: null,
        methods: [' CTC '],
        partners: [],
      },
    ];
    const content = contentFrom(base(), { measures }, () => 'new');
    expect(content.measures.map(({ measureKey, title, year }) => [measureKey, title, year])).toEqual([
      ['new', 'Två', 2023],
      ['key1', 'Ett, ändrad', 2024],
    ]);
    expect(content.measures[1]!.details).toEqual({ methods: ['CTC'] });
  });
});

it('every fault is told at once', () => {
  const input: ContentInput = {
    sections: [
      { kind: 'summary', text: 'a' },
      { kind: 'summary', text: 'b' },
      { kind: 'other', text: 'c' },
      { kind: 'other', text: 'd' },
    ],
    measures: [
      { measureKey: 'nope', title: 'x', requestedAmount: amount, year: 2023 },
      { measureKey: 'key1', title: 'x', requestedAmount: amount, year: 2023 },
      { measureKey: 'key1', title: 'x', requestedAmount: amount, year: 2023 },
    ],
    decisionPoints: [{ number: 2, text: 'x' }],
    dispatchList: [{}, { authorityId: 'a', name: 'b' }, { name: 'KS' }],
  };
  expect(faultsOf(() => contentFrom(base(), input, newKey))).toEqual([
    'duplicate /sections/1/kind',
    'unknown-measure /measures/0/measureKey',
    'duplicate /measures/2/measureKey',
    'numbering /decisionPoints/0/number',
    'required /dispatchList/0',
    'required /dispatchList/1',
  ]);
});

it('refers only to what exists', () => {
  const day = '2023-04-05' as NonNullable<ContentInput['decisionPlan']>[number]['day'];
  const input: ContentInput = {
    measures: [{ title: 'x', requestedAmount: amount, year: 2023, sourceId: 's' }],
    decisionPlan: [{ bodyId: 'b', day }],
    dispatchList: [{ authorityId: 'a' }, { name: 'KS' }],
  };
  expect(referencesOf(input)).toEqual({ sourceIds: ['s'], bodyIds: ['b'], authorityIds: ['a'] });
  expect(faultsOf(() => requireKnown(input, new Set(['s', 'b', 'a'])))).toEqual([]);
  expect(faultsOf(() => requireKnown(input, new Set()))).toEqual([
    'unknown-source /measures/0/sourceId',
    'unknown-body /decisionPlan/0/bodyId',
    'unknown-authority /dispatchList/0/authorityId',
  ]);
});

it('an answer keeps to the sources and years of the call; an open source is allowed', () => {
  const measures = [
    { sourceId: null, year: 2023 },
    { sourceId: 's1', year: 2023 },
    { sourceId: 's2', year: 2024 },
  ];
  expect(
    outsideTerms(measures, { sourceIds: ['s1'], years: [2023] }).map(({ pointer, code }) => `${code} ${pointer}`),
  ).toEqual(['source-not-in-call /measures/2/sourceId', 'year-not-in-call /measures/2/year']);
});
