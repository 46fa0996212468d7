/** Answers to what never becomes a request: broken HTTP, a request that does not arrive in time, and tunnels. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { DomainError } from '../../kernel/errors.js';
import { problemHeaders, problemOf } from './problem.js';

/** For Node's `clientError`: there is no reply object, so the problem document is written on the socket itself. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  hangUp(socket, refusalFor(error.code));
}

/** Node drops a CONNECT without a word unless somebody listens. We are no proxy. */
export function refuseTunnels(server: Server): void {
  server.on('connect', (_request, socket: Duplex) =>
    hangUp(socket, new DomainError('method-not-allowed', 'Tjänsten förmedlar inga anslutningar (CONNECT).')),
  );
}

function refusalFor(code: string | undefined): DomainError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new DomainError('headers-too-large', 'Huvudena är större än vad som tas emot.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new DomainError('request-timeout', 'Hela begäran kom inte fram i tid. Försök igen.');
  return new DomainError('malformed-request', 'Begäran kan inte läsas som HTTP.');
}

function hangUp(socket: Duplex, refusal: DomainError): void {
  const body = JSON.stringify(problemOf(refusal, '/'));
  const headers = Object.entries({
    ...problemHeaders(refusal),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  });
  const lines = [`HTTP/1.1 ${refusal.status} ${refusal.type}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
