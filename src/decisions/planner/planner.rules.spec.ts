import { type Day, parseDay } from '../../kernel/day.js';
import { type Adjustment, clockOf, lastDayToMeet, lastWorkingDay, type Need } from './clock.rules.js';
import type { Lead, MeetingStep, PlanInput, WorkStep } from './plan.rules.js';
import { plan } from './planner.rules.js';

const day = (text: string): Day => parseDay(text);

const agent: Lead = { name: 'Ombudet ska vara anmält', months: 1, days: 0, source: 'Socialstyrelsen' };

const meeting = (name: string, on: string | readonly string[], more: Partial<MeetingStep> = {}): MeetingStep => ({
  kind: 'meeting',
  name,
  bodyId: null,
  calendar: typeof on === 'string' ? [] : on.map(day),
  ...(typeof on === 'string' ? { day: day(on) } : {}),
  noticeDays: 0,
  noticeSource: 'Organets bestämmelser',
  materialDays: 0,
  adjustment: 'ordinary',
  needs: 'decided',
  dispatchDays: 0,
  ...more,
});
const work = (name: string, days: number): WorkStep => ({ kind: 'work', name, days, source: 'Stadskontoret' });

const closing = (steps: PlanInput['steps'], more: Partial<PlanInput> = {}): PlanInput => ({
  startDay: day('2023-03-01'),
  end: { day: day('2023-05-12'), what: 'rekvisitionen stänger', needs: 'announced', source: 'Socialstyrelsen' },
  steps,
  leads: [],
  ...more,
});

describe('the law’s clocks from a meeting', () => {
  test.each<[string, Adjustment, string, string, string, string]>([
    // The worked case: and, with Ascension Day, R-39.
    ['2023-04-26', 'ordinary', '2023-05-10', '2023-05-12', '2023-06-02', '2023-06-03'],
    ['2023-04-26', 'immediate', '2023-04-26', '2023-04-28', '2023-05-19', '2023-05-20'],
    ['2023-04-25', 'immediate', '2023-04-25', '2023-04-27', '2023-05-19', '2023-05-20'],
    ['2023-12-06', 'ordinary', '2023-12-20', '2023-12-22', '2024-01-12', '2024-01-13'],
    ['2023-12-10', 'immediate', '2023-12-10', '2023-12-12', '2024-01-02', '2024-01-03'],
    ['2024-02-29', 'ordinary', '2024-03-14', '2024-03-16', '2024-04-08', '2024-04-09'],
  ])('%s, %s adjustment', (met, adjustment, adjustedBy, announcedBy, appealEndDay, finalDay) => {
    expect(clockOf(day(met), adjustment)).toEqual({ adjustedBy, announcedBy, appealEndDay, finalDay });
  });

  test('days that have been take the place of the law’s last ones', () => {
    const known = { adjustedDay: day('2023-04-28'), announcedDay: day('2023-04-28') };
    expect(clockOf(day('2023-04-26'), 'ordinary', known)).toMatchObject({
      adjustedBy: '2023-04-28',
      appealEndDay: '2023-05-19',
    });
  });

  test.each<[string, Adjustment, Need, string]>([
    ['2023-05-12', 'ordinary', 'decided', '2023-05-12'],
    ['2023-05-12', 'ordinary', 'adjusted', '2023-04-28'],
    ['2023-05-12', 'ordinary', 'announced', '2023-04-26'],
    ['2023-05-12', 'immediate', 'announced', '2023-05-10'],
    // Announced Friday 21 April ends Friday 12 May; final the day after, so the announcement is up on the Thursday.
    ['2023-05-12', 'immediate', 'final', '2023-04-18'],
    ['2023-05-12', 'ordinary', 'final', '2023-04-04'],
  ])('by %s with %s adjustment to be %s: meet %s', (by, adjustment, need, expected) => {
    expect(lastDayToMeet(day(by), adjustment, need)).toBe(expected);
  });

  test.each([
    ['2023-04-12', '2023-04-12'],
    ['2023-04-09', '2023-04-06'],
    ['2023-05-01', '2023-04-28'],
    ['2023-12-26', '2023-12-22'],
  ])('an office has done by %s what it did on %s', (by, expected) => {
    expect(lastWorkingDay(day(by))).toBe(expected);
  });
});

