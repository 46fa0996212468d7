import { jest } from '@jest/globals';
import { ApiProblem, NetworkLost } from '../api/problem';
import { type Fields, mergeFields, sameFields } from './fields';
import { type Held, Keeper } from './keeper';

const stale = new ApiProblem(412, undefined);

/** A server of one form that keeps what it is sent, as the API does. */
function scene(first: Fields = { text: 'Först.', note: '' }) {
  const stored = new Map<string, string>();
  let server: Held<Fields> = { content: first, version: 1 };
  const faults: Error[] = [];
  let sent = 0;
  const form = {
    isSame: sameFields,
    // A note is taken only when it ends with a full stop.
    sendable: (typed: Fields, held: Fields): Fields =>
      (typed['note'] ?? '').endsWith('.') ? typed : { ...typed, note: held['note'] ?? '' },
    merge: mergeFields,
  };
  const around = {
    name: 'form',
    send: async (content: Fields, _held: Fields, version: number) => {
      sent += 1;
      const fault = faults.shift();
      if (fault !== undefined) throw fault;
      if (version !== server.version) throw stale;
      server = { content, version: version + 1 };
      return { version: server.version };
    },
    latest: async () => server,
    storage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    },
  };
  return {
    stored,
    keeper: () => new Keeper(server, form, around),
    server: () => server,
    sent: () => sent,
    failWith: (...errors: Error[]) => void faults.push(...errors),
    somebodyElse: (fields: Fields) =>
      void (server = { content: { ...server.content, ...fields }, version: server.version + 1 }),
  };
}

const writes = (keeper: Keeper<Fields>, change: Fields): void => keeper.edit((now) => ({ ...now, ...change }));

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('what is typed is saved once, when it has been quiet for a moment', async () => {
  const at = scene();
  const keeper = at.keeper();
  for (const text of ['F', 'Fö', 'För']) writes(keeper, { text });
  await jest.advanceTimersByTimeAsync(699);
  expect([at.sent(), keeper.hasUnsaved, at.stored.size]).toEqual([0, true, 1]);
  await jest.advanceTimersByTimeAsync(1);
  expect([at.sent(), at.server().content['text'], keeper.current().state, at.stored.size]).toEqual([
    1,
    'För',
    'saved',
    0,
  ]);
});

test('what is not whole waits, is not sent over and over, and comes back', async () => {
  const at = scene();
  const keeper = at.keeper();
  writes(keeper, { text: 'Mer.', note: 'halv' });
  await jest.advanceTimersByTimeAsync(10_000);
  expect([at.sent(), at.server().content, keeper.current().state]).toEqual([1, { text: 'Mer.', note: '' }, 'unsaved']);
  expect(at.keeper().current().content['note']).toBe('halv');
  writes(keeper, { note: 'halv och hel.' });
  expect(await keeper.save()).toBe(3);
  expect(at.server().content['note']).toBe('halv och hel.');
});

test('another’s change of another field is taken in; of the same field it is asked about', async () => {
  const at = scene({ text: 'Först.', note: 'A.' });
  const keeper = at.keeper();
  at.somebodyElse({ note: 'B.' });
  writes(keeper, { text: 'Mitt.' });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(at.server().content).toEqual({ text: 'Mitt.', note: 'B.' });
  at.somebodyElse({ text: 'Deras.' });
  writes(keeper, { text: 'Mitt igen.' });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(keeper.current()).toMatchObject({
    state: 'conflict',
    conflicts: [{ key: 'text', mine: 'Mitt igen.', theirs: 'Deras.' }],
  });
  expect([at.server().content['text'], await keeper.save()]).toEqual(['Deras.', undefined]);
  keeper.resolve(new Map([['text', 'mine']]));
  await jest.advanceTimersByTimeAsync(0);
  expect([at.server().content['text'], keeper.current().state]).toEqual(['Mitt igen.', 'saved']);
});

test('a lost network is tried again; a refusal is told and waits for the next change', async () => {
  const at = scene();
  const keeper = at.keeper();
  at.failWith(new NetworkLost());
  writes(keeper, { text: 'Nytt.' });
  await jest.advanceTimersByTimeAsync(700);
  expect(keeper.current().state).toBe('offline');
  await jest.advanceTimersByTimeAsync(3_000);
  expect([at.server().content['text'], keeper.current().state]).toEqual(['Nytt.', 'saved']);
  at.failWith(new ApiProblem(422, undefined));
  writes(keeper, { text: 'Fel.' });
  await jest.advanceTimersByTimeAsync(10_000);
  expect([keeper.current().state, at.stored.size]).toEqual(['refused', 1]);
  writes(keeper, { text: 'Rätt.' });
  await jest.advanceTimersByTimeAsync(700);
  expect(at.server().content['text']).toBe('Rätt.');
});

test('what an earlier visit typed is merged with what has been saved since', async () => {
  const at = scene();
  const first = at.keeper();
  at.failWith(new NetworkLost());
  writes(first, { text: 'Skrivet i tåget.' });
  await jest.advanceTimersByTimeAsync(700);
  first.stop();
  at.somebodyElse({ text: 'Deras.' });
  expect(at.keeper().current()).toMatchObject({ state: 'conflict', content: { text: 'Skrivet i tåget.' } });
});

test.each([
  ['both the same', 'a', 'b', 'b', 'b', 0],
  ['only mine', 'a', 'b', 'a', 'b', 0],
  ['only theirs', 'a', 'a', 'c', 'c', 0],
  ['blanks at the end', 'a', 'a ', 'c', 'c', 0],
  ['both otherwise', 'a', 'b', 'c', 'b', 1],
])('merge: %s', (_what, base, mine, theirs, text, conflicts) => {
  const merged = mergeFields({ text: base }, { text: mine }, { text: theirs });
  expect([merged.content['text'], merged.conflicts.length]).toEqual([text, conflicts]);
});
