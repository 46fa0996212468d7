/**
 * Word's XML to HTML by mammoth, in a thread of its own that lives as long as one document.
 *
 * Its XML parser needs up to 200 times the size of the text and does not yield: 4 MB made on purpose would stop the
 * whole server for seconds and take a gigabyte. In a thread it has a heap and a time of its own and is simply ended,
 * one document waits for the one before, and a server that reads no documents never carries the library.
 */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../kernel/errors.js';
import { rejected } from '../platform/files/rejection.js';

const require = createRequire(import.meta.url);

const heapMb = 256;
const millisecondsMax = 15_000;

// A style map inside the file could hide paragraphs from the reader; outside files are never fetched, pictures not read.
const script = `
  const { parentPort, workerData } = require('node:worker_threads');
  const mammoth = require(workerData.mammoth);
  const convertImage = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
  const options = { convertImage, includeEmbeddedStyleMap: false, externalFileAccess: false };
  mammoth.convertToHtml({ buffer: Buffer.from(workerData.docx) }, options).then(({ value }) => parentPort.postMessage(value));
`;

let lastDocument: Promise<unknown> = Promise.resolve();

/** HTML of a checked document. Throws `file-rejected` `corrupt`, or `too-large` when heap or time run out. */
export function docxToHtml(docx: Buffer): Promise<string> {
  const html = lastDocument.then(() => convert(docx));
  lastDocument = html.catch(() => undefined);
  return html;
}

async function convert(docx: Buffer): Promise<string> {
  const mammoth = require.resolve('mammoth');
  const resourceLimits = { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32 };
  const worker = new Worker(script, {
    eval: true,
    workerData: { mammoth, docx },
    resourceLimits,
    stdout: true,
    stderr: true,
    env: {},
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      timer = setTimeout(() => reject(tooMuch()), millisecondsMax);
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : unreadable()),
      );
      worker.once('exit', () => reject(unreadable()));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function unreadable(): DomainError {
  return rejected(
    'corrupt',
    'Dokumentets innehåll går inte att läsa som ett Word-dokument. Öppna det i Word och spara om det.',
  );
}

function tooMuch(): DomainError {
  return new DomainError('too-large', 'Dokumentet är för stort eller för invecklat för att läsas. Dela upp det.', {
    code: 'document-too-large',
  });
}
