import { constants, crc32, deflateRawSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../src/kernel/errors.js';
import { archiveLimits } from '../../src/interchange/memorandum.archive.js';
import { extractText, fileBytesMax } from '../../src/interchange/memorandum.file.js';
import { packed, sumRowTable, table, tkrColumn } from '../cases/memoranda/documents.js';
import { amountPlaces, expectGolden, read, runningText, uncaught } from '../cases/memoranda/reading.js';
import { zip, type ZipPart } from '../cases/memoranda/zip.js';

/** The text, or "type code" of the refusal; the message must be Swedish prose. */
async function answer(bytes: Buffer, fileName?: string): Promise<string> {
  try {
    return (await extractText(bytes, fileName)).text;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.message).toMatch(/^[A-ZÅÄÖ].*\.$/);
    return `${error.type} ${error.code}`;
  }
}

const source = readFileSync(join(process.cwd(), 'test/cases/memoranda/running-text.txt'), 'utf8');

describe('the look-alikes of the worked case', () => {
  it.each([
    ['sum-row-table', sumRowTable],
    ['tkr-column', tkrColumn],
  ])(
    '%s reads as its golden JSON says, and every changed digit is caught',
    async (name, build) => {
      const { text, kind } = await extractText(await build(), `${name}.docx`);
      const good = read(text);
      expect(kind).toBe('docx');
      expectGolden(name, good);
      expect(good.findings.map(({ code }) => code)).toEqual(['dated-after-step']);
      const rows = [
        ...text.matchAll(/^(?:\d\t)?(?:Föräldrakurser|Fler platser|Samtal)[^\t\n]*\t(.*)$|^Summa\t+(?!37 200)(.*)$/gm),
      ];
      const cells = rows.map((row) => ({
        start: row.index + row[0].indexOf(row[1] ?? row[2]!),
        end: row.index + row[0].length,
      }));
      expect(cells).toHaveLength(4);
      expect(uncaught(text, [...amountPlaces(good), ...cells])).toEqual([]);
    },
    60_000,
  );
});

