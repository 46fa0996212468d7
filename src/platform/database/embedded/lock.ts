/**
 * One process at a time, across processes, without a native module and without a lock that outlives its holder.
 *
 * The lock is a directory of numbered symbolic links; a link's target says who took that turn, or `free`. Making a link
 * is atomic and exclusive and carries its content with it. To take a turn is to make the next number after one that is
 * free or whose holder is dead; to give it back is to make the number after that, pointing at `free`. The highest
 * number is never removed, so two that find the same dead holder cannot both replace it: the classic fault of
 * "remove the stale file, then create mine".
 */
import { mkdirSync, readdirSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../../kernel/errors.js';
import { identityOf, isAlive } from './processes.js';

const free = 'free';
const pollMs = 20;
/** Old turns kept: a directory listing taken while turns change hands always meets some link that stays put. */
const turnsKept = 16;

/** Runs `work` alone. Throws `unavailable` (code `embedded-busy`) when a living holder keeps the lock past `patienceMs`. */
export async function withLock<T>(directory: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const turn = await takeTurn(directory, patienceMs);
  try {
    return await work();
  } finally {
    giveBack(directory, turn);
  }
}

async function takeTurn(directory: string, patienceMs: number): Promise<number> {
  const self = identityOf(process.pid) ?? `${process.pid}@unknown`;
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const last = lastTurn(directory);
    const holder = last === 0 ? free : readTurn(directory, last);
    if (holder !== undefined && (holder === free || !isAlive(holder)) && claim(directory, last + 1, self)) {
      return last + 1;
    }
    if (performance.now() > deadline) {
      throw new DomainError(
        'unavailable',
        `Den inbyggda databasen hålls av en annan process (${holder ?? 'okänd'}). ` +
          `The embedded database is being started or stopped by another process (${holder ?? 'unknown'}); lock: ${directory}.`,
        { code: 'embedded-busy' },
      );
    }
    await sleep(pollMs);
  }
}

/** Makes turn `number` ours unless somebody was first, or has meanwhile gone past it on a fresher listing than ours. */
function claim(directory: string, number: number, self: string): boolean {
  if (!makeLink(directory, number, self)) return false;
  if (lastTurn(directory) === number) return true;
  unlinkSync(`${directory}/${number}`);
  return false;
}

function giveBack(directory: string, turn: number): void {
  try {
    if (!makeLink(directory, turn + 1, free)) return;
    for (const number of turns(directory)) {
      if (number < turn - turnsKept) unlinkSync(`${directory}/${number}`);
    }
  } catch (error) {
    // The whole data directory may have been removed under us (a test's clean-up); then there is nothing to give back.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function makeLink(directory: string, number: number, target: string): boolean {
  try {
    symlinkSync(target, `${directory}/${number}`);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readTurn(directory: string, number: number): string | undefined {
  try {
    return readlinkSync(`${directory}/${number}`);
  } catch {
    return undefined;
  }
}

function lastTurn(directory: string): number {
  return turns(directory).reduce((last, number) => Math.max(last, number), 0);
}

function turns(directory: string): number[] {
  return readdirSync(directory)
    .filter((name) => /^\d{1,15}$/.test(name))
    .map(Number);
}
