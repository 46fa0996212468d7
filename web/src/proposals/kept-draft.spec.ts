import { jest } from '@jest/globals';
import { ApiProblem, NetworkLost } from '../api/problem';
import { Keeper, type Surroundings } from '../drafts/keeper';
import type { Draft } from './content';
import { draftForm, heldDraft, sendDraft } from './kept-draft';

type Proposal = Parameters<typeof heldDraft>[0];

const proposal = (version: number, summary: string, title = 'Sociala insatser'): Proposal =>
  ({
    id: 'p1',
    version,
    title,
    sections: [{ kind: 'summary', heading: null, text: summary }],
    measures: [],
    decisionPoints: [],
    decisionPlan: [],
    dispatchList: [],
  }) as unknown as Proposal;

const stale = new ApiProblem(412, undefined);

/** A server of one proposal that keeps what it is sent, as the API does. */
function scene() {
  const stored = new Map<string, string>();
  let server = proposal(1, 'Först.');
  const faults: Error[] = [];
  let loseAnswer = false;
  const patch = async (change: object, version: number): Promise<never> => {
    const fault = faults.shift();
    if (fault !== undefined) throw fault;
    if (version !== server.version) throw stale;
    server = { ...server, ...change, version: version + 1 } as Proposal;
    const keyed = (server.measures as { measureKey?: string }[]).map((measure, index) => ({
      ...measure,
      measureKey: measure.measureKey ?? `m${index + 1}`,
    }));
    server = { ...server, measures: keyed as Proposal['measures'] };
    if (loseAnswer) {
      loseAnswer = false;
      throw new NetworkLost();
    }
    return server as never;
  };
  const around: Surroundings<Draft> = {
    name: 'draft',
    send: (sent, held, version) => sendDraft(sent, held, (change) => patch(change, version)),
    latest: async () => heldDraft(server),
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
  };
  return {
    stored,
    keeper: () => new Keeper(heldDraft(server), draftForm, around),
    server: () => server,
    failWith: (...errors: Error[]) => void faults.push(...errors),
    loseNextAnswer: () => void (loseAnswer = true),
    somebodyElse: (change: Partial<Proposal>) => void (server = { ...server, ...change, version: server.version + 1 }),
  };
}

const writes = (keeper: Keeper<Draft>, text: string): void =>
  keeper.edit((draft) => ({ ...draft, sections: [{ kind: 'summary', heading: null, text }] }));

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('what is typed is saved by itself a moment later, and nothing is left in the browser', async () => {
  const { keeper: make, server, stored } = scene();
  const keeper = make();
  writes(keeper, 'Nytt');
  writes(keeper, 'Nytt.');
  expect(keeper.current().state).toBe('unsaved');
  expect(stored.size).toBe(1);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(keeper.current().state).toBe('saved');
  expect(server().sections[0]?.text).toBe('Nytt.');
  expect(server().version).toBe(2);
  expect(stored.size).toBe(0);
});

test('a lost network is tried again until it is back; a closed tab loses nothing either', async () => {
  const { keeper: make, server, failWith } = scene();
  const keeper = make();
  failWith(new NetworkLost(), new NetworkLost());
  writes(keeper, 'Skrivet utan nät.');
  await jest.advanceTimersByTimeAsync(1_000);
  expect(keeper.current().state).toBe('offline');
  keeper.stop();
  const again = make();
  expect(again.current().content.sections[0]?.text).toBe('Skrivet utan nät.');
  await jest.advanceTimersByTimeAsync(10_000);
  expect(again.current().state).toBe('saved');
  expect(server().sections[0]?.text).toBe('Skrivet utan nät.');
});

test('an answer lost on the way is not a conflict with oneself', async () => {
  const { keeper: make, server, loseNextAnswer } = scene();
  const keeper = make();
  loseNextAnswer();
  writes(keeper, 'Sparat, men svaret kom bort.');
  await jest.advanceTimersByTimeAsync(10_000);
  expect(keeper.current()).toMatchObject({ state: 'saved', conflicts: [] });
  expect(server().version).toBe(2);
});

test("somebody else's change elsewhere is taken in; in the same place it is asked about and nothing is overwritten", async () => {
  const { keeper: make, server, somebodyElse } = scene();
  const keeper = make();
  somebodyElse({ title: 'Ny rubrik' });
  writes(keeper, 'Mitt.');
  await jest.advanceTimersByTimeAsync(5_000);
  expect(keeper.current()).toMatchObject({ state: 'saved', content: { title: 'Ny rubrik' } });
  somebodyElse({ sections: proposal(0, 'Deras.').sections });
  writes(keeper, 'Mitt igen.');
  await jest.advanceTimersByTimeAsync(10_000);
  expect(keeper.current()).toMatchObject({
    state: 'conflict',
    conflicts: [{ key: 'section:summary', mine: 'Mitt igen.', theirs: 'Deras.' }],
  });
  expect(server().sections[0]?.text).toBe('Deras.');
  keeper.resolve(new Map([['section:summary', 'mine']]));
  await jest.advanceTimersByTimeAsync(1_000);
  expect(keeper.current().state).toBe('saved');
  expect(server().sections[0]?.text).toBe('Mitt igen.');
});

test('a refusal is shown, and what was typed stays', async () => {
  const { keeper: make, failWith } = scene();
  const keeper = make();
  failWith(new ApiProblem(409, { type: '', title: 'Läget tillåter inte', status: 409, detail: 'Inlämnat.' }));
  writes(keeper, 'För sent.');
  await jest.advanceTimersByTimeAsync(5_000);
  expect(keeper.current()).toMatchObject({ state: 'refused', problem: { status: 409 } });
  expect(keeper.current().content.sections[0]?.text).toBe('För sent.');
});

test('a new measure gets its key and is not sent twice', async () => {
  const { keeper: make, server } = scene();
  const keeper = make();
  keeper.edit((draft) => ({
    ...draft,
    measures: [
      { key: 'new-1', id: 'new-1', title: 'Insats', amountText: '22,2 mnkr', year: 2023, sourceId: null, rest: {} },
    ],
  }));
  await jest.advanceTimersByTimeAsync(1_000);
  expect(keeper.current()).toMatchObject({ state: 'saved', content: { measures: [{ key: 'm1' }] } });
  keeper.edit((draft) => ({
    ...draft,
    measures: draft.measures.map((measure) => ({ ...measure, title: 'Insatsen' })),
  }));
  await jest.advanceTimersByTimeAsync(1_000);
  expect(server().measures).toMatchObject([
    { measureKey: 'm1', title: 'Insatsen', requestedAmount: { amount: '22200000.00' } },
  ]);
});
