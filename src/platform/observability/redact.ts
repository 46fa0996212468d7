/**
 * What must not stand in a log line, a metric or a dead letter: secrets, and data about people. Works on text, whole lines
 * of JSON included, because that is the one form everything passes through on its way out.
 */

const removed = '[removed]';

/** Members whose value is a secret whatever it looks like. */
const secretMember =
  /("[^"\\]{0,40}(?:authorization|cookie|password|passwd|secret|token(?!Id)|api[-_]?key)[^"\\]{0,40}":)(?:"(?:[^"\\]|\\.)*"|\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\])/gi;
/** The same in JSON that has been put inside a string. */
const secretMemberQuoted =
  /(\\+")([^"\\]{0,40}(?:authorization|cookie|password|passwd|secret|token(?!Id)|api[-_]?key)[^"\\]{0,40})\1(\s*:\s*)\1[^"\\]*/gi;
/** The same written as headers or settings in running text: `Cookie: …`, `password=…`. */
const secretHeader = /\b((?:proxy-)?authorization|(?:set-)?cookie)(\s*[:=]\s*)[^\r\n"\\]+/gi;
const secretSetting = /\b(password|passwd|secret|[a-z_]{0,20}token)(\s*[:=]\s*)[^\s"\\,;&]+/gi;
const credentialsInAddress = /([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"\\]{0,256}@/gi;
const bearer = /\b([Bb]earer|Basic)\s+[\w.~+/=-]{8,}/g;

/**
 * Swedish personal identity numbers and co-ordination numbers (day + 60), with or without century and sign. The month and
 * day are checked, so that amounts and registration numbers stay readable.
 */
const personalNumber =
  /(?<!\d)(?:(?:18|19|20)\d\d|\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[-+ ]?\d{4}(?!\d)/g;
const email = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

/** Text without secrets, personal identity numbers and e-mail addresses. JSON stays JSON. */
export function redact(text: string): string {
  return text
    .replace(secretMember, `$1"${removed}"`)
    .replace(secretMemberQuoted, `$1$2$1$3$1${removed}`)
    .replace(secretHeader, `$1$2${removed}`)
    .replace(credentialsInAddress, `$1${removed}@`)
    .replace(bearer, `$1 ${removed}`)
    .replace(secretSetting, `$1$2${removed}`)
    .replace(personalNumber, '[personal number]')
    .replace(email, '[e-mail]');
}

/** Control characters JSON lets through, and the marks that turn the reading direction: they could disguise a line in a terminal. */
const invisible = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A JSON line whose strings hold nothing that a terminal would obey. */
export function withoutTerminalTricks(line: string): string {
  return line.replace(invisible, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const failureTextMax = 300;

/** One short line about an error, fit for a log and for the dead-letter list. */
export function describeFailure(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // eslint-disable-next-line no-control-regex -- these are the characters meant
  return redact(text.replace(/[\u0000-\u001f]+/g, ' ')).slice(0, failureTextMax);
}
