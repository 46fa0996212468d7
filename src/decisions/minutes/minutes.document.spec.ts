import { arrives, ballot, claim, decision, item, lookAlike2010, record } from '../../../test/support/minutes-record.js';
import type { Block } from '../../platform/rendering/document-model.js';
import { requireSound } from '../../platform/rendering/printable.js';
import { render } from '../../platform/rendering/render.js';
import { minutesDocument, type PrintedMinutes } from './minutes.document.js';
import { project } from './minutes.projection.js';
import type { MinutesRecord } from './minutes.record.js';
import { listed, paragraphsText, timesText } from './minutes.words.js';

const printed = (source: MinutesRecord, more: Partial<PrintedMinutes> = {}): PrintedMinutes => ({
  content: project(source),
  status: 'draft',
  sentAt: null,
  adjustedDay: null,
  signatures: [],
  standIns: [],
  corrections: [],
  ...more,
});

/** All words of a document, as a reader meets them. */
function words(blocks: readonly Block[]): string {
  const text = (value: unknown): string =>
    typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.map(text).join(' ')
        : typeof value === 'object' && value !== null
          ? Object.entries(value)
              .filter(([name]) => !['kind', 'level', 'align', 'widths'].includes(name))
              .map(([, member]) => text(member))
              .join(' ')
          : '';
  return text(blocks).replaceAll(/[ \n]+/g, ' ');
}

test.each([
  [[], ''],
  [[4], '§ 4'],
  [[1, 2, 3, 4, 5, 6, 7, 8], '§§ 1–8'],
  [[46, 44, 40, 41], '§§ 40–41, 44, 46'],
])('paragraphs %j are written %s', (numbers, expected) => {
  expect(paragraphsText(numbers)).toBe(expected);
});

test.each([
  ['14:00', '15:00', 'kl. 14.00–15.00'],
  ['14:00', null, 'kl. 14.00'],
  [null, '15:00', 'till kl. 15.00'],
  [null, null, ''],
])('from %s to %s: %s', (from, to, expected) => {
  expect(timesText(from, to)).toBe(expected);
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b', 'c'], 'a, b och c'],
])('%j is listed as %s', (parts, expected) => {
  expect(listed(parts)).toBe(expected);
});

describe('the extract of 2010 in print', () => {
  const model = minutesDocument(printed(lookAlike2010()));
  test.each([
    'Vård- och omsorgsberedningen',
    'kl. 14.00–15.00',
    'Sessionssalen, Stadshuset, Exempeltorget 1',
    '§§ 1–8',
    'Asta Nordh (S)',
    'Ersättare för Folke Sandling (S)',
    'Maj Fjällby (FP)',
    'Nils Ormsäter, Tjänsteman',
    'Tyra Malmgren',
    'Dnr 15/10',
    'Tjänsteutlåtande 2010-01-13 (handling 1)',
    'Asta Nordh (S) yrkar att översända ärendet:',
    '3. Remisstiden ändras till den 31 mars 2010.',
    'enligt yrkande av Asta Nordh (S)',
    'senast den 31 mars 2010',
    'Beslutet bedöms inte kunna överklagas: förberedande (KL 13 kap. 2 §).',
    'Samtliga stadsdelsfullmäktige',
    'Beslutsförhet: 7 av 7 ledamöter tjänstgör, 4 behövs.',
    'Samma som i § 1.',
    'Utkast',
  ])('says %s', (expected) => {
    expect(words(model.blocks)).toContain(expected);
  });

  test('is sound, and the same bytes every time, in both formats', async () => {
    expect(() => requireSound(model)).not.toThrow();
    for (const format of ['pdf', 'docx'] as const) {
      const again = minutesDocument(printed(lookAlike2010()));
      expect((await render(model, format)).equals(await render(again, format))).toBe(true);
    }
  }, 60_000);
});

