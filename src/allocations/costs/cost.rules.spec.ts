import { codeOf } from '../../../test/support/refused.js';
import type { Day } from '../../kernel/day.js';
import { Money } from '../../kernel/money.js';
import {
  requireFittingOutcome,
  requireReversible,
  requireSoundCostDay,
  settled,
  type SettlementOutcome,
  summed,
} from './cost.rules.js';
import { costOfRow } from './row.rules.js';
import { readCsv } from './csv.rules.js';
import { decode, readSie } from './sie.rules.js';
import { TableReader, type TableRow } from './table.rules.js';

const day = (text: string): Day => text as Day;
const kr = (kronor: string): Money => Money.parse(kronor.replace('-', ''), '', { allowZero: true });
const minus = (kronor: string): Money => kr(kronor).negate();

describe('what use comes to', () => {
  it.each([
    ['all used', '100', kr('100'), kr('100'), '0.00', '0.00'],
    ['some left', '100', kr('40'), kr('40'), '60.00', '0.00'],
    ['too much used', '100', kr('130.50'), kr('100'), '0.00', '30.50'],
    ['nothing given', '0', kr('10'), kr('0'), '0.00', '10.00'],
    // Credits beyond the cost stand as they are: a figure that is cut no longer adds up.
    ['more credited than used', '100', minus('5'), minus('5'), '105.00', '0.00'],
  ])('%s', (_name, allocated, used, eligible, unspent, overspend) => {
    const line = settled({ allocated: kr(allocated), used });
    expect([line.eligible.equals(eligible), line.unspent.toString(), line.overspend.toString()]).toEqual([
      true,
      unspent,
      overspend,
    ]);
  });

  const scenario7 = [
    ['5625000', '5212400'],
    ['1950000', '2010000'],
    ['500000', '287600'],
  ].map(([allocated, used]) => settled({ allocated: kr(allocated as string), used: kr(used as string) }));

  it('scenario 7: one measure’s unspent money never pays for another’s overspend', () => {
    const sum = summed(scenario7, { paid: kr('8075000') });
    expect([sum.eligible, sum.unspent, sum.overspend, sum.proposedRepayment].map(String)).toEqual([
      '7450000.00',
      '625000.00',
      '60000.00',
      '625000.00',
    ]);
  });

  it('what was paid and given to nobody goes back too, and too small a payout shows below zero', () => {
    expect(String(summed(scenario7, { paid: kr('22200000') }).proposedRepayment)).toBe('14750000.00');
    expect(String(summed(scenario7, { paid: kr('22200000') }).unallocated)).toBe('14125000.00');
    expect(String(summed(scenario7, { paid: kr('7000000') }).proposedRepayment)).toBe('-450000.00');
    expect(String(summed(scenario7, { paid: null }).proposedRepayment)).toBe('625000.00');
    expect(summed(scenario7, null).proposedRepayment).toBeNull();
  });
});

describe('the day of a cost', () => {
  const grant = { sourceName: 'SoS', kind: 'stateGrant', useFromDay: day('2023-01-18'), useToDay: day('2023-12-31') };
  const own = { ...grant, kind: 'discretionaryAppropriation' };
  it.each([
    [grant, '2023-01-18', 'ok'],
    [grant, '2023-12-31', 'ok'],
    [grant, '2023-01-17', 'outside-use-period'],
    [grant, '2024-01-01', 'outside-use-period'],
    [own, '2024-01-01', 'ok'],
    [own, '2024-06-02', 'future-day'],
  ])('%j on %s: %s', (place, on, code) => {
    expect(codeOf(() => requireSoundCostDay(day(on), place, day('2024-06-01')))).toBe(code);
  });
});

it.each([
  [true, 'repay', false, 'ok'],
  [true, 'carry', true, 'not-applicable'],
  [false, 'repay', true, 'not-applicable'],
  [false, 'return', false, 'required'],
  [false, 'carry', true, 'ok'],
] as [boolean, SettlementOutcome, boolean, string][])('grant %s, %s, decided %s: %s', (isGrant, outcome, has, code) => {
  expect(codeOf(() => requireFittingOutcome(isGrant, outcome, has))).toBe(code);
});

it('a cost is reversed once, and a reversal never', () => {
  expect(codeOf(() => requireReversible({ reversesId: null, reversedBy: null }))).toBe('ok');
  expect(codeOf(() => requireReversible({ reversesId: null, reversedBy: 'x' }))).toBe('already-reversed');
  expect(codeOf(() => requireReversible({ reversesId: 'x', reversedBy: null }))).toBe('is-reversal');
});

const csvRows = (text: string): TableRow[] => [...readCsv(Buffer.from(text))].flatMap(({ rows }) => rows);

