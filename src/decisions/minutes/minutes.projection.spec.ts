import {
  claim,
  decision,
  item,
  lookAlike2010,
  namesOf,
  presentation,
  projectedItem,
  record,
} from '../../../test/support/minutes-record.js';
import { canonicalJson } from '../../kernel/canonical.js';
import { Money } from '../../kernel/money.js';
import type { MinutesItem } from './minutes.content.js';
import { project } from './minutes.projection.js';
import { paragraphsText } from './minutes.words.js';

describe('the extract of 2010, field by field (B-40 to B-55)', () => {
  const content = project(lookAlike2010());
  const fourth = content.items[3] as MinutesItem;
  test.each<[string, unknown, unknown]>([
    ['body', content.body.name, 'Vård- och omsorgsberedningen'],
    ['day (B-40)', content.meeting.day, '2010-01-20'],
    ['place (B-41)', content.meeting.place, 'Sessionssalen, Stadshuset, Exempeltorget 1'],
    ['times (B-42)', [content.meeting.openedAt, content.meeting.closedAt], ['14:00', '15:00']],
    ['paragraphs (B-43)', paragraphsText(content.minuteItems), '§§ 1–8'],
    [
      'members (B-44)',
      namesOf(content.members),
      ['Asta Nordh (S)', 'Bo Granlid (S)', 'Cilla Vestman (M)', 'Didrik Holmgård (M)', 'Elsa Lindrot (MP)'],
    ],
    ['substitutes (B-45)', content.substitutes.map(({ party }) => party), ['S', 'S', 'M', 'M', 'V', 'FP']],
    [
      'who serves, and for whom (B-45)',
      content.substitutes
        .filter(({ servedFor }) => servedFor.length > 0)
        .map(({ name, servedFor }) => [
          name,
          ...servedFor.map(({ member, minuteItems }) => [member.name, paragraphsText(minuteItems)]),
        ]),
      [
        ['Hilding Åkermo', ['Folke Sandling', '§§ 1–8']],
        ['Maj Fjällby', ['Greta Ekblad', '§§ 1–8']],
      ],
    ],
    ['voters (B-46)', fourth.decision?.participants.length, 7],
    ['officials besides the secretary (B-47)', content.others.map(({ title }) => title), Array(5).fill('Tjänsteman')],
    ['chair, who is also a member (B-48)', namesOf(content.chairs.map(({ person }) => person)), ['Asta Nordh (S)']],
    ['secretary (B-48)', content.secretary?.name, 'Tyra Malmgren'],
    ['paragraph and matter (B-49)', [fourth.minuteItem, fourth.registrationNumber], [4, '15/10']],
    ['basis (B-50)', fourth.decisionBasis, ['Tjänsteutlåtande 2010-01-13 (handling 1)']],
    [
      'basis in the secretary’s words (B-50)',
      fourth.background,
      'Föreligger stadskontorets förslag i ärendet (handling 1).',
    ],
    ['claim with three points (B-51)', fourth.claims[1]?.text?.match(/^\d\. /gm)?.length, 3],
    ['who claims (B-51)', fourth.claims[1]?.mover?.name, 'Asta Nordh'],
    ['decision by the chair’s claim (B-52)', fourth.decision?.claimNumber, 2],
    ['decision restated (B-52)', fourth.decision?.restated?.includes('31 mars 2010'), true],
    ['adjuster of another party (B-53)', namesOf(content.adjusters), ['Cilla Vestman (M)']],
    ['members who were away', namesOf(content.absent), ['Folke Sandling (S)', 'Greta Ekblad (FP)']],
  ])('%s', (_what, found, expected) => {
    expect(found).toEqual(expected);
  });
});

test('when the meeting was opened is what was noted, and never what was planned', () => {
  expect(project(record({ meeting: { openedAt: null } })).meeting.openedAt).toBeNull();
});

