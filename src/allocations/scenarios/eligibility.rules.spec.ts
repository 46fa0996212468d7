import { criteriaOf, verdictOf } from './eligibility.rules.js';

const grant = criteriaOf({ kind: 'stateGrant', purposes: ['Minska risken', 'Utveckla samverkan'] });

it('asks about the purposes in their order, and of money with conditions about those', () => {
  expect(grant.map(({ key }) => key)).toEqual([
    'purpose-1',
    'purpose-2',
    'condition-noOtherSupport',
    'condition-withinPeriod',
  ]);
  expect(criteriaOf({ kind: 'discretionaryAppropriation', purposes: [] })).toEqual([]);
});

it.each<[string, Record<string, boolean>, string]>([
  ['nothing answered', {}, 'open'],
  ['one purpose met', { 'purpose-2': true }, 'eligible'],
  ['one purpose met, the other not', { 'purpose-1': false, 'purpose-2': true }, 'eligible'],
  ['one purpose not met, the other unanswered', { 'purpose-1': false }, 'open'],
  ['no purpose met', { 'purpose-1': false, 'purpose-2': false }, 'notEligible'],
  ['a condition met, no purpose answered', { 'condition-noOtherSupport': true }, 'open'],
  ['a purpose met, a condition not', { 'purpose-1': true, 'condition-noOtherSupport': false }, 'notEligible'],
  ['a condition not met, no purpose answered', { 'condition-withinPeriod': false }, 'notEligible'],
  ['an answer to something else', { 'purpose-9': true }, 'open'],
])('%s: %s is %s', (_what, answers, verdict) => {
  expect(verdictOf(grant, new Map(Object.entries(answers)))).toBe(verdict);
});

it('a source that names no purpose and no condition is open to every measure', () => {
  expect(verdictOf([], new Map())).toBe('eligible');
});
