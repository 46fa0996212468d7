import fc from 'fast-check';
import {
  addDays,
  addMonths,
  compareDays,
  type Day,
  dayInStockholm,
  daysBetween,
  holidaysOf,
  isLeap,
  isWorkingDay,
  parseDay,
  shiftToWorkingDay,
  weekday,
  weeksAfter,
  yearOf,
} from './day.js';
import { DomainError } from './errors.js';

const d = (text: string): Day => parseDay(text);

function answer(text: unknown): string {
  try {
    return parseDay(text, '/day');
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.errors).toEqual([{ pointer: '/day', code: error.code, detail: error.message }]);
    return error.code!;
  }
}

describe('parseDay', () => {
  it.each<[unknown, string]>([
    ['2026-02-28', '2026-02-28'],
    ['2026-02-29', 'date'],
    ['2028-02-29', '2028-02-29'],
    ['2100-02-29', 'date'],
    ['2000-02-29', '2000-02-29'],
    ['2026-04-31', 'date'],
    ['2026-13-01', 'date'],
    ['2026-00-10', 'date'],
    ['2026-01-00', 'date'],
    ['0000-01-01', 'range'],
    ['1899-12-31', 'range'],
    ['1900-01-01', '1900-01-01'],
    ['2199-12-31', '2199-12-31'],
    ['2200-01-01', 'range'],
    ['9999-12-31', 'range'],
    ['+275760-09-13', 'range'],
    ['-0001-01-01', 'range'],
    ['+2026-01-01', 'datetime'],
    ['002026-01-01', 'datetime'],
    ['2026-1-5', 'datetime'],
    ['05/01/2026', 'datetime'],
    ['2026-01-05T12:00', 'datetime'],
    ['2026-01-05\n', 'datetime'],
    [' 2026-01-05', 'datetime'],
    ['２０２６-01-05', 'datetime'],
    ['20260105', 'datetime'],
    [1_767_571_200_000, 'datetime'],
    [new Date(0), 'datetime'],
    [{}, 'datetime'],
    ['', 'required'],
    [null, 'required'],
    [undefined, 'required'],
  ])('%p is %s', (text, expected) => expect(answer(text)).toBe(expected));
});

describe('arithmetic', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2028-02-29', 48, '2032-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-31', -13, '2024-12-31'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s plus %i months is %s', (from, months, to) => expect(addMonths(d(from), months)).toBe(to));

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2023-04-26', 14, '2023-05-10'],
    ['1970-01-01', -1, '1969-12-31'],
  ])('%s plus %i days is %s', (from, days, to) => expect(addDays(d(from), days)).toBe(to));

  it('leaves the range with a code, however far', () => {
    for (const days of [1, 1e7, 1e300]) {
      expect(() => addDays(d('2199-12-31'), days)).toThrow(expect.objectContaining({ code: 'range' }));
    }
    expect(() => addMonths(d('1900-01-01'), -1)).toThrow(expect.objectContaining({ code: 'range' }));
  });

  it.each([
    ['1970-01-01', 4],
    ['2023-04-26', 3],
    ['2026-03-29', 7],
    ['1900-01-01', 1],
  ])('%s is weekday %i', (day, expected) => expect(weekday(d(day))).toBe(expected));

  it('knows leap years', () => {
    expect([1900, 2000, 2024, 2026, 2100].filter(isLeap)).toEqual([2000, 2024]);
  });
});

describe('dayInStockholm', () => {
  it.each([
    ['2026-12-31T23:30:00Z', '2027-01-01'],
    ['2026-12-31T22:59:59.999Z', '2026-12-31'],
    ['2026-06-30T22:00:00Z', '2026-07-01'],
    ['2026-06-30T21:59:59.999Z', '2026-06-30'],
  ])('%s is %s', (instant, day) => {
    expect(dayInStockholm(new Date(instant))).toBe(day);
    expect(yearOf(dayInStockholm(new Date(instant)))).toBe(Number(day.slice(0, 4)));
  });
});

