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
 * The whole file in memory, never more than the caller takes.
 * @param arrived told how many bytes have come, of how many when the sender has said it
 * @throws 415 when it was not sent as a file, 413 when it is larger
 */
export async function wholeFile(
  request: { body: unknown; headers: Readonly<Record<string, unknown>> },
  bytesMax: number,
  arrived: (bytes: number, total: number | undefined) => void = () => undefined,
): Promise<Buffer> {
  const body = fileIn(request);
  const tooLarge = new DomainError('too-large', `Filen är större än ${bytesMax / 1_000_000} MB.`);
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > bytesMax) {
    body.resume();
    throw tooLarge;
  }
  // Of its declared size from the beginning, so that the file is in memory once and not also in pieces.
  let whole = Buffer.allocUnsafe(Number.isSafeInteger(declared) && declared > 0 ? declared : 64 * 1_024);
  let size = 0;
  for await (const chunk of incoming(body)) {
    if (size + chunk.length > bytesMax) {
      body.resume();
      throw tooLarge;
    }
    if (size + chunk.length > whole.length) {
      const larger = Buffer.allocUnsafe(Math.min(bytesMax, Math.max(whole.length * 2, size + chunk.length)));
      whole.copy(larger, 0, 0, size);
      whole = larger;
    }
    size += chunk.copy(whole, size);
    arrived(size, declared || undefined);
  }
  return whole.subarray(0, size);
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
