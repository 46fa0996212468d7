/** One key, sent twice at once: whoever asks gets the same answer, and it is true. */
import { randomUUID } from 'node:crypto';
import { systemActor } from '../../src/kernel/actor.js';
import { conflict, DomainError } from '../../src/kernel/errors.js';
import { type Answer, created } from '../../src/platform/http/answer.js';
import { CommandRunner } from '../../src/platform/http/command-runner.js';
import type { RequestContext } from '../../src/platform/http/request-context.js';
import { type TestApplication, testApplication } from '../support/app.js';
import { eventually } from '../support/eventually.js';

let app: TestApplication;
let runner: CommandRunner;
beforeAll(async () => {
  app = await testApplication();
  runner = app.app.get(CommandRunner);
});
afterAll(async () => app?.stop());

const context = (key: string): RequestContext => ({
  actor: { ...systemActor, personId: app.personIds.get('ks.sekreterare') ?? null },
  method: 'POST',
  path: '/api/v1/things',
  idempotencyKey: key,
  requestHash: Buffer.alloc(32),
  ifMatch: undefined,
  requestId: randomUUID(),
});

interface Gate {
  open(): void;
  opened: Promise<void>;
}

function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((done) => (open = done));
  return { open, opened };
}

/** Status and body, or what was refused as it is told. */
const told = (answer: Promise<Answer>): Promise<string> =>
  answer.then(
    ({ status, body }) => `${status} ${body}`,
    (error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      return `${error.status} ${error.code}`;
    },
  );

const storedFor = async (key: string): Promise<number | null> => {
  const [row] = await app.query<{ status: number | null }>('select status from idempotency_key where key = $1', [key]);
  return row?.status ?? null;
};

/** The twin waits for the first one's claim. */
const isWaiting = async (): Promise<boolean> => {
  const waiting = await app.query(
    `select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where not l.granted and l.locktype = 'transactionid' and a.datname = current_database()`,
  );
  return waiting.length > 0;
};

it('the first is refused, its twin then succeeds: both are told that it is done', async () => {
  const [key, claimed, first] = [randomUUID(), gate(), gate()];
  const one = told(
    runner.run(context(key), async () => {
      claimed.open();
      await first.opened;
      throw conflict('no-room', 'Det ryms inte.');
    }),
  );
  // Otherwise the twin may be the first.
  await claimed.opened;
  const other = told(
    runner.run(context(key), () => Promise.resolve(created('/api/v1/things/1', { id: '1', version: 1 }))),
  );
  await eventually(isWaiting, { what: 'the twin waits for the first' });
  // The first can undo its work, but not yet write down that it was refused.
  await app.database.owner.transaction(async (tx) => {
    await tx.query('lock table event in share mode');
    first.open();
    expect(await other).toBe('201 {"id":"1","version":1}');
  });
  expect(await one).toBe('201 {"id":"1","version":1}');
  expect(await storedFor(key)).toBe(201);
});

it('both are refused for different reasons: both are told the one that is kept', async () => {
  const [key, claimed, first] = [randomUUID(), gate(), gate()];
  const one = told(
    runner.run(context(key), async () => {
      claimed.open();
      await first.opened;
      throw conflict('no-room', 'Det ryms inte.');
    }),
  );
  // Otherwise the twin may be the first.
  await claimed.opened;
  const other = told(
    runner.run(context(key), () => Promise.reject(conflict('already-decided', 'Det är redan avgjort.'))),
  );
  await eventually(isWaiting, { what: 'the twin waits for the first' });
  first.open();
  const answers = await Promise.all([one, other]);
  const again = await told(runner.run(context(key), () => Promise.reject(new Error('the work is not done again'))));
  const kind = (answer: string): string =>
    answer.includes('no-room') ? 'no-room' : answer.includes('already-decided') ? 'already-decided' : answer;
  expect(new Set([...answers, again].map(kind)).size).toBe(1);
  expect(await storedFor(key)).toBe(409);
});
