import { type NotedTime, timeInOrder } from './meeting-times.rules.js';

const last: NotedTime = { time: '14:00', what: 'attendance' };

it.each([
  ['the first time is any time', '13:10', null, undefined, '13:10'],
  ['a later time', '14:01', null, last, '14:01'],
  ['the same time', '14:00', null, last, '14:00'],
  ['none, recorded afterwards', undefined, null, last, null],
  ['none, today: now', undefined, '14:05', last, '14:05'],
  ['none, and the clock says less than what was noted', undefined, '13:59', last, null],
  ['none, and nothing noted', undefined, '09:00', undefined, '09:00'],
] as const)('%s', (_what, given, now, noted, expected) => {
  expect(timeInOrder(given, now, noted)).toBe(expected);
});

it.each([
  ['opened', 'öppnades'],
  ['attendance', 'kom eller gick'],
  ['adjourned', 'ajournerades'],
  ['resumed', 'återupptogs'],
] as const)('a time before what was %s is refused and told', (what, word) => {
  expect(() => timeInOrder('13:10', '15:00', { time: '14:00', what })).toThrow(
    expect.objectContaining({
      status: 422,
      errors: [
        expect.objectContaining({
          pointer: '/at',
          code: 'out-of-order',
          detail: expect.stringMatching(new RegExp(`13:10 är före 14:00, då .*${word}`)) as string,
        }),
      ],
    }) as Error,
  );
});
