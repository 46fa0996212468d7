import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import fc from 'fast-check';
import { addDays, dayInStockholm, parseDay } from './day.js';
import { instantOf, isInTime, type LocalTime, parseInstant, parseLocalTime, type StockholmOffset } from './deadline.js';
import { DomainError } from './errors.js';

function answer<T>(read: () => T): string | T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.errors).toEqual([{ pointer: '/at', code: error.code, detail: error.message }]);
    return error.code!;
  }
}

const instant = (day: string, time: string, offset?: StockholmOffset) =>
  answer(() => instantOf({ day: parseDay(day), time: time as LocalTime }, offset, '/at').toISOString());

describe('instantOf (BD2 to BD4)', () => {
  it.each<[day: string, time: string, offset: StockholmOffset | undefined, expected: string]>([
    ['2026-03-28', '12:00', undefined, '2026-03-28T11:00:00.000Z'],
    ['2026-03-29', '12:00', undefined, '2026-03-29T10:00:00.000Z'],
    ['2026-03-29', '01:59', undefined, '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '02:00', undefined, 'local-time-nonexistent'],
    ['2026-03-29', '02:30', undefined, 'local-time-nonexistent'],
    ['2026-03-29', '02:30', '+01:00', 'local-time-nonexistent'],
    ['2026-03-29', '03:00', undefined, '2026-03-29T01:00:00.000Z'],
    ['2026-10-25', '01:59', undefined, '2026-10-24T23:59:00.000Z'],
    ['2026-10-25', '02:00', undefined, 'local-time-ambiguous'],
    ['2026-10-25', '02:30', undefined, 'local-time-ambiguous'],
    ['2026-10-25', '02:30', '+02:00', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '02:30', '+01:00', '2026-10-25T01:30:00.000Z'],
    ['2026-10-25', '03:00', undefined, '2026-10-25T02:00:00.000Z'],
    ['2026-10-25', '12:00', undefined, '2026-10-25T11:00:00.000Z'],
    ['2026-07-01', '12:00', '+02:00', '2026-07-01T10:00:00.000Z'],
    ['2026-07-01', '12:00', '+01:00', 'local-time-nonexistent'],
    ['2026-12-31', '23:59', undefined, '2026-12-31T22:59:00.000Z'],
    ['2027-01-01', '00:00', undefined, '2026-12-31T23:00:00.000Z'],
    ['2026-01-01', '25:00', undefined, 'datetime'],
  ])('%s %s %s is %s', (day, time, offset, expected) => expect(instant(day, time, offset)).toBe(expected));
});

describe('isInTime (BD1)', () => {
  it.each([
    ['2026-07-01', '2026-07-01T09:59:59.999Z', true],
    ['2026-07-01', '2026-07-01T10:00:00.000Z', true],
    ['2026-07-01', '2026-07-01T10:00:00.001Z', false],
    ['2026-01-15', '2026-01-15T10:59:59.999Z', true],
    ['2026-01-15', '2026-01-15T11:00:00.000Z', true],
    ['2026-01-15', '2026-01-15T11:00:00.001Z', false],
  ])('senast %s kl. 12.00, received %s: %s', (day, received, expected) => {
    expect(isInTime(parseInstant(received), instantOf({ day: parseDay(day), time: '12:00' }))).toBe(expected);
  });
});

describe('parseLocalTime', () => {
  it.each<[unknown, string]>([
    ['00:00', '00:00'],
    ['23:59', '23:59'],
    ['24:00', 'datetime'],
    ['12:60', 'datetime'],
    ['9:30', 'datetime'],
    ['12.00', 'datetime'],
    ['12:00:00', 'datetime'],
    ['12:00\n', 'datetime'],
    [1200, 'datetime'],
    ['', 'required'],
    [null, 'required'],
  ])('%p is %s', (text, expected) => expect(answer(() => parseLocalTime(text, '/at'))).toBe(expected));
});

describe('parseInstant (BD7, BD11 to BD13)', () => {
  it.each<[unknown, string]>([
    ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T12:00:00.5Z', '2026-11-21T12:00:00.500Z'],
    ['2026-11-21T12:00:00.123+01:00', '2026-11-21T11:00:00.123Z'],
    ['2026-11-21T12:00:00-05:30', '2026-11-21T17:30:00.000Z'],
    ['2026-11-21T12:00:00+14:00', '2026-11-20T22:00:00.000Z'],
    ['2026-11-21T25:00', 'datetime'],
    ['2026-11-21T25:00:00Z', 'datetime'],
    ['2026-11-21T24:00:00Z', 'datetime'],
    ['2016-12-31T23:59:60Z', 'datetime'],
    ['2026-11-21T12:00:00+25:00', 'datetime'],
    ['2026-11-21T12:00:00-00:00', 'datetime'],
    ['2026-11-21T12:00:00', 'datetime'],
    ['2026-11-21T12:00Z', 'datetime'],
    ['2026-11-21 12:00:00Z', 'datetime'],
    ['2026-11-21t12:00:00z', 'datetime'],
    ['2026-11-21T12:00:00.0001Z', 'datetime'],
    ['2026-11-21', 'datetime'],
    ['2026-02-29T12:00:00Z', 'date'],
    ['2028-02-29T12:00:00Z', '2028-02-29T12:00:00.000Z'],
    ['2100-02-29T12:00:00Z', 'date'],
    ['0000-01-01T00:00:00Z', 'range'],
    ['1899-12-31T23:59:59Z', 'range'],
    ['9999-12-31T23:59:59Z', 'range'],
    ['+275760-09-13T00:00:00Z', 'range'],
    ['-000001-01-01T00:00:00Z', 'range'],
    [1_767_571_200, 'datetime'],
    [new Date(0), 'datetime'],
    [undefined, 'required'],
    ['', 'required'],
  ])('%p is %s', (text, expected) => {
    const read = answer(() => parseInstant(text, '/at'));
    expect(read instanceof Date ? read.toISOString() : read).toBe(expected);
  });
});

describe('the zone of the process (BD14)', () => {
  // A process takes its zone at the start, so the same code is run in four of them and must answer alike.
  const probe = `
    import { addDays, addMonths, dayInStockholm, parseDay, shiftToWorkingDay, weekday, weeksAfter } from './day.js';
    import { instantOf, parseInstant } from './deadline.js';
    const lines = [];
    for (let day = parseDay('2026-01-01'); day < '2027-02-01'; day = addDays(day, 1)) {
      const noon = instantOf({ day, time: '12:00' });
      lines.push([day, weekday(day), addMonths(day, 1), shiftToWorkingDay(weeksAfter(day, 3)), noon.toISOString(),
        dayInStockholm(new Date(noon.getTime() + 11 * 3600000 + 1800000)), parseInstant(day + 'T23:30:00Z').getTime()].join(' '));
    }
    console.log(lines.join('\\n'));
  `;

  it('does not matter', () => {
    const folder = mkdtempSync(join(tmpdir(), 'anslag-zones-'));
    try {
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      writeFileSync(join(folder, 'probe.js'), probe);
      for (const name of ['day', 'deadline', 'errors', 'quoted']) {
        const source = readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8');
        const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' } as const;
        writeFileSync(join(folder, `${name}.js`), transformSync(source, { jsc, module: { type: 'es6' } }).code);
      }
      const zones = ['UTC', 'Europe/Stockholm', 'America/New_York', 'Pacific/Kiritimati'];
      const printed = zones.map((TZ) =>
        execFileSync(process.execPath, [join(folder, 'probe.js')], { env: { ...process.env, TZ }, encoding: 'utf8' }),
      );
      expect(printed[0]!.trim().split('\n')).toHaveLength(396);
      expect(new Set(printed).size).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('properties', () => {
  it('noon of any day is that day in Stockholm, an hour or two before noon in UTC', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 73_000 }), (days) => {
        const day = addDays(parseDay('1980-01-01'), days);
        const noon = instantOf({ day, time: '12:00' });
        expect(dayInStockholm(noon)).toBe(day);
        expect([10, 11]).toContain(noon.getUTCHours());
      }),
    );
  });

  it('any local time exists, comes twice or is missing, and only in the switch hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.nat(1439), (days, minute) => {
        const day = addDays(parseDay('1996-01-01'), days);
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const read = instant(day, time);
        if (read.startsWith('local-time')) expect(time.slice(0, 2)).toBe('02');
        else expect(dayInStockholm(new Date(read))).toBe(day);
      }),
    );
  });
});