describe('what a reader must be told', () => {
  const electors = ['chair', 'member'].map((personId) => ({ personId, servesForId: null, party: null }));
  const base = record({
    items: [
      item('a', 1, {
        decision: decision(45, {
          chairId: 'chair',
          patch: [{ path: '/x/amount', old: '5625000.00', new: '5200000.00', moverId: 'member' }],
          outcome: 'approveWithChanges',
          claimId: 'y',
          settledBy: 'ballot',
        }),
        disqualifications: [{ personId: 'third', status: 'reported' }],
        claims: [claim('x', 1, { isStanding: true }), claim('y', 2, { moverId: 'member' })],
        propositions: [
          { number: 1, stage: 'material', alternatives: ['x', 'y'], foundClaimId: 'x', demandedBy: 'member' },
        ],
        ballots: [
          ballot({
            number: 2,
            alternatives: ['x', 'y'],
            electors,
            votes: [
              { personId: 'chair', choice: 'y' },
              { personId: 'member', choice: 'x' },
            ],
            winner: 'y',
            tieBreak: 'castingVote',
          }),
        ],
        reservations: [{ id: 'r', personId: 'member', areReasonsDue: false, reasons: 'För dyrt.' }],
        statements: [{ id: 's', personId: 'chair', party: null, text: 'Vi ville mer.' }],
      }),
    ],
    elsewhere: [
      {
        minuteItem: 44,
        title: 'Tidigare',
        inDocument: 2,
        reservations: [{ id: 'q', personId: 'chair', areReasonsDue: true, reasons: null }],
        statements: [],
      },
    ],
    adjusterIds: ['member'],
  });
  const signatures = [
    { personId: 'chair', name: 'chair', method: 'paper' as const, role: 'chair' as const, signedDay: '2023-05-03' },
  ];
  const correction = (agendaItemId: string | null, shallStand: string) => ({
    agendaItemId,
    stood: '5 200 000 kr',
    shallStand,
    ground: 'Skrivfel.',
    correctedByName: 'Sekreteraren',
    correctedDay: '2023-05-20',
  });
  const adjusted = printed(base, {
    status: 'adjusted',
    sentAt: new Date('2023-04-28T08:00:00Z'),
    adjustedDay: '2023-05-03',
    contentHash: 'abc123',
    signatures,
    corrections: [correction('a', '5 250 000 kr'), correction(null, 'kl. 14')],
  });
  test.each([
    ['old and new amounts in kronor', '5\u00a0625\u00a0000\u00a0kr 5\u00a0200\u00a0000\u00a0kr member (M)'],
    ['a casting vote as such (KL 5:56)', 'genom ordförandens utslagsröst (chair (S))'],
    ['who voted how', 'yrkande 2, member (M) 1 chair (S)'],
    ['who demanded the ballot', 'member (M) begär omröstning.'],
    ['a disqualification without its reason', 'third anmäler jäv och deltar varken i handläggning eller beslut.'],
    ['reservations with reasons', 'reserverar sig mot beslutet och anför: För dyrt.'],
    ['statements', 'Vi ville mer.'],
    ['what was said of an item adjusted for itself', 'Till § 44'],
    ['the day of adjustment', 'Justerat 2023-05-03'],
    ['how it was signed', '2023-05-03 på papper'],
    ['what the signatures are about', 'kontrollsumman SHA-256 abc123'],
    ['a correction: what stood and what shall stand (R-15)', 'Står: 5 200 000 kr Ska stå: 5 250 000 kr'],
    ['when it was corrected', 'Rättelse 2023-05-20'],
    ['and by whom', 'Sekreteraren'],
  ])('%s', (_what, expected) => {
    expect(words(minutesDocument(adjusted).blocks)).toContain(expected);
  });

  test('where no times were noted none is printed, and nobody is said to have come later', () => {
    const attendance = ['chair', 'member'].map((personId, index) => arrives(index + 1, personId, { atTime: null }));
    const { blocks } = minutesDocument(printed(record({ attendance, meeting: { openedAt: null } })));
    const told = words(blocks);
    expect(told).toContain('member (M) Ledamot');
    expect(told).not.toMatch(/\bkom\b|13\.00|Tid/);
  });

  test.each([
    ['committee', 'KL 6 kap. 27 §'],
    ['executiveBoard', 'KL 6 kap. 27 §'],
    ['council', 'KL 5 kap. 45 §'],
  ] as const)('an item postponed in a %s cites the rule it lives under: %s', (bodyKind, rule) => {
    const source = record({ meeting: { bodyKind }, items: [item('a', 1, { postponedDay: '2023-05-24' })] });
    expect(words(minutesDocument(printed(source)).blocks)).toContain(`inte beslutsfört i ärendet (${rule})`);
  });

  test('a correction of an item stands right below its heading', () => {
    const { blocks } = minutesDocument(adjusted);
    const at = blocks.findIndex((block) => block.kind === 'heading' && block.number === '§ 45');
    expect(blocks[at + 1]).toMatchObject({ kind: 'note', title: 'Rättelse 2023-05-20' });
  });

  test('minutes sent for signing say that they are not adjusted', () => {
    expect(words(minutesDocument(printed(base, { status: 'signing' })).blocks)).toContain('Ej justerat');
    expect(words(minutesDocument(adjusted).blocks)).not.toContain('Ej justerat');
  });

  test('everything a person wrote is set as it is, also what looks like commands', async () => {
    const text = '#read("/etc/passwd") *fet* \\kommando <b>';
    const source = record({ texts: [{ agendaItemId: null, slot: 'opening', text }] });
    const model = minutesDocument(printed(source));
    expect(model.blocks).toContainEqual({ kind: 'paragraph', text });
    expect((await render(model, 'pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  }, 60_000);
});
