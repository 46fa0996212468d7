import { changeBetween, type Draft, hasUnsaved, liveSum, measuresToSend, withKeys } from './content';
import { mergeDrafts } from './merge';

const draft = (change: Partial<Draft> = {}): Draft => ({
  title: 'Sociala insatser',
  sections: [
    { kind: 'summary', heading: null, text: 'Kort.' },
    { kind: 'considerations', heading: null, text: 'Långt.' },
  ],
  measures: [measure('m1', '5 625 000'), measure('m2', '1,95 mnkr')],
  decisionPoints: [{ type: 'approve', text: 'Nämnden godkänner.' }],
  decisionPlan: [],
  dispatchList: [],
  ...change,
});
const measure = (key: string, amountText: string, title = `Insats ${key}`) => ({
  key,
  id: key,
  title,
  amountText,
  year: 2023,
  sourceId: null,
  rest: { rationale: 'Därför.' },
});
const section = (kind: 'summary' | 'considerations' | 'background', text: string) => ({ kind, heading: null, text });

test('nothing changed is nothing to save; spaces at the ends and another way to write an amount are nothing', () => {
  expect(changeBetween(draft(), draft())).toBeUndefined();
  const spaced = draft({
    sections: [section('summary', ' Kort. '), section('considerations', 'Långt.\n'), section('background', '')],
  });
  expect(changeBetween(draft(), spaced)).toBeUndefined();
  expect(
    changeBetween(draft(), draft({ measures: [measure('m1', '5,625 mnkr'), measure('m2', '1 950 000')] })),
  ).toBeUndefined();
});

test('only what differs is sent, and what the screen does not edit goes along', () => {
  const next = draft({
    measures: [measure('m1', '5 000 000'), measure('m2', '1,95 mnkr'), measure('new-1', '500 tkr')],
  });
  expect(changeBetween(draft(), next)).toEqual({
    measures: [
      {
        rationale: 'Därför.',
        measureKey: 'm1',
        title: 'Insats m1',
        requestedAmount: { amount: '5000000.00', currency: 'SEK' },
        year: 2023,
        sourceId: null,
      },
      {
        rationale: 'Därför.',
        measureKey: 'm2',
        title: 'Insats m2',
        requestedAmount: { amount: '1950000.00', currency: 'SEK' },
        year: 2023,
        sourceId: null,
      },
      {
        rationale: 'Därför.',
        title: 'Insats new-1',
        requestedAmount: { amount: '500000.00', currency: 'SEK' },
        year: 2023,
        sourceId: null,
      },
    ],
  });
  expect(
    withKeys(
      next,
      measuresToSend(draft(), next).map(({ key }) => key),
      ['m1', 'm2', 'm3'],
    ).measures.map(({ key }) => key),
  ).toEqual(['m1', 'm2', 'm3']);
});

test('a half-written measure waits and is not lost: the saved one stands until the new is whole', () => {
  const half = draft({ measures: [measure('m1', '5 62'), measure('m2', '1,95 mnkr'), measure('new-1', '')] });
  expect(changeBetween(draft(), half)).toBeUndefined();
  expect(hasUnsaved(draft(), half)).toBe(true);
  expect(hasUnsaved(draft(), draft())).toBe(false);
  expect(changeBetween(draft(), draft({ title: '  ' }))).toBeUndefined();
});

test('the live sum counts what can be read', () => {
  expect(liveSum(draft().measures)).toEqual({ ore: 757_500_000n, count: 2 });
  expect(liveSum([measure('a', '5 62'), measure('b', '500 tkr')])).toEqual({ ore: 50_000_000n, count: 1 });
});

test('changes in different parts are merged without a question', () => {
  const mine = draft({
    title: 'Ny rubrik',
    measures: [measure('m1', '5 625 000'), measure('m2', '1,95 mnkr'), measure('new-1', '500 tkr')],
  });
  const theirs = draft({
    sections: [section('summary', 'Kort.'), section('considerations', 'Längre.'), section('background', 'Nytt.')],
  });
  const { content: merged, conflicts } = mergeDrafts(draft(), mine, theirs);
  expect(conflicts).toEqual([]);
  expect(merged.title).toBe('Ny rubrik');
  expect(merged.sections.map(({ text }) => text)).toEqual(['Kort.', 'Längre.', 'Nytt.']);
  expect(merged.measures.map(({ key }) => key)).toEqual(['m1', 'm2', 'new-1']);
});

test('the same part changed by both is asked about, and the choice decides', () => {
  const mine = draft({ sections: [section('summary', 'Mitt.'), section('considerations', 'Långt.')] });
  const theirs = draft({ sections: [section('summary', 'Deras.'), section('considerations', 'Långt.')] });
  const asked = mergeDrafts(draft(), mine, theirs);
  expect(asked.conflicts).toEqual([{ key: 'section:summary', mine: 'Mitt.', theirs: 'Deras.' }]);
  expect(asked.content.sections[0]?.text).toBe('Mitt.');
  const chosen = mergeDrafts(draft(), mine, theirs, new Map([['section:summary', 'theirs']]));
  expect(chosen.conflicts).toEqual([]);
  expect(chosen.content.sections[0]?.text).toBe('Deras.');
});

test('what one removed and the other left is gone; what one removed and the other changed is asked about', () => {
  const removed = draft({ measures: [measure('m1', '5 625 000')] });
  expect(mergeDrafts(draft(), removed, draft()).content.measures.map(({ key }) => key)).toEqual(['m1']);
  expect(mergeDrafts(draft(), draft(), removed).content.measures.map(({ key }) => key)).toEqual(['m1']);
  const changed = draft({ measures: [measure('m1', '5 625 000'), measure('m2', '2 mnkr')] });
  expect(mergeDrafts(draft(), removed, changed).conflicts.map(({ key }) => key)).toEqual(['measure:m2']);
});

test('an answer that was lost on the way is no conflict: both say the same', () => {
  const mine = draft({ title: 'Ny rubrik' });
  const { content: merged, conflicts } = mergeDrafts(draft(), mine, draft({ title: 'Ny rubrik ' }));
  expect(conflicts).toEqual([]);
  expect(changeBetween(draft({ title: 'Ny rubrik' }), merged)).toBeUndefined();
});
