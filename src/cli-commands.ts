/** What an operator can ask for. A command that needs the database opens it, and stops only what it started. */
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { systemActor } from './kernel/actor.js';
import { parseDay } from './kernel/day.js';
import { parseInstant } from './kernel/deadline.js';
import { startWorker } from './application.js';
import { type OpenDatabase, openDatabase } from './database-door.js';
import { Checks } from './platform/checks.js';
import { readConfig } from './platform/config.js';
import { Transactions } from './platform/database/transaction.js';

type Values = Readonly<Record<string, string | boolean | undefined>>;

interface Command {
  summary: string;
  usage: string;
  options: Record<string, { type: 'string' | 'boolean' }>;
  /** @returns the exit code */
  run(words: readonly string[], values: Values): Promise<number>;
}

/** Runs with the application's modules but without HTTP and jobs. */
async function withApplication(
  work: (app: INestApplicationContext, database: OpenDatabase) => Promise<number>,
): Promise<number> {
  const config = { ...readConfig(), jobs: false };
  const database = await openDatabase(config, (line) => console.error(line));
  try {
    const { app, stop } = await startWorker(config, database);
    try {
      return await work(app, database);
    } finally {
      await stop();
    }
  } finally {
    await database.close();
  }
}

export const commands: Readonly<Record<string, Command>> = {
  check: {
    summary: 'Read a memorandum (text or .docx) and say whether its sums hold.',
    usage: 'check FILE [--json]',
    options: { json: { type: 'boolean' } },
    run: async ([file], { json }) => {
      const { checkMemorandum } = await import('./interchange/memorandum.command.js');
      return checkMemorandum(file, json === true, (line) => console.log(line));
    },
  },
  migrate: {
    summary: 'Apply the migrations and give the application role its rights (DATABASE_OWNER_URL).',
    usage: 'migrate',
    options: {},
    run: async () => {
      const config = readConfig();
      if (config.databaseUrl !== undefined && config.databaseOwnerUrl === undefined)
        throw new Error(
          'Set DATABASE_OWNER_URL to the role that owns the tables; DATABASE_URL alone may not change them.',
        );
      const database = await openDatabase(config, (line) => console.error(line));
      await database.close();
      console.log('The schema is at its newest, and the application role has its rights.');
      return 0;
    },
  },
  seed: {
    summary: 'Load the example municipality into an empty database.',
    usage: 'seed',
    options: {},
    run: () =>
      withApplication(async (app) => {
        const { loadExample } = await import('./example/load-example.js');
        const loaded = await loadExample(app, (line) => console.log(line));
        if (!loaded) console.log('The database already holds data; nothing was loaded.');
        return loaded ? 0 : 1;
      }),
  },
  totals: {
    summary: 'Requested, recommended, approved, allocated and remaining per source and year.',
    usage: 'totals [--as-of YYYY-MM-DD] [--known-at INSTANT] [--json]',
    options: { 'as-of': { type: 'string' }, 'known-at': { type: 'string' }, json: { type: 'boolean' } },
    run: (_words, values) =>
      withApplication(async (app) => {
        const { Totals } = await import('./funding/totals.queries.js');
        const { totalsTable } = await import('./funding/totals.table.js');
        const totals = await app.get(Totals).of(app.get(DataSource), {
          ...(typeof values['as-of'] === 'string' ? { asOf: parseDay(values['as-of'], '--as-of') } : {}),
          ...(typeof values['known-at'] === 'string'
            ? { knownAt: parseInstant(values['known-at'], '--known-at') }
            : {}),
        });
        console.log(values['json'] === true ? JSON.stringify(totals, null, 2) : totalsTable(totals));
        return 0;
      }),
  },
  verify: {
    summary: 'Run every invariant; a row means that something is wrong. Exit 1 on any row.',
    usage: 'verify [--json]',
    options: { json: { type: 'boolean' } },
    run: (_words, { json }) =>
      withApplication(async (app) => {
        const results = await app.get(Checks).run();
        const broken = results.filter((result) => result.violations.length > 0);
        if (json === true) console.log(JSON.stringify(results, null, 2));
        else
          for (const { name, meaning, violations } of broken)
            console.log(`${name}\n  ${meaning}\n  ${violations.map((row) => JSON.stringify(row)).join('\n  ')}`);
        console.error(`${results.length} checks, ${broken.length} with violations.`);
        return broken.length === 0 ? 0 : 1;
      }),
  },
  user: {
    summary: 'Create the first administrator and print a one-time sign-in link.',
    usage: 'user --name NAME --email ADDRESS',
    options: { name: { type: 'string' }, email: { type: 'string' } },
    run: (_words, { name, email }) =>
      withApplication(async (app) => {
        if (typeof name !== 'string' || typeof email !== 'string') throw new Error('Give --name and --email.');
        const { createFirstAdministrator } = await import('./identity/first-administrator.js');
        const { secret } = await app.get(Transactions).run((tx) => createFirstAdministrator(app, tx, { name, email }));
        const config = readConfig();
        const base = config.publicUrl ?? `http://${config.host}:${config.port}`;
        console.log(`Sign in once, within an hour, with this link:\n${base}/sign-in#${secret}`);
        return 0;
      }),
  },
  token: {
    summary: 'Create a personal access token for a machine client of a person.',
    usage: 'token --email ADDRESS --name NAME --scopes act,act [--days N]',
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      scopes: { type: 'string' },
      days: { type: 'string' },
    },
    run: (_words, { email, name, scopes, days }) =>
      withApplication(async (app) => {
        if (typeof email !== 'string' || typeof name !== 'string' || typeof scopes !== 'string')
          throw new Error('Give --email, --name and --scopes.');
        const { createTokenForPerson } = await import('./identity/operator-token.js');
        const token = await app.get(Transactions).run((tx) =>
          createTokenForPerson(app, tx, systemActor, {
            email,
            name,
            scopes: scopes.split(','),
            days: Number(days ?? 365),
          }),
        );
        console.log(token);
        return 0;
      }),
  },
  doctor: {
    summary: 'Say what this installation stands on and what is wrong with it.',
    usage: 'doctor',
    options: {},
    run: () =>
      withApplication(async (app, database) => {
        const { examine } = await import('./doctor.js');
        return examine(app, database, (line) => console.log(line));
      }),
  },
  repl: {
    summary: 'A prompt with the application loaded: get(Service), rows`select …`.',
    usage: 'repl',
    options: {},
    run: () =>
      withApplication(async (app) => {
        const { start } = await import('node:repl');
        const prompt = start('anslag> ');
        Object.assign(prompt.context, { app, get: app.get.bind(app), dataSource: app.get(DataSource), systemActor });
        await new Promise((resolve) => prompt.once('exit', resolve));
        return 0;
      }),
  },
};

export function usage(): string {
  const lines = Object.values(commands).map((command) => `  ${command.usage.padEnd(72)} ${command.summary}`);
  return `Usage: npm run anslag -- COMMAND\n\n${lines.join('\n')}`;
}
