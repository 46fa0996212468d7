import { changeOf, fieldsOf, isWhole, sendableOf } from './opinion-fields';

const keys = ['a', 'b'];
const opinion = {
  title: 'Yttrande',
  text: 'Nämnden ställer sig bakom målen.',
  positions: [{ questionKey: 'a', stance: 'supports' as const, quote: 'bakom målen' }],
};

test('an opinion becomes fields and comes back as it was', () => {
  const fields = fieldsOf(opinion, keys);
  expect(changeOf(fields, keys)).toEqual(opinion);
});

test.each([
  ['left open', '', '', true],
  ['a passage without a stance', '', 'bakom målen', false],
  ['a stance without a passage', 'rejects', '', false],
  ['no view needs no passage', 'noView', '', true],
  ['a passage that is not in the text', 'rejects', 'mot målen', false],
  ['a passage in the text', 'rejects', ' bakom målen ', true],
])('%s', (_what, stance, quote, whole) => {
  expect(isWhole({ text: opinion.text, 'stance:a': stance, 'quote:a': quote }, 'a')).toBe(whole);
});

test('what is not whole waits while the rest is sent', () => {
  const held = fieldsOf(opinion, keys);
  const typed = { ...held, title: ' ', text: `${opinion.text} Mer.`, 'stance:b': 'rejects' };
  expect(sendableOf(typed, held, keys)).toEqual({ ...held, text: `${opinion.text} Mer.` });
});
