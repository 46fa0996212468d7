/** `anslag check FILE [--json]`: whether the sums of a memorandum hold. Exit 0 consistent, 1 errors found, 2 unreadable. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { DomainError } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import { extractText, fileBytesMax } from './memorandum.file.js';
import { readMemorandum } from './memorandum.rules.js';
import type { AmountJson, ReadMemorandum } from './memorandum.types.js';

export async function checkMemorandum(
  file: string | undefined,
  json: boolean,
  print: (line: string) => void,
): Promise<0 | 1 | 2> {
  if (file === undefined) {
    print('Ange en fil: npm run anslag -- check FIL [--json]');
    return 2;
  }
  try {
    const { text } = await extractText(await bytesOf(file), basename(file));
    const read = readMemorandum(text);
    if (json) print(JSON.stringify(published(read), null, 2));
    else for (const line of summary(read)) print(line);
    return read.consistent ? 0 : 1;
  } catch (error) {
    const { code, reason } = failureOf(error);
    print(json ? JSON.stringify({ error: { code, message: reason } }, null, 2) : `Filen kan inte läsas: ${reason}`);
    return 2;
  }
}

const fileFaults: Readonly<Record<string, string>> = {
  ENOENT: 'Filen finns inte.',
  EISDIR: 'Det är en mapp, inte en fil.',
  EACCES: 'Du får inte läsa filen.',
};

function failureOf(error: unknown): { code: string; reason: string } {
  if (error instanceof DomainError) return { code: error.code ?? error.type, reason: error.message };
  const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
  return { code, reason: fileFaults[code] ?? (error instanceof Error ? error.message : String(error)) };
}

/** The size is looked at before a byte is read: a file of any size costs no more memory than the limit. */
async function bytesOf(file: string): Promise<Buffer> {
  // Not blocking: opening a pipe that nobody writes to would otherwise wait for ever.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new DomainError('file-rejected', 'Det är ingen vanlig fil.', { code: 'not-a-file' });
    const { size } = stat;
    if (size > fileBytesMax)
      throw new DomainError('too-large', `Filen är ${size} byte; högst ${fileBytesMax} byte läses.`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Without the sections' texts: they serve the import, not the verdict. */
function published({ sections: _sections, ...read }: ReadMemorandum): Omit<ReadMemorandum, 'sections'> {
  return read;
}

const kronor = ({ amount }: AmountJson): string => Money.parse(amount, '', { allowZero: true }).format();

function summary(read: ReadMemorandum): string[] {
  const { document, measures, statedTotals, findings } = read;
  return [
    `${document.title ?? '(utan rubrik)'}${document.registrationNumber === null ? '' : `, ${document.registrationNumber}`}`,
    ...measures.map(({ title, amount }) => `  ${kronor(amount).padStart(18)}  ${title}`),
    `  ${kronor(read.total).padStart(18)}  summa i ${measures.length} insatser`,
    ...statedTotals.map(
      ({ amount, agrees, place }) =>
        `  ${kronor(amount).padStart(18)}  angiven summa, ${agrees ? 'stämmer' : 'STÄMMER INTE'} (tecken ${place.start}–${place.end})`,
    ),
    ...findings.map(
      ({ severity, code, message }) => `${severity === 'error' ? 'FEL     ' : 'VARNING '} ${code}: ${message}`,
    ),
    read.consistent ? 'Summorna stämmer.' : 'Dokumentet behöver rättas.',
  ];
}
