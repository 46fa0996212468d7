/**
 * One answer for all who wait for it at the same time. Whoever asks while an answer is being computed does not get that
 * one, which may have looked before they asked, but shares the next: nobody is shown anything older than their own
 * question, and however many ask, one computation at a time runs for each key. Nothing is kept when nobody waits.
 */
export class SharedAnswer<T> {
  private readonly running = new Map<string, Promise<unknown>>();
  private readonly waiting = new Map<string, Promise<T>>();

  constructor(private readonly compute: (key: string) => Promise<T>) {}

  /** @throws what the computation throws, for everybody who waited for it */
  of(key: string): Promise<T> {
    const shared = this.waiting.get(key) ?? this.afterRunning(key);
    this.waiting.set(key, shared);
    return shared;
  }

  private async afterRunning(key: string): Promise<T> {
    // One turn even when nothing runs, so that requests read from the network together share.
    await this.running.get(key);
    this.waiting.delete(key);
    const computed = this.compute(key);
    const ended = computed.then(
      () => undefined,
      () => undefined,
    );
    this.running.set(key, ended);
    try {
      return await computed;
    } finally {
      if (this.running.get(key) === ended) this.running.delete(key);
    }
  }
}