describe('plain text', () => {
  it.each([
    ['UTF-8', Buffer.from(source)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${source}`)],
    ['CRLF', Buffer.from(source.replace(/\n/g, '\r\n'))],
    ['decomposed letters', Buffer.from(source.normalize('NFD'))],
    ['soft hyphens', Buffer.from(source.replace(/insatser/g, 'insat\u00adser'))],
    ['Windows-1252', Buffer.from(source, 'latin1')],
    ['a DOS end mark', Buffer.from(`${source}\x1a`)],
  ])('%s gives the same text', async (_, bytes) => {
    expect(await answer(bytes, 'skrivelse.txt')).toBe(runningText);
  });

  it('reads the typographic signs of Windows-1252', async () => {
    expect(await answer(Buffer.from('Behov \x96 5 \x94tkr\x94 \xe5r 2023, st\xf6rre \xe4n f\xf6rr', 'latin1'))).toBe(
      'Behov – 5 ”tkr” år 2023, större än förr',
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'file-rejected empty'],
    ['only blanks', Buffer.from(' \r\n\t'), 'file-rejected empty'],
    ['NUL bytes', Buffer.from('Behov\0av tillskott'), 'file-rejected not-text'],
    ['UTF-16', Buffer.from('\ufeffBehov av tillskott', 'utf16le'), 'file-rejected not-text'],
    ['Mac Roman', Buffer.from('F\x9arvaltningens \x9averv\x8aganden', 'latin1'), 'file-rejected not-text'],
    ['broken UTF-8', Buffer.from('Förvaltningen å', 'utf8').subarray(0, -1), 'file-rejected not-text'],
    [
      'noise',
      Buffer.from(Array.from({ length: 5_000 }, (_, index) => 1 + ((index * 7919) % 255))),
      'file-rejected not-text',
    ],
    ['control characters', Buffer.from('\x01\x02\x03 text \x04'), 'file-rejected not-text'],
    ['a PDF', Buffer.from('%PDF-1.7\n…'), 'file-rejected type-mismatch'],
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'file-rejected type-mismatch'],
    ['a JPEG', Buffer.from('\xff\xd8\xff\xe0', 'latin1'), 'file-rejected type-mismatch'],
    ['HTML', Buffer.from('\ufeff \n<!DOCTYPE html><p>Behov</p>'), 'file-rejected type-mismatch'],
    ['XML', Buffer.from('<?xml version="1.0"?><a/>'), 'file-rejected type-mismatch'],
    ['RTF', Buffer.from('{\\rtf1 Behov}'), 'file-rejected type-mismatch'],
    ['an old .doc', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'file-rejected type-mismatch'],
    [
      'a locked .docx',
      Buffer.concat([
        Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'file-rejected encrypted',
    ],
    ['more text than is read', Buffer.alloc(1_000_001, 'a'), 'too-large document-too-large'],
    ['50 MB', Buffer.alloc(50_000_000, 'a'), 'too-large file-too-large'],
    ['one byte too many', Buffer.alloc(fileBytesMax + 1), 'too-large file-too-large'],
  ])('refuses %s', async (_, bytes, expected) => {
    expect(await answer(bytes)).toBe(expected);
  });

  it.each([
    ['skrivelse.txt', 'text'],
    ['skrivelse', 'text'],
    ['skrivelse.v2', 'text'],
    ['skrivelse.docx', 'file-rejected type-mismatch'],
    ['skrivelse.pdf.exe', 'file-rejected type-mismatch'],
    ['skrivelse.docm', 'file-rejected active-content'],
  ])('with the name %s', async (name, expected) => {
    expect(await answer(Buffer.from('text'), name)).toBe(expected);
  });

  it('says what was found and what would be right', async () => {
    await expect(extractText(Buffer.from('%PDF-1.7'))).rejects.toThrow(
      'Filen är en PDF. Lämna dokumentet som .docx eller ren text (.txt).',
    );
  });
});

const document =
  '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Behov</w:t></w:r></w:p></w:body></w:document>';
const relationships =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Target="word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>';
const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';

function docx(...more: ZipPart[]): Buffer {
  const own: ZipPart[] = [
    { name: '[Content_Types].xml', content: types },
    { name: '_rels/.rels', content: relationships },
    { name: 'word/document.xml', content: document },
  ];
  const named = new Set(more.filter(({ flags }) => flags === undefined).map(({ name }) => name));
  return zip([...own.filter(({ name }) => !named.has(name) || more.length > 1), ...more]);
}

/** Zeros that unpack to `size` bytes, deflated a thousand to one. */
const zeros = (size: number): Buffer => deflateRawSync(Buffer.alloc(size), { level: constants.Z_BEST_COMPRESSION });

describe('.docx', () => {
  it('reads the smallest there is', async () => {
    expect((await answer(docx())).trim()).toBe('Behov');
  });

  it('keeps merged cells in their columns', async () => {
    const bytes = await packed([
      table([
        ['Insats', 'Nr', 'Belopp'],
        [{ text: 'Summa', columns: 2 }, '7'],
      ]),
    ]);
    expect(await answer(bytes)).toBe('Insats\tNr\tBelopp\nSumma\t\t7\n\n');
  });

  const big = 30_000_000;
  const bombZeros = zeros(big);
  const manyParts = Array.from({ length: archiveLimits.entries + 1 }, (_, index): ZipPart => ({
    name: `word/media/${index}`,
  }));

  it.each([
    [
      'a ratio no document has',
      docx({ name: 'word/media/a', packed: bombZeros, size: big }),
      'file-rejected archive-bomb',
    ],
    ['a lie about the size', docx({ name: 'word/media/a', packed: bombZeros, size: 10 }), 'file-rejected archive-bomb'],
    [
      'too much in all, each part small',
      docx(
        ...Array.from({ length: 60 }, (_, index): ZipPart => ({
          name: `word/media/${index}`,
          content: Buffer.alloc(900_000),
        })),
      ),
      'file-rejected archive-bomb',
    ],
    ['too many parts', docx(...manyParts), 'file-rejected archive-bomb'],
    [
      'parts over each other',
      docx({ name: 'word/media/a', content: 'aaaa' }, { name: 'word/media/b', content: 'aaaa', sharesOffsetOf: 3 }),
      'file-rejected archive-bomb',
    ],
    [
      'text without end',
      docx({
        name: 'word/styles.xml',
        content: Buffer.alloc(archiveLimits.textBytes, 'abcdefghijklmnopqrstuvwxyzåäö 0123456789'),
        isStored: true,
      }),
      'too-large document-too-large',
    ],
    ['a path out of the archive', docx({ name: '../evil.xml' }), 'file-rejected archive-unsafe'],
    ['an absolute path', docx({ name: '/etc/passwd' }), 'file-rejected archive-unsafe'],
    ['two parts of one name', docx({ name: 'word/a.xml' }, { name: 'word/A.xml' }), 'file-rejected archive-unsafe'],
    ['a part with two names', docx({ name: 'word/a.xml', localName: 'word/b.xml' }), 'file-rejected archive-unsafe'],
    [
      'a symbolic link',
      docx({ name: 'word/link', content: '/etc/passwd', attributes: 0o120777 << 16 }),
      'file-rejected archive-unsafe',
    ],
    ['a locked part', docx({ name: 'word/a.xml', flags: 1 }), 'file-rejected encrypted'],
    ['macros', docx({ name: 'word/vbaProject.bin', content: 'x' }), 'file-rejected active-content'],
    [
      'a DOCTYPE',
      docx({ name: 'word/document.xml', content: `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${document}` }),
      'file-rejected active-content',
    ],
    [
      'a DOCTYPE far in, in another part',
      docx({ name: 'customXml/item1.xml', content: `${' '.repeat(65_531)}<!docType a>` }),
      'file-rejected active-content',
    ],
    [
      'a wrong checksum',
      docx({ name: 'word/styles.xml', content: 'x', checksum: crc32('y') }),
      'file-rejected corrupt',
    ],
    ['XML that is none', docx({ name: 'word/document.xml', content: '<w:document><w:body>' }), 'file-rejected corrupt'],
    ['an archive cut short', docx().subarray(0, 300), 'file-rejected corrupt'],
    ['a spreadsheet', zip([{ name: 'xl/workbook.xml', content: '<a/>' }]), 'file-rejected type-mismatch'],
    ['any other archive', zip([{ name: 'a.txt', content: 'a' }]), 'file-rejected type-mismatch'],
    ['an empty archive', zip([]), 'file-rejected type-mismatch'],
    [
      'a document without text',
      docx({ name: 'word/document.xml', content: document.replace('Behov', '') }),
      'file-rejected empty',
    ],
  ])('refuses %s', async (_, bytes, expected) => {
    expect(await answer(bytes)).toBe(expected);
  });

  it('refuses a .docx with another name', async () => {
    expect(await answer(docx(), 'skrivelse.txt')).toBe('file-rejected type-mismatch');
  });

  it('survives any single damaged byte of a real document', async () => {
    const good = await sumRowTable();
    const expected = await answer(good);
    for (let index = 0; index < good.length; index += 97) {
      const bad = Buffer.from(good);
      bad[index]! ^= 0x55;
      const text = await answer(bad);
      // Either refused, or the damage was where nothing is read from: never other text.
      if (!/^(?:file-rejected|too-large) /.test(text)) expect(text).toBe(expected);
    }
  }, 60_000);

  it('takes bounded memory for a bomb and for a file that is too large', async () => {
    const packed = zeros(100_000_000);
    const honest = docx({ name: 'word/media/a', packed, size: 100_000_000 });
    const lying = docx({ name: 'word/media/a', packed, size: 900_000 });
    const large = Buffer.alloc(50_000_000, 'a');
    await answer(docx());
    const before = process.memoryUsage().rss;
    let peak = before;
    const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 1);
    for (let round = 0; round < 3; round += 1) {
      expect(await answer(honest)).toBe('file-rejected archive-bomb');
      expect(await answer(lying)).toBe('file-rejected archive-bomb');
      expect(await answer(large)).toBe('too-large file-too-large');
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    clearInterval(timer);
    expect(peak - before).toBeLessThan(60_000_000);
  }, 60_000);
});

it('gives back the memory and the time a monstrous document asks for', async () => {
  const rows = '<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'.repeat(80_000);
  const bytes = docx({
    name: 'word/document.xml',
    content: document.replace('<w:body>', `<w:body>${rows}`),
    isStored: true,
  });
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 20);
  expect(await answer(bytes)).toBe('too-large document-too-large');
  clearInterval(timer);
  // The event loop kept turning while the thread worked for a second or more.
  expect(ticks).toBeGreaterThan(5);
  expect((await answer(docx())).trim()).toBe('Behov');
}, 60_000);

it('loads no reader of documents before the first document', () => {
  for (const name of ['archive', 'docx', 'file']) {
    const text = readFileSync(join(process.cwd(), `src/interchange/memorandum.${name}.ts`), 'utf8');
    expect(text).not.toMatch(/^import (?!type)[^;]*from '(?:mammoth|yauzl)'/m);
  }
});