describe('the worked case', () => {
  const outcome = plan(closing([meeting('ASN', '2023-04-26')], { leads: [agent] }));

  test('sixteen days, nothing over on the ordinary path, fourteen more when adjusted at once, the agent’s last day', () => {
    expect(outcome).toMatchObject({
      verdict: 'inTime',
      daysFromLastMeeting: 16,
      ordinary: { slackDays: 0, isInTime: true },
      immediate: { slackDays: 14, isInTime: true },
      immediateBuysDays: 14,
      leads: [{ latestDay: '2023-04-12' }],
    });
  });

  test('in sentences', () => {
    expect(outcome.summary).toEqual([
      '16 dagar mellan ASN 2023-04-26 och att rekvisitionen stänger 2023-05-12.',
      'Vid ordinarie justering är marginalen 0 dagar.',
      'Omedelbar justering ger 14 dagar till: marginalen blir 14 dagar.',
      'Arbetet påbörjas senast 2023-04-25.',
      'Ombudet ska vara anmält senast 2023-04-12.',
      'Planen håller.',
    ]);
    expect(outcome.steps[0]?.moments.map(({ text }) => text)).toEqual([
      'Underlaget hos sekreteraren senast 2023-04-25.',
      'ASN sammanträder 2023-04-26.',
      'Justering senast 2023-05-10.',
      'Anslag senast 2023-05-12.',
      'Överklagandetiden går ut 2023-06-02, om anslaget sätts upp sin sista dag.',
      'Laga kraft 2023-06-03, om ingen överklagar.',
    ]);
  });

  test('through the executive board on 3 May both must adjust at once', () => {
    const steps = [
      meeting('ASN beredning', '2023-04-05'),
      meeting('ASN AU', '2023-04-12'),
      meeting('ASN', '2023-04-26', { needs: 'adjusted' }),
      meeting('KS', '2023-05-03'),
    ];
    expect(plan(closing(steps))).toMatchObject({
      verdict: 'inTimeIfImmediate',
      ordinary: { slackDays: -8, fault: { step: 3, code: 'no-meeting-in-time' } },
      immediate: { slackDays: 7, fault: null },
      steps: [
        { slackDays: 6, latestDay: '2023-04-11' },
        { slackDays: 13, latestDay: '2023-04-25' },
        { slackDays: -8, reachedDay: '2023-05-10', dueDay: '2023-05-02' },
        { slackDays: -7, reachedDay: '2023-05-19', latestDay: '2023-04-26', lastPossibleDay: null },
      ],
    });
  });
});

describe('which meeting is the last possible', () => {
  const calendar = ['2023-03-29', '2023-04-12', '2023-04-26', '2023-05-10', '2023-05-24'];
  test.each<[string, Adjustment, string | null, string | null]>([
    ['2023-05-12', 'ordinary', '2023-03-29', '2023-04-26'],
    ['2023-05-11', 'ordinary', '2023-03-29', '2023-04-12'],
    ['2023-05-12', 'immediate', '2023-03-29', '2023-05-10'],
    ['2023-05-11', 'immediate', '2023-03-29', '2023-04-26'],
    ['2023-04-01', 'ordinary', '2023-03-29', null],
  ])('end %s, %s: first %s, last %s', (end, adjustment, first, last) => {
    const input = closing([meeting('KS', calendar, { adjustment })], {
      end: { ...closing([]).end, day: day(end) },
    });
    expect(plan(input).steps[0]).toMatchObject({ day: first, lastPossibleDay: last });
  });

  test('a meeting before the start is none', () => {
    const input = closing([meeting('KS', calendar)], { startDay: day('2023-04-27') });
    expect(plan(input)).toMatchObject({
      verdict: 'inTimeIfImmediate',
      fault: { step: 0, code: 'no-meeting-in-time' },
      steps: [{ day: '2023-05-10', lastPossibleDay: null }],
    });
  });
});

