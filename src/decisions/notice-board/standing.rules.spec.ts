/** Finality, appeals and the assessment of execution (R-38 to R-41, scenario 4). */
import type { Day } from '../../kernel/day.js';
import { actsFrom } from '../../kernel/transitions.js';
import {
  appealMachine,
  type AppealStatus,
  isReceivedLate,
  receiptInstant,
  requireSoundReceipt,
  requireSoundStepDay,
} from './appeal.rules.js';
import { type AppealFact, type DecisionFacts, finalityOf, standings, standingWords } from './standing.rules.js';

const day = (text: string): Day => text as Day;
const at = (text: string): Date => new Date(text);
const announced: DecisionFacts = {
  isAdjusted: true,
  appealEndDay: day('2023-05-19'),
  appeals: [],
  lastAssessedAt: null,
  today: day('2023-05-19'),
};
/** Received, what became of it, and when. */
const appeal = (receivedDay: string, status: AppealStatus, lastDay = receivedDay): AppealFact => ({
  receivedDay: day(receivedDay),
  status,
  lastDay: day(lastDay),
  registeredAt: at(`${receivedDay}T10:00:00Z`),
});

describe('a decision is final from', () => {
  test.each<[string, Partial<DecisionFacts>, string, string | null]>([
    ['no day while its minutes are drafts', { isAdjusted: false, appealEndDay: null }, 'notAdjusted', null],
    ['no day while nothing is announced', { appealEndDay: null }, 'notAnnounced', null],
    ['the day after the appeal time, told beforehand', {}, 'appealPeriod', '2023-05-20'],
    ['that day itself', { today: day('2023-05-20') }, 'final', '2023-05-20'],
    ['no day while an appeal is registered', { appeals: [appeal('2023-05-16', 'registered')] }, 'appealed', null],
    ['no day while one is with the court', { appeals: [appeal('2023-05-16', 'forwarded')] }, 'appealed', null],
    [
      'no day when one comes late, even long after',
      { appeals: [appeal('2023-09-01', 'registered')], today: day('2023-09-02') },
      'appealed',
      null,
    ],
    [
      'no day when one comes before the announcement',
      { appealEndDay: null, appeals: [appeal('2023-04-27', 'registered')] },
      'appealed',
      null,
    ],
    [
      'the court’s final answer',
      { appeals: [appeal('2023-05-16', 'rejected', '2023-11-30')], today: day('2023-12-01') },
      'final',
      '2023-11-30',
    ],
    [
      'the end of the appeal time when the answer came before',
      { appeals: [appeal('2023-04-28', 'withdrawn', '2023-05-02')], today: day('2023-06-01') },
      'final',
      '2023-05-20',
    ],
    [
      'the last of several answers',
      {
        appeals: [appeal('2023-05-16', 'rejected', '2023-11-30'), appeal('2023-05-17', 'dismissed', '2024-01-15')],
        today: day('2024-02-01'),
      },
      'final',
      '2024-01-15',
    ],
    [
      'the day it already was, when a late one is dismissed',
      { appeals: [appeal('2023-09-01', 'dismissed', '2023-10-01')], today: day('2023-10-02') },
      'final',
      '2023-05-20',
    ],
    [
      'the answer, when the court tried a late one after all',
      { appeals: [appeal('2023-09-01', 'rejected', '2023-10-01')], today: day('2023-10-02') },
      'final',
      '2023-10-01',
    ],
    [
      'no day while one of two is open',
      { appeals: [appeal('2023-05-16', 'rejected', '2023-11-30'), appeal('2023-05-17', 'forwarded')] },
      'appealed',
      null,
    ],
    [
      'never, once annulled, whatever else is open',
      { appeals: [appeal('2023-05-16', 'annulled', '2023-11-30'), appeal('2023-05-17', 'forwarded')] },
      'annulled',
      null,
    ],
  ])('%s', (_what, facts, kind, finalDay) => {
    expect(finalityOf({ ...announced, ...facts })).toMatchObject({ kind, finalDay });
  });
});

