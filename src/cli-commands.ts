/** What an operator can ask for. A command that needs the database opens it, and stops only what it started. */
import type { INestApplicationContext } from '@nestjs/common';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { systemActor } from './kernel/actor.js';
import { parseDay } from './kernel/day.js';
import { parseInstant } from './kernel/deadline.js';
import { startWorker } from './application.js';
import { type OpenDatabase, openDatabase } from './database-door.js';
import { Checks } from './platform/checks.js';
import { readConfig } from './platform/config.js';
import { Transactions } from './platform/database/transaction.js';
import { isEmailAddress } from './platform/http/fields.js';

const textMax = 200;

type Values = Readonly<Record<string, string | boolean | undefined>>;

interface Command {
  summary: string;
  usage: string;
  /** How many words it takes beside its options; none when left out. */
  wordsMax?: number;
  options: Record<string, { type: 'string' | 'boolean' }>;
  /** @returns the exit code. @throws Misuse for what cannot be meant, before anything is opened. */
  run(words: readonly string[], values: Values): Promise<number>;
}

/** Asked for in a way that no command is; answered with how it is done. */
class Misuse extends Error {}

/** What the parser of an option refuses is misuse too. */
function optionOf<T>(name: string, value: string | boolean | undefined, parse: (text: string) => T): T | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return parse(value);
  } catch (error) {
    throw new Misuse(`--${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function textOf(name: string, value: string | boolean | undefined): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Misuse(`Give --${name}.`);
  if (/\p{Cc}/u.test(value)) throw new Misuse(`--${name} holds control characters.`);
  if (value.length > textMax) throw new Misuse(`--${name} takes at most ${textMax} characters.`);
  return value;
}

function addressOf(value: string | boolean | undefined): string {
  const address = textOf('email', value).trim();
  if (!isEmailAddress(address)) throw new Misuse(`--email: '${address}' is no e-mail address.`);
  return address;
}

function daysFrom(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 366) return Number(text);
  throw new Error('a whole number of days, 0 to 366.');
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

const commands: Readonly<Record<string, Command>> = {
  check: {
    summary: 'Read a memorandum (text or .docx) and say whether its sums hold.',
    usage: 'check FILE [--json]',
    wordsMax: 1,
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
    run: (_words, values) => {
      const asOf = optionOf('as-of', values['as-of'], (text) => parseDay(text, '--as-of'));
      const knownAt = optionOf('known-at', values['known-at'], (text) => parseInstant(text, '--known-at'));
      return withApplication(async (app) => {
        const { Totals } = await import('./funding/totals.queries.js');
        const { totalsTable } = await import('./funding/totals.table.js');
        const totals = await app.get(Totals).of(app.get(DataSource), { asOf, knownAt });
        console.log(values['json'] === true ? JSON.stringify(totals, null, 2) : totalsTable(totals));
        return 0;
      });
    },
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
    run: (_words, values) => {
      const [name, email] = [textOf('name', values['name']), addressOf(values['email'])];
      return withApplication(async (app) => {
        const { createFirstAdministrator } = await import('./identity/first-administrator.js');
        const { secret } = await app.get(Transactions).run((tx) => createFirstAdministrator(app, tx, { name, email }));
        const config = readConfig();
        const base = config.publicUrl ?? `http://${config.host}:${config.port}`;
        console.log(`Sign in once, within an hour, with this link:\n${base}/sign-in#${secret}`);
        return 0;
      });
    },
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
    run: (_words, values) => {
      const [email, name] = [addressOf(values['email']), textOf('name', values['name'])];
      const scopes = textOf('scopes', values['scopes']).split(',');
      const days = optionOf('days', values['days'], daysFrom) ?? 365;
      return withApplication(async (app) => {
        const { createTokenForPerson } = await import('./identity/operator-token.js');
        const wish = { email, name, scopes, days };
        console.log(await app.get(Transactions).run((tx) => createTokenForPerson(app, tx, systemActor, wish)));
        return 0;
      });
    },
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

function usage(): string {
  const lines = Object.values(commands).map((command) => `  ${command.usage.padEnd(72)} ${command.summary}`);
  return `Usage: npm run anslag -- COMMAND\n\n${lines.join('\n')}`;
}

/**
 * Runs what the words ask for.
 * @param complain takes what went wrong; what was asked for goes to standard output
 * @returns the exit code: 0, 1 when something was found, 2 when it could not be done
 */
export async function runCommand(
  [name, ...rest]: readonly string[],
  complain: (line: string) => void = (line) => console.error(line),
): Promise<number> {
  const asksForHelp = name === undefined || name === 'help' || name === '--help' || name === '-h';
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    complain(asksForHelp ? usage() : `There is no command '${name}'.\n\n${usage()}`);
    return asksForHelp && name !== undefined ? 0 : 2;
  }
  try {
    const { words, values } = wordsOf(command, rest);
    return await command.run(words, values);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    complain(error instanceof Misuse ? `${message}\nUsage: npm run anslag -- ${command.usage}` : message);
    return 2;
  }
}

function wordsOf({ options, wordsMax = 0 }: Command, args: string[]): { words: string[]; values: Values } {
  let parsed: { positionals: string[]; values: Values };
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  }
  const { positionals: words, values } = parsed;
  if (words.length > wordsMax) throw new Misuse(`Not understood: ${words.slice(wordsMax).join(' ')}`);
  return { words, values };
}
