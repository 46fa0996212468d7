/** Bytes on disk: whole, found again, and never half there; and what a file is, judged by its bytes. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DomainError } from '../../src/kernel/errors.js';
import { mediaTypeOf } from '../../src/platform/files/file-kind.js';
import { FileStore } from '../../src/platform/files/file-store.js';
import { zip } from '../cases/memoranda/zip.js';

let dataDir: string;
let store: FileStore;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'anslag-files-'));
  store = new FileStore({ dataDir });
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const temporary = (): string[] => readdirSync(join(dataDir, 'files/temporary'));
const addresses = async (): Promise<string[]> => {
  const found: string[] = [];
  for await (const address of store.addresses()) found.push(address);
  return found;
};
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** `type code`, or the outcome when nothing was refused. */
async function outcome(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `${error.type}${error.code === undefined ? '' : ` ${error.code}`}`;
  }
}

describe('the file store', () => {
  it('keeps bytes under their hash, in directories nobody else may enter', async () => {
    const bytes = randomBytes(300_000);
    const stored = await store.put(Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]), 1_000_000);
    expect(stored).toEqual({ sha256: sha256(bytes), sizeBytes: 300_000 });
    const name = stored.sha256.toString('hex');
    const folder = join(dataDir, 'files', name.slice(0, 2), name.slice(2, 4));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(await buffer(await store.open(stored.sha256, 300_000))).toEqual(bytes);
    expect(temporary()).toEqual([]);
  });

  it('keeps equal bytes once, however many keep them at the same moment', async () => {
    const bytes = randomBytes(50_000);
    await Promise.all(Array.from({ length: 20 }, () => store.put(bytes, 50_000)));
    expect(await addresses()).toEqual([sha256(bytes).toString('hex')]);
    expect(temporary()).toEqual([]);
  });

  it('mends a damaged file when the right bytes come again', async () => {
    const bytes = Buffer.from('rätt innehåll');
    const stored = await store.put(bytes, 100);
    const name = stored.sha256.toString('hex');
    writeFileSync(join(dataDir, 'files', name.slice(0, 2), name.slice(2, 4), name), 'fel');
    expect(await outcome(store.open(stored.sha256, stored.sizeBytes))).toBe('unavailable file-damaged');
    expect(await store.isWhole(stored.sha256)).toBe(false);
    await store.put(bytes, 100);
    expect(await store.isWhole(stored.sha256)).toBe(true);
  });

  it.each<[string, () => Buffer | Readable, string]>([
    ['one byte too many', () => Buffer.alloc(101, 1), 'too-large'],
    ['one byte too many, in pieces', () => Readable.from([Buffer.alloc(100, 1), Buffer.alloc(1)]), 'too-large'],
    ['nothing', () => Buffer.alloc(0), 'file-rejected empty'],
    ['nothing, as a stream', () => Readable.from([]), 'file-rejected empty'],
    ['a sender that stops', () => interrupted(), 'malformed-request upload-interrupted'],
  ])('refuses %s and keeps nothing of it', async (_what, bytes, expected) => {
    expect(await outcome(store.put(bytes(), 100))).toBe(expected);
    expect(temporary()).toEqual([]);
    expect(await addresses()).toEqual([]);
  });

  it('takes exactly the limit', async () => {
    expect(await outcome(store.put(Buffer.alloc(100, 1), 100))).toMatchObject({ sizeBytes: 100 });
  });

  it('keeps nothing that its inspection refuses', async () => {
    const refusing = store.put(Buffer.from('abc'), 100, () => Promise.reject(new DomainError('file-rejected', 'nej')));
    expect(await outcome(refusing)).toBe('file-rejected');
    expect([...temporary(), ...(await addresses())]).toEqual([]);
  });

  it('leaves a stream it refuses open, so that the answer can still be sent', async () => {
    const stream = Readable.from([Buffer.alloc(200), Buffer.alloc(200)]);
    await outcome(store.put(stream, 100));
    expect(stream.destroyed).toBe(false);
  });

  it('says that a file is missing', async () => {
    expect(await outcome(store.open(Buffer.alloc(32)))).toBe('unavailable file-missing');
    expect(await addresses()).toEqual([]);
  });

  it('sweeps what a killed process left, not what is on its way', async () => {
    await store.put(Buffer.from('a'), 10);
    const [old, young] = [join(dataDir, 'files/temporary/old'), join(dataDir, 'files/temporary/young')];
    for (const path of [old, young]) writeFileSync(path, 'x');
    const yesterday = Date.now() / 1000 - 25 * 3600;
    utimesSync(old, yesterday, yesterday);
    expect(await store.sweepTemporary()).toBe(1);
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  });
});

