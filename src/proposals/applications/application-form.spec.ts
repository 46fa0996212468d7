import { FormFields } from '../../platform/http/form-fields.js';
import { amountFrom, faultsFrom, sentFrom, typedIn } from './application-form.js';
import { invalid } from '../../kernel/errors.js';

test.each([
  ['20000', '20000.00'],
  ['20 000,50 kr', '20000.50'],
  ['20\u00a0000.5', '20000.50'],
  ['20.000,50', '20.000,50'],
  ['mycket', 'mycket.00'],
])('%j is sent as %s', (typed, sent) => expect(amountFrom(typed)).toBe(sent));

test('what is left empty is left out, and what is no number is sent as it was typed', () => {
  const form = typedIn(
    FormFields.of([
      ['title', ' Läger '],
      ['year', '2023'],
      ['memberCount', 'många'],
      ['signatory', ' '],
    ]),
  );
  expect(sentFrom(form, 'hemligt')).toEqual({ secret: 'hemligt', title: 'Läger', year: 2023, memberCount: 'många' });
});

test('faults stand in the order of the page, the files last', () => {
  const files = [{ field: 'files', message: 'För stor.' }];
  expect(faultsFrom(invalid('/appliedAmount/amount', 'format', 'Inget belopp.'), files)).toEqual([
    { field: 'appliedAmount', message: 'Inget belopp.' },
    ...files,
  ]);
  expect(faultsFrom(invalid('/purpose', 'required', 'Uppgiften saknas.'), [])).toEqual([
    { field: 'purpose', message: 'Ange vad pengarna ska användas till.' },
  ]);
  expect(() => faultsFrom(new Error('vårt fel'), files)).toThrow('vårt fel');
});
