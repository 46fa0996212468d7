/** the clocks of adjusting, announcing and appealing. */
import { addDays, type Day, daysBetween, isWorkingDay, weekday } from '../../kernel/day.js';
import { appealEnd, daysLate, lastDayToAnnounce, requireSoundPosting, takeDownDay } from './announcement.rules.js';

const day = (text: string): Day => text as Day;

describe('the appeal time ends three weeks after the announcement, never on a day off', () => {
  test.each([
    ['the worked case, immediate adjustment', '2023-04-26', '2023-05-17'],
    ['18 May is Ascension Day', '2023-04-27', '2023-05-19'],
    ['an ordinary Friday', '2023-04-28', '2023-05-19'],
    ['a Saturday moves to Monday', '2023-04-29', '2023-05-22'],
    ['a Sunday moves to Monday', '2023-04-30', '2023-05-22'],
    ["midsummer's eve moves to Monday", '2023-06-02', '2023-06-26'],
    ['midsummer day moves to Monday', '2023-06-03', '2023-06-26'],
    ['the day before midsummer stands', '2023-06-01', '2023-06-22'],
    ['the national day', '2023-05-16', '2023-06-07'],
    ['Christmas Eve on a Sunday', '2023-12-03', '2023-12-27'],
    ['Christmas Eve on a Wednesday: five days', '2025-12-03', '2025-12-29'],
    ['Christmas Day', '2023-12-04', '2023-12-27'],
    ['the second day of Christmas', '2023-12-05', '2023-12-27'],
    ["New Year's Eve on a Tuesday", '2024-12-10', '2025-01-02'],
    ["New Year's Eve on a Sunday, over the year", '2023-12-10', '2024-01-02'],
    ['Epiphany on a Saturday', '2023-12-16', '2024-01-08'],
    ['Good Friday to Tuesday', '2024-03-08', '2024-04-02'],
    ['the first of May', '2024-04-10', '2024-05-02'],
    ['All Saints on a Saturday', '2023-10-14', '2023-11-06'],
    ['a leap day stands', '2024-02-08', '2024-02-29'],
  ])('%s: %s → %s', (_why, posted, end) => {
    expect(appealEnd(day(posted))).toBe(end);
  });

  test('every day of a century: three weeks or up to five days more, on a working day, and no sooner one was free', () => {
    for (let posted = day('2000-01-01'); posted < day('2100-01-01'); posted = addDays(posted, 1)) {
      const end = appealEnd(posted);
      const days = daysBetween(posted, end);
      if (days < 21 || days > 26 || !isWorkingDay(end) || weekday(end) > 5)
        throw new Error(`${posted} gives ${end}, ${days} days later`);
      for (let early = addDays(posted, 21); early < end; early = addDays(early, 1))
        if (isWorkingDay(early)) throw new Error(`${posted} gives ${end}, but ${early} is a working day`);
    }
  });
});

test.each([
  ['2023-04-26', '2023-04-28'],
  ['2023-05-10', '2023-05-12'],
  ['2023-12-30', '2024-01-01'],
])('minutes adjusted %s are announced at latest %s (R-37)', (adjusted, latest) => {
  expect(lastDayToAnnounce(day(adjusted))).toBe(latest);
});

test.each([
  ['2023-04-26', '2023-04-26', 0],
  ['2023-04-26', '2023-04-28', 0],
  ['2023-04-26', '2023-04-29', 1],
  ['2023-04-26', '2023-05-28', 30],
])('adjusted %s and announced %s is %i days late', (adjusted, posted, late) => {
  expect(daysLate(day(adjusted), day(posted))).toBe(late);
});

test('the notice is up through the last day of the appeal time', () => {
  expect(takeDownDay(day('2023-05-19'))).toBe('2023-05-20');
});

describe('a notice cannot be posted', () => {
  const sound = {
    adjustedDay: day('2023-04-26'),
    postedDay: day('2023-04-27'),
    today: day('2023-04-27'),
    postedElsewhere: undefined,
  };

  test.each([
    ['tomorrow', { postedDay: day('2023-04-28') }, '/postedDay', 'future-day'],
    ['before the minutes were adjusted', { adjustedDay: day('2023-04-28') }, '/postedDay', 'before-adjustment'],
    ['earlier without saying where it hung', { today: day('2023-05-02') }, '/postedElsewhere', 'required'],
  ])('%s', (_what, wrong, pointer, code) => {
    expect(() => requireSoundPosting({ ...sound, ...wrong })).toThrow(
      expect.objectContaining({ status: 422, errors: [expect.objectContaining({ pointer, code })] }) as Error,
    );
  });

  test('but today, and on an earlier day when it is told where', () => {
    expect(() => requireSoundPosting(sound)).not.toThrow();
    expect(() =>
      requireSoundPosting({ ...sound, today: day('2023-05-02'), postedElsewhere: 'Stadshusets anslagstavla' }),
    ).not.toThrow();
  });
});
