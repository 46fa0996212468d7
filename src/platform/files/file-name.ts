/** Names of files: what may be kept of the one a person's computer gave, and how it is sent back. */
import { invalid } from '../../kernel/errors.js';

const lengthMax = 200;
/** Marks that turn the reading direction or cannot be seen: `fdp.exe` could pass for `exe.pdf`. */
// oxlint-disable-next-line no-control-regex -- finding control characters is the point
const deceptive = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/u;

/**
 * The last segment of the name, in NFC, without space and dots at its end.
 * @throws 422 `file-name` when nothing is left, when it is too long, or when it holds characters that deceive the eye.
 */
export function cleanFileName(given: string, pointer = '/fileName'): string {
  if (!given.isWellFormed() || deceptive.test(given))
    throw invalid(pointer, 'file-name', 'Filnamnet innehåller styrtecken eller osynliga tecken. Byt namn på filen.');
  const name = (given.normalize('NFC').split(/[/\\]/).at(-1) ?? '').trim().replace(/[. ]+$/, '');
  if (name === '') throw invalid(pointer, 'file-name', 'Ange filens namn, till exempel tjänsteskrivelse.pdf.');
  if ([...name].length > lengthMax) throw invalid(pointer, 'file-name', `Filnamnet får ha högst ${lengthMax} tecken.`);
  return name;
}

/** What a title or somebody's name may hold and the name of a file may not. */
const unfit = new RegExp(`[/\\\\]|${deceptive.source}`, 'gu');

/**
 * The name of a file made here, out of a title or somebody's name: nobody is refused for what they are called. What a file
 * name cannot hold becomes a dash, and what is too long is cut.
 */
export function madeFileName(stem: string, extension: string): string {
  const room = lengthMax - extension.length - 1;
  const kept = [...stem.normalize('NFC').replaceAll(unfit, '-').trim()].slice(0, room).join('');
  return cleanFileName(`${kept.replace(/[. ]+$/, '')}.${extension}`);
}

/** The part after the last dot, in lower case; empty without one. */
export function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** `Content-Disposition` that saves the file and never shows it (RFC 6266): for what somebody else has made. */
export function attachment(name: string): string {
  return `attachment; ${named(name)}`;
}

/** The same for what is made here, which a browser may show. */
export function inline(name: string): string {
  return `inline; ${named(name)}`;
}

/** An ASCII name for old clients, and the real one as RFC 5987 writes it. */
function named(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/gu, '')
    .replaceAll(/[^A-Za-z0-9._ ()-]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}
