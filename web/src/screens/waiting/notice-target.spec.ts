import { readFileSync } from 'node:fs';
import { targetOf, targets } from './notice-target';

/** What the server may say, read from its own table. */
const kinds = [
  ...new Set(
    [...readFileSync('src/notifications/notice.rules.ts', 'utf8').matchAll(/kind: '(\w+)'/g)].map((match) => match[1]),
  ),
].sort() as string[];

test('every kind of notice has a target and a text in both languages, and no other kind has', () => {
  expect(kinds.length).toBeGreaterThan(30);
  expect(Object.keys(targets).sort()).toEqual(kinds);
  for (const language of ['sv', 'en']) {
    const { kinds: texts } = JSON.parse(readFileSync(`locales/${language}/waiting.json`, 'utf8')) as {
      kinds: Record<string, string>;
    };
    expect([language, Object.keys(texts).sort()]).toEqual([language, kinds]);
  }
});

const notice = {
  id: '1',
  kind: 'signMinutes',
  subjectKind: 'minutes',
  subjectId: 'm',
  matterId: null,
  registrationNumber: null,
  title: null,
  about: 'Grundskolenämnden 2026-05-03',
  meetingId: 'g',
  decision: null,
  createdAt: '2026-05-03T10:00:00Z',
};

test.each([
  [notice, '/sammantraden/g'],
  [{ ...notice, kind: 'decisionMade', registrationNumber: 'ASN-2023-5446' }, '/arende/ASN-2023-5446'],
  [{ ...notice, kind: 'reviseProposal' }, '/forslag/m'],
  [{ ...notice, kind: 'registerDispatch', subjectKind: 'dispatch', subjectId: 'x' }, '/skickat-hit/x'],
  [{ ...notice, kind: 'statutoryDate' }, undefined],
  [{ ...notice, kind: 'unheardOf', registrationNumber: 'KS-2026-1' }, '/arende/KS-2026-1'],
])('%# leads to its place', (given, target) => {
  expect(targetOf(given)).toBe(target);
});
