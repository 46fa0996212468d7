/** The operator's door: what cannot be meant is answered with how it is done, before anything is opened. */
import { runCommand } from '../../src/cli-commands.js';

async function answer(...words: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await runCommand(words, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

it.each([
  ['a word too many', ['totals', 'extra'], 'Not understood: extra'],
  ['words too many', ['check', 'a.txt', 'b.txt', 'c.txt'], 'Not understood: b.txt c.txt'],
  ['an option it does not have', ['verify', '--loud'], "Unknown option '--loud'"],
  ['an option without its value', ['user', '--name', 'Ada', '--email'], "'--email <value>' argument missing"],
  ['a day that does not exist', ['totals', '--as-of', '2023-02-30'], '--as-of: '],
  ['an instant that is none', ['totals', '--known-at', 'yesterday'], '--known-at: '],
  ['no address', ['user', '--name', 'Ada'], 'Give --email.'],
  ['an address that is none', ['user', '--name', 'Ada', '--email', 'ada'], "--email: 'ada' is no e-mail address."],
  ['a name of nothing', ['user', '--name', ' ', '--email', 'ada@example.se'], 'Give --name.'],
  ['a name on two lines', ['user', '--name', 'A\nB', '--email', 'ada@example.se'], '--name holds control'],
  ['a name without end', ['user', '--name', 'x'.repeat(201), '--email', 'ada@example.se'], 'at most 200'],
  ['a token without scopes', ['token', '--email', 'ada@example.se', '--name', 'x'], 'Give --scopes.'],
  [
    'a token for half a day',
    ['token', '--email', 'ada@example.se', '--name', 'x', '--scopes', 'a', '--days', '0.5'],
    '--days: ',
  ],
])('%s', async (_what, words, expected) => {
  const { code, said } = await answer(...words);
  expect(code).toBe(2);
  expect(said).toContain(expected);
  expect(said.split('\n').at(-1)).toMatch(new RegExp(`^Usage: npm run anslag -- ${words[0]}\\b`));
});

it.each([
  [['nonsense'], 2, "There is no command 'nonsense'."],
  [['toString'], 2, "There is no command 'toString'."],
  [[], 2, 'Usage: npm run anslag -- COMMAND'],
  [['help'], 0, 'Usage: npm run anslag -- COMMAND'],
])('%j: %d', async (words, code, expected) => {
  const found = await answer(...words);
  expect(found.code).toBe(code);
  expect(found.said).toContain(expected);
});
