/** What a test demands of an answer. */
import type { Reply } from './app.js';

export async function expectStatus(status: number, call: Promise<Reply>): Promise<Reply> {
  const reply = await call;
  if (reply.status !== status) throw new Error(`expected ${status}, got ${reply.status}: ${reply.text}`);
  return reply;
}

export const refusal = ({ status, body }: Reply): string =>
  `${status} ${String(body.type).replace('/problems/', '')}${body.code === undefined ? '' : `/${body.code}`}`;
