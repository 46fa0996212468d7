/** One person's HTTP connection as a program has it: what it gets is an answer, or nothing and no idea why. */
import { Agent, request } from 'node:http';

export interface Received {
  status: number;
  headers: Record<string, string>;
  text: string;
}

export interface Sending {
  key?: string;
  ifMatch?: number;
}

/** Longer than the product takes before it gives up by itself. */
const patienceMs = 15_000;
/** What a repeated answer must repeat beside status and body. */
const kept = ['etag', 'location', 'content-type'] as const;

export class Sender {
  constructor(
    private readonly base: string,
    private readonly cookie: string,
    private readonly agent: Agent,
  ) {}

  /** @returns undefined when the connection broke or nothing came: the outcome is unknown */
  send(method: string, path: string, body?: unknown, { key, ifMatch }: Sending = {}): Promise<Received | undefined> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      cookie: this.cookie,
      ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...(key === undefined ? {} : { 'idempotency-key': `"${key}"` }),
      ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
    };
    const { agent } = this;
    return new Promise((done) => {
      const sent = request(`${this.base}/api/v1/${path}`, { method, agent, headers, timeout: patienceMs }, (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.once('error', () => done(undefined));
        reply.once('end', () =>
          done({
            status: reply.statusCode ?? 0,
            headers: Object.fromEntries(
              kept.flatMap((name) => {
                const value = reply.headers[name];
                return typeof value === 'string' ? [[name, value]] : [];
              }),
            ),
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      sent.once('error', () => done(undefined));
      sent.once('timeout', () => sent.destroy(new Error('no answer')));
      sent.end(text);
    });
  }
}