describe('an assessment of execution is asked for', () => {
  test.each<[string, Partial<DecisionFacts>, boolean]>([
    ['by an open appeal', { appeals: [appeal('2023-05-16', 'registered')] }, true],
    ['not without one', {}, false],
    [
      'not when it was made after',
      { appeals: [appeal('2023-05-16', 'forwarded')], lastAssessedAt: at('2023-05-17T08:00:00Z') },
      false,
    ],
    [
      'again by the next appeal',
      {
        appeals: [appeal('2023-05-16', 'forwarded'), appeal('2023-05-18', 'registered')],
        lastAssessedAt: at('2023-05-17T08:00:00Z'),
      },
      true,
    ],
    ['not when the court has answered', { appeals: [appeal('2023-05-16', 'rejected', '2023-11-30')] }, false],
    [
      'not for what is annulled',
      { appeals: [appeal('2023-05-16', 'annulled', '2023-11-30'), appeal('2023-05-17', 'registered')] },
      false,
    ],
  ])('%s', (_when, facts, asked) => {
    expect(finalityOf({ ...announced, ...facts }).isAssessmentAskedFor).toBe(asked);
  });
});

describe('an appeal', () => {
  test.each<[AppealStatus, readonly string[]]>([
    ['registered', ['forward', 'withdraw']],
    ['forwarded', ['dismiss', 'reject', 'annul', 'withdraw']],
    ['dismissed', []],
    ['rejected', []],
    ['annulled', []],
    ['withdrawn', []],
  ])('that is %s can only be: %j', (status, acts) => {
    expect(actsFrom(appealMachine, status)).toEqual(acts);
  });

  test.each([
    ['2023-05-19', '2023-05-19', false],
    ['2023-05-20', '2023-05-19', true],
    ['2023-05-20', null, null],
  ])('received %s with the last day %s is late: %s', (received, end, late) => {
    expect(isReceivedLate(day(received), end === null ? null : day(end))).toBe(late);
  });

  test.each([
    ['2023-04-25', 'before-decision'],
    ['2023-06-02', 'future-day'],
  ])('cannot have come %s', (received, code) => {
    expect(() => requireSoundReceipt(day(received), day('2023-04-26'), day('2023-06-01'))).toThrow(
      expect.objectContaining({ status: 422, code }) as Error,
    );
  });

  test.each([
    ['today without a time is now', '2023-06-01', undefined, undefined],
    ['an earlier day without a time is its beginning', '2023-05-19', undefined, '2023-05-18T22:00:00.000Z'],
    ['with a time it is that', '2023-05-19', '23:59', '2023-05-19T21:59:00.000Z'],
    ['today at this minute', '2023-06-01', '12:00', '2023-06-01T10:00:00.000Z'],
  ] as const)('received: %s', (_what, receivedDay, receivedTime, instant) => {
    const now = { today: day('2023-06-01'), now: at('2023-06-01T10:00:00Z') };
    expect(receiptInstant({ receivedDay: day(receivedDay), receivedTime }, now)?.toISOString()).toBe(instant);
  });

  test('cannot have come at a time that has not been', () => {
    const now = { today: day('2023-06-01'), now: at('2023-06-01T10:00:00Z') };
    expect(() => receiptInstant({ receivedDay: day('2023-06-01'), receivedTime: '12:01' }, now)).toThrow(
      expect.objectContaining({ status: 422, code: 'future' }) as Error,
    );
  });

  test('may come long after, or before the announcement', () => {
    expect(() => requireSoundReceipt(day('2023-04-26'), day('2023-04-26'), day('2030-01-01'))).not.toThrow();
    expect(() => requireSoundReceipt(day('2029-12-31'), day('2023-04-26'), day('2030-01-01'))).not.toThrow();
  });

  test('takes its steps in the order of the days', () => {
    expect(() => requireSoundStepDay(day('2023-05-15'), day('2023-05-16'), day('2023-06-01'))).toThrow(
      expect.objectContaining({ code: 'before-last-step' }) as Error,
    );
    expect(() => requireSoundStepDay(day('2023-06-02'), day('2023-05-16'), day('2023-06-01'))).toThrow(
      expect.objectContaining({ code: 'future-day' }) as Error,
    );
    expect(() => requireSoundStepDay(day('2023-05-16'), day('2023-05-16'), day('2023-06-01'))).not.toThrow();
  });
});

test('every standing has a Swedish word', () => {
  expect(Object.keys(standingWords).sort()).toEqual([...standings].sort());
});
