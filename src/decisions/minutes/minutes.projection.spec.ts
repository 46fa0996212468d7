import fc from 'fast-check';
import {
  arrives,
  ballot,
  claim,
  decision,
  item,
  lookAlike2010,
  presentation,
  record,
  seat,
} from '../../../test/support/minutes-record.js';
import { canonicalJson } from '../../kernel/canonical.js';
import { Money } from '../../kernel/money.js';
import type { Ballot, MinutesContent, MinutesItem } from './minutes.content.js';
import { project } from './minutes.projection.js';
import type { BallotRecord, ItemRecord } from './minutes.record.js';
import { paragraphsText, personText } from './minutes.words.js';

const only = (content: MinutesContent): MinutesItem => content.items[0] as MinutesItem;
const projected = (more: Partial<ItemRecord>, seats = record().seats): MinutesItem =>
  only(project(record({ seats, items: [item('a', 1, more)] })));
const names = (people: readonly { name: string; party: string | null }[]): string[] => people.map(personText);

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
      names(content.members),
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
    ['chair, who is also a member (B-48)', names(content.chairs.map(({ person }) => person)), ['Asta Nordh (S)']],
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
    ['adjuster of another party (B-53)', names(content.adjusters), ['Cilla Vestman (M)']],
    ['members who were away', names(content.absent), ['Folke Sandling (S)', 'Greta Ekblad (FP)']],
  ])('%s', (_what, found, expected) => {
    expect(found).toEqual(expected);
  });
});

test('when the meeting was opened is what was noted, and never what was planned', () => {
  expect(project(record({ meeting: { openedAt: null } })).meeting.openedAt).toBeNull();
});

describe('attendance', () => {
  const seats = [
    seat('chair', 'S', { presidium: 'chair' }),
    seat('m1', 'M'),
    seat('m2', 'V'),
    seat('e1', 'M', { seat: 'substitute', callingOrder: 1 }),
    seat('e2', 'V', { seat: 'substitute', callingOrder: 2 }),
  ];
  const served = (personId: string, servesForId: string | null) => ({
    personId,
    seat: servesForId === null ? ('member' as const) : ('substitute' as const),
    servesForId,
    party: null,
    mode: 'onSite',
  });
  const content = project(
    record({
      seats,
      people: [{ id: 'official', name: 'Utredaren', title: 'Utredare' }],
      attendance: [
        arrives(1, 'chair'),
        arrives(2, 'm1'),
        arrives(3, 'e1'),
        arrives(4, 'e2'),
        arrives(5, 'secretary'),
        arrives(6, 'official', { mode: 'remote' }),
        arrives(7, 'm1', { kind: 'leaves', atTime: '13:40', agendaItemId: 'b' }),
        arrives(8, 'm1', { atTime: '14:10' }),
      ],
      items: [
        item('a', 1, { decision: decision(44, { participants: [served('chair', null), served('m1', null)] }) }),
        item('b', 2, { decision: decision(45, { participants: [served('chair', null), served('e1', 'm1')] }) }),
      ],
    }),
  );
  test('coming and going, with the paragraph that was dealt with', () => {
    expect(content.members[1]?.intervals).toEqual([
      { arrivedAt: '13:00', leftAt: '13:40', arrivedDuring: null, leftDuring: 45, mode: 'onSite', isOver: true },
      { arrivedAt: '14:10', leftAt: null, arrivedDuring: null, leftDuring: null, mode: 'onSite', isOver: false },
    ]);
  });
  test('a member took part in the first paragraph only, and the substitute in the second', () => {
    expect(content.members.map(({ id, minuteItems }) => [id, minuteItems])).toEqual([
      ['chair', [44, 45]],
      ['m1', [44]],
    ]);
    expect(content.substitutes.map(({ id, servedFor }) => [id, servedFor])).toEqual([
      ['e1', [{ member: { id: 'm1', name: 'm1', party: 'M' }, minuteItems: [45] }]],
      ['e2', []],
    ]);
  });
  test('a member who never came is absent; the secretary is no guest', () => {
    expect(content.absent.map(({ id }) => id)).toEqual(['m2']);
    expect(content.others.map(({ name, title }) => [name, title])).toEqual([['Utredaren', 'Utredare']]);
  });
});

