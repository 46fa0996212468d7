import { rowCountOf } from './row-count.js';

test.each([
  ['', 0],
  ['projekt;belopp', 0],
  ['projekt;belopp\r\n1;2\r\n3;4', 2],
  ['projekt;belopp\r\n1;2\r\n3;4\r\n\r\n', 2],
  ['projekt;text\n1;"två\nrader"\n2;"ett ""citat"""\n', 2],
])('rows of %j below the heading: %i', async (text, count) => {
  expect(await rowCountOf(Buffer.from(text))).toBe(count);
});

test('of the accounts’ own export, the lines of its vouchers', async () => {
  const lines = ['#FLAGGA 0', '#VER A 1 20230101 "x"', '{', '#TRANS 4010 {} 10', '#TRANS 1930 {} -10', '}'];
  expect(await rowCountOf(Buffer.from(lines.join('\r\n')))).toBe(2);
});

test('of a damaged archive, nothing', async () => {
  expect(await rowCountOf(Buffer.from('PK\u0003\u0004 and then nothing of an archive'))).toBeUndefined();
});