describe('an item', () => {
  test('undecided ones stand last, in the order of the agenda, without a paragraph', () => {
    const content = project(
      record({
        items: [item('x', 1), item('b', 3, { decision: decision(7) }), item('a', 2, { decision: decision(8) })],
      }),
    );
    expect(content.items.map(({ agendaItemId, minuteItem }) => [agendaItemId, minuteItem])).toEqual([
      ['b', 7],
      ['a', 8],
      ['x', null],
    ]);
    expect(content.minuteItems).toEqual([7, 8]);
  });

  test.each<[string, number | null, boolean]>([
    ['in the notice', 1, false],
    ['in a supplement', 2, true],
    ['in neither', null, true],
  ])('told of %s: late or not', (_what, agendaVersion, expected) => {
    expect(projectedItem({ agendaVersion }).isLate).toBe(expected);
  });

  test('withdrawn claims are left out; the others keep their movers and parties (KL 5:67 p 1)', () => {
    const found = projectedItem({
      claims: [
        claim('b', 2, { moverId: 'member', supporterIds: ['chair'] }),
        claim('c', 3, { isWithdrawn: true, moverId: 'member' }),
        claim('a', 1, { isStanding: true }),
      ],
    });
    expect(found.claims.map(({ number, mover, supporters }) => [number, mover?.party, namesOf(supporters)])).toEqual([
      [1, undefined, []],
      [2, 'M', ['chair (S)']],
    ]);
  });

  const path = '/measures/m/requestedAmount';
  test.each<[string, { path: string; old: string; new: string }, { label: string; isAmount: boolean }]>([
    [
      'an amount the subject knows',
      { path, old: '5625000.00', new: '5200000.00' },
      { label: 'Fältarbete', isAmount: true },
    ],
    [
      'an amount that becomes nothing',
      { path, old: '500000.00', new: '0.00' },
      { label: 'Fältarbete', isAmount: true },
    ],
    ['a place without a name', { path: '/x', old: '1', new: '2' }, { label: '/x', isAmount: false }],
    ['a text', { path: '/replyByDay', old: '2010-03-15', new: '2010-03-31' }, { label: 'Remisstid', isAmount: false }],
  ])('a change: %s', (_what, line, expected) => {
    const amendable = [
      { path, label: 'Fältarbete', amount: Money.parse('5625000.00') },
      { path: '/replyByDay', label: 'Remisstid', amount: Money.zero },
    ];
    const found = projectedItem({
      presentation: presentation({ amendable }),
      decision: decision(1, { outcome: 'approveWithChanges', patch: [{ ...line, moverId: 'member' }] }),
    });
    expect(found.decision?.changes).toEqual([
      { ...line, ...expected, mover: { id: 'member', name: 'member', party: 'M' } },
    ]);
  });

  test('disqualifications tell who, never why (R-28)', () => {
    const found = projectedItem({ disqualifications: [{ personId: 'member', status: 'declared' }] });
    expect(found.disqualifications).toEqual([
      { person: { id: 'member', name: 'member', party: 'M' }, status: 'declared' },
    ]);
  });

  test('the party of a participant is the one the act recorded, whatever the seat says today', () => {
    const participants = [
      { personId: 'member', seat: 'member' as const, servesForId: null, party: 'L', mode: 'onSite' },
    ];
    expect(namesOf(projectedItem({ decision: decision(1, { participants }) }).decision?.participants ?? [])).toEqual([
      'member (L)',
    ]);
  });
});

describe('the secretary’s own words', () => {
  const text = 'Rad ett\n\n  #read("/etc/passwd") *stjärna* \\ <b>&amp;\t— ’citat’  \n';
  const texts = [
    { agendaItemId: null, slot: 'opening', text },
    { agendaItemId: null, slot: 'closing', text: 'Ordföranden tackar.' },
    { agendaItemId: 'a', slot: 'background', text },
    { agendaItemId: 'b', slot: 'deliberation', text: 'annat ärende' },
  ];
  test('stand in their places sign for sign', () => {
    const content = project(record({ texts, items: [item('a', 1), item('b', 2)] }));
    expect(content.opening).toBe(text);
    expect(content.closing).toBe('Ordföranden tackar.');
    expect(content.items.map(({ background, deliberation }) => [background, deliberation])).toEqual([
      [text, ''],
      ['', 'annat ärende'],
    ]);
  });
  test('what is said at the end is not in an item adjusted before it', () => {
    const document = { id: 'd', number: 2, kind: 'immediate' as const };
    expect(project(record({ texts, document })).closing).toBe('');
  });
});

test('what is said of an item already adjusted stands as an addition; items without anything do not', () => {
  const quiet = { minuteItem: 44, title: 'Tyst', inDocument: 2, reservations: [], statements: [] };
  const content = project(
    record({
      elsewhere: [
        quiet,
        {
          ...quiet,
          minuteItem: 45,
          title: 'Fältarbete',
          reservations: [{ id: 'r', personId: 'member', areReasonsDue: false, reasons: null }],
        },
      ],
    }),
  );
  expect(content.additions).toEqual([
    {
      minuteItem: 45,
      title: 'Fältarbete',
      inDocument: 2,
      reservations: [
        { id: 'r', person: { id: 'member', name: 'member', party: 'M' }, reasons: null, lacksReasons: false },
      ],
      statements: [],
    },
  ]);
});

test('the same record gives the same bytes, and they can be read back', () => {
  const first = canonicalJson(project(lookAlike2010()));
  expect(canonicalJson(project(lookAlike2010()))).toBe(first);
  expect(canonicalJson(JSON.parse(first))).toBe(first);
});
