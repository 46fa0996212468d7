/** A menu of more than seven entries is not read but searched: whoever adds a screen decides what it stands instead of. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const entriesMax = 7;

const menus = new Map<string, string[]>();
for (const screen of readdirSync('web/src/screens')) {
  const path = `web/src/screens/${screen}/route.ts`;
  if (!existsSync(path)) continue;
  const [, list = ''] = /navigation: \{[^}]*roles: \[([^\]]*)\]/.exec(readFileSync(path, 'utf8')) ?? [];
  for (const [, role = ''] of list.matchAll(/'(\w+)'/g)) menus.set(role, [...(menus.get(role) ?? []), screen]);
}

test('every role has a start page', () => {
  for (const role of [
    'caseOfficer',
    'unitHead',
    'committeeSecretary',
    'registrar',
    'member',
    'controller',
    'cityOffice',
    'admin',
  ])
    expect([...menus.keys()]).toContain(role);
});

test.each([...menus])('%s has at most seven entries in the menu', (_role, entries) => {
  expect(entries.length <= entriesMax ? [] : entries).toEqual([]);
});
