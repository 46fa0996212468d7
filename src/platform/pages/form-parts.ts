/**
 * What the pages share that somebody without an account answers on: fields with their faults, facts, and files. Pure. They
 * work without script; a form that is refused is shown again as it was typed.
 */
import { DomainError, type FieldFault } from '../../kernel/errors.js';
import { type Markup, markup } from './markup.js';
import { withDays } from './parts.js';

export interface FormFault {
  /** Id of the field. */
  field: string;
  message: string;
}

export const faultAt = (faults: readonly FormFault[], field: string): string | undefined =>
  faults.find((fault) => fault.field === field)?.message;

/**
 * What the API refuses, as the page tells it.
 * @param first the field for what is wrong with no one field
 * @param told where and how each fault is told
 * @throws the error itself when it is not about what was typed
 */
export function faultsOf(error: unknown, first: string, told: (fault: FieldFault) => FormFault): FormFault[] {
  if (!(error instanceof DomainError)) throw error;
  if (error.type !== 'validation-failed' && error.type !== 'state-conflict' && error.type !== 'too-large') throw error;
  const { errors } = error;
  return errors === undefined || errors.length === 0 ? [{ field: first, message: error.message }] : errors.map(told);
}

/** As the fields stand on the page; those not named come between. @param last the field that stands last */
export function inOrder(faults: readonly FormFault[], fields: readonly string[], last: string): FormFault[] {
  const placeOf = ({ field }: FormFault): number => {
    if (field === last) return fields.length + 1;
    return fields.includes(field) ? fields.indexOf(field) : fields.length;
  };
  return faults.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** @param heading says that nothing was taken */
export function faultSummary(heading: string, faults: readonly FormFault[]): Markup | null {
  if (faults.length === 0) return null;
  return markup`<div class="note fault" role="alert" tabindex="-1" autofocus>
    <h2>${heading}</h2>
    <ul>
      ${faults.map(({ field, message }) => markup`<li><a href="#${field}">${message}</a></li>`)}
    </ul>
  </div>`;
}

export const factList = (rows: readonly (readonly [string, string])[]): Markup =>
  markup`<dl>
    ${rows.map(
      ([label, value]) =>
        markup`<dt>${label}</dt>
          <dd>${withDays(value)}</dd>`,
    )}
  </dl>`;

/** The first of a group has the name as its id, so that the summary of faults leads there. */
export function radio(
  name: string,
  value: string,
  label: string,
  { checked, isFirst }: { checked: boolean; isFirst: boolean },
): Markup {
  const id = isFirst ? name : `${name}-${value}`;
  const input = checked
    ? markup`<input type="radio" id="${id}" name="${name}" value="${value}" checked />`
    : markup`<input type="radio" id="${id}" name="${name}" value="${value}" />`;
  return markup`<div class="choice">${input} <label for="${id}">${label}</label></div>`;
}

export interface InputOptions {
  id: string;
  label: string;
  hint?: string;
  value: string;
  max: number;
  /** The keyboard a telephone shows. */
  keyboard?: 'text' | 'decimal' | 'numeric';
  fault: string | undefined;
}

export function textInput({ id, label, hint, value, max, keyboard = 'text', fault }: InputOptions): Markup {
  return markup`<div>
    <label for="${id}">${label}</label>
    ${hintOf(id, hint)} ${fieldFault(id, fault)}
    <input class="ds-input" id="${id}" name="${id}" value="${value}" maxlength="${max}" inputmode="${keyboard}" ${described(id, fault, hint !== undefined)} />
  </div>`;
}

export interface AreaOptions extends InputOptions {
  rows: number;
}

/** A line feed right after the tag is dropped by browsers, so one stands before what was typed. */
export function textArea({ id, label, hint, value, rows, max, fault }: AreaOptions): Markup {
  return markup`<div>
    <label for="${id}">${label}</label>
    ${hintOf(id, hint)} ${fieldFault(id, fault)}
    <textarea class="ds-input" id="${id}" name="${id}" rows="${rows}" maxlength="${max}" ${described(id, fault, hint !== undefined)}>
${value}</textarea
    >
  </div>`;
}

/** Last in its form: what is typed has then come before a file that is too large. */
export function fileInput({
  id,
  label,
  hint,
  endings,
  fault,
}: {
  id: string;
  label: string;
  hint: string;
  endings: readonly string[];
  fault: string | undefined;
}): Markup {
  const accept = endings.map((ending) => `.${ending}`).join(',');
  return markup`<div>
    <label for="${id}">${label}</label>
    ${hintOf(id, hint)} ${fieldFault(id, fault)}
    <input class="ds-input" type="file" id="${id}" name="${id}" accept="${accept}" multiple ${described(id, fault, true)} />
  </div>`;
}

/** Files that came in, and what they are registered as. */
export function fileList(
  files: readonly { fileName: string | null; sizeBytes: number; number: number }[],
): Markup | null {
  if (files.length === 0) return null;
  return markup`<h2>Filer</h2>
    <ul>
      ${files.map(({ fileName, sizeBytes, number }) => markup`<li>${fileName ?? 'En fil'}, ${sizeText(sizeBytes)}, handling ${number}</li>`)}
    </ul>`;
}

const sizes = new Intl.NumberFormat('sv-SE', { maximumFractionDigits: 1 });
const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${sizes.format(bytes / 1_000_000)} MB`;

export function longText(title: string, text: string): Markup {
  return markup`<h2>${title}</h2>
    <div class="as-written">${text}</div>`;
}

/** Several things may be wrong at one field. */
export function everyFaultAt(faults: readonly FormFault[], field: string): string | undefined {
  const told = faults.filter((fault) => fault.field === field).map(({ message }) => message);
  return told.length === 0 ? undefined : told.join(' ');
}

export const fieldFault = (id: string, fault: string | undefined): Markup | null =>
  fault === undefined ? null : markup`<p class="field-fault" id="${id}-fel">${fault}</p>`;

const hintOf = (id: string, hint: string | undefined): Markup | null =>
  hint === undefined ? null : markup`<p class="hint" id="${id}-om">${hint}</p>`;

function described(id: string, fault: string | undefined, hasHint: boolean): Markup | null {
  const ids = [...(hasHint ? [`${id}-om`] : []), ...(fault === undefined ? [] : [`${id}-fel`])].join(' ');
  if (ids === '') return null;
  return fault === undefined
    ? markup`aria-describedby="${ids}"`
    : markup`aria-describedby="${ids}" aria-invalid="true"`;
}
