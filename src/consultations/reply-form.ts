/** The reply page's form: what was typed, as the API takes it, and the API's faults at the fields they concern. Pure. */
import type { FormFields } from '../platform/http/form-fields.js';
import { faultsOf, type FormFault, inOrder } from '../platform/pages/form-parts.js';
import { faultsOfFiles, filesField, type SentFiles } from '../registry/forms-with-files.service.js';
import type { Question } from './content.rules.js';

export interface ReplyForm {
  text: string;
  level: string;
  ownNumber: string;
  signatory: string;
  /** By the question's key. */
  positions: ReadonlyMap<string, { stance: string; quote: string }>;
}

export const emptyForm: ReplyForm = { text: '', level: '', ownNumber: '', signatory: '', positions: new Map() };
export const stanceField = (questionKey: string): string => `stance-${questionKey}`;
export const quoteField = (questionKey: string): string => `quote-${questionKey}`;

export function typedIn(fields: FormFields, questions: readonly Question[]): ReplyForm {
  return {
    text: fields.text('text'),
    level: fields.text('level'),
    ownNumber: fields.text('ownNumber'),
    signatory: fields.text('signatory'),
    positions: new Map(
      questions.map(({ key }) => [key, { stance: fields.text(stanceField(key)), quote: fields.text(quoteField(key)) }]),
    ),
  };
}

/** What is left empty is left out. A question without a stance is not answered; its passage would be lost, so it is told. */
export function sentFrom({ text, level, ownNumber, signatory, positions }: ReplyForm, secret: string): object {
  const answered = answeredOf(positions);
  const given = (name: string, value: string): object => (value.trim() === '' ? {} : { [name]: value.trim() });
  return {
    secret,
    ...given('text', text),
    ...given('level', level),
    ...given('ownNumber', ownNumber),
    ...given('signatory', signatory),
    positions: answered.map(([questionKey, { stance, quote }]) => ({ questionKey, stance, ...given('quote', quote) })),
  };
}

/** What is told beside what the API would say: of the files, of a missing answer, of a passage without a stance. */
export function ownFaults(form: ReplyForm, { files, fileFaults }: SentFiles): FormFault[] {
  const isMissing = form.text.trim() === '' && files.length === 0 && fileFaults.length === 0;
  return [
    ...(isMissing ? [{ field: 'text', message: 'Skriv svarets text, eller välj en fil med svaret.' }] : []),
    ...strayQuotes(form),
    ...faultsOfFiles({ fileFaults }),
  ];
}

function strayQuotes({ positions }: ReplyForm): FormFault[] {
  return [...positions]
    .filter(([, { stance, quote }]) => stance === '' && quote.trim() !== '')
    .map(([key]) => ({
      field: stanceField(key),
      message: 'Välj ståndpunkt i frågan, eller ta bort det som står under.',
    }));
}

/** In the order of the page. @param own what `ownFaults` said @throws the error itself when it is not about what was typed */
export function faultsFrom(error: unknown, form: ReplyForm, own: readonly FormFault[] = []): FormFault[] {
  const told = faultsOf(error, 'text', ({ pointer, code, detail }) => ({
    field: fieldOf(pointer, form),
    message:
      code === 'required' && pointer === '/level' ? 'Välj om svaret är antaget eller på tjänstemannanivå.' : detail,
  }));
  return inOrder([...told, ...own], ['text', 'level', 'ownNumber', 'signatory'], filesField);
}

function fieldOf(pointer: string, { positions }: ReplyForm): string {
  const [, name = '', index = '', part = ''] = pointer.split('/');
  if (name !== 'positions') return name === '' || name === 'secret' ? 'text' : name;
  const [key] = answeredOf(positions)[Number(index)] ?? [];
  if (key === undefined) return 'text';
  return part === 'quote' ? quoteField(key) : stanceField(key);
}

type Answered = [key: string, position: { stance: string; quote: string }];

/** In the order they are sent, which is what a fault's pointer counts in. */
function answeredOf(positions: ReplyForm['positions']): Answered[] {
  return [...positions].filter(([, { stance }]) => stance !== '');
}