describe('what stands in the way is named', () => {
  const late = (name: string, on: readonly string[]): MeetingStep => meeting(name, on);
  test.each<[string, PlanInput['steps'], Partial<PlanInput>, string, string | undefined]>([
    ['nothing', [meeting('ASN', '2023-04-26')], {}, 'inTime', undefined],
    ['no step at all', [], {}, 'inTime', undefined],
    ['a body without a calendar', [meeting('KS', [])], {}, 'unknown', undefined],
    [
      'a body without a calendar when no day is left',
      [work('Sammanställning', 30), meeting('KS', [])],
      { startDay: day('2023-05-01') },
      'notInTime',
      '0 work-too-late',
    ],
    ['the only meeting after the end', [late('KS', ['2023-05-24'])], {}, 'notInTime', '0 no-meeting-in-time'],
    [
      'work that does not fit between two meetings',
      [meeting('ASN', '2023-04-12'), work('Sammanställning', 20), meeting('KS', '2023-04-26')],
      {},
      'notInTime',
      '0 too-late-for-next',
    ],
    [
      'the notice is a week and the day was yesterday',
      [meeting('KF', '2023-04-26', { noticeDays: 7 })],
      { startDay: day('2023-04-20') },
      'notInTime',
      '0 too-late-to-begin',
    ],
    [
      'the same when it already stands on the agenda',
      [meeting('KF', '2023-04-26', { noticeDays: 7, isListed: true })],
      { startDay: day('2023-04-20') },
      'inTime',
      undefined,
    ],
    [
      'the decision is to be final',
      [meeting('ASN', '2023-04-26')],
      { end: { ...closing([]).end, needs: 'final' } },
      'notInTime',
      '0 no-meeting-in-time',
    ],
    [
      'dispatch takes a day',
      [meeting('ASN', '2023-04-26', { dispatchDays: 1 })],
      {},
      'inTimeIfImmediate',
      '0 no-meeting-in-time',
    ],
  ])('%s', (_what, steps, more, verdict, fault) => {
    const outcome = plan(closing(steps, more));
    expect([
      outcome.verdict,
      outcome.fault === null ? undefined : `${outcome.fault.step} ${outcome.fault.code}`,
    ]).toEqual([verdict, fault]);
    expect(outcome.fault === null || outcome.summary.includes(outcome.fault.detail)).toBe(true);
  });
});

test('whatever the calendar, a plan that is in time is so step by step, and a later end never makes it worse', () => {
  const calendars = [['2023-03-15', '2023-04-12'], ['2023-04-05', '2023-04-26', '2023-05-10'], ['2023-04-19']];
  const slackAt = (end: string): number[] =>
    calendars.map((calendar) => {
      const steps = [
        work('Skrivning', 10),
        meeting('ASN', calendar, { needs: 'adjusted' }),
        meeting('KS', ['2023-05-03']),
      ];
      const outcome = plan(closing(steps, { end: { ...closing([]).end, day: day(end) } }));
      expect(outcome.isInTime).toBe(outcome.fault === null);
      if (outcome.isInTime) expect(outcome.steps.every(({ slackDays }) => (slackDays ?? 0) >= 0)).toBe(true);
      return outcome.steps.at(-1)?.slackDays ?? Number.NEGATIVE_INFINITY;
    });
  const ends = ['2023-05-03', '2023-05-12', '2023-05-19', '2023-06-30'];
  ends.slice(1).forEach((end, index) => {
    const before = slackAt(ends[index]!);
    expect(slackAt(end).every((slack, place) => slack >= before[place]!)).toBe(true);
  });
});

test('a lead that has passed is told and refuses nothing', () => {
  const outcome = plan(closing([meeting('KS', '2023-04-26')], { startDay: day('2023-04-13'), leads: [agent] }));
  expect([outcome.verdict, outcome.leads[0]?.slackDays, outcome.leads[0]?.text]).toEqual([
    'inTime',
    -1,
    'Ombudet ska vara anmält senast 2023-04-12. Den dagen har redan passerat.',
  ]);
});
