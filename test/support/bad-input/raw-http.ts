/** Requests no HTTP client would send: bytes on a socket, and whatever comes back. */
import net from 'node:net';
import { randomUUID } from 'node:crypto';
import { type Observed, observedFrom } from './observed.js';

export interface RawRequest {
  /** Request line and headers; `{host}`, `{cookie}`, `{key}`, `{key2}` and `{fill}` are filled in. */
  lines: readonly string[];
  body?: string;
  /** Length of `{fill}`. */
  size?: number;
  /** One or many more headers of that size. */
  fill?: { name: string; size: number; count?: number };
  /** The empty line that ends the headers is not sent. */
  unfinished?: boolean;
}

const patienceMs = 15_000;

export function bytesOf(request: RawRequest, host: string, cookie: string): Buffer {
  const values: Record<string, string> = {
    host,
    cookie,
    key: randomUUID(),
    key2: randomUUID(),
    fill: 'a'.repeat(request.size ?? 0),
  };
  const lines = request.lines.map((line) =>
    line.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
  );
  const { fill } = request;
  if (fill !== undefined)
    for (let index = 0; index < (fill.count ?? 1); index += 1)
      lines.push(`${fill.name}-${index}: ${'a'.repeat(fill.size)}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n${request.unfinished === true ? '' : '\r\n'}${request.body ?? ''}`);
}

/** Sends the bytes and waits for one whole answer; with `untilClosed`, also for the server to hang up. */
export function exchange(base: string, bytes: Buffer, untilClosed: boolean): Promise<Observed> {
  const { hostname, port } = new URL(base);
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname);
    let received = Buffer.alloc(0);
    let answer: Observed | undefined;
    const timer = setTimeout(() => finish(), patienceMs);
    const finish = (error?: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      if (answer !== undefined) return resolve(answer);
      reject(error ?? new Error(`no answer within ${patienceMs} ms to ${bytes.subarray(0, 200).toString('latin1')}`));
    };
    const closed = (): void => {
      if (answer !== undefined) answer = { ...answer, closed: true };
      finish(new Error(`hung up after ${received.length} bytes: ${received.subarray(0, 200).toString('latin1')}`));
    };
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      answer ??= wholeAnswer(received, performance.now() - begun);
      if (answer !== undefined && !untilClosed) finish();
    });
    socket.on('end', closed);
    socket.on('close', closed);
    // A server that refuses early may reset what is still being sent; what it said before that counts.
    socket.on('error', closed);
    socket.write(bytes);
  });
}

function wholeAnswer(bytes: Buffer, ms: number): Observed | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const body = bytes.subarray(end + 4);
  if (body.length < Number(headers.get('content-length') ?? 0)) return undefined;
  return observedFrom(Number(first.split(' ')[1]), headers, body.toString('utf8'), ms);
}
