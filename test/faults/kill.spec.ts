/**
 * The plug is pulled while people write: kill -9 of the server, and of PostgreSQL. Every write that was acknowledged is
 * there afterwards, and a repeated one is there once.
 *
 * Three rounds of each in an ordinary run; ANSLAG_FAULT_ROUNDS=20 for a longer one.
 */
import { v4 as uuidv4 } from 'uuid';
import { FaultServer } from '../support/fault-server.js';

const rounds = Number(process.env['ANSLAG_FAULT_ROUNDS'] ?? 3);
const writers = 8;
/** How many acknowledged writes a round waits for before it strikes; the moment of the blow is random beyond that. */
const writesBefore = () => 10 + Math.floor(Math.random() * 30);

interface Attempt {
  key: string;
  title: string;
}

describe.each(['server', 'database'] as const)('kill -9 of the %s during writes', (victim) => {
  let server: FaultServer;
  beforeAll(async () => {
    server = await FaultServer.begin();
  }, 120_000);
  afterAll(() => server.end());

  test.each(Array.from({ length: rounds }, (_each, index) => index + 1))(
    'round %i',
    async () => {
      const acknowledged = new Map<string, string>();
      const unknown: Attempt[] = [];
      const blow = new AbortController();
      const target = writesBefore();
      const write = async (attempt: Attempt): Promise<void> => {
        const reply = await server.createProposal(attempt.key, attempt.title);
        if (reply === undefined || reply.status >= 500) unknown.push(attempt);
        else if (reply.status === 201) acknowledged.set(attempt.key, reply.registrationNumber);
        else throw new Error(`an ordinary write was answered ${reply.status}: ${reply.text}`);
      };
      const writer = async (): Promise<void> => {
        while (!blow.signal.aborted) await write({ key: uuidv4(), title: `Förslag ${uuidv4()}` });
      };
      const working = Array.from({ length: writers }, writer);
      await server.until(() => acknowledged.size >= target);
      await (victim === 'server' ? server.killServer() : server.killDatabase());
      blow.abort();
      await Promise.all(working);
      if (victim === 'server') await server.start();
      await server.ready();

      // What the client does not know it sends again with the same key, until it is told.
      while (unknown.length > 0) await write(unknown.shift() as Attempt);

      const stored = await server.storedProposals([...acknowledged.keys()]);
      expect(stored.missing).toEqual([]);
      expect(stored.twice).toEqual([]);
      expect(stored.otherNumber(acknowledged)).toEqual([]);
      expect(await server.violations()).toEqual([]);
    },
    120_000,
  );
});
