import type { Day } from '../kernel/day.js';
import { actsFrom } from '../kernel/transitions.js';
import {
  isWithinUsePeriod,
  requireCeilingMayChange,
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
