/**
 * The load: a fixed number of keep-alive connections, each sending its next request when the answer to the last one has
 * come (closed loop). Written on bare sockets, because a heavy client on the same cores would hide differences between
 * the servers it measures: every microsecond spent here is added to both sides.
 */
import net from 'node:net';

const headEnd = Buffer.from('\r\n\r\n');
const stallMs = 30_000;

/**
 * The bytes of one request.
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} [headers]
 * @param {unknown} [body] sent as JSON
 * @returns {Buffer}
 */
export function request(method, path, headers = {}, body = undefined) {
  const json = body === undefined ? '' : JSON.stringify(body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  if (body !== undefined)
    lines.push('content-type: application/json\r\n', `content-length: ${Buffer.byteLength(json)}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}\r\n${json}`);
}

/** One connection that answers `send` with status, head and body. Not for concurrent use. */
export class Connection {
  /** @param {number} port */
  constructor(port) {
    this.socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.setTimeout(stallMs, () => this.socket.destroy(new Error(`no answer within ${stallMs} ms`)));
    /** @type {Buffer} */
    this.pending = Buffer.alloc(0);
    this.socket.on('data', (chunk) => {
      this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
      this.read();
    });
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('close', () => this.fail(new Error('the server closed the connection')));
  }

  /**
   * @param {Buffer} bytes
   * @returns {Promise<{status: number, head: string, body: Buffer}>}
   */
  send(bytes) {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(bytes);
    });
  }

  read() {
    const end = this.pending.indexOf(headEnd);
    if (end < 0 || this.waiting === undefined) return;
    const head = this.pending.toString('latin1', 0, end);
    const status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined && status !== 204)
      return this.fail(new Error(`an answer without content-length: ${head.slice(0, 300)}`));
    const total = end + headEnd.length + Number(length ?? 0);
    if (this.pending.length < total) return;
    const body = this.pending.subarray(end + headEnd.length, total);
    this.pending = this.pending.subarray(total);
    const { resolve } = this.waiting;
    this.waiting = undefined;
    resolve({ status, head, body });
  }

  /** @param {Error} error */
  fail(error) {
    this.failure ??= error;
    this.waiting?.reject(this.failure);
    this.waiting = undefined;
  }

  close() {
    this.socket.destroy();
  }
}

/**
 * One request on a connection of its own.
 * @param {number} port
 * @param {Buffer} bytes
 */
export async function once(port, bytes) {
  const connection = new Connection(port);
  try {
    const { status, head, body } = await connection.send(bytes);
    return { status, head, text: body.toString() };
  } finally {
    connection.close();
  }
}

/**
 * @typedef {object} Outcome
 * @property {number} perSecond   answers with the expected status per second
 * @property {number} p50         milliseconds
 * @property {number} p99
 * @property {number} count       answers with the expected status
 * @property {number} uncounted    those before the measurement began or after its end
 * @property {Record<string, number>} others  answers by unexpected status
 * @property {string} [firstOther]  the first of them, to say why
 */

/**
 * Sends until the time is up or there is nothing more to send. What is sent in the warm-up is not counted.
 * @param {object} options
 * @param {number} options.port
 * @param {() => Buffer | undefined} options.next  the next request; undefined ends the run early
 * @param {number} options.expect                  the status that counts
 * @param {number} options.seconds
 * @param {number} [options.warmUpSeconds]
 * @param {number} [options.connections]
 * @returns {Promise<Outcome>}
 */
export async function load({ port, next, expect, seconds, warmUpSeconds = 1, connections = 16 }) {
  /** @type {number[]} */
  const latencies = [];
  /** @type {Record<string, number>} */
  const others = {};
  /** @type {string | undefined} */
  let firstOther;
  const open = Array.from({ length: connections }, () => new Connection(port));
  const begin = performance.now() + warmUpSeconds * 1000;
  const end = begin + seconds * 1000;
  let last = begin;
  let uncounted = 0;
  try {
    await Promise.all(
      open.map(async (connection) => {
        for (;;) {
          const bytes = performance.now() >= end ? undefined : next();
          if (bytes === undefined) return;
          const sent = performance.now();
          const { status, body } = await connection.send(bytes);
          const now = performance.now();
          if (status !== expect) {
            others[status] = (others[status] ?? 0) + 1;
            firstOther ??= body.toString().slice(0, 600);
          } else if (sent >= begin && now <= end) {
            latencies.push(now - sent);
          } else {
            uncounted += 1;
          }
          if (now <= end) last = now;
        }
      }),
    );
  } finally {
    for (const connection of open) connection.close();
  }
  latencies.sort((a, b) => a - b);
  const at = (/** @type {number} */ part) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? Number.NaN;
  const elapsed = Math.max(last - begin, 1) / 1000;
  return {
    perSecond: latencies.length / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    count: latencies.length,
    uncounted,
    others,
    firstOther,
  };
}
