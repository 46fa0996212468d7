/** The texts of docs/generated, each made from the code it describes. Needs no database. */
import { readConfig } from './platform/config.js';
import { createApplication } from './application.js';
import { permissions } from './identity/permissions.js';
import { toText } from './kernel/transitions.js';
import { createDataSource } from './platform/database/data-source.js';
import { grants } from './platform/database/grants.js';
import { buildOpenApi } from './platform/http/openapi.js';
import { machines } from './machines.js';

const apiVersion = '1.0.0';

/** @returns file name → content */
export async function generatedFiles(): Promise<Record<string, string>> {
  // Never connected: the description comes from decorators alone.
  const unconnected = createDataSource({ url: 'postgres://nobody@127.0.0.1:1/none', role: 'app' });
  const config = {
    ...readConfig({}),
    logLevel: 'silent' as const,
    jobs: false,
    databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
  };
  const app = await createApplication(config, unconnected);
  return {
    'openapi.json': JSON.stringify(buildOpenApi(app, apiVersion), null, 2),
    'states.md': [
      '# States',
      'Made from the transition tables; `npm run generate` rewrites this page.',
      ...machines.map(toText),
    ].join('\n\n'),
    'permissions.md': permissionsPage(),
    'grants.md': grantsPage(),
  };
}

function permissionsPage(): string {
  const lines = Object.entries(permissions).map(
    ([act, { scope, roles }]) => `| \`${act}\` | ${scope} | ${roles.join(', ')} |`,
  );
  return [
    '# Permissions',
    'Who may do what. `any`: the role is enough; `authority` and `body`: the appointment must stand there.',
    ['| act | scope | roles |', '| --- | --- | --- |', ...lines].join('\n'),
  ].join('\n\n');
}

function grantsPage(): string {
  const lines = Object.entries(grants).map(([table, privileges]) => `| \`${table}\` | ${privileges} |`);
  return [
    '# What the application role may do in the database',
    ['| table | privileges |', '| --- | --- |', ...lines].join('\n'),
  ].join('\n\n');
}
