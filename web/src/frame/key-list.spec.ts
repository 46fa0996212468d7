/** `?` tells of every key: of those the screens listen for, and each in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { keyGroups } from './key-list';

const sources = readdirSync('web/src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx') || (path.endsWith('.ts') && !path.endsWith('.spec.ts')))
  .map((path) => readFileSync(`web/src/${path}`, 'utf8'));

/** The keys given to `useKeys`, as the help writes them: `Ctrl+s` is `Ctrl S`. */
const listenedFor = sources.flatMap((source) =>
  [...source.matchAll(/useKeys\(\{(.*?)\}\);/gs)].flatMap(([, map = '']) =>
    [...map.matchAll(/(?:^|[\s,])(?:'([^']+)'|(\w)): \(\)/g)].map(([, quoted, plain]) => {
      const key = quoted ?? plain ?? '';
      return key.startsWith('Ctrl+') ? `Ctrl ${key.slice(5).toUpperCase()}` : key;
    }),
  ),
);

type Catalogue = { keys: Record<string, { key: string; text: string } | Record<string, string> | string> };

describe.each(['sv', 'en'])('%s', (language) => {
  const { keys } = JSON.parse(readFileSync(`locales/${language}/common.json`, 'utf8')) as Catalogue;
  const shown = Object.values(keyGroups)
    .flat()
    .map((name) => (keys[name] as { key: string }).key);

  test('every key a screen listens for is told of', () => {
    expect(new Set(listenedFor)).toEqual(new Set(['/', 'Ctrl K', '?', 'Ctrl S', 'x', 'm']));
    for (const key of listenedFor) expect(shown.some((text) => text.split(/ eller | or /).includes(key))).toBe(true);
  });

  test('nothing in the catalogue is left out of the list', () => {
    const named = Object.keys(keys).filter((name) => typeof keys[name] === 'object' && name !== 'groups');
    expect(named.toSorted()).toEqual(Object.values(keyGroups).flat().toSorted());
  });
});
