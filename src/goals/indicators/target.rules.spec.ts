import { codeOf } from '../../../test/support/refused.js';
import { figureFrom } from './figure.rules.js';
import { changeOf, figureOf, requireSoundTarget, type Target, type Verdict, verdictOf } from './target.rules.js';

test.each<[Target, string]>([
  [{ kind: 'absolute', direction: 'atLeast', value: '500' }, 'ok'],
  [{ kind: 'absolute', direction: 'atMost', value: null }, 'required'],
  [{ kind: 'absolute', direction: 'increase', value: '5' }, 'direction'],
  [{ kind: 'relativeToPrevious', direction: 'decrease', value: null }, 'ok'],
  [{ kind: 'relativeToPrevious', direction: 'increase', value: '2.5' }, 'ok'],
  [{ kind: 'relativeToPrevious', direction: 'increase', value: '0' }, 'range'],
  [{ kind: 'relativeToPrevious', direction: 'atLeast', value: '2' }, 'direction'],
  [{ kind: 'directionOnly', direction: 'decrease', value: null }, 'ok'],
  [{ kind: 'directionOnly', direction: 'decrease', value: '1' }, 'kind'],
  [{ kind: 'absolute', direction: 'exactly', value: '1,5' }, 'format'],
])('%j: %s', (target, expected) => {
  expect(codeOf(() => requireSoundTarget(target))).toBe(expected);
});

const absolute: Target = { kind: 'absolute', direction: 'atLeast', value: '500' };
const fewer: Target = { kind: 'relativeToPrevious', direction: 'decrease', value: null };
const twoMore: Target = { kind: 'relativeToPrevious', direction: 'increase', value: '2' };
const up: Target = { kind: 'directionOnly', direction: 'increase', value: null };

test.each<[string, Target, string | null, string | null, boolean, Verdict]>([
  // "minst 500 personer … totalt 628" (D-05)
  ['at least', absolute, '628', null, true, 'met'],
  ['not enough', absolute, '499', '400', true, 'notMet'],
  // D-06: a target may be assessed without a number.
  ['without a number', absolute, null, null, true, 'noFigure'],
  ['shorter than last year', fewer, '7.4', '7.5', true, 'met'],
  ['as last year', fewer, '7.5', '7.5', true, 'notMet'],
  ['two more', twoMore, '12', '10', true, 'met'],
  ['one more', twoMore, '11', '10', true, 'notMet'],
  ['nothing before', twoMore, '11', null, true, 'noPrevious'],
  ['other definition', twoMore, '99', '10', false, 'notComparable'],
  ['direction right', up, '2', '1', true, 'rightWay'],
  ['direction wrong', up, '1', '2', true, 'wrongWay'],
  ['still', up, '2', '2', true, 'unchanged'],
])('%s', (_what, target, now, previous, isComparable, expected) => {
  const figure = (text: string | null) => (text === null ? undefined : figureFrom(text));
  expect(verdictOf(target, figure(now), figure(previous), isComparable)).toBe(expected);
});

test('the number of an outcome is its count, its percent, or its value', () => {
  const none = { isMeasured: true, count: null, total: null, value: null, stated: null };
  expect(figureOf('count', { ...none, count: '130' })).toEqual({ n: 130n, d: 1n });
  expect(figureOf('share', { ...none, count: '130', total: '628' })).toEqual({ n: 13_000n, d: 628n });
  expect(figureOf('share', { ...none, count: '80', stated: '9.5' })).toEqual({ n: 95n, d: 10n });
  expect(figureOf('share', { ...none, count: '0', total: '0' })).toBeUndefined();
  expect(figureOf('value', { ...none, isMeasured: false })).toBeUndefined();
  expect(changeOf('share', { n: 11_600n, d: 628n }, figureFrom('20'))).toBe('-1.5');
  expect(changeOf('count', figureFrom('130'), figureFrom('124'))).toBe('6');
});
