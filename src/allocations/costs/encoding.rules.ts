/** Which letters a file's bytes stand for. Pure. */

/** Bytes decoded at a time. */
const pieceBytes = 8 * 1_024;

/** Whether all of it can be read as UTF-8; piece by piece, so that no copy of the whole is made. */
export function isUtf8(bytes: Buffer): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let from = 0; from < bytes.length; from += pieceBytes)
      decoder.decode(bytes.subarray(from, from + pieceBytes), { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}
