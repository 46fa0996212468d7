/** Small whole files of each kind, and forms that carry them as a browser does. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { zip, type ZipPart } from '../cases/memoranda/zip.js';
import type { TestApplication } from './app.js';

export const pdfFile = (text = 'Yttrande'): Buffer =>
  Buffer.from(`%PDF-1.7\n1 0 obj\n<</T(${text})>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n`);

export const docxFile = (): Buffer =>
  zip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'word/document.xml', content: '<w:document/>' },
  ]);

const openText = 'application/vnd.oasis.opendocument.text';

export const odtFile = (manifest = '<manifest:manifest/>', ...more: ZipPart[]): Buffer =>
  zip([
    { name: 'mimetype', content: openText, isStored: true },
    { name: 'content.xml', content: '<office:document-content/>' },
    { name: 'META-INF/manifest.xml', content: manifest },
    ...more,
  ]);

export interface FileToSend {
  name: string;
  bytes: Buffer;
}

/** Fields first, then the files, as a page's form stands. */
export function formWith(fields: Readonly<Record<string, string>>, files: readonly FileToSend[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, bytes } of files) form.append('files', new Blob([new Uint8Array(bytes)]), name);
  return form;
}

export const boundary = 'mellanrum';

/** The same byte by byte, for what no browser would send. @param end what stands after the last part */
export function rawForm(
  parts: readonly { head: string; bytes: Buffer | string }[],
  end = `--${boundary}--\r\n`,
): Buffer {
  return Buffer.concat([
    ...parts.flatMap(({ head, bytes }) => [
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`),
      typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(end),
  ]);
}

/** Every file the store holds or has begun on. */
export const storedFiles = (app: TestApplication): string[] =>
  readdirSync(join(app.dataDir, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

/** For as long as the work lasts the document is marked secret: many authorities have nobody who marks in the example. */
export async function whileSecret(app: TestApplication, documentId: string, work: () => Promise<void>): Promise<void> {
  await app.query(
    `insert into secrecy_marking (id, document_id, provision, marked_day, authority_id)
       select gen_random_uuid(), d.id, '26 kap. 1 § OSL', current_date, m.authority_id from document d join matter m on m.id = d.matter_id where d.id = $1`,
    [documentId],
  );
  try {
    await work();
  } finally {
    await app.query(`delete from secrecy_marking where document_id = $1`, [documentId]);
  }
}
