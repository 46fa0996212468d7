/** Files people and attackers hand in, built when they are needed so that no bomb stands in the repository. */
import { randomBytes } from 'node:crypto';
import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { sumRowTable } from '../../cases/memoranda/documents.js';
import { zip, type ZipPart } from '../../cases/memoranda/zip.js';

const contentTypes: ZipPart = {
  name: '[Content_Types].xml',
  content:
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
};
const relations: ZipPart = {
  name: '_rels/.rels',
  content:
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
};
const xml = (text: string, before = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`;
const main = (content: string): ZipPart => ({ name: 'word/document.xml', content });
const docx = (...parts: ZipPart[]): Buffer => zip([contentTypes, relations, ...parts]);
const whole = main(xml('Tjänsteskrivelse'));

const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n');

/** Four gigabytes of zeros in four megabytes: one packed megabyte, flushed so that it can stand any number of times. */
function gigabytesOfZeros(): Buffer {
  const zeros = Buffer.alloc(1_000_000);
  const flushed = deflateRawSync(zeros, { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: 4_000 }, () => flushed), deflateRawSync(Buffer.alloc(0))]);
}

const bombPart = (size: number): ZipPart => ({
  name: 'word/document.xml',
  packed: gigabytesOfZeros(),
  size,
  checksum: 0,
});

const makers: Readonly<Record<string, () => Buffer | Promise<Buffer>>> = {
  docx: sumRowTable,
  html: () => Buffer.from('<!doctype html><html><body>8 075 000 SEK</body></html>'),
  svg: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  pdf: () => pdf,
  'pdf-whole': () => pdf,
  png: () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
  text: () => Buffer.from('Tjänsteskrivelse\n\nBehov av tillskott: 500 000 SEK\n'),
  xlsx: () => zip([contentTypes, { name: 'xl/workbook.xml', content: '<workbook/>' }]),
  zip: () => zip([{ name: 'läsmig.txt', content: 'hej' }]),
  elf: () => Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(60)]),
  doc: () => Buffer.concat([ole, Buffer.alloc(512)]),
  rtf: () => Buffer.from('{\\rtf1\\ansi Tjänsteskrivelse}', 'latin1'),
  gzip: () => gzipSync('Tjänsteskrivelse'),
  random: () => Buffer.concat([Buffer.from([0x81, 0x8d]), randomBytes(20_000)]),
  utf16: () => Buffer.from('\ufeffTjänsteskrivelse', 'utf16le'),
  nulls: () => Buffer.from('Tjänste\0skrivelse'),
  macros: () => docx(whole, { name: 'word/vbaProject.bin', content: 'x' }),
  bomb: () => docx(bombPart(4_000_000_000)),
  'lying-bomb': () => docx(bombPart(1_000)),
  'many-entries': () =>
    docx(whole, ...Array.from({ length: 20_000 }, (_, index) => ({ name: `word/media/${index}.png`, content: 'x' }))),
  overlapping: () => {
    const part = deflateRawSync(Buffer.alloc(1_000_000));
    const shared = { packed: part, size: 1_000_000, checksum: crc32(Buffer.alloc(1_000_000)) };
    return docx(
      { ...shared, name: 'word/document.xml' },
      ...Array.from({ length: 500 }, (_, index) => ({ ...shared, name: `word/a${index}.xml`, sharesOffsetOf: 2 })),
    );
  },
  'duplicate-names': () => docx(whole, main(xml('Ett annat innehåll'))),
  symlink: () => docx(whole, { name: 'word/media/link.png', content: '/etc/passwd', attributes: 0o120777 << 16 }),
  'path-out': () => docx(whole, { name: '../../etc/cron.d/x', content: 'x' }),
  'wrong-checksum': () => docx({ ...whole, checksum: 1 }),
  truncated: () => docx(whole).subarray(0, -40),
  'not-xml': () => docx(main('detta är inte XML <<<')),
  xxe: () => docx(main(xml('&x;', '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'))),
  'billion-laughs': () =>
    docx(main(xml('&c;', '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'))),
  encrypted: () => Buffer.concat([ole, Buffer.alloc(1_000), Buffer.from('EncryptedPackage', 'utf16le')]),
  'encrypted-entry': () => docx({ ...whole, flags: 1 }),
  empty: () => Buffer.alloc(0),
  blank: () => Buffer.from(' \n\t \n'),
  'blank-docx': () => docx(main(xml(' '))),
  '50MB': () => Buffer.alloc(50_000_000, 'a '),
  'over-limit': () => Buffer.alloc(20_000_001, 'a '),
  'at-limit': () => Buffer.alloc(20_000_000, 'Ett ord. '),
};

const made = new Map<string, Promise<Buffer>>();

/** The file of that name, made once. */
export function badFile(name: string): Promise<Buffer> {
  const known = made.get(name);
  if (known !== undefined) return known;
  const maker = makers[name];
  if (maker === undefined) throw new Error(`no file '${name}'`);
  const file = Promise.resolve(maker());
  made.set(name, file);
  return file;
}
