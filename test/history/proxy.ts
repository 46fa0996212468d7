/** A wire that can be cut at the worst moment: between the server and PostgreSQL, or between people and the server. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * afterCommit: the commit has reached the server, and its confirmation is lost on the way back.
 * beforeCommit: the commit itself is lost.
 * answer: the next answer is lost. request: the next request is.
 */
export type Cut = 'afterCommit' | 'beforeCommit' | 'answer' | 'request';

/** A commit on PostgreSQL's wire, whichever of its protocols carries the text. */
const commit = /commit\0/i;
/** ReadyForQuery outside any transaction: the commit has been dealt with. */
const outside = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

export class Proxy {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly pending: Record<Cut, number> = { afterCommit: 0, beforeCommit: 0, answer: 0, request: 0 };
  /** Cuts that have been made. */
  readonly made: Record<Cut, number> = { afterCommit: 0, beforeCommit: 0, answer: 0, request: 0 };

  private constructor(private readonly targetPort: number) {
    this.server = createServer({ noDelay: true }, (near) => this.join(near));
  }

  static async to(targetPort: number): Promise<Proxy> {
    const proxy = new Proxy(targetPort);
    await new Promise<void>((done) => proxy.server.listen(0, '127.0.0.1', done));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Cuts the next that come by. */
  cut(what: Cut, times: number): void {
    this.pending[what] += times;
  }

  /** Everything passes again. */
  heal(): void {
    for (const what of Object.keys(this.pending) as Cut[]) this.pending[what] = 0;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private join(near: Socket): void {
    const far = connect({ port: this.targetPort, host: '127.0.0.1', noDelay: true });
    let isDeaf = false;
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        this.sockets.delete(socket);
        end();
      });
    }
    near.on('data', (chunk) => {
      const isCommit = commit.test(chunk.toString('latin1'));
      if ((isCommit && this.take('beforeCommit')) || this.take('request')) return end();
      if (isCommit && this.take('afterCommit')) isDeaf = true;
      if (!far.write(chunk)) {
        near.pause();
        far.once('drain', () => near.resume());
      }
    });
    far.on('data', (chunk) => {
      // The commit has been dealt with, and nobody on this side will hear of it.
      if (isDeaf) {
        if (chunk.includes(outside)) end();
        return;
      }
      if (this.take('answer')) return end();
      if (!near.write(chunk)) {
        far.pause();
        near.once('drain', () => far.resume());
      }
    });
  }

  private take(what: Cut): boolean {
    if (this.pending[what] === 0) return false;
    this.pending[what] -= 1;
    this.made[what] += 1;
    return true;
  }
}