describe('files', () => {
  it('a long one comes in batches, and nothing is lost where it is cut', () => {
    // Letters of two bytes and doubled quotation marks at every place a cut may come.
    for (const shift of [0, 1, 2, 3]) {
      const line = (n: number): string => `${n};"å ""ö"" ${'ä'.repeat(shift)}"`;
      const text = Array.from({ length: 5_000 }, (_, n) => line(n)).join('\n');
      const batches = [...readCsv(Buffer.from(text))];
      expect(batches.length).toBeGreaterThan(1);
      const rows = batches.flatMap((batch) => batch.rows);
      expect(rows).toHaveLength(5_000);
      expect(new Set(rows.map(({ cells }) => cells[1]?.text))).toEqual(new Set([`å "ö" ${'ä'.repeat(shift)}`]));
      expect(rows.at(-1)).toMatchObject({ row: 5_000, cells: [{ text: '4999' }, {}] });
    }
  });

  it('a long SIE file comes in batches, its lines numbered through', () => {
    const vouchers = Array.from(
      { length: 2_500 },
      (_, n) => `#VER A ${n} 20230101\r\n{\r\n#TRANS 5010 {6 P1} 1.00\r\n#TRANS 1930 {} -1.00\r\n}`,
    );
    const text = ['#FLAGGA 0', '#FORMAT PC8', '#SIETYP 4', ...vouchers].join('\r\n');
    const batches = [...readSie(Buffer.from(text), new Set(['P1']))];
    expect(batches.map(({ rows }) => rows.length)).toEqual([...Array.from({ length: 12 }, () => 200), 100]);
    expect(batches.flatMap(({ rows }) => rows).at(-1)?.row).toBe(3 + 2_500 * 5 - 2);
    expect(batches.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('quotes, both line endings and empty rows', () => {
    const text = '\ufeffa;b\r\n"x ""y"";\nz";1\n\n;\n2;3';
    expect(csvRows(text).map(({ row, cells }) => [row, cells.map((cell) => cell?.text)])).toEqual([
      [1, ['a', 'b']],
      [2, ['x "y";\nz', '1']],
      [6, ['2', '3']],
    ]);
  });

  it.each([
    ['1 250 000,50', 'ok'],
    ['-500', 'ok'],
    ['0', 'amount-range'],
    ['1.5', 'amount-ambiguous'],
    ['#N/A', 'formula-error'],
    ['31/12/2023', 'date-in-amount'],
    ['femtio', 'amount-format'],
  ])('amount %s: %s', (text, code) => {
    const cell = (value: string) => ({ kind: 'text' as const, text: value });
    const read = costOfRow({
      row: 2,
      cells: { projekt: cell('P100'), kostnadsdag: cell('2023-10-31'), belopp: cell(text), text: cell('x') },
    });
    expect(Array.isArray(read) ? read.map((fault) => fault.code) : 'ok').toEqual(code === 'ok' ? 'ok' : [code]);
  });

  it('a heading twice, or one that is missing, is told', () => {
    const table = (...names: string[]) => [{ row: 1, cells: names.map((text) => ({ kind: 'text' as const, text })) }];
    const faultOf = (rows: TableRow[]) => {
      const reader = new TableReader();
      return [...reader.take({ rows, faults: [] }).faults, ...reader.end().faults][0];
    };
    expect(faultOf(table('projekt', 'belopp', 'text'))?.detail).toContain('kostnadsdag');
    expect(faultOf(table('projekt', 'projektkod', 'kostnadsdag', 'belopp', 'text'))?.code).toBe('heading');
    expect(faultOf(table('projekt', 'kostnadsdag', 'belopp', 'text'))?.code).toBe('empty');
    expect(faultOf([])?.code).toBe('empty');
  });

  it('code page 437 keeps å, ä and ö', () => {
    expect(decode(Buffer.from([0x86, 0x84, 0x94, 0x8f, 0x8e, 0x99, 0x41]))).toBe('åäöÅÄÖA');
  });

  it('a SIE file without vouchers, or with a line outside one, is refused', () => {
    const head = '#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n';
    const codes = (text: string) =>
      [...readSie(Buffer.from(head + text), new Set(['P1']))].flatMap(({ faults }) => faults.map(({ code }) => code));
    expect(codes('')).toEqual(['empty']);
    expect(codes('#VER A 1 20230101\n{\n}\n#TRANS 5010 {6 P1} 1.00')).toEqual(['sie-syntax']);
    expect(codes('#VER A 1 20230101\n{\n#TRANS 5010 {} 1.00\n#VER A 2 20230101\n{\n}')).toEqual(['truncated']);
    // Lines that were taken away or added afterwards are repeated by the standard as ordinary ones.
    expect(
      codes(
        '#VER A 1 20230101\n{\n#BTRANS 5010 {} 5.00\n#RTRANS 5010 {} 1.00\n#TRANS 5010 {} 1.00\n#TRANS 1930 {} -1.00\n}',
      ),
    ).toEqual([]);
  });
});
