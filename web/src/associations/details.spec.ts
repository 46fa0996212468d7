import { changeOf, conflictsOf, detailsOf, merged } from './details';

const base = { name: 'Föreningen', email: 'a@example.invalid', account: 'bankgiro 5050-1055' };

test.each([
  [{ name: 'Klubben' }, { name: 'Klubben' }],
  [{ email: '' }, { email: null }],
  [{ account: 'plusgiro 28 65 43-4' }, { paymentKind: 'plusgiro', paymentNumber: '28 65 43-4' }],
  // The register knows no way to take an account away.
  [{ account: '' }, {}],
  [{}, {}],
])('of %j only what differs is sent', (change, sent) => {
  expect(changeOf(base, { ...base, ...change })).toEqual(sent);
});

test('what is not in the register is empty', () => {
  expect(detailsOf({ name: 'Klubben', email: null, paymentKind: null, paymentNumber: null })).toEqual({
    name: 'Klubben',
    email: '',
    account: '',
  });
});

test('only what both have changed in different ways is a conflict; the rest is put together', () => {
  const mine = { name: 'Min', email: 'b@example.invalid', account: base.account };
  const theirs = { name: 'Deras', email: base.email, account: 'bankgiro 5050-1063' };
  expect(conflictsOf(base, mine, theirs)).toEqual(['name']);
  expect(conflictsOf(base, mine, { ...theirs, name: 'Min' })).toEqual([]);
  const rest = { email: 'b@example.invalid', account: 'bankgiro 5050-1063' };
  expect(merged(base, mine, theirs, new Map([['name', 'theirs']]))).toEqual({ name: 'Deras', ...rest });
  expect(merged(base, mine, theirs, new Map([['name', 'mine']]))).toEqual({ name: 'Min', ...rest });
});
