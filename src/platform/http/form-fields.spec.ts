/** A form's fields come out as they were typed, or not at all. */
import { DomainError } from '../../kernel/errors.js';
import { FormFields } from './form-fields.js';

const read = (text: string): FormFields => FormFields.read(Buffer.from(text, 'latin1'));

test('what was typed comes back, letter for letter', () => {
  const fields = read('text=Vi+tillstyrker%0D%0Am%C3%A5len+%26+planen&tomt=&blankt=+%0A&utan');
  expect(fields.text('text')).toBe('Vi tillstyrker\nmålen & planen');
  expect(fields.given('text')).toBe('Vi tillstyrker\nmålen & planen');
  expect([fields.text('blankt'), fields.given('blankt')]).toEqual([' \n', undefined]);
  expect([fields.given('tomt'), fields.given('utan'), fields.given('saknas')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ['a field given twice', 'text=ett&text=tv%C3%A5', 'malformed-request'],
  ['twice in two spellings', 'text=ett&te%78t=2', 'malformed-request'],
  ['a name every object inherits', '__proto__=1', 'malformed-request'],
  ['bytes that are no UTF-8', 'text=%E5', 'malformed-request'],
  ['a bare byte', 'text=\u00e5', 'malformed-request'],
  ['a broken escape', 'text=100%', 'malformed-request'],
  ['more fields than a form has', Array.from({ length: 501 }, (_, index) => `f${index}=1`).join('&'), 'too-large'],
])('%s is refused', (_what, text, type) => {
  expect(() => read(text)).toThrow(DomainError);
  expect(() => read(text)).toThrow(expect.objectContaining({ type }) as Error);
});
