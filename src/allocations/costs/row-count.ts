/** How many rows a file of costs seems to have, before it is read: for a bar that shows how far the reading has come. */
import { isSie } from './sie.rules.js';
import { isZip, saidRows } from './xlsx.reader.js';

const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d];

/** @returns undefined when it cannot be told without reading the file as it is read to be booked */
export async function rowCountOf(bytes: Buffer): Promise<number | undefined> {
  if (isSie(bytes)) return transactionLines(bytes);
  const withHeading = isZip(bytes) ? await saidRows(bytes) : csvRows(bytes);
  return withHeading === undefined ? undefined : Math.max(0, withHeading - 1);
}

/** The lines of vouchers, whether they are ours or other projects'. */
function transactionLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf('#TRANS'); at !== -1; at = bytes.indexOf('#TRANS', at + 6)) count += 1;
  return count;
}

/** Lines with something on them; a line feed between quotation marks is part of a cell. */
function csvRows(bytes: Buffer): number {
  let [count, isQuoted, isEmpty] = [0, false, true];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === lineFeed && !isQuoted) {
      if (!isEmpty) count += 1;
      isEmpty = true;
    } else if (byte !== carriageReturn) {
      isEmpty = false;
      if (byte === quote) isQuoted = !isQuoted;
    }
  }
  return isEmpty ? count : count + 1;
}
