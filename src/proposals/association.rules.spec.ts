import { organisationNumberFrom, paymentAccountFrom, shownAccount } from './association.rules.js';

function answerOf(run: () => unknown): string {
  try {
    return JSON.stringify(run());
  } catch (error) {
    const { errors, code } = error as { errors?: { code: string }[]; code?: string };
    return errors?.[0]?.code ?? code ?? String(error);
  }
}

test.each([
  ['802999-0002', '"802999-0002"'],
  ['8029990002', '"802999-0002"'],
  [' 802999 0002 ', '"802999-0002"'],
  ['168029990002', '"802999-0002"'],
  ['802999-0001', 'check-digit'],
  ['811228-9874', 'not-legal-person'],
  ['802999-000', 'format'],
  ['80299l-0002', 'format'],
  ['', 'format'],
  ['٨٠٢٩٩٩-٠٠٠٢', 'format'],
])('organisation number %j', (text, expected) => {
  expect(answerOf(() => organisationNumberFrom(text, '/organisationNumber'))).toBe(expected);
});

test.each([
  ['bankgiro', '5050-1055', '{"kind":"bankgiro","number":"50501055"}'],
  ['bankgiro', '991-2346', '{"kind":"bankgiro","number":"9912346"}'],
  ['bankgiro', '5050-1056', 'check-digit'],
  ['bankgiro', '123456', 'format'],
  ['plusgiro', '28 65 43-4', '{"kind":"plusgiro","number":"2865434"}'],
  ['plusgiro', '28 65 43-5', 'check-digit'],
  ['plusgiro', '123456789', 'format'],
  ['plusgiro', 'SE35 5000', 'format'],
] as const)('%s %s', (kind, text, expected) => {
  expect(answerOf(() => paymentAccountFrom(kind, text, '/paymentNumber'))).toBe(expected);
});

test.each([
  ['bankgiro', '50501055', '5050-1055'],
  ['bankgiro', '9912346', '991-2346'],
  ['plusgiro', '2865434', '28 65 43-4'],
  ['plusgiro', '42', '4-2'],
] as const)('%s %s is shown as %s', (kind, number, shown) => {
  expect(shownAccount({ kind, number })).toBe(shown);
});
