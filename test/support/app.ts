/**
 * The application as people meet it: started on a database of its own, spoken to over real HTTP with the example
 * municipality's accounts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v4 as uuidv4 } from 'uuid';
import { type RunningApplication, startApplication } from '../../src/application.js';
import { loadExample } from '../../src/example/load-example.js';
import {
  createExampleOrganisation,
  type ExampleOrganisation,
  examplePassword,
} from '../../src/example/organisation.js';
import { Organisation } from '../../src/identity/organisation.service.js';
import { Checks, type CheckResult } from '../../src/platform/checks.js';
import { readConfig } from '../../src/platform/config.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { type TestDatabase, testDatabase } from './database.js';

/** One answer of the API; `body` is whatever JSON came back. */
export interface Reply {
  status: number;
  headers: Headers;
  /** Parsed JSON, or the text when it is not JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects; the type of each answer is the API's to prove
  body: any;
  text: string;
  etag: string | undefined;
}

export interface CallOptions {
  ifMatch?: string | number | undefined;
  key?: string;
  headers?: Record<string, string>;
  /** Sent as it is instead of JSON. */
  raw?: string | Buffer;
}

/** A signed-in person's way to call the API. POST gets a new Idempotency-Key unless one is given. */
export class Client {
  constructor(
    readonly base: string,
    readonly headers: Record<string, string>,
  ) {}

  get(path: string, options: CallOptions = {}): Promise<Reply> {
    return this.call('GET', path, undefined, options);
  }

  post(path: string, body?: unknown, options: CallOptions = {}): Promise<Reply> {
    return this.call('POST', path, body, options);
  }

  patch(path: string, body: unknown, options: CallOptions = {}): Promise<Reply> {
    return this.call('PATCH', path, body, options);
  }

  put(path: string, body: unknown, options: CallOptions = {}): Promise<Reply> {
    return this.call('PUT', path, body, options);
  }

  delete(path: string, options: CallOptions = {}): Promise<Reply> {
    return this.call('DELETE', path, undefined, options);
  }

  async call(
    method: string,
    path: string,
    body: unknown,
    { ifMatch, key, headers = {}, raw }: CallOptions = {},
  ): Promise<Reply> {
    const hasBody = raw !== undefined || body !== undefined;
    const response = await fetch(`${this.base}${path.startsWith('/') ? path : `/api/v1/${path}`}`, {
      method,
      headers: {
        ...this.headers,
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...(method === 'POST' ? { 'idempotency-key': `"${key ?? uuidv4()}"` } : {}),
        ...(ifMatch === undefined ? {} : { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
        ...headers,
      },
      ...(hasBody ? { body: raw === undefined ? JSON.stringify(body) : (raw as string) } : {}),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : text,
      etag: response.headers.get('etag') ?? undefined,
    };
  }
}

export interface TestApplication extends RunningApplication, ExampleOrganisation {
  database: TestDatabase;
  dataDir: string;
  /** Signs in as an example account, once per name. */
  as(username: string): Promise<Client>;
  anonymous: Client;
  /** Rows as the owner sees them. */
  query<T extends object = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** Every invariant; a test ends with this being empty. */
  violations(): Promise<CheckResult[]>;
}

export interface TestApplicationOptions {
  /** Settings as environment variables. */
  env?: Record<string, string>;
  /** The whole example municipality with its matters, as a newcomer meets it; otherwise only its organisation. */
  example?: boolean;
}

export async function testApplication({
  env = {},
  example = false,
}: TestApplicationOptions = {}): Promise<TestApplication> {
  const database = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'anslag-app-'));
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    ANSLAG_EXAMPLE: 'true',
    LOG_LEVEL: 'silent',
    ANSLAG_JOBS: 'false',
    ANSLAG_DATA_DIR: dataDir,
    ...env,
  });
  const running = await startApplication(config, { appUrl: database.appUrl, dataDir });
  const organisation = example
    ? await loadedExample(running, database)
    : await running.app.get(Transactions).run((tx) => createExampleOrganisation(tx, running.app.get(Organisation)));
  const clients = new Map<string, Promise<Client>>();
  const anonymous = new Client(running.address, {});
  return {
    ...running,
    ...organisation,
    database,
    dataDir,
    anonymous,
    as: (username) => {
      const known = clients.get(username);
      if (known !== undefined) return known;
      const client = signIn(anonymous, username);
      clients.set(username, client);
      return client;
    },
    query: database.query,
    violations: async () => (await running.app.get(Checks).run()).filter((result) => result.violations.length > 0),
    stop: async () => {
      await running.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function loadedExample({ app }: RunningApplication, database: TestDatabase): Promise<ExampleOrganisation> {
  await loadExample(app, () => undefined);
  const idsOf = async (sql: string): Promise<Map<string, string>> =>
    new Map((await database.query<{ name: string; id: string }>(sql)).map(({ name, id }) => [name, id]));
  return {
    authorityIds: await idsOf(`select code as name, id from authority`),
    bodyIds: await idsOf(`select short_name as name, id from body`),
    personIds: await idsOf(`select username as name, person_id as id from local_account`),
  };
}

async function signIn(anonymous: Client, username: string): Promise<Client> {
  const reply = await anonymous.post('session', { username, password: examplePassword });
  if (reply.status !== 200 && reply.status !== 201)
    throw new Error(`sign-in as ${username} answered ${reply.status}: ${reply.text}`);
  const cookie = reply.headers.getSetCookie()[0]?.split(';', 1)[0];
  if (cookie === undefined) throw new Error('sign-in set no cookie');
  return new Client(anonymous.base, { cookie });
}
