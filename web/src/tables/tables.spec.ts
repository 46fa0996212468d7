import { strFromU8, unzipSync } from 'fflate';
import { type Column, searchRows, sortRows } from './column';
import { csvOf } from './csv';
import { xlsxOf } from './xlsx';

interface Row {
  name: string;
  amount: string | null;
}
const columns: Column<Row>[] = [
  { key: 'name', header: 'Namn', value: ({ name }) => name },
  {
    key: 'amount',
    header: 'Belopp',
    kind: 'money',
    value: ({ amount }) => (amount === null ? null : { amount, currency: 'SEK' }),
  },
];
const rows: Row[] = [
  { name: 'Ärlig; "bra"', amount: '1950000.00' },
  { name: '=1+1', amount: '5625000.50' },
  { name: 'Öppen <b>', amount: null },
];

test('sorts the Swedish way, amounts by size, the empty last', () => {
  const names = ['Ö', 'Z', 'Å', 'A', 'Ä'].map((name) => ({ name, amount: null }));
  expect(sortRows(names, columns, 'name').map(({ name }) => name)).toEqual(['A', 'Z', 'Å', 'Ä', 'Ö']);
  expect(sortRows(rows, columns, 'amount').map(({ amount }) => amount)).toEqual(['1950000.00', '5625000.50', null]);
  expect(sortRows(rows, columns, 'other')).toEqual(rows);
});

test('finds words and amounts, however the amount is spaced', () => {
  for (const words of ['ÄRLIG', '1 950 000', '1950000', 'bra ärlig'])
    expect(searchRows(rows, columns, words).map(({ name }) => name)).toEqual(['Ärlig; "bra"']);
  expect(searchRows(rows, columns, 'saknas')).toEqual([]);
});

test('CSV has a byte order mark, semicolons and decimal commas, and no formula of somebody else', () => {
  expect(csvOf(columns, rows)).toBe(
    '\ufeffNamn;Belopp\r\n"Ärlig; ""bra""";1950000,00\r\n\'=1+1;5625000,50\r\nÖppen <b>;\r\n',
  );
});

test('the workbook holds the values as numbers and a sum that Excel computes', () => {
  const files = unzipSync(xlsxOf('Förslag', columns, rows));
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] as Uint8Array);
  expect(sheet).toContain('<v>5625000.50</v>');
  expect(sheet).toContain('<f>SUM(B2:B4)</f>');
  expect(sheet).toContain('Öppen &lt;b&gt;');
  expect(sheet).not.toContain('<f>=');
  expect(Object.keys(files)).toHaveLength(6);
});
