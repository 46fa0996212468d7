import { readTable } from './clipboard';
import { changedRows, noDraft } from './draft';
import { cleared, copied, gridColumns, isWithin, moved, pasted, rangeOf } from './grid';
import { sheetFor } from './sheet-of';

const sheet = sheetFor(
  [{ ceiling: 1_000 }, { ceiling: 500, isOpen: false }, { ceiling: 500 }],
  [{ requested: 600 }, { requested: 400 }, { requested: 100 }],
);
const size = { rows: 5, columns: 8 };
const press = (key: string, from: [number, number], held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) => {
  const place = moved({ row: from[0], column: from[1] }, { shiftKey: false, ctrlKey: false, ...held, key }, size);
  return place === undefined ? undefined : [place.row, place.column];
};

test.each([
  ['ArrowUp', [2, 3], {}, [1, 3]],
  ['ArrowUp', [0, 3], {}, [0, 3]],
  ['ArrowDown', [4, 3], {}, [4, 3]],
  ['ArrowLeft', [2, 0], {}, [2, 0]],
  ['ArrowRight', [2, 3], {}, [2, 4]],
  ['ArrowDown', [1, 3], { ctrlKey: true }, [4, 3]],
  ['ArrowRight', [1, 3], { ctrlKey: true }, [1, 7]],
  ['Home', [2, 3], {}, [2, 0]],
  ['End', [2, 3], { ctrlKey: true }, [4, 7]],
  ['PageDown', [0, 3], {}, [4, 3]],
  ['Enter', [1, 3], {}, [2, 3]],
  ['Enter', [1, 3], { shiftKey: true }, [0, 3]],
  ['Tab', [1, 3], {}, [1, 4]],
  ['Tab', [1, 3], { shiftKey: true }, [1, 2]],
  ['Tab', [1, 7], {}, undefined],
  ['Tab', [1, 0], { shiftKey: true }, undefined],
  ['a', [1, 3], {}, undefined],
] as const)('%s from %j with %j leads to %j', (key, from, held, expected) => {
  expect(press(key, [...from], held)).toEqual(expected);
});

test('a range is the same whichever corner it was drawn from', () => {
  const range = rangeOf({ row: 3, column: 1 }, { row: 1, column: 4 });
  expect(range).toEqual({ top: 1, bottom: 3, left: 1, right: 4 });
  expect([isWithin(range, 2, 4), isWithin(range, 0, 4), isWithin(range, 2, 5)]).toEqual([true, false, false]);
});

const at = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right });
const kindOf = (kind: string): number => gridColumns(sheet).findIndex((column) => column.kind === kind);
const source = kindOf('source');

test('a range of a spreadsheet lands cell by cell, past what nobody writes in', () => {
  const table = readTable('600,00\t\t\t600\tsom begärt\r\n0,2 tkr\t7\t1 00\t200\t"Delas ""lika"""\r\n');
  const result = pasted(sheet, noDraft, at(0, source), table);
  expect(result).toMatchObject({ changed: 5, readOnly: 4, outside: 0, range: at(0, source, 1, kindOf('reason')) });
  expect(copied(sheet, result.draft, at(0, source, 1, kindOf('reason')))).toEqual([
    ['600', '', '', '600', 'som begärt'],
    ['200', '', '1 00', '200', 'Delas "lika"'],
  ]);
  expect(changedRows(sheet, result.draft)).toHaveLength(2);
});

test('one value fills the whole range', () => {
  const result = pasted(sheet, noDraft, at(0, kindOf('reason'), 2, kindOf('reason')), [['Ryms inte']]);
  expect(result.changed).toBe(3);
});

test('what falls outside the grid is counted, and never wraps round', () => {
  const result = pasted(sheet, noDraft, at(2, kindOf('decided')), readTable('1\t2\n3\t4'));
  expect(result).toMatchObject({ draft: noDraft, changed: 0, readOnly: 1, outside: 3 });
  expect(result.range).toEqual(at(2, kindOf('decided')));
});

test('what is emptied is what is written in, and nothing else', () => {
  const { draft } = pasted(sheet, noDraft, at(0, source, 2, source), [['100']]);
  expect(changedRows(sheet, cleared(sheet, draft, at(0, 0, 1, 9)))).toEqual([sheet.rows[2]]);
});

test('a copied range pasted where it was changes nothing', () => {
  const { draft } = pasted(sheet, noDraft, at(0, source), readTable('599,50\t\t0,5'));
  const whole = at(0, 0, 2, gridColumns(sheet).length - 1);
  expect(pasted(sheet, draft, whole, copied(sheet, draft, whole)).changed).toBe(0);
});
