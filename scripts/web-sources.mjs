// Writes web/generated/, what the client is compiled against and nobody writes by hand: the API's types from its
// description, the list of screens, and the keys of the text catalogues. Not committed; made before every build and check.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(project, ...parts);
const languages = ['sv', 'en'];

/** Makes the folder true; a file that is true already keeps its time, so that watchers stay calm. */
export async function writeWebSources() {
  mkdirSync(at('web/generated'), { recursive: true });
  write('api.ts', await apiTypes());
  write('screens.ts', screenList());
  write('texts.d.ts', textTypes());
  write('titles.json', JSON.stringify(titles(), null, 2));
}

function write(name, text) {
  const path = at('web/generated', name);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

/** `Idempotency-Key` is left out: the client sets it in one place (web/src/api/client.ts). `If-Match` stays demanded. */
async function apiTypes() {
  const description = JSON.parse(readFileSync(at('docs/generated/openapi.json'), 'utf8'));
  for (const path of Object.values(description.paths))
    for (const operation of Object.values(path))
      if (operation.parameters !== undefined)
        operation.parameters = operation.parameters.filter(({ name }) => name !== 'Idempotency-Key');
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  return astToString(await openapiTS(description, { defaultNonNullable: false }));
}

/** Every folder of web/src/screens with a route.ts is a screen; nothing else needs to be told of it. */
function screenList() {
  const names = readdirSync(at('web/src/screens')).filter((name) =>
    existsSync(at('web/src/screens', name, 'route.ts')),
  );
  const variable = (name) => name.replaceAll(/-([a-z0-9])/g, (_all, letter) => letter.toUpperCase());
  return [
    ...names.map((name) => `import { route as ${variable(name)} } from '../src/screens/${name}/route';`),
    '',
    `export const screens = [${names.map(variable).join(', ')}] as const;`,
    '',
  ].join('\n');
}

function catalogues(language) {
  return readdirSync(at('locales', language))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
}

function textTypes() {
  const names = catalogues('sv');
  return [
    ...names.map((name, index) => `import type t${index} from '../../locales/sv/${name}.json';`),
    '',
    'export interface Texts {',
    ...names.map((name, index) => `  '${name}': typeof t${index};`),
    '}',
    '',
  ].join('\n');
}

/** What the navigation calls each screen: known before the screen's own catalogue has been fetched. */
function titles() {
  const read = (language, name) => JSON.parse(readFileSync(at('locales', language, `${name}.json`), 'utf8')).title;
  return Object.fromEntries(
    languages.map((language) => [
      language,
      Object.fromEntries(catalogues(language).map((name) => [name, read(language, name) ?? name])),
    ]),
  );
}
