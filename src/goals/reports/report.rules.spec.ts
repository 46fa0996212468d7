import { codeOf } from '../../../test/support/refused.js';
import { bodyKinds, type PatchLine } from '../../decisions/subject-handler.js';
import { actsFrom } from '../../kernel/transitions.js';
import {
  actOf,
  amended,
  entryStates,
  outcomesOf,
  reportStates,
  reportStatuses,
  requireAllReviewed,
} from './report.rules.js';

test('what can be asked for in each state; what is decided is locked', () => {
  expect(Object.fromEntries(reportStatuses.map((status) => [status, actsFrom(reportStates, status)]))).toEqual({
    drafting: ['edit', 'withdraw'],
    scheduled: [],
    referredBack: ['withdraw', 'revise'],
    decided: [],
    rejected: [],
    withdrawn: [],
  });
  expect(actsFrom(entryStates, 'notStarted')).toEqual(['comment']);
  expect(actsFrom(entryStates, 'commented')).toEqual(['comment', 'markDone']);
  expect(actsFrom(entryStates, 'markedDone')).toEqual(['review', 'reopen']);
  expect(actsFrom(entryStates, 'reviewed')).toEqual(['reopen']);
  expect(actsFrom(entryStates, 'lockedWithReport')).toEqual([]);
});

test('a preparatory body decides nothing, and only the last body locks', () => {
  for (const kind of bodyKinds)
    expect(outcomesOf(kind).includes('approve')).toBe(['committee', 'executiveBoard', 'council'].includes(kind));
  expect(actOf('approve', true)).toBe('settle');
  expect(actOf('note', true)).toBe('settle');
  expect(actOf('recommend', false)).toBe('passOn');
  expect(actOf('referBack', true)).toBe('referBack');
});

const goalId = '0190b1f2-6c1e-7f00-8a00-000000000001';
const entries = [{ goalId, status: 'achieved' as const, reasons: null, title: 'Mål' }];
const line = (over: Partial<PatchLine>): PatchLine => ({
  path: `/entries/${goalId}/status`,
  old: 'achieved',
  new: 'partly',
  ...over,
});

test('a body changes how a goal is judged, and why', () => {
  const reasons = line({ path: `/entries/${goalId}/reasons`, old: '–', new: ' Mer tid krävs ' });
  expect(amended(entries, [line({}), reasons])).toEqual([
    { goalId, status: 'partly', reasons: 'Mer tid krävs', title: 'Mål' },
  ]);
  expect(entries[0]?.status).toBe('achieved');
});

test.each<[string, PatchLine[], string]>([
  ['a figure', [line({ path: `/entries/${goalId}/indicators/0` })], 'not-amendable'],
  ['another goal', [line({ path: '/entries/0190b1f2-6c1e-7f00-8a00-000000000002/status' })], 'unknown-entry'],
  ['what stands no longer', [line({ old: 'notAchieved' })], 'patch-outdated'],
  ['a status there is not', [line({ new: 'grön' })], 'enum'],
  ['no reasons', [line({ path: `/entries/${goalId}/reasons`, old: '–', new: ' ' })], 'required'],
  ['the same twice', [line({}), line({})], 'duplicate'],
])('%s is not changed by a decision', (_what, patch, code) => {
  expect(codeOf(() => amended(entries, patch))).toBe(code);
});

test('a report waits until every goal is reviewed', () => {
  const entry = (state: Parameters<typeof requireAllReviewed>[0][number]['state']) => ({ title: 'Mål', state });
  expect(codeOf(() => requireAllReviewed([]))).toBe('nothing-to-report');
  expect(codeOf(() => requireAllReviewed([entry('reviewed'), entry('markedDone')]))).toBe('not-reviewed');
  expect(codeOf(() => requireAllReviewed([entry('reviewed')]))).toBe('ok');
});
