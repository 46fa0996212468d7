/** The bytes of a file while they arrive. */
import { Readable } from 'node:stream';
import { DomainError } from '../../kernel/errors.js';

/**
 * The body of a request to a route with `takesFile`.
 * @throws 415 when it was not sent as a file
 */
export function fileIn(request: { body: unknown }): Readable {
  const { body } = request;
  if (body instanceof Readable) return body;
  throw new DomainError('unsupported-media-type', 'Skicka filens innehåll som application/octet-stream.');
}

/**
 * Chunk by chunk. The stream is left whole when the reader stops, so that a refusal still reaches the sender.
 * @throws malformed-request `upload-interrupted` (400) when the sender stopped: nobody is there to read it, and it is no fault of ours.
 */
export async function* incoming(bytes: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of bytes.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch {
    throw new DomainError('malformed-request', 'Överföringen bröts innan hela filen hade kommit.', {
      code: 'upload-interrupted',
    });
  }
}