function interrupted(): Readable {
  return Readable.from(
    (function* () {
      yield Buffer.from('början');
      throw new Error('aborted');
    })(),
  );
}

describe('what a file is', () => {
  const office = (...names: string[]): Buffer =>
    zip(['[Content_Types].xml', ...names].map((name) => ({ name, content: '<x/>' })));
  const pdf = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n';

  it.each<[string, Buffer | string, string]>([
    ['a pdf', pdf, 'application/pdf'],
    [
      'a Word document',
      office('word/document.xml'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['a workbook', office('xl/workbook.xml'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['text', 'Hej åäö\r\n\tindraget\f', 'text/plain'],
    ['text with a byte order mark', '\ufeffHej', 'text/plain'],
    ['a letter over the seam of two reads', `${'a'.repeat(65_535)}å`, 'text/plain'],
    ['a png', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'image/png'],
    ['a jpeg', Buffer.from('ffd8ffe000104a46', 'hex'), 'image/jpeg'],
    ['a pdf cut short', pdf.replace('%%EOF', ''), 'file-rejected type-mismatch'],
    ['an encrypted pdf', pdf.replace('/Root', '/Encrypt 2 0 R /Root'), 'file-rejected encrypted'],
    ['a pdf that begins with something else', `<html>${pdf}`, 'text/plain'],
    ['a program', Buffer.from('4d5a900003000000', 'hex'), 'file-rejected type-mismatch'],
    ['text in Latin-1', Buffer.from('å', 'latin1'), 'file-rejected type-mismatch'],
    ['text with a NUL', 'a\u0000b', 'file-rejected type-mismatch'],
    ['an old Word document', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file-rejected encrypted'],
    ['an archive of other things', zip([{ name: 'readme.txt', content: 'x' }]), 'file-rejected type-mismatch'],
    ['an office archive of another kind', office('ppt/presentation.xml'), 'file-rejected type-mismatch'],
    ['a document with macros', office('word/document.xml', 'word/vbaProject.bin'), 'file-rejected active-content'],
    ['an archive with a way out', office('word/document.xml', '../x'), 'file-rejected archive-unsafe'],
    ['an archive with a name twice', office('word/document.xml', 'word/document.xml'), 'file-rejected archive-unsafe'],
    ['an archive cut short', office('word/document.xml').subarray(0, 100), 'file-rejected corrupt'],
    ['an encrypted archive', zip([{ name: 'word/document.xml', content: 'x', flags: 1 }]), 'file-rejected encrypted'],
    [
      'a bomb that says so',
      zip([{ name: 'word/document.xml', content: Buffer.alloc(60_000_000) }]),
      'file-rejected archive-bomb',
    ],
    [
      'four gigabytes in a few bytes',
      zip([{ name: 'word/document.xml', content: 'x', size: 0xfffffff0 }]),
      'file-rejected archive-bomb',
    ],
    [
      'too many entries',
      office(...Array.from({ length: 2_001 }, (_, index) => `word/${index}.xml`)),
      'file-rejected archive-bomb',
    ],
  ])('%s', async (_what, bytes, expected) => {
    const path = join(dataDir, 'file');
    writeFileSync(path, bytes);
    expect(await outcome(mediaTypeOf(path))).toBe(expected);
  });
});
