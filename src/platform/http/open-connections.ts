/** A stop waits for work, not for clients: connections on which nothing is being answered are ended while the server closes. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** So often is it looked whether somebody has become idle. */
const lookMs = 50;

/**
 * `server.close()` ends those that are idle at that moment, and then waits for the rest. That leaves two kinds that nobody
 * works for: a connection a browser opened in advance and has said nothing on, which Node counts as busy, and one whose
 * last answer left while the server was closing, which is kept alive for the next request.
 */
export class OpenConnections {
  private readonly open = new Set<Socket>();

  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
    });
  }

  /** @returns ends the looking */
  endIdle(): () => void {
    const clock = setInterval(() => {
      // What is let in until the very end is answered.
      if (this.server.listening) return;
      this.server.closeIdleConnections();
      for (const socket of this.open) if (socket.bytesRead === 0) socket.destroy();
    }, lookMs);
    return () => clearInterval(clock);
  }
}
