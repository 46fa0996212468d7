/** The application page's form: what was typed, as the API takes it, and the API's faults at the fields they concern. Pure. */
import type { FormFields } from '../../platform/http/form-fields.js';
import { faultsOf, type FormFault, inOrder } from '../../platform/pages/form-parts.js';
import { filesField } from '../../registry/forms-with-files.service.js';

/** In the order of the page. */
export const applicationFields = ['title', 'purpose', 'appliedAmount', 'year', 'memberCount', 'signatory'] as const;
export type ApplicationForm = Readonly<Record<(typeof applicationFields)[number], string>>;

export const emptyForm: ApplicationForm = {
  title: '',
  purpose: '',
  appliedAmount: '',
  year: '',
  memberCount: '',
  signatory: '',
};

export function typedIn(fields: FormFields): ApplicationForm {
  return {
    title: fields.text('title'),
    purpose: fields.text('purpose'),
    appliedAmount: fields.text('appliedAmount'),
    year: fields.text('year'),
    memberCount: fields.text('memberCount'),
    signatory: fields.text('signatory'),
  };
}

/** What is left empty is left out. What is no number is sent as it was typed, and refused as such. */
export function sentFrom(form: ApplicationForm, secret: string): object {
  const given = (name: keyof ApplicationForm, read: (text: string) => unknown = (text) => text): object =>
    form[name].trim() === '' ? {} : { [name]: read(form[name].trim()) };
  return {
    secret,
    ...given('title'),
    ...given('purpose'),
    ...given('appliedAmount', (text) => ({ amount: amountFrom(text), currency: 'SEK' })),
    ...given('year', numberFrom),
    ...given('memberCount', numberFrom),
    ...given('signatory'),
  };
}

/** `20 000,50 kr` and `20000.5` mean the same to a person; öre by öre it is one form. */
export function amountFrom(text: string): string {
  const [whole = '', part = '', ...more] = text.replaceAll(/\s|kr$/gi, '').split(/[.,]/);
  return more.length > 0 ? text : `${whole}.${part.padEnd(2, '0')}`;
}

const numberFrom = (text: string): unknown =>
  /^\d{1,9}$/.test(text.replaceAll(/\s/g, '')) ? Number(text.replaceAll(/\s/g, '')) : text;

/** In the order of the page. @param own of the files @throws the error itself when it is not about what was typed */
export function faultsFrom(error: unknown, own: readonly FormFault[]): FormFault[] {
  const told = faultsOf(error, 'title', ({ pointer, code, detail }) => {
    const [, name = ''] = pointer.split('/');
    const field = (applicationFields as readonly string[]).includes(name) ? name : 'title';
    return { field, message: code === 'required' ? (missing[field] ?? detail) : detail };
  });
  return inOrder([...told, ...own], applicationFields, filesField);
}

const missing: Readonly<Record<string, string>> = {
  title: 'Ange vad bidraget gäller.',
  purpose: 'Ange vad pengarna ska användas till.',
  appliedAmount: 'Ange det sökta beloppet.',
  year: 'Välj vilket år bidraget gäller.',
};
