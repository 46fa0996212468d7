import { refusedBy } from '../../test/support/refused.js';
import { Money } from '../kernel/money.js';
import { amended } from './amendment.rules.js';
import { canonicalContent, type Content, diffOf, type Measure, totalOf } from './version.rules.js';

const keys = [
  '0190b1f2-6c1e-7f00-8a00-000000000001',
  '0190b1f2-6c1e-7f00-8a00-000000000002',
  '0190b1f2-6c1e-7f00-8a00-000000000003',
] as const;
const measure = (key: string, amount: string, title = `Insats ${key.at(-1)}`): Measure => ({
  measureKey: key,
  title,
  requestedAmount: Money.parse(amount, '', { allowZero: true }),
  year: 2023,
  sourceId: null,
  details: {},
});
const first: Measure[] = [
  measure(keys[0], '5625000.00'),
  measure(keys[1], '1950000.00'),
  measure(keys[2], '500000.00'),
];
const content = (measures: Measure[], overrides: Partial<Content> = {}): Content => ({
  title: 'Sociala insatser och lokal utveckling',
  documentDay: null,
  sections: [{ kind: 'summary', heading: null, text: 'Förslaget uppgår till 8 075 000 SEK.' }],
  measures,
  decisionPoints: [{ number: 1, type: 'approve', text: 'Nämnden godkänner.' }],
  decisionPlan: [],
  dispatchList: [{ authorityId: null, name: 'Kommunstyrelsen' }],
  goalReferences: [],
  ...overrides,
});

describe('the difference between two versions', () => {
  it('kronor per measure, scenario 3: −425 000 and +150 000 make −275 000', () => {
    const second = [measure(keys[0], '5200000.00'), measure(keys[1], '2100000.00'), measure(keys[2], '500000.00')];
    const diff = diffOf(content(first), content(second));
    expect(
      diff.measures.map(({ change, old, new: now, delta }) => [change, String(old), String(now), String(delta)]),
    ).toEqual([
      ['changed', '5625000.00', '5200000.00', '-425000.00'],
      ['changed', '1950000.00', '2100000.00', '150000.00'],
      ['unchanged', '500000.00', '500000.00', '0.00'],
    ]);
    expect(diff.total.delta.equals(Money.sum(diff.measures.map(({ delta }) => delta)))).toBe(true);
    expect([String(diff.total.old), String(diff.total.new), String(diff.total.delta)]).toEqual([
      '8075000.00',
      '7800000.00',
      '-275000.00',
    ]);
  });

  it('measures that come and go count in full, whatever their order', () => {
    const later = [measure('0190b1f2-6c1e-7f00-8a00-000000000009', '100000.00'), first[1]!, first[0]!];
    const diff = diffOf(content(first), content(later));
    expect(diff.measures.map(({ measureKey, change, delta }) => [measureKey.at(-1), change, String(delta)])).toEqual([
      ['9', 'added', '100000.00'],
      ['2', 'unchanged', '0.00'],
      ['1', 'unchanged', '0.00'],
      ['3', 'removed', '-500000.00'],
    ]);
    expect(String(diff.total.delta)).toBe('-400000.00');
  });

  it('names the fields that differ besides the amount', () => {
    const moved = { ...first[0]!, title: 'Nytt namn', year: 2024, details: { targetGroups: ['barn 2–6 år'] } };
    const [diff] = diffOf(content(first), content([moved, ...first.slice(1)])).measures;
    expect(diff).toMatchObject({ change: 'changed', changedFields: ['title', 'year', 'targetGroups'] });
  });

  it('sections, decision points, plan and lists', () => {
    const later = content(first, {
      title: 'Nytt namn',
      sections: [
        { kind: 'summary', heading: null, text: 'Förslaget uppgår till 7 800 000 SEK.' },
        { kind: 'background', heading: null, text: 'Bakgrund.' },
      ],
      decisionPoints: [
        { number: 1, type: 'approve', text: 'Nämnden godkänner.' },
        { number: 2, type: 'forward', text: 'Nämnden översänder.' },
      ],
      dispatchList: [],
    });
    const diff = diffOf(content(first), later);
    expect(diff.title).toEqual({ old: 'Sociala insatser och lokal utveckling', new: 'Nytt namn' });
    expect(diff.sections.map(({ kind, change }) => [kind, change])).toEqual([
      ['summary', 'changed'],
      ['background', 'added'],
    ]);
    expect(diff.decisionPoints).toEqual([
      { change: 'added', old: null, new: { number: 2, type: 'forward', text: 'Nämnden översänder.' } },
    ]);
    expect(diff.dispatchList).toEqual([
      { change: 'removed', old: { authorityId: null, name: 'Kommunstyrelsen' }, new: null },
    ]);
    expect([diff.decisionPlan, diff.goalReferences, diff.documentDay]).toEqual([[], [], null]);
  });

  it('two equal versions do not differ', () => {
    const diff = diffOf(content(first), content(first));
    expect(diff.measures.every(({ change }) => change === 'unchanged')).toBe(true);
    expect([diff.sections, diff.title, String(diff.total.delta)]).toEqual([[], null, '0.00']);
  });
});

