import { DomainError } from '../kernel/errors.js';
import { type PlannedStep, requireSoundPlan } from './route.rules.js';

const step = (
  bodyName: string,
  day: string,
  status: PlannedStep['status'] = 'planned',
  allowed: PlannedStep['allowed'] = /beredning|AU/.test(bodyName) ? ['recommend', 'referBack'] : ['approve', 'reject'],
): PlannedStep => ({
  allowed,
  meetingId: `${bodyName} ${day}`,
  bodyId: bodyName,
  bodyName,
  bodyKind: 'committee',
  day,
  status,
});

function verdict(steps: PlannedStep[]): string {
  try {
    requireSoundPlan(steps);
    return 'sound';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `${error.code ?? ''} at ${error.errors?.[0]?.pointer ?? ''}`;
  }
}

test.each<[string, PlannedStep[], string]>([
  [
    'the worked case',
    [step('ASN beredning', '2023-04-05'), step('ASN AU', '2023-04-12'), step('ASN', '2023-04-26')],
    'sound',
  ],
  ['one step', [step('KS', '2023-05-03')], 'sound'],
  ['no step', [], 'required at /meetingIds'],
  [
    'two the same day',
    [step('ASN AU', '2023-04-12'), step('ASN', '2023-04-12')],
    'dates-not-ascending at /meetingIds/1',
  ],
  ['out of order', [step('ASN', '2023-04-26'), step('ASN AU', '2023-04-12')], 'dates-not-ascending at /meetingIds/1'],
  ['a cancelled meeting', [step('ASN', '2023-04-26', 'cancelled')], 'meeting-cancelled at /meetingIds/0'],
  [
    'a body without a say',
    [step('ASN', '2023-04-26'), step('KS', '2023-05-03', 'planned', [])],
    'body-may-not-decide at /meetingIds/1',
  ],
  [
    'no body that can decide',
    [step('ASN beredning', '2023-04-05'), step('ASN AU', '2023-04-12')],
    'last-step-must-decide at /meetingIds/1',
  ],
])('%s', (_what, steps, expected) => {
  expect(verdict(steps)).toBe(expected);
});
