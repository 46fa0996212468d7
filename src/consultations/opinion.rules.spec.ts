import { codeOf } from '../../test/support/refused.js';
import { actsFrom } from '../kernel/transitions.js';
import {
  actOf,
  amended,
  opinionMachine,
  opinionStatuses,
  outcomesOf,
  presentationOf,
  requireNotToCouncil,
  requireOtherAuthor,
  requireText,
} from './opinion.rules.js';

const content = {
  title: 'Yttrande',
  text: 'Första stycket.\n\nAndra stycket, om målen.',
  positions: [
    { questionKey: 'q1', stance: 'supports' as const, quote: 'Första' },
    { questionKey: 'q2', stance: 'rejects' as const, quote: 'om målen' },
    { questionKey: 'q3', stance: 'noView' as const, quote: null },
  ],
};
const line = (number: number | string, old: string, next: string) => ({
  path: `/paragraphs/${number}`,
  old,
  new: next,
});

test('what is possible from each state', () => {
  expect(opinionStatuses.map((status) => [status, actsFrom(opinionMachine, status)])).toEqual([
    ['drafting', ['edit', 'schedule', 'sign']],
    ['scheduled', []],
    ['adopted', []],
    ['official', []],
  ]);
});

test('a drafting group prepares and adopts nothing', () => {
  expect(outcomesOf('draftingGroup')).toEqual(['recommend', 'referBack', 'table']);
  expect(outcomesOf('committee')).toContain('approve');
});

test.each([
  ['approve', true, 'adopt'],
  ['approveWithChanges', true, 'adopt'],
  ['recommend', false, 'passOn'],
  ['table', true, 'table'],
  ['reject', true, 'reject'],
  ['referBack', false, 'referBack'],
] as const)('%s, last step %s: %s', (outcome, isLast, act) => {
  expect(actOf(outcome, isLast)).toBe(act);
});

test('an opinion to the council is not delegated (KL 6:38)', () => {
  expect([
    codeOf(() => requireNotToCouncil(true, 'utskottet')),
    codeOf(() => requireNotToCouncil(false, 'utskottet')),
  ]).toEqual(['opinion-to-council', 'ok']);
});

test('whoever has written any version of it does not sign it', () => {
  expect([codeOf(() => requireOtherAuthor(['a', 'b'], 'b')), codeOf(() => requireOtherAuthor(['a'], 'b'))]).toEqual([
    'four-eyes',
    'ok',
  ]);
});

test('it has a text', () => {
  expect([codeOf(() => requireText('')), codeOf(() => requireText('Ja.'))]).toEqual(['required', 'ok']);
});

test('a reworded paragraph takes the position that rested on it with it', () => {
  const changed = amended(content, [line(2, 'Andra stycket, om målen.', 'Andra stycket, om allt.')]);
  expect(changed.text).toBe('Första stycket.\n\nAndra stycket, om allt.');
  expect(changed.positions.map(({ questionKey }) => questionKey)).toEqual(['q1', 'q3']);
});

test('an emptied paragraph is struck out, and no patch changes nothing', () => {
  expect(amended(content, [line(1, 'Första stycket.', ' ')]).text).toBe('Andra stycket, om målen.');
  expect(amended(content, [])).toBe(content);
});

test.each([
  ['elsewhere', { path: '/title', old: 'a', new: 'b' }, 'not-amendable'],
  ['a paragraph it has not', line(3, 'a', 'b'), 'unknown-paragraph'],
  ['number nought', line(0, 'a', 'b'), 'not-amendable'],
  ['read something else', line(1, 'Annat', 'b'), 'patch-outdated'],
])('refused: %s', (_what, patch, expected) => {
  expect(codeOf(() => amended(content, [patch]))).toBe(expected);
});

test('refused: the same paragraph twice, and all of it struck out', () => {
  expect(codeOf(() => amended(content, [line(1, 'Första stycket.', 'x'), line(1, 'Första stycket.', 'y')]))).toBe(
    'duplicate',
  );
  expect(codeOf(() => amended({ ...content, text: 'Allt.' }, [line(1, 'Allt.', '')]))).toBe('required');
});

test('what the own body is asked', () => {
  expect(presentationOf(content, { authorityId: 'ks', name: 'Kommunstyrelsen' }, 'kommunstyrelsen')).toMatchObject({
    decisionPoints: [{ number: 1 }, { text: 'att översända yttrandet till kommunstyrelsen' }],
    dispatchList: [{ authorityId: 'ks' }],
  });
});
