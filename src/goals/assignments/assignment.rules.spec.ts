import { codeOf } from '../../../test/support/refused.js';
import { actsFrom } from '../../kernel/transitions.js';
import {
  assignmentStates,
  assignmentStatuses,
  findingsOf,
  isGiversAct,
  requireSoundStep,
  type StepInput,
} from './assignment.rules.js';

test('what can be done in each state', () => {
  expect(Object.fromEntries(assignmentStatuses.map((status) => [status, actsFrom(assignmentStates, status)]))).toEqual({
    given: ['accept', 'withdraw'],
    accepted: ['begin', 'reportBack', 'withdraw'],
    inProgress: ['reportBack', 'withdraw'],
    reportedBack: ['continue', 'declareFulfilled', 'withdraw'],
    continued: ['begin', 'reportBack', 'withdraw'],
    declaredFulfilled: [],
    withdrawn: [],
  });
  expect(isGiversAct('declareFulfilled')).toBe(true);
  expect(isGiversAct('reportBack')).toBe(false);
});

test.each<[StepInput, boolean, string]>([
  [{ act: 'accept', text: null }, true, 'ok'],
  [{ act: 'accept', text: null }, false, 'no-owner'],
  [{ act: 'reportBack', text: ' ' }, true, 'required'],
  [{ act: 'reportBack', text: 'Utredningen är klar' }, true, 'ok'],
  [{ act: 'continue', text: 'Kostorganisationen återstår' }, true, 'required'],
  [{ act: 'continue', text: 'Kostorganisationen återstår', reportBackDay: '2019-06-01' }, true, 'ok'],
  [{ act: 'begin', text: null, reportBackDay: '2019-06-01' }, true, 'not-continuing'],
  [{ act: 'withdraw', text: null }, false, 'required'],
])('%j with an owner: %s gives %s', (step, hasOwner, expected) => {
  expect(codeOf(() => requireSoundStep(step, hasOwner))).toBe(expected);
});

test('what a budget text leaves out is told, and never filled in (E-05, E-07)', () => {
  const strategy = {
    ownerId: null,
    reportBackDay: null,
    resourceStatement: 'Resurser för detta tillsätts',
    hasAmount: false,
  };
  expect(findingsOf({ ...strategy, status: 'given' }).map(({ code }) => code)).toEqual([
    'no-owner',
    'no-report-back',
    'no-amount',
  ]);
  expect(findingsOf({ ...strategy, status: 'withdrawn' })).toEqual([]);
  const whole = { ownerId: 'x', reportBackDay: '2018-12-31', resourceStatement: 'Tillförs 2 mnkr', hasAmount: true };
  expect(findingsOf({ ...whole, status: 'inProgress' })).toEqual([]);
});
