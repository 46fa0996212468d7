/** What an act needs is held, so that a test sees what becomes of one that has to wait. No clock: it goes on when somebody stands in line. */
import type { EntityManager } from 'typeorm';
import type { TestApplication } from './app.js';

/**
 * @param hold takes the locks, as the owner
 * @param begin the act that will wait for them
 * @param meanwhile what happens while it waits, in the transaction that holds
 */
export async function whileHeld<T>(
  app: TestApplication,
  hold: (tx: EntityManager) => Promise<unknown>,
  begin: () => Promise<T>,
  meanwhile: (tx: EntityManager) => Promise<unknown> = () => Promise.resolve(),
): Promise<T> {
  const begun: Promise<T>[] = [];
  await app.database.owner.transaction(async (tx) => {
    await hold(tx);
    const act = begin();
    begun.push(act);
    await inLine(app, 1, act);
    await meanwhile(tx);
  });
  return begun[0] as Promise<T>;
}

/** Until so many sessions stand in line for a lock, or the act has answered without one. */
export async function inLine(app: TestApplication, count: number, act: Promise<unknown>): Promise<void> {
  const answered = act.then(
    () => true,
    () => true,
  );
  const stands = async (): Promise<boolean> => (await waiting(app)) >= count || Promise.race([answered, nextTurn()]);
  while (!(await stands())) continue;
}

const nextTurn = (): Promise<false> => new Promise((done) => setImmediate(() => done(false)));

async function waiting(app: TestApplication): Promise<number> {
  const [found] = await app.query<{ count: number }>(
    `select count(distinct l.pid)::integer as count from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where not l.granted and a.datname = current_database()`,
  );
  return found?.count ?? 0;
}
