/** Every fault stands at its row, in the order of the file, with what could be read of the others. */
import { rowsOf } from './preview';

const read = (row: number) => ({ row, text: `rad ${row}` }) as never;
const fault = (row: number, code: string) => ({ row, column: 'belopp', code, found: '', detail: '' });

test('rows read and rows with faults come in the order of the file', () => {
  const rows = rowsOf({
    costs: [read(2), read(4)],
    faults: [fault(3, 'format'), fault(3, 'required'), fault(1, 'empty')],
  });
  expect(rows.map(({ row, read: one, faults }) => [row, one?.text, faults.map(({ code }) => code)])).toEqual([
    [1, undefined, ['empty']],
    [2, 'rad 2', []],
    [3, undefined, ['format', 'required']],
    [4, 'rad 4', []],
  ]);
});

test('a row that was read and is faulty still shows what was read', () => {
  expect(rowsOf({ costs: [read(2)], faults: [fault(2, 'closed')] })).toEqual([
    { row: 2, read: { row: 2, text: 'rad 2' }, faults: [fault(2, 'closed')] },
  ]);
});
