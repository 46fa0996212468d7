/** Both languages are whole, and the Swedish is Swedish. */
import { readdirSync, readFileSync } from 'node:fs';

type Tree = { [key: string]: string | Tree };

const names = (language: string): string[] => readdirSync(`locales/${language}`).sort();
const catalogue = (language: string, name: string): Map<string, string> =>
  new Map(flat(JSON.parse(readFileSync(`locales/${language}/${name}`, 'utf8')) as Tree));

function flat(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}

const variables = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] as string).sort();

test('the same catalogues exist in both languages', () => {
  expect(names('en')).toEqual(names('sv'));
  expect(names('sv').length).toBeGreaterThan(2);
});

describe.each(names('sv'))('%s', (name) => {
  const sv = catalogue('sv', name);
  const en = catalogue('en', name);

  test('has the same keys and the same variables in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...sv.keys()].sort());
    for (const [key, text] of sv) expect([key, variables(en.get(key) ?? '')]).toEqual([key, variables(text)]);
  });

  test('has no empty text, and in Swedish no English and no sentence of more than 25 words', () => {
    for (const [key, text] of [...sv, ...en]) expect([key, text.trim()]).not.toEqual([key, '']);
    for (const [key, text] of sv) {
      expect([key, englishIn(text)]).toEqual([key, []]);
      for (const sentence of text.split(/[.!?:](?:\s|$)/))
        expect([key, sentence.split(/\s+/).length <= 25 ? '' : sentence]).toEqual([key, '']);
    }
  });
});

/** Words that no Swedish sentence holds. The name of the language itself is written in that language. */
function englishIn(text: string): string[] {
  return (
    text.match(
      /(?<!\p{L})(?:the|and|of|is|are|your|you|with|this|that|not|please|save|search|delete|cancel|submit|loading|error|failed|from|to)(?!\p{L})/giu,
    ) ?? []
  );
}

test('the test knows English when it sees it', () => {
  expect(englishIn('Please save your draft')).toEqual(['Please', 'save', 'your']);
  expect(englishIn('Spara utkastet till i morgon')).toEqual([]);
});
