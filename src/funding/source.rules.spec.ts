import { type Day, dayInStockholm } from '../kernel/day.js';
import { actsFrom, edgesFrom, step } from '../kernel/transitions.js';
import {
  isWithinUsePeriod,
  requireCeilingMayChange,
  requireCloseDue,
  requireFinancing,
  requireSoundUsePeriod,
  requireWithinUsePeriod,
  requisitionDeadline,
  sourceKinds,
  sourceStates,
  sourceStatuses,
} from './source.rules.js';

const day = (text: string): Day => text as Day;
const period = (kind: (typeof sourceKinds)[number]) => ({
  kind,
  name: 'Sociala insatser',
  useFromDay: day('2023-01-18'),
  useToDay: day('2023-12-31'),
});

it('what is possible next, in every state', () => {
  expect(Object.fromEntries(sourceStatuses.map((state) => [state, actsFrom(sourceStates, state)]))).toEqual({
    planned: ['announce'],
    announced: ['openToCalls', 'close'],
    open: ['close'],
    closed: ['settle'],
    settled: ['archive'],
    archived: [],
  });
});

describe('use period (R-07)', () => {
  it.each([
    ['stateGrant', 2023, true],
    ['stateGrant', 2022, false],
    ['stateGrant', 2024, false],
    ['discretionaryAppropriation', 2024, true],
    ['eu', 2024, true],
    ['other', 2024, true],
  ] as const)('%s in %d: %s', (kind, year, within) => {
    expect(isWithinUsePeriod(period(kind), year)).toBe(within);
  });

  it('says which period and points at the year', () => {
    expect(() => requireWithinUsePeriod(period('stateGrant'), 2024, '/rows/3/year')).toThrow(
      expect.objectContaining({
        code: 'outside-use-period',
        message: expect.stringContaining('2023-12-31'),
        errors: [expect.objectContaining({ pointer: '/rows/3/year' })],
      }),
    );
  });

  it('does not end before it begins', () => {
    expect(() => requireSoundUsePeriod(day('2023-12-31'), day('2023-01-01'))).toThrow(
      expect.objectContaining({ code: 'range' }),
    );
    expect(() => requireSoundUsePeriod(day('2023-01-01'), day('2023-01-01'))).not.toThrow();
  });
});

describe('closing', () => {
  const requisition = requisitionDeadline(day('2023-05-12'), '12:00');
  it.each([
    ['before the requisition deadline', requisition, '2023-05-12T10:00:00Z', 'not-due'],
    ['a moment after it', requisition, '2023-05-12T10:00:00.001Z', 'due'],
    ['on the last day of use', null, '2023-12-31T22:59:59Z', 'not-due'],
    ['the day after', null, '2023-12-31T23:00:00Z', 'due'],
  ])('%s', (_what, deadline, instant, expected) => {
    const now = new Date(instant);
    const close = () =>
      requireCloseDue({ ...period('stateGrant'), requisition: deadline }, { now, today: dayInStockholm(now) });
    if (expected === 'due') expect(close).not.toThrow();
    else expect(close).toThrow(expect.objectContaining({ type: 'state-conflict', code: 'not-due' }));
  });
});

it('a closed source can only be settled, and a settled one only archived', () => {
  expect(edgesFrom(sourceStates, 'closed').map(({ act, to }) => [act, to])).toEqual([['settle', 'settled']]);
  expect(edgesFrom(sourceStates, 'settled').map(({ act, to }) => [act, to])).toEqual([['archive', 'archived']]);
  expect(edgesFrom(sourceStates, 'archived')).toEqual([]);
  expect(() => step(sourceStates, 'closed', 'announce')).toThrow('”utlysa” går inte att göra i läget ”stängd”.');
});

it('a ceiling may change until the books are closed', () => {
  const open = sourceStatuses.filter((status) => {
    try {
      requireCeilingMayChange(status);
      return true;
    } catch {
      return false;
    }
  });
  expect(open).toEqual(['planned', 'announced', 'open', 'closed']);
});

describe('new spending during the year says how it is paid for (R-12)', () => {
  it.each([
    ['own money raised in June', 'discretionaryAppropriation', '2023-06-20', true, undefined, 'financing-required'],
    ['the same, with blanks', 'discretionaryAppropriation', '2023-06-20', true, '  ', 'financing-required'],
    ['the same, said', 'discretionaryAppropriation', '2023-06-20', true, 'Minskat anslag till KS', undefined],
    ['lowered', 'discretionaryAppropriation', '2023-06-20', false, undefined, undefined],
    ['the budget itself', 'discretionaryAppropriation', '2023-01-01', true, undefined, undefined],
    ['decided the year before', 'discretionaryAppropriation', '2022-11-20', true, undefined, undefined],
    ['a grant', 'stateGrant', '2023-06-20', true, undefined, undefined],
  ] as const)('%s', (_what, kind, from, isRaise, financing, code) => {
    const judge = () => requireFinancing(kind, { year: 2023, validFromDay: day(from), isRaise, financing });
    if (code === undefined) expect(judge).not.toThrow();
    else expect(judge).toThrow(expect.objectContaining({ code }));
  });
});

describe('requisition deadline (R-08)', () => {
  it('is the last minute of the day when no time is said', () => {
    expect(requisitionDeadline(day('2023-05-12'), undefined)).toEqual({
      day: '2023-05-12',
      time: '23:59',
      at: new Date('2023-05-12T21:59:00Z'),
    });
  });

  it('refuses a time that the day does not have', () => {
    expect(() => requisitionDeadline(day('2023-03-26'), '02:30')).toThrow(
      expect.objectContaining({ code: 'local-time-nonexistent' }),
    );
  });
});
