import { parseDay } from '../kernel/day.js';
import { DomainError } from '../kernel/errors.js';
import type { PlanOutcome } from '../decisions/planner/plan.rules.js';
import { plan } from '../decisions/planner/planner.rules.js';
import { type CallPlan, type Draft, judged, requireTimeOrGround, startOf } from './call-plan.rules.js';

const day = parseDay;

/** A body with these meetings, the end and the adjustment; what the service would ask. */
const of = (name: string, calendar: string[], end: string, adjustment: 'ordinary' | 'immediate'): PlanOutcome =>
  plan({
    startDay: day('2023-03-01'),
    end: { day: day(end), what: 'rekvisitionen stänger', needs: 'announced', source: 'Socialstyrelsen' },
    steps: [
      {
        kind: 'meeting',
        name,
        bodyId: null,
        calendar: calendar.map((each) => day(each)),
        noticeDays: 0,
        noticeSource: '',
        materialDays: 0,
        adjustment,
        needs: 'decided',
        dispatchDays: 0,
      },
    ],
    leads: [],
  });

const way = (board: string[] | null, committee: string[] | null, adjustment: 'ordinary' | 'immediate'): Draft => ({
  board: board === null ? null : of('KS', board, '2023-05-12', adjustment),
  committees:
    board === null
      ? []
      : [
          {
            authorityId: 'asn',
            authorityName: 'ASN',
            plan: committee === null ? null : of('ASN', committee, '2023-05-02', adjustment),
          },
        ],
  leads: [],
});

test.each<[string, string[] | null, string[] | null, CallPlan['verdict']]>([
  ['no last day', null, null, 'noEnd'],
  ['both within the law’s time', ['2023-04-26'], ['2023-04-12'], 'inTime'],
  ['the worked case', ['2023-05-03'], ['2023-04-26'], 'inTimeIfImmediate'],
  ['the board meets too late', ['2023-05-17'], ['2023-04-12'], 'notInTime'],
  ['a committee meets too late', ['2023-05-03'], ['2023-05-24'], 'notInTime'],
  ['a committee without a calendar', ['2023-04-26'], [], 'unknown'],
  ['an authority without a deciding body', ['2023-04-26'], null, 'unknown'],
  ['a gap does not hide what fails', ['2023-05-17'], null, 'notInTime'],
])('%s', (_what, board, committee, verdict) => {
  const call = judged(way(board, committee, 'ordinary'), way(board, committee, 'immediate'));
  expect(call.verdict).toBe(verdict);
  expect(call.summary.at(-1)).toMatch(/\.$/);
});

test.each<[CallPlan['verdict'], string | null, string | undefined]>([
  ['notInTime', null, 'plan-not-in-time'],
  ['notInTime', 'Extra sammanträde', undefined],
  ['inTimeIfImmediate', null, undefined],
  ['unknown', null, undefined],
  ['noEnd', null, undefined],
])('issuing with %s and ground %s', (verdict, ground, code) => {
  const issue = (): string | undefined => {
    try {
      requireTimeOrGround({ verdict, board: null, committees: [], leads: [], summary: ['Tiden räcker inte.'] }, ground);
      return undefined;
    } catch (error) {
      return (error as DomainError).code;
    }
  };
  expect(issue()).toBe(code);
});

test.each([
  ['to be sent out', '2023-03-01', '2023-01-10', '2023-04-28', '2023-03-01'],
  ['recorded afterwards in a matter of its time', '2026-03-01', '2023-01-10', '2023-04-28', '2023-01-10'],
  ['recorded afterwards, matter and all', '2026-03-01', '2026-03-01', '2023-04-28', '2022-04-28'],
])('%s', (_what, today, openedDay, replyByDay, expected) => {
  expect(startOf({ today: day(today), openedDay: day(openedDay), replyByDay: day(replyByDay) })).toBe(expected);
});
