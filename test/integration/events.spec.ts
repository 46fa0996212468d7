import { systemActor } from '../../src/kernel/actor.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { sqlStateOf } from '../../src/platform/database/constraint-errors.js';
import { Events } from '../../src/platform/events/events.service.js';
import { done, Subscriptions } from '../../src/platform/events/subscriptions.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

let db: TestDatabase;
let transactions: Transactions;
let events: Events;

const subject = '0f8c2a52-6a0b-4d6e-9d7e-1a2b3c4d5e6f';
const happened = (type: string, payload: Record<string, unknown> = {}) => ({
  type,
  subjectKind: 'thing',
  subjectId: subject,
  payload,
});

beforeAll(async () => {
  db = await testDatabase();
  transactions = new Transactions(db.app);
  const subscriptions = new Subscriptions();
  for (const [type, handler] of [
    ['thing.made', 'notices-made'],
    ['thing.made', 'mail-made'],
    ['thing.ended', 'mail-ended'],
  ] as const)
    subscriptions.add({ type, handler, handle: () => Promise.resolve(done) });
  events = new Events(subscriptions);
});

afterAll(async () => db?.drop());
beforeEach(async () => {
  await db.query('delete from event_dispatch');
  await db.query('delete from event');
});

it('records events in order with one dispatch row per subscriber', async () => {
  await transactions.run((tx) =>
    events.record(
      tx,
      systemActor,
      happened('thing.made', { amount: '1950000.00' }),
      happened('thing.seen'),
      happened('thing.ended'),
    ),
  );

  expect(await db.query('select type, actor_kind, payload from event order by id')).toEqual([
    { type: 'thing.made', actor_kind: 'system', payload: { amount: '1950000.00' } },
    { type: 'thing.seen', actor_kind: 'system', payload: {} },
    { type: 'thing.ended', actor_kind: 'system', payload: {} },
  ]);
  const ids = (await db.query<{ id: string }>('select id from event order by id')).map(({ id }) => id);
  expect(
    await db.query('select event_id, handler, enqueued_at, done_at from event_dispatch order by event_id, handler'),
  ).toEqual([
    { event_id: ids[0], handler: 'mail-made', enqueued_at: null, done_at: null },
    { event_id: ids[0], handler: 'notices-made', enqueued_at: null, done_at: null },
    { event_id: ids[2], handler: 'mail-ended', enqueued_at: null, done_at: null },
  ]);
});

it('stamps every event of an act with the transaction that changed the rows (A1)', async () => {
  const [xact] = await transactions.run(async (tx) => {
    await events.record(tx, systemActor, happened('thing.made'));
    await events.record(tx, systemActor, happened('thing.ended'));
    return tx.query<{ id: string }[]>('select pg_current_xact_id()::text as id');
  });
  expect(await db.query('select distinct xact::text as id from event')).toEqual([xact]);
});

it('leaves neither event nor dispatch row when the act is rolled back', async () => {
  const refused = transactions.run(async (tx) => {
    await events.record(tx, systemActor, happened('thing.made'));
    throw new Error('the act is refused');
  });
  await expect(refused).rejects.toThrow('the act is refused');
  expect(await db.query('select count(*)::int as n from event')).toEqual([{ n: 0 }]);
  expect(await db.query('select count(*)::int as n from event_dispatch')).toEqual([{ n: 0 }]);
});

describe('what the application role is refused (A7)', () => {
  const refusals = [
    `update event set payload = '{}'`,
    `update event set at = at`,
    `delete from event`,
    `truncate event cascade`,
    `alter table event disable trigger all`,
    `drop table event cascade`,
    `delete from handled`,
    `update handled set at = at`,
    `delete from event_dispatch`,
    `update event_dispatch set handler = 'other'`,
    `update event_dispatch set event_id = event_id + 1`,
  ];
  it.each(refusals)('%s', async (statement) => {
    await transactions.run((tx) => events.record(tx, systemActor, happened('thing.made')));
    const error: unknown = await db.app.query(statement).then(
      () => undefined,
      (failure: unknown) => failure,
    );
    expect(sqlStateOf(error)).toBe('42501');
    expect(await db.query('select count(*)::int as n from event')).toEqual([{ n: 1 }]);
  });
});

describe('subscriptions', () => {
  const handle = () => Promise.resolve(done);

  it('refuses two handlers under one name', () => {
    const subscriptions = new Subscriptions();
    subscriptions.add({ type: 'thing.made', handler: 'notices-made', handle });
    expect(() => subscriptions.add({ type: 'thing.ended', handler: 'notices-made', handle })).toThrow(/Two handlers/);
  });

  it.each(['Notices', 'notices:made', 'notices_made', ''])('refuses the name %j', (handler) => {
    expect(() => new Subscriptions().add({ type: 'thing.made', handler, handle })).toThrow(/hyphens/);
  });
});
