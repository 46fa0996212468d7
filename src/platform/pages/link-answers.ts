/**
 * How the pages behind a link answer (ADR 0041): pages of the server's own, without script. The secret stands in the address:
 * it is in no log of ours and in no event, no page sends it on as Referer, and a wrong one counts against the address it came
 * from.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { v4 as uuidv4 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { DomainError, problemTypes } from '../../kernel/errors.js';
import type { FormFields } from '../http/form-fields.js';
import type { RequestContext } from '../http/request-context.js';
import { markup } from './markup.js';
import type { PublicPage, PublicPages } from './public-pages.service.js';

/**
 * No script at all. The origin alone may travel as Referer: without it a browser would send the form as from nowhere, and the
 * server's own check of where a form comes from would refuse it.
 */
export const strictHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'strict-origin',
  'x-robots-tag': 'noindex',
};

/** Who asks, as far as a link tells: counted when the link is wrong. */
export function askerOf(request: FastifyRequest): { address: string | undefined; requestId: string } {
  return { address: request.socket.remoteAddress, requestId: request.id };
}

export async function sendPage(
  pages: PublicPages,
  reply: FastifyReply,
  status: number,
  page: PublicPage,
): Promise<void> {
  const html = await pages.page(page);
  await reply
    .status(status)
    .headers({ ...strictHeaders, 'content-type': 'text/html; charset=utf-8' })
    .send(html);
}

/** A person reads a page, not a problem document. What is a fault of ours goes the ordinary way. */
export async function orRefusal(
  pages: PublicPages,
  reply: FastifyReply,
  absent: PublicPage,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError) || error.status >= 500) throw error;
    if (error.retryAfterSeconds !== undefined) void reply.header('retry-after', String(error.retryAfterSeconds));
    const page = error.type === 'not-found' ? absent : refusalPage(problemTypes[error.type].title, error.message);
    await sendPage(pages, reply, error.status, page);
  }
}

/** One sentence for every link that lets nobody in, so that they cannot be told apart. */
export function absentPage(whatToDo: string): PublicPage {
  const body = markup`<h1>Länken gäller inte</h1>
    <p>Den kan ha gått ut eller spärrats, eller så kom inte hela med när den kopierades. ${whatToDo}</p>`;
  return { title: 'Länken gäller inte', body };
}

function refusalPage(title: string, detail: string): PublicPage {
  const body = markup`<h1>${title}</h1>
    <p>${detail}</p>`;
  return { title, body };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One for each time a form is shown: sent twice, it is answered once. */
export const newFormKey = (): string => uuidv4();

/** @returns the key the form was shown with; a new one for a form that was not ours */
export function keyOf(fields: FormFields): string {
  const key = fields.text('key');
  return uuid.test(key) ? key : newFormKey();
}

/** @param path without the secret: a refusal is recorded with it */
export function formContext(
  actor: Actor,
  path: string,
  form: { fields: FormFields; hash: Buffer },
  request: FastifyRequest,
): RequestContext {
  return {
    actor,
    method: 'POST',
    path,
    idempotencyKey: keyOf(form.fields),
    requestHash: form.hash,
    ifMatch: undefined,
    requestId: request.id,
  };
}