describe('who presided', () => {
  const items = [
    item('a', 1, { decision: decision(44, { chairId: 'chair' }) }),
    item('b', 2, { decision: decision(45, { chairId: 'vice' }) }),
  ];
  const seats = [seat('chair', 'S'), seat('vice', 'M')];
  test.each<[string, Parameters<typeof record>[0], [string, number[]][]]>([
    [
      'ordinary minutes name both',
      { items, seats },
      [
        ['chair', [44]],
        ['vice', [45]],
      ],
    ],
    [
      'an item adjusted at once has whoever presided over it',
      { items: items.slice(1), seats, document: { id: 'd', number: 2, kind: 'immediate' } },
      [['vice', [45]]],
    ],
    ['without a decision it is the chair of the meeting', { seats }, [['chair', []]]],
    [
      'what the log does not say is the chair of the meeting',
      { seats, items: [item('a', 1, { decision: decision(44) })] },
      [['chair', [44]]],
    ],
  ])('%s', (_what, more, expected) => {
    expect(project(record(more)).chairs.map(({ person, minuteItems }) => [person.id, minuteItems])).toEqual(expected);
  });
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
    expect(projected({ agendaVersion }).isLate).toBe(expected);
  });

  test('withdrawn claims are left out; the others keep their movers and parties (KL 5:67 p 1)', () => {
    const found = projected({
      claims: [
        claim('b', 2, { moverId: 'member', supporterIds: ['chair'] }),
        claim('c', 3, { isWithdrawn: true, moverId: 'member' }),
        claim('a', 1, { isStanding: true }),
      ],
    });
    expect(found.claims.map(({ number, mover, supporters }) => [number, mover?.party, names(supporters)])).toEqual([
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
    const found = projected({
      presentation: presentation({ amendable }),
      decision: decision(1, { outcome: 'approveWithChanges', patch: [{ ...line, moverId: 'member' }] }),
    });
    expect(found.decision?.changes).toEqual([
      { ...line, ...expected, mover: { id: 'member', name: 'member', party: 'M' } },
    ]);
  });

  test('disqualifications tell who, never why (R-28)', () => {
    const found = projected({ disqualifications: [{ personId: 'member', status: 'declared' }] });
    expect(found.disqualifications).toEqual([
      { person: { id: 'member', name: 'member', party: 'M' }, status: 'declared' },
    ]);
  });

  test('the party of a participant is the one the act recorded, whatever the seat says today', () => {
    const participants = [
      { personId: 'member', seat: 'member' as const, servesForId: null, party: 'L', mode: 'onSite' },
    ];
    expect(names(projected({ decision: decision(1, { participants }) }).decision?.participants ?? [])).toEqual([
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

describe('ballots', () => {
  const seats = [seat('chair', 'S'), seat('m1', 'S'), seat('m2', 'M'), seat('m3', 'V'), seat('m4', 'C')];
  const electors = ['chair', 'm1', 'e1', 'm3'].map((personId) => ({
    personId,
    servesForId: personId === 'e1' ? 'm2' : null,
    party: personId === 'e1' ? 'M' : null,
  }));
  const claims = [claim('x', 1, { isStanding: true }), claim('y', 2, { moverId: 'm3' })];
  const vote = (personId: string, choice: string | null) => ({ personId, choice });
  const of = (more: Partial<BallotRecord>): Ballot =>
    projected({ claims, ballots: [ballot({ alternatives: ['x', 'y'], electors, winner: 'x', ...more })] }, seats)
      .putting[0] as Ballot;

  test('an open one: who voted how, who abstained, who said nothing, who was away', () => {
    const found = of({ votes: [vote('m3', 'y'), vote('chair', 'x'), vote('e1', 'abstain')] });
    expect(found.results.map(({ claimNumber, votes, voters }) => [claimNumber, votes, names(voters)])).toEqual([
      [1, 1, ['chair (S)']],
      [2, 1, ['m3 (V)']],
    ]);
    expect([found.abstained.votes, names(found.abstained.voters)]).toEqual([1, ['e1 (M)']]);
    expect(names(found.silent)).toEqual(['m1 (S)']);
    expect(names(found.absent)).toEqual(['m4 (C)']);
    expect([found.winner, found.electors]).toEqual([1, 4]);
  });

  test('a secret one: counts from the tally, and nobody’s choice', () => {
    const found = of({
      isSecret: true,
      votes: electors.map(({ personId }) => vote(personId, null)),
      tallies: [
        { choice: 'x', votes: 1 },
        { choice: 'y', votes: 2 },
        { choice: 'abstain', votes: 1 },
      ],
      winner: 'y',
    });
    expect(found.results.map(({ votes, voters }) => [votes, voters])).toEqual([
      [1, []],
      [2, []],
    ]);
    expect(found.abstained).toEqual({ votes: 1, voters: [] });
    expect(found.silent).toEqual([]);
  });

  test('a single claim is answered yes or no', () => {
    const found = of({ alternatives: ['y'], winner: 'no', votes: [vote('chair', 'no'), vote('m3', 'y')] });
    expect(found.results.map(({ choice, votes }) => [choice, votes])).toEqual([
      ['y', 1],
      ['no', 1],
    ]);
    expect(found.winner).toBeNull();
  });

  test('acclamations and ballots stand in the order they happened (KL 5:67 p 2)', () => {
    const { putting } = projected(
      {
        claims,
        propositions: [{ number: 1, stage: 'material', alternatives: ['x', 'y'], foundClaimId: 'x', demandedBy: 'm3' }],
        ballots: [ballot({ number: 2, alternatives: ['x', 'y'], electors, winner: 'x', tieBreak: 'castingVote' })],
      },
      seats,
    );
    expect(putting).toMatchObject([
      { by: 'acclamation', alternatives: [1, 2], found: 1, ballotDemandedBy: { id: 'm3' } },
      { by: 'ballot', alternatives: [1, 2], winner: 1, tieBreak: 'castingVote', chair: { id: 'chair' } },
    ]);
  });

  test('for any votes the counts are the votes, and everybody called is accounted for (D2)', () => {
    const choices = fc.constantFrom('x', 'y', 'abstain', 'silent');
    fc.assert(
      fc.property(fc.array(choices, { minLength: 1, maxLength: 101 }), fc.boolean(), (chosen, isSecret) => {
        const called = chosen.map((_, index) => ({ personId: `p${index}`, servesForId: null, party: 'S' }));
        const cast = chosen.flatMap((choice, index) =>
          choice === 'silent' ? [] : [vote(`p${index}`, isSecret ? null : choice)],
        );
        const count = (choice: string): number => chosen.filter((one) => one === choice).length;
        const tallies = ['x', 'y', 'abstain'].map((choice) => ({ choice, votes: count(choice) }));
        const found = of({ electors: called, votes: cast, isSecret, tallies: isSecret ? tallies : [] });
        expect(found.results.map(({ votes }) => votes)).toEqual([count('x'), count('y')]);
        expect(found.abstained.votes).toBe(count('abstain'));
        expect(found.silent).toHaveLength(count('silent'));
        const told = found.results.reduce((sum, { votes }) => sum + votes, found.abstained.votes + found.silent.length);
        expect(told).toBe(found.electors);
      }),
    );
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
