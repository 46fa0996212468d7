import type { Day } from '../../kernel/day.js';
import { isAnnounceable, requireAnnounceable, requireMinutedDay } from './announcing.rules.js';

describe('a delegated decision is announced by itself (R-44)', () => {
  it.each([
    ['minuted', true, null],
    ['minuted', false, 'not-appealable'],
    ['none', false, 'not-appealable'],
    ['nextMeeting', true, 'is-reported'],
    ['nextMeeting', false, 'is-reported'],
  ] as const)('%s, appealable: %s → %s', (reporting, isAppealable, code) => {
    const decision = { reporting, isAppealable };
    expect(isAnnounceable(decision)).toBe(code === null);
    const judged = () => requireAnnounceable(decision);
    if (code === null) expect(judged).not.toThrow();
    else expect(judged).toThrow(expect.objectContaining({ status: 409, code }) as Error);
  });
});

it.each([
  ['2023-03-01', 'range'],
  ['2023-03-02', null],
  ['2023-03-09', null],
  ['2023-03-10', 'range'],
])('minutes signed %s of a decision made 2023-03-02, today 2023-03-09: %s', (day, code) => {
  const judged = () => requireMinutedDay(day as Day, { decidedDay: '2023-03-02' as Day, today: '2023-03-09' as Day });
  if (code === null) expect(judged()).toBe(day);
  else
    expect(judged).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/minutedDay', code })] }) as Error,
    );
});
