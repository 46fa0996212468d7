/** Work done again and again with pauses between, one turn at a time, that can be woken and stopped without cutting a turn. */
export class Repeating {
  private running: Promise<void> | undefined;
  private stopping = false;
  private woken = false;
  private interrupt: (() => void) | undefined;

  /** @param turn does one turn and says how many milliseconds to pause; it must not throw. */
  constructor(private readonly turn: () => Promise<number>) {}

  start(): void {
    this.running ??= this.run();
  }

  wake(): void {
    this.woken = true;
    this.interrupt?.();
  }

  /** Resolves when the turn in hand is finished. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.interrupt?.();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.woken = false;
      const pauseMs = await this.turn();
      if (!this.stopping && !this.woken && pauseMs > 0) await this.pause(pauseMs);
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.interrupt = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.interrupt = end;
    });
  }
}
