/** Text into HTML. Whatever is put into a template is escaped, unless it is itself the result of a template. */

export class Markup {
  constructor(readonly text: string) {}
}

type Piece = string | number | Markup | null | undefined | readonly Piece[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Attributes must be written within quotation marks; addresses must be built with `encodeURIComponent`. */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(parts.reduce((text, part, index) => text + shown(pieces[index - 1]) + part));
}

function shown(piece: Piece): string {
  if (piece === null || piece === undefined) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(shown).join('');
  return String(piece).replaceAll(/[&<>"']/g, (sign) => escapes[sign] as string);
}