describe('holidays', () => {
  it('of 2023', () => {
    expect([...holidaysOf(2023)]).toEqual([
      ['2023-01-01', 'Nyårsdagen'],
      ['2023-01-06', 'Trettondedag jul'],
      ['2023-04-07', 'Långfredagen'],
      ['2023-04-09', 'Påskdagen'],
      ['2023-04-10', 'Annandag påsk'],
      ['2023-05-01', 'Första maj'],
      ['2023-05-18', 'Kristi himmelsfärdsdag'],
      ['2023-05-28', 'Pingstdagen'],
      ['2023-06-06', 'Sveriges nationaldag'],
      ['2023-06-23', 'Midsommarafton'],
      ['2023-06-24', 'Midsommardagen'],
      ['2023-11-04', 'Alla helgons dag'],
      ['2023-12-24', 'Julafton'],
      ['2023-12-25', 'Juldagen'],
      ['2023-12-26', 'Annandag jul'],
      ['2023-12-31', 'Nyårsafton'],
    ]);
  });

  it('keeps both names when two meet, and Whit Monday until 2004', () => {
    expect(holidaysOf(2008).get(d('2008-05-01'))).toBe('Första maj, Kristi himmelsfärdsdag');
    expect(holidaysOf(2004).get(d('2004-05-31'))).toBe('Annandag pingst');
    expect(isWorkingDay(d('2005-05-16'))).toBe(true);
    expect(holidaysOf(2004).has(d('2004-06-06'))).toBe(false);
  });

  // Published Easter Sundays, with the earliest and the latest that can be.
  it.each([
    '1961-04-02',
    '2000-04-23',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2038-04-25',
    '2049-04-18',
    '2285-03-22',
  ])('Easter %s', (easter) => {
    if (easter > '2199')
      expect(() => holidaysOf(Number(easter.slice(0, 4)))).toThrow(expect.objectContaining({ code: 'range' }));
    else expect(holidaysOf(Number(easter.slice(0, 4))).get(d(easter))).toBe('Påskdagen');
  });

  it.each([
    ['2019-06-22', '2019-11-02'],
    ['2020-06-20', '2020-10-31'],
    ['2021-06-26', '2021-11-06'],
  ])('midsummer %s, All Saints %s', (midsummer, saints) => {
    const holidays = holidaysOf(Number(midsummer.slice(0, 4)));
    expect([holidays.get(d(midsummer)), holidays.get(d(saints))]).toEqual(['Midsommardagen', 'Alla helgons dag']);
  });
});

describe('a time that runs out (lag 1930:173, R-38, R-39, BD15)', () => {
  it.each([
    ['2023-04-26', '2023-05-17', 'Wednesday to Wednesday'],
    ['2023-04-27', '2023-05-19', 'Ascension Day'],
    ['2023-04-28', '2023-05-19', 'Friday'],
    ['2023-03-17', '2023-04-11', 'Good Friday to after Easter Monday'],
    ['2026-05-30', '2026-06-22', "Saturday after midsummer's eve"],
    ['2026-05-29', '2026-06-22', "midsummer's eve"],
    ['2024-05-16', '2024-06-07', 'the national day, a Thursday'],
    ['2024-12-03', '2024-12-27', 'Christmas Eve'],
    ['2024-12-10', '2025-01-02', "New Year's Eve"],
  ])('announced %s, appeal ends %s: %s', (announced, end) => {
    expect(shiftToWorkingDay(weeksAfter(d(announced), 3))).toBe(end);
  });
});

describe('properties', () => {
  const days = fc.integer({ min: 0, max: 109_571 }).map((n) => addDays(d('1900-01-01'), n));

  it('days come and go, and text order is calendar order', () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        expect(parseDay(a)).toBe(a);
        expect(addDays(a, daysBetween(a, b))).toBe(b);
        expect(compareDays(a, b)).toBe(-Math.sign(daysBetween(a, b)) || 0);
        expect((((weekday(b) - weekday(a) - daysBetween(a, b)) % 7) + 7) % 7).toBe(0);
      }),
    );
  });

  it('months keep the number or take the last day', () => {
    const middle = fc.integer({ min: 0, max: 36_000 }).map((n) => addDays(d('2000-01-01'), n));
    fc.assert(
      fc.property(middle, fc.integer({ min: -1000, max: 1000 }), (day, months) => {
        const there = addMonths(day, months);
        const isLast = addDays(there, 1).endsWith('-01');
        expect(there.slice(8) === day.slice(8) || (isLast && there.slice(8) < day.slice(8))).toBe(true);
      }),
    );
  });

  it('a shifted day is the first working day not before', () => {
    const middle = fc.integer({ min: 0, max: 70_000 }).map((n) => addDays(d('2000-01-01'), n));
    fc.assert(
      fc.property(middle, (day) => {
        const shifted = shiftToWorkingDay(day);
        expect(isWorkingDay(shifted)).toBe(true);
        expect(daysBetween(day, shifted)).toBeLessThanOrEqual(5);
        for (let at = day; at < shifted; at = addDays(at, 1)) expect(isWorkingDay(at)).toBe(false);
      }),
    );
  });
});
