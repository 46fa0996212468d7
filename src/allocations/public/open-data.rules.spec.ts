import type { Day } from '../../kernel/day.js';
import { Money } from '../../kernel/money.js';
import { allocationsCsv, columns, type PublicAllocation } from './open-data.rules.js';

const row: PublicAllocation = {
  rowId: 'r1',
  decisionId: 'd1',
  decisionDay: '2023-05-10' as Day,
  bodyName: 'Kommunstyrelsen',
  minuteItem: 12,
  registrationNumber: 'KS-2023-7',
  sourceCode: 'STAT',
  sourceName: 'Statsbidrag',
  year: 2023,
  authorityCode: 'ASN',
  authorityName: 'Arbetsmarknads- och socialnämnden',
  measureTitle: 'Fältverksamhet',
  amount: Money.parse('5625000.00'),
};
const lineOf = (more: Partial<PublicAllocation>): string =>
  allocationsCsv([{ ...row, ...more }]).split('\r\n')[1] ?? '';

test('a heading line, then a line for each row, that a Swedish spreadsheet opens', () => {
  const text = allocationsCsv([row]);
  expect(text.startsWith('\uFEFFbeslutsdag;organ;paragraf;')).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text.split('\r\n')[1]?.split(';')).toHaveLength(columns.length);
  expect(lineOf({})).toContain(';Fältverksamhet;5625000.00;d1');
});

test.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+46', "'+46"],
  ['@summa', "'@summa"],
  ['-minskat', "'-minskat"],
  ['a;b', '"a;b"'],
  ['rad\nbryt', '"rad\nbryt"'],
  ['vanlig', 'vanlig'],
])('the title %s is written %s', (measureTitle, written) => expect(lineOf({ measureTitle })).toContain(`;${written};`));

test('an amount below zero is a number', () => {
  const amount = Money.parse('-100.50', '', { allowNegative: true });
  expect(lineOf({ amount })).toContain(';-100.50;');
});
