/**
 * From the bytes of a file to the text of a memorandum: plain text or .docx, told by content and never by name alone.
 *
 * Refuses what is something else, what is locked, what is made to harm, and what cannot be read without guessing. The
 * size is looked at first and every later step has a limit of its own, so no file costs more memory than its limit.
 */
import { DomainError } from '../kernel/errors.js';
import { rejected } from '../platform/files/rejection.js';
import { checkedDocx } from './memorandum.archive.js';
import { docxToHtml } from './memorandum.docx.js';
import { htmlToText, plainText } from './memorandum.plain.js';

export const fileBytesMax = 20_000_000;
/** Some hundred and fifty pages; the longest is read in about half a second, beside the server (`memoranda.reader.ts`). */
export const textCharactersMax = 300_000;

export interface ExtractedText {
  /** NFC with `\n`; what places are counted in. */
  text: string;
  kind: 'text' | 'docx';
}

/**
 * The file's text. Throws `too-large`, or `file-rejected` with code `empty`, `type-mismatch`, `not-text`, `encrypted`,
 * `active-content`, `archive-bomb`, `archive-unsafe` or `corrupt`. `fileName` only adds doubt: a name that says another
 * type than the content is refused. `keepsInnerTables` leaves a table within a cell as markup in that cell.
 */
export async function extractText(
  bytes: Buffer,
  fileName?: string,
  { keepsInnerTables = false } = {},
): Promise<ExtractedText> {
  if (bytes.length > fileBytesMax) {
    const detail = `Filen är ${Math.ceil(bytes.length / 1_000_000)} MB; högst ${fileBytesMax / 1_000_000} MB tas emot.`;
    throw new DomainError('too-large', detail, { code: 'file-too-large' });
  }
  if (bytes.length === 0) throw rejected('empty', 'Filen är tom.');
  const isZip = bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04';
  refuseOtherTypes(bytes);
  refuseName(fileName, isZip);
  const text = isZip
    ? plainText(htmlToText(await docxToHtml(await checkedDocx(bytes)), { keepsInnerTables }))
    : plainText(decodeText(bytes));
  if (text.trim() === '')
    throw rejected('empty', isZip ? 'Dokumentet innehåller ingen text.' : 'Filen innehåller bara blanktecken.');
  if (text.length > textCharactersMax) {
    const detail = `Texten är ${text.length} tecken lång; högst ${textCharactersMax} läses. Dela upp dokumentet.`;
    throw new DomainError('too-large', detail, { code: 'document-too-large' });
  }
  return { text, kind: isZip ? 'docx' : 'text' };
}

const oleMagic = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** First bytes (latin1) of what people hand in by mistake, and what to call it. */
const otherTypes: readonly [magic: string, name: string][] = [
  ['%PDF', 'en PDF'],
  ['\x89PNG', 'en PNG-bild'],
  ['\xff\xd8\xff', 'en JPEG-bild'],
  ['GIF8', 'en GIF-bild'],
  ['II*\0', 'en TIFF-bild'],
  ['MM\0*', 'en TIFF-bild'],
  ['RIFF', 'en bild- eller ljudfil'],
  ['{\\rtf', 'ett RTF-dokument'],
  [oleMagic, 'ett äldre Office-dokument (.doc)'],
  ['PK\x05\x06', 'ett tomt zip-arkiv'],
  ['\x1f\x8b', 'en gzip-fil'],
  ["7z\xbc\xaf'\x1c", 'ett 7-zip-arkiv'],
  ['Rar!', 'ett RAR-arkiv'],
  ['MZ\x90', 'ett program'],
  ['\x7fELF', 'ett program'],
];

function refuseOtherTypes(bytes: Buffer): void {
  const head = bytes.subarray(0, 1_024).toString('latin1');
  if (head.startsWith(oleMagic) && bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    throw rejected('encrypted', 'Dokumentet är lösenordsskyddat. Ta bort lösenordet och spara om det.');
  }
  const shown = head.replace(/^(?:\xef\xbb\xbf)?[\s\0]{0,200}/, '');
  const isMarkup = /^(?:<!doctype|<html|<\?xml|<svg|<head|<body|<script)/i.test(shown);
  const found = isMarkup
    ? 'en HTML- eller XML-fil'
    : otherTypes.find(([magic]) => head.startsWith(magic) || shown.startsWith(magic))?.[1];
  if (found === undefined) return;
  throw rejected('type-mismatch', `Filen är ${found}. Lämna dokumentet som .docx eller ren text (.txt).`);
}

/** The last part of a name counts as a type only when it looks like one; "skrivelse.v2" has none. */
function refuseName(fileName: string | undefined, isZip: boolean): void {
  const extension = /\.([a-z]{2,5})$/.exec((fileName ?? '').trim().toLowerCase())?.[1];
  if (extension === undefined) return;
  if (extension === 'docm' || extension === 'dotm') {
    throw rejected('active-content', 'Filen är ett dokument med makron (.docm). Spara det som vanlig .docx.');
  }
  const isRight = isZip ? extension === 'docx' : ['txt', 'text', 'md'].includes(extension);
  if (isRight) return;
  const content = isZip ? 'ett Word- eller zip-arkiv' : 'text';
  throw rejected(
    'type-mismatch',
    `Filen heter .${extension} men innehåller ${content}. Lämna dokumentet som .docx eller .txt.`,
  );
}

/** Bytes 80 to 9F. Spelled out because Node's own decoder reads them as control characters in some versions (20.20). */
const windows1252 = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';

/**
 * Strict UTF-8; else Windows-1252 when it reads as Swedish: no control characters, and every byte above ASCII is a
 * letter or sign of Western prose, at most one byte in five. Mac Roman, UTF-16 and binary files fail that and are
 * refused, because a wrongly guessed alphabet would still give amounts.
 */
function decodeText(bytes: Buffer): string {
  if (/^(?:\xff\xfe|\xfe\xff)/.test(bytes.subarray(0, 2).toString('latin1'))) throw notText('Filen är UTF-16');
  if (bytes.includes(0)) throw notText('Filen innehåller nolltecken och är inte text');
  try {
    return acceptable(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof DomainError) throw error;
  }
  const high = bytes.reduce((count, byte) => (byte >= 0x80 ? count + 1 : count), 0);
  const text = bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (sign) => windows1252[sign.charCodeAt(0) - 0x80]!);
  if (high * 5 > bytes.length || /[^\s -~§°´·»«½éèêëáàüúöäåæøóñçÅÄÖÉÜÆØ–—‘’“”„…•€™©®]/.test(text)) {
    throw notText('Filens teckenkodning går inte att avgöra');
  }
  return acceptable(text);
}

/** The odd control character is dirt from another program; many of them are no text. A closing DOS end mark is neither. */
function acceptable(text: string): string {
  const shown = text.endsWith('\x1a') ? text.slice(0, -1) : text;
  const controls = shown.match(/(?![\t\n\v\f\r])\p{Cc}/gu)?.length ?? 0;
  if (controls * 1_000 > shown.length) throw notText('Filen innehåller styrtecken och är inte text');
  return shown;
}

function notText(what: string): DomainError {
  return rejected('not-text', `${what}. Spara den som ren text i UTF-8, eller lämna en .docx.`);
}
