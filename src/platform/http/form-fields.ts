/**
 * What a form without script sends, read as strictly as JSON is: each field once, whole UTF-8, no name that every object
 * inherits. Taken only by a route that says `takesForm`.
 */
import { DomainError } from '../../kernel/errors.js';
import { inheritedNames } from './strict-json.js';

export const formMediaType = 'application/x-www-form-urlencoded';

/** No form of ours has more; a page of questions has three fields for each. */
export const fieldsMax = 500;

export class FormFields {
  private constructor(private readonly fields: ReadonlyMap<string, string>) {}

  /** @throws DomainError malformed-request, too-large */
  static read(bytes: Buffer): FormFields {
    const pairs = bytes.toString('latin1').split('&').filter(Boolean);
    return FormFields.of(
      pairs.map((pair) => {
        const at = pair.indexOf('=');
        return [decoded(at < 0 ? pair : pair.slice(0, at)), at < 0 ? '' : decoded(pair.slice(at + 1))];
      }),
    );
  }

  /** Decoded already. @throws DomainError malformed-request, too-large */
  static of(entries: readonly (readonly [name: string, value: string])[]): FormFields {
    if (entries.length > fieldsMax) throw new DomainError('too-large', `Formuläret har fler än ${fieldsMax} fält.`);
    const fields = new Map<string, string>();
    for (const [name, value] of entries) {
      if (fields.has(name) || inheritedNames.has(name))
        throw malformed(`Fältet '${name.slice(0, 60)}' ska anges en gång.`);
      fields.set(name, value);
    }
    return new FormFields(fields);
  }

  /** As it was typed, with line ends of one kind; empty when the form has no such field. */
  text(name: string): string {
    return (this.fields.get(name) ?? '').replaceAll(/\r\n?/g, '\n');
  }

  /** Nothing but blanks is nothing. */
  given(name: string): string | undefined {
    const text = this.text(name).trim();
    return text === '' ? undefined : text;
  }
}

/** Browsers escape everything else; a bare byte has no one meaning. */
const plain = /^[\u0021-\u007e]*$/;

function decoded(text: string): string {
  if (!plain.test(text)) throw malformed('Formuläret är inte skrivet som formulär skrivs.');
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw malformed('Formuläret är inte skrivet i UTF-8.');
  }
}

function malformed(detail: string): DomainError {
  return new DomainError('malformed-request', detail);
}
