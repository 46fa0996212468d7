import { DomainError } from '../../kernel/errors.js';
import {
  type AskedRecipient,
  type Candidate,
  partAttachments,
  recipientsOf,
  requireAdjusted,
  requireNotYetSent,
  warningsOf,
} from './dispatch.rules.js';

const known = [
  { id: 'ks', name: 'Kommunstyrelsen' },
  { id: 'asn', name: 'Arbetsmarknads- och socialnämnden' },
  { id: 'frn', name: 'Fritidsnämnden' },
];

const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return `${error.type}/${error.code}`;
    throw error;
  }
  return 'allowed';
};

describe('recipients', () => {
  test.each<[string, AskedRecipient, unknown]>([
    ['an authority by id', { authorityId: 'ks' }, { authorityId: 'ks', name: 'Kommunstyrelsen' }],
    ['an authority by its name', { name: 'kommunstyrelsen ' }, { authorityId: 'ks', name: 'Kommunstyrelsen' }],
    [
      'by both, when they agree',
      { authorityId: 'ks', name: 'Kommunstyrelsen' },
      { authorityId: 'ks', name: 'Kommunstyrelsen' },
    ],
    ['somebody outside', { name: '  Polisområde   Syd' }, { authorityId: null, name: 'Polisområde Syd' }],
    [
      'the own authority keeps its name and receives nothing',
      { authorityId: 'asn' },
      { authorityId: null, name: 'Arbetsmarknads- och socialnämnden' },
    ],
  ])('%s', (_name, asked, expected) => {
    expect(recipientsOf([asked], known, 'asn')).toEqual([expected]);
  });

  test.each<[string, AskedRecipient[], string]>([
    ['nobody', [], 'validation-failed/no-recipients'],
    ['neither id nor name', [{}], 'validation-failed/recipient'],
    ['a blank name', [{ name: ' ' }], 'validation-failed/recipient'],
    ['an unknown authority', [{ authorityId: 'x' }], 'validation-failed/unknown-authority'],
    ['id and name of two', [{ authorityId: 'ks', name: 'Fritidsnämnden' }], 'validation-failed/recipient'],
    ['twice by id', [{ authorityId: 'ks' }, { authorityId: 'ks' }], 'validation-failed/duplicate'],
    ['by id and by name', [{ authorityId: 'ks' }, { name: 'KOMMUNSTYRELSEN' }], 'validation-failed/duplicate'],
  ])('%s is refused', (_name, asked, expected) => {
    expect(refusal(() => recipientsOf(asked, known, 'asn'))).toBe(expected);
  });

  test('every fault is told at once, each with its place', () => {
    try {
      recipientsOf([{ authorityId: 'ks' }, {}, { authorityId: 'x' }], known, 'asn');
      throw new Error('allowed');
    } catch (error) {
      expect((error as DomainError).errors?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
        '/recipients/1 recipient',
        '/recipients/2 unknown-authority',
      ]);
    }
  });

  test.each([
    ['another', [{ authorityId: 'frn', name: 'Fritidsnämnden' }], 'allowed'],
    ['the same authority', [{ authorityId: 'ks', name: 'Kommunstyrelsen' }], 'duplicate/already-dispatched'],
    ['the same under an older name', [{ authorityId: 'ks', name: 'Stadsstyrelsen' }], 'duplicate/already-dispatched'],
    ['the same name', [{ authorityId: null, name: 'polisen' }], 'duplicate/already-dispatched'],
  ])('a second dispatch to %s', (_name, recipients, expected) => {
    const sentTo = [
      { authorityId: 'ks', name: 'Kommunstyrelsen' },
      { authorityId: null, name: 'Polisen' },
    ];
    expect(refusal(() => requireNotYetSent(recipients, sentTo))).toBe(expected);
  });
});

test('an item from behind closed doors is sent with a warning to test the extract', () => {
  expect(warningsOf([], true)).toHaveLength(1);
  expect(warningsOf([], false)).toEqual([]);
});

describe('attachments', () => {
  const document = (id: string, changes: Partial<Candidate> = {}): Candidate => ({
    id,
    number: 1,
    kind: 'memorandum',
    title: 'Tjänsteskrivelse',
    direction: 'drawnUp',
    file: { versionId: `${id}-v1` },
    marking: null,
    ...changes,
  });

  test('a marked annex stays, the memorandum goes, and the sender is told which and why (R-54)', () => {
    const annex = document('b', {
      number: 2,
      kind: 'annex',
      title: 'Bilaga 1',
      marking: { provision: '26 kap. 1 § OSL' },
    });
    const { attachments, withheld } = partAttachments(['a', 'b'], [document('a'), annex]);
    expect(attachments).toEqual([
      { documentId: 'a', versionId: 'a-v1', number: 1, kind: 'memorandum', title: 'Tjänsteskrivelse' },
    ]);
    expect(withheld).toEqual([{ documentId: 'b', number: 2, title: 'Bilaga 1', provision: '26 kap. 1 § OSL' }]);
    expect(warningsOf(withheld, false)).toEqual([
      'Handling 2, ”Bilaga 1”, följer inte med: den är sekretessmarkerad (26 kap. 1 § OSL), och sekretess gäller mellan myndigheter (OSL 8 kap. 1 §).',
    ]);
  });

  test.each<[string, string[], Candidate[], string]>([
    ['none', [], [], 'allowed'],
    [
      'a marked draft stays without a word about its file',
      ['a'],
      [document('a', { direction: 'internal', file: null, marking: { provision: 'x' } })],
      'allowed',
    ],
    ['a document of another matter', ['z'], [document('a')], 'validation-failed/unknown-document'],
    ['the same twice', ['a', 'a'], [document('a')], 'validation-failed/duplicate'],
    ['a draft', ['a'], [document('a', { direction: 'internal' })], 'state-conflict/internal-document'],
    ['a paper without file', ['a'], [document('a', { file: null })], 'validation-failed/no-file'],
  ])('%s', (_name, asked, found, expected) => {
    expect(refusal(() => partAttachments(asked, found))).toBe(expected);
  });
});

test.each<[string, string | null, { minutesId: string; adjustedDay: string | null } | null, string]>([
  ['an item that is not decided', null, { minutesId: 'm', adjustedDay: '2023-04-26' }, 'state-conflict/not-decided'],
  ['a meeting without minutes', 'd', null, 'state-conflict/not-adjusted'],
  ['minutes that are not adjusted', 'd', { minutesId: 'm', adjustedDay: null }, 'state-conflict/not-adjusted'],
  ['adjusted minutes', 'd', { minutesId: 'm', adjustedDay: '2023-04-26' }, 'allowed'],
])('dispatch from %s', (_name, decisionId, minutes, expected) => {
  expect(refusal(() => requireAdjusted(decisionId, minutes))).toBe(expected);
});