describe('the text a version is hashed from', () => {
  it('is the same for the same content and other for every change', () => {
    const texts = [
      content(first),
      content(first.slice(1)),
      content([measure(keys[0], '5625000.01'), ...first.slice(1)]),
      content(first, { title: 'X' }),
      content(first, { goalReferences: ['KF-mål 3'] }),
      content(first.toReversed()),
    ].map(canonicalContent);
    expect(new Set(texts).size).toBe(texts.length);
    expect(canonicalContent(content(first))).toBe(texts[0]);
  });
});

it('a sum out of range is refused at the measures (BA39)', () => {
  const many = Array.from({ length: 2 }, (_, index) => measure(`${index}`, '999999999999.99'));
  expect(refusedBy(() => totalOf(many))?.errors).toEqual([
    expect.objectContaining({ pointer: '/measures', code: 'amount-range' }),
  ]);
});

describe('an amendment', () => {
  const line = (key: string, old: string, now: string) => ({ path: `/measures/${key}/requestedAmount`, old, new: now });

  it('changes the named amounts and nothing else; zero strikes a measure', () => {
    const after = amended(first, [line(keys[0], '5625000.00', '5200000.00'), line(keys[2], '500000', '0')]);
    expect(after.map(({ requestedAmount }) => String(requestedAmount))).toEqual(['5200000.00', '1950000.00', '0.00']);
    expect(after.map(({ requestedAmount: _amount, ...rest }) => rest)).toEqual(
      first.map(({ requestedAmount: _amount, ...rest }) => rest),
    );
  });

  it.each([
    ['another field', { path: `/measures/${keys[0]}/title`, old: '1', new: '2' }, 'not-amendable'],
    ['the total', { path: '/total', old: '8075000.00', new: '1.00' }, 'not-amendable'],
    ['an unknown measure', line('0190b1f2-6c1e-7f00-8a00-00000000000f', '1.00', '2.00'), 'unknown-measure'],
    ['another old amount than the body saw', line(keys[0], '5625000.01', '2.00'), 'patch-outdated'],
    ['an amount in people’s notation', line(keys[0], '5625000.00', '5 200 000'), 'amount-format'],
    ['a negative amount', line(keys[0], '5625000.00', '-1.00'), 'amount-range'],
  ])('refused: %s', (_what, patch, code) => {
    expect(refusedBy(() => amended(first, [patch]))?.code).toBe(code);
  });

  it('refused: one measure twice', () => {
    const twice = [line(keys[0], '5625000.00', '1.00'), line(keys[0], '5625000.00', '2.00')];
    expect(refusedBy(() => amended(first, twice))?.code).toBe('duplicate');
  });
});
