/** The reply page's form: what was typed, as the API takes it, and the API's faults at the fields they concern. Pure. */
import { v4 as uuidv4 } from 'uuid';
import { DomainError, type FieldFault } from '../kernel/errors.js';
import type { FormFields } from '../platform/http/form-fields.js';
import type { Question } from './content.rules.js';

export interface ReplyForm {
  text: string;
  level: string;
  ownNumber: string;
  signatory: string;
  /** By the question's key. */
  positions: ReadonlyMap<string, { stance: string; quote: string }>;
}

export interface FormFault {
  /** Id of the field. */
  field: string;
  message: string;
}

export const emptyForm: ReplyForm = { text: '', level: '', ownNumber: '', signatory: '', positions: new Map() };
export const stanceField = (questionKey: string): string => `stance-${questionKey}`;
export const quoteField = (questionKey: string): string => `quote-${questionKey}`;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One for each time the form is shown: sent twice, it is answered once. */
export const newFormKey = (): string => uuidv4();

/** @returns the key the form was shown with; a new one for a form that was not ours */
export function keyOf(fields: FormFields): string {
  const key = fields.text('key');
  return uuid.test(key) ? key : newFormKey();
}

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

export function strayQuotes({ positions }: ReplyForm): FormFault[] {
  return [...positions]
    .filter(([, { stance, quote }]) => stance === '' && quote.trim() !== '')
    .map(([key]) => ({
      field: stanceField(key),
      message: 'Välj ståndpunkt i frågan, eller ta bort det som står under.',
    }));
}

/** In the order of the page. @throws the error itself when it is not about what was typed */
export function faultsFrom(error: unknown, form: ReplyForm): FormFault[] {
  if (!(error instanceof DomainError)) throw error;
  if (error.type !== 'validation-failed' && error.type !== 'state-conflict' && error.type !== 'too-large') throw error;
  const { errors } = error;
  if (errors === undefined || errors.length === 0) return [{ field: 'text', message: error.message }];
  return errors
    .map((fault) => ({ field: fieldOf(fault.pointer, form), message: messageOf(fault) }))
    .sort((one, other) => placeOf(one) - placeOf(other));
}

const fieldOrder = ['text', 'level', 'ownNumber', 'signatory'];
const placeOf = ({ field }: FormFault): number =>
  fieldOrder.includes(field) ? fieldOrder.indexOf(field) : fieldOrder.length;

function fieldOf(pointer: string, { positions }: ReplyForm): string {
  const [, name = '', index = '', part = ''] = pointer.split('/');
  if (name !== 'positions') return name === '' || name === 'secret' ? 'text' : name;
  const [key] = answeredOf(positions)[Number(index)] ?? [];
  if (key === undefined) return 'text';
  return part === 'quote' ? quoteField(key) : stanceField(key);
}

function messageOf({ pointer, code, detail }: FieldFault): string {
  if (code === 'required' && pointer === '/text') return 'Skriv svarets text.';
  if (code === 'required' && pointer === '/level') return 'Välj om svaret är antaget eller på tjänstemannanivå.';
  return detail;
}

type Answered = [key: string, position: { stance: string; quote: string }];

/** In the order they are sent, which is what a fault's pointer counts in. */
function answeredOf(positions: ReplyForm['positions']): Answered[] {
  return [...positions].filter(([, { stance }]) => stance !== '');
}
