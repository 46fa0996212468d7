/**
 * Who works on what, in this process. The client names its request by a UUID of its own; a work is known by that name and
 * the person together, so that another person's is simply not there. Nothing is kept in the database: what is lost when a
 * process ends is a bar, not the work.
 */
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DomainError } from '../../kernel/errors.js';
import type { Progress, ProgressStage, ProgressState } from './progress.js';

export type Outcome = 'done' | 'failed';

export interface HubLimits {
  /** Works that can be found; the eldest is forgotten first, and those who follow it already go on doing so. */
  worksMax: number;
  /** How long one that has ended can be found, by a stream that came late. */
  keptMs: number;
  /** How long a stream that came before its request waits for it. */
  waitMs: number;
  /** A browser has six connections to a host; more than that is no person who watches a bar. */
  streamsMax: number;
}

export const usualLimits: HubLimits = { worksMax: 2_000, keptMs: 30_000, waitMs: 1_000, streamsMax: 6 };

/** A piece of work as it is followed. */
export class Work implements Progress {
  state: ProgressState | undefined;
  outcome: Outcome | undefined;
  private readonly listeners = new Set<() => void>();

  report(stage: ProgressStage, done?: number, total?: number): void {
    if (this.outcome !== undefined) return;
    // A file may say it has fewer rows than it has; then nobody knows.
    const known = total !== undefined && (done ?? 0) <= total;
    this.state = { stage, done: done ?? null, total: known ? total : null };
    this.tell();
  }

  end(outcome: Outcome): void {
    if (this.outcome !== undefined) return;
    this.outcome = outcome;
    this.tell();
  }

  /** @returns ends the listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export class ProgressHub implements BeforeApplicationShutdown {
  private readonly works: LRUCache<string, Work>;
  private readonly awaited = new Map<string, Set<(work: Work | undefined) => void>>();
  private readonly streams = new Map<string, number>();
  private readonly closers = new Set<() => void>();
  private isClosing = false;

  constructor(private readonly limits: HubLimits = usualLimits) {
    this.works = new LRUCache({ max: limits.worksMax });
  }

  /** A request that is sent again under the same name, since its answer was lost, is followed from now on. */
  begin(personId: string, id: string): Work {
    const work = new Work();
    const key = keyOf(personId, id);
    this.works.set(key, work);
    for (const found of this.awaited.get(key) ?? []) found(work);
    return work;
  }

  /** Ends it for those who follow, and lets it be found for a while. */
  end(personId: string, id: string, work: Work, outcome: Outcome): void {
    work.end(outcome);
    const key = keyOf(personId, id);
    if (this.works.peek(key) === work) this.works.set(key, work, { ttl: this.limits.keptMs });
  }

  /** @returns undefined when the person has begun nothing by that name within the wait */
  async find(personId: string, id: string): Promise<Work | undefined> {
    const key = keyOf(personId, id);
    const known = this.works.get(key);
    if (known !== undefined || this.isClosing) return known;
    const waiting = this.awaited.get(key) ?? new Set();
    this.awaited.set(key, waiting);
    return new Promise((resolve) => {
      const found = (work: Work | undefined): void => {
        clearTimeout(timer);
        forget();
        waiting.delete(found);
        if (waiting.size === 0) this.awaited.delete(key);
        resolve(work);
      };
      const timer = setTimeout(() => found(undefined), this.limits.waitMs);
      const forget = this.whenClosing(() => found(undefined));
      waiting.add(found);
    });
  }

  /**
   * A place for one stream of the person.
   * @returns gives it back
   * @throws rate-limited when the person has as many as one may have
   */
  takePlace(personId: string): () => void {
    const taken = this.streams.get(personId) ?? 0;
    if (taken >= this.limits.streamsMax)
      throw new DomainError(
        'rate-limited',
        `Du följer redan ${taken} arbeten på en gång, och fler än så kan inte följas. Arbetet självt påverkas inte.`,
        { code: 'too-many-streams', retryAfterSeconds: 5 },
      );
    this.streams.set(personId, taken + 1);
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      const left = (this.streams.get(personId) ?? 1) - 1;
      if (left === 0) this.streams.delete(personId);
      else this.streams.set(personId, left);
    };
  }

  /** What is to end before the server does; it waits for every open answer. */
  whenClosing(close: () => void): () => void {
    if (this.isClosing) close();
    else this.closers.add(close);
    return () => this.closers.delete(close);
  }

  /** How much is held: works that can be found, names waited for, people with streams. */
  get held(): { works: number; awaited: number; followers: number } {
    return { works: this.works.size, awaited: this.awaited.size, followers: this.streams.size };
  }

  beforeApplicationShutdown(): void {
    this.isClosing = true;
    for (const close of this.closers) close();
    this.closers.clear();
  }
}

const keyOf = (personId: string, id: string): string => `${personId} ${id}`;
