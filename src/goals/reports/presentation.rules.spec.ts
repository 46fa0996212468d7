import { countsText, presentationOf } from './presentation.rules.js';

const content = {
  title: 'Uppföljning',
  authorityName: 'Arbetsmarknads- och socialnämnden',
  year: 2019,
  period: 'januaryAugust',
  summary: [{ kind: 'paragraph', items: [{ runs: [{ text: 'Det går framåt.' }] }] }],
  entries: [{ status: 'achieved' }, { status: 'unknown' }, { status: 'achieved' }],
} as const;

test('statuses are counted in words', () => {
  expect(countsText(content.entries)).toBe('3 mål och åtaganden: 2 uppnått, 1 okänt.');
  expect(countsText([])).toBe('');
});

test('an interim report goes on to the board and the auditors (R-58)', () => {
  const shown = presentationOf(content);
  expect(shown.summary).toBe('Det går framåt.\n\n3 mål och åtaganden: 2 uppnått, 1 okänt.');
  expect(shown.decisionPoints.map(({ type }) => type)).toEqual(['approve', 'forward']);
  expect(presentationOf({ ...content, period: 'januaryApril' }).decisionPoints).toHaveLength(1);
});
