/** What is let out of adjusted minutes, and what stays in. */
import type { MinutesContent, MinutesItem, PersonRef } from '../minutes/minutes.content.js';
import { outcomes } from '../subject-handler.js';
import {
  type ClosedDoors,
  neutralTitle,
  outcomeNoun,
  publicationsOf,
  publicContent,
  tellsOfClosedDoors,
} from './public-content.js';

const open: ClosedDoors = { agendaItemIds: new Set(), minuteItems: new Set() };
const somebody: PersonRef = { id: 'p1', name: 'Ledamot Hemlig', party: 'S' };
const secret = 'hemligt-ord';

const item = (more: Partial<MinutesItem> = {}): MinutesItem => ({
  agendaItemId: 'i1',
  minuteItem: 45,
  position: 1,
  matterId: 'm1',
  registrationNumber: 'ASN-2023-5446',
  title: `Insatser ${secret}`,
  subjectKind: 'proposal',
  versionSeen: 1,
  isLate: false,
  isUrgent: false,
  postponedDay: null,
  behindClosedDoors: false,
  disqualifications: [{ person: somebody, status: 'declared' }],
  summary: `Förvaltningens förslag ${secret}`,
  background: secret,
  deliberation: secret,
  proposal: [{ number: 1, type: 'approve', text: `Nämnden godkänner ${secret}` }],
  decisionBasis: [secret],
  total: { amount: '8075000.00', currency: 'SEK' },
  claims: [
    {
      id: 'c1',
      number: 1,
      kind: 'material',
      outcome: 'approve',
      isStanding: true,
      mover: null,
      supporters: [],
      text: null,
      reasons: null,
      refusedGround: null,
      changes: [],
    },
    {
      id: 'c2',
      number: 2,
      kind: 'material',
      outcome: 'approveWithChanges',
      isStanding: false,
      mover: somebody,
      supporters: [],
      text: `Stryk insats 3 ${secret}`,
      reasons: null,
      refusedGround: null,
      changes: [],
    },
  ],
  putting: [
    ballot(
      1,
      'counter',
      [
        ['c2', 2, 6],
        ['c3', 3, 4],
      ],
      3,
      null,
      2,
    ),
    ballot(
      2,
      'main',
      [
        ['c1', 1, 6],
        ['c2', 2, 6],
      ],
      1,
      'castingVote',
    ),
  ],
  decision: {
    id: 'd1',
    day: '2023-04-26',
    outcome: 'approve',
    outcomeWord: 'bifalla',
    added: null,
    restated: secret,
    preparation: secret,
    reasons: secret,
    claimNumber: 1,
    settledBy: 'ballot',
    changes: [],
    isMinority: false,
    isAppealable: true,
    appealableGround: secret,
    quorum: null,
    participants: [{ ...somebody, seat: 'member', servesFor: null, mode: 'onSite' }],
  },
  reservations: [{ id: 'r1', person: somebody, reasons: secret, lacksReasons: false }],
  statements: [{ id: 's1', person: somebody, text: secret }],
  dispatchList: [{ authorityId: null, name: secret }],
  ...more,
});

function ballot(
  number: number,
  stage: string,
  results: [string, number, number][],
  abstained: number,
  tieBreak: 'castingVote' | null = null,
  winner: number | null = 1,
): MinutesItem['putting'][number] {
  return {
    by: 'ballot',
    number,
    ballotId: `b${number}`,
    stage,
    alternatives: [],
    isSecret: false,
    chair: somebody,
    electors: 13,
    results: results.map(([choice, claimNumber, votes]) => ({ choice, claimNumber, votes, voters: [somebody] })),
    abstained: { votes: abstained, voters: [] },
    silent: [],
    absent: [],
    winner,
    tieBreak,
    isMinority: false,
  };
}

/** Only what is looked at here; the rest goes through untouched. */
const minutes = (items: MinutesItem[], additions: MinutesContent['additions'] = []): MinutesContent =>
  ({
    format: 1,
    kind: 'ordinary',
    number: 1,
    minuteItems: [44, 45],
    chairs: [{ person: { id: 'c', name: 'Ordförande', party: null }, minuteItems: [44, 45] }],
    members: [attendee({ minuteItems: [44] })],
    substitutes: [
      attendee({
        minuteItems: [45],
        servedFor: [{ member: { id: 'p9', name: 'Jävig Hemlig', party: null }, minuteItems: [45] }],
      }),
    ],
    others: [],
    items,
    additions,
  }) as Partial<MinutesContent> as MinutesContent;

const attendee = (more: Partial<MinutesContent['members'][number]>): MinutesContent['members'][number] => ({
  id: 'p2',
  name: 'En som var med',
  party: null,
  presidium: null,
  intervals: [{ arrivedAt: '13:00', leftAt: '14:00', arrivedDuring: 44, leftDuring: 45, isOver: true, mode: 'onSite' }],
  minuteItems: [],
  servedFor: [],
  ...more,
});

test('an open item is public as it stands', () => {
  const content = minutes([item()]);
  expect(publicContent(content, open)).toBe(content);
  const elsewhere = { agendaItemIds: new Set(['i9']), minuteItems: new Set([99]) };
  expect(publicContent(content, elsewhere)).toBe(content);
});

describe('behind closed doors', () => {
  const behind: [string, MinutesItem, ClosedDoors][] = [
    ['by the frozen content', item({ behindClosedDoors: true }), open],
    ['by the record', item(), { agendaItemIds: new Set(['i1']), minuteItems: new Set([45]) }],
  ];

  test.each(behind)('%s: paragraph, number and a neutral title, and no word more', (_how, closedItem, closed) => {
    const content = publicContent(minutes([closedItem]), closed);
    expect(JSON.stringify(content)).not.toMatch(/hemlig|Ledamot|8075000|bifalla/i);
    expect(content.items[0]).toMatchObject({
      minuteItem: 45,
      registrationNumber: 'ASN-2023-5446',
      title: neutralTitle,
      behindClosedDoors: true,
      decision: null,
    });
  });

  test.each(behind)(
    '%s: nor who took part in it, which would tell who was disqualified',
    (_how, closedItem, closed) => {
      const { chairs, members, substitutes } = publicContent(minutes([closedItem]), closed);
      expect(chairs[0]?.minuteItems).toEqual([44]);
      expect(members[0]?.minuteItems).toEqual([44]);
      expect(members[0]?.intervals[0]).toMatchObject({ arrivedDuring: 44, leftDuring: null });
      expect(substitutes[0]).toMatchObject({ minuteItems: [], servedFor: [] });
    },
  );

  test.each(behind)('%s: nothing to find it by', (_how, closedItem, closed) => {
    expect(publicationsOf(minutes([closedItem]), closed)).toEqual([
      {
        decisionId: 'd1',
        decisionDay: '2023-04-26',
        minuteItem: 45,
        behindClosedDoors: true,
        title: neutralTitle,
        registrationNumber: 'ASN-2023-5446',
        outcome: null,
        amount: null,
        votes: null,
        text: '',
      },
    ]);
  });

  const postponed = { minuteItem: null, decision: null, postponedDay: '2023-05-03' };
  test.each<[string, MinutesItem, ClosedDoors]>([
    ['by the frozen content', item({ ...postponed, behindClosedDoors: true }), open],
    ['by the record', item(postponed), { agendaItemIds: new Set(['i1']), minuteItems: new Set() }],
  ])('%s: what was postponed has no paragraph, and stays in all the same', (_how, closedItem, closed) => {
    const content = minutes([item({ agendaItemId: 'i0', minuteItem: 44 }), closedItem]);
    const shown = publicContent(content, closed);
    expect(JSON.stringify(shown.items[1])).not.toMatch(/hemlig|Ledamot|8075000/i);
    expect(shown.items[1]).toMatchObject({ title: neutralTitle, minuteItem: null, postponedDay: '2023-05-03' });
    expect(shown.items[0]).toBe(content.items[0]);
    expect(tellsOfClosedDoors(content, closed)).toBe(true);
  });

  test('what is added later about an item in another document stays in as well', () => {
    const addition = {
      minuteItem: 44,
      title: secret,
      inDocument: 2,
      reservations: item().reservations,
      statements: [],
    };
    const closed = { agendaItemIds: new Set<string>(), minuteItems: new Set([44]) };
    expect(JSON.stringify(publicContent(minutes([], [addition]), closed))).not.toContain(secret);
    expect(JSON.stringify(publicContent(minutes([], [addition]), open))).toContain(secret);
    expect([closed, open].map((doors) => tellsOfClosedDoors(minutes([], [addition]), doors))).toEqual([true, false]);
  });
});

describe('what the search knows', () => {
  test('the deciding ballot with its casting vote, in words', () => {
    expect(publicationsOf(minutes([item()]), open)[0]?.votes).toEqual({
      results: [
        { choice: 'förslaget', votes: 6 },
        { choice: 'yrkande 2', votes: 6 },
      ],
      abstained: 1,
      isSecret: false,
      tieBreak: 'castingVote',
    });
  });

  const decided = item();
  const acclaimed = { ...decided.decision!, settledBy: 'acclamation' as const };
  test.each<[string, Partial<MinutesItem>]>([
    ['a referral back lost the ballot, and the proposal was carried by acclamation', { decision: acclaimed }],
    [
      'an add-on went to a ballot, and the proposal did not',
      { putting: [ballot(3, 'addOn', [['c4', 4, 7]], 0, null, 4)] },
    ],
  ])('no counts of a ballot that settled something else: %s', (_how, more) => {
    expect(publicationsOf(minutes([item(more)]), open)[0]?.votes).toBeNull();
  });

  test('a ballot on an add-on after the deciding one is not taken for it', () => {
    const putting = [...decided.putting, ballot(3, 'addOn', [['c4', 4, 13]], 0, null, 4)];
    expect(publicationsOf(minutes([item({ putting })]), open)[0]?.votes?.abstained).toBe(1);
  });

  test('a proposal voted down is told with the ballot that did it', () => {
    const rejected = { ...decided.decision!, outcome: 'reject' as const, claimNumber: null };
    const putting = [ballot(1, 'main', [['c1', 1, 5]], 2, null, null)];
    expect(publicationsOf(minutes([item({ putting, decision: rejected })]), open)[0]?.votes?.abstained).toBe(2);
  });

  test('no ballot, no counts', () => {
    expect(publicationsOf(minutes([item({ putting: [] })]), open)[0]?.votes).toBeNull();
  });

  test.each([
    ['as the body saw it', [], '8075000.00'],
    ['with a measure struck', [['500000.00', '0.00']], '7575000.00'],
    [
      'with two changes, up and down',
      [
        ['5625000.00', '5200000.00'],
        ['1950000.00', '2100000.00'],
      ],
      '7800000.00',
    ],
  ] as [string, [string, string][], string][])('the amount %s', (_how, changes, amount) => {
    const decided = item();
    const lines = changes.map(([old, next], index) => ({
      path: `/measures/${index}/requestedAmount`,
      label: 'Insats',
      old,
      new: next,
      isAmount: true,
      mover: null,
    }));
    const [found] = publicationsOf(minutes([{ ...decided, decision: { ...decided.decision!, changes: lines } }]), open);
    expect(found?.amount?.toString()).toBe(amount);
  });

  test('a changed text is no amount, and no amount is none', () => {
    const decided = item({ total: null });
    expect(publicationsOf(minutes([decided]), open)[0]?.amount).toBeNull();
  });

  test('words of the item but no names', () => {
    const text = publicationsOf(minutes([item()]), open)[0]?.text;
    expect(text).toContain('Stryk insats 3');
    expect(text).not.toContain('Ledamot');
  });

  test('nothing about an item that is not decided', () => {
    expect(publicationsOf(minutes([item({ decision: null, minuteItem: null })]), open)).toEqual([]);
  });
});

test('every outcome has a Swedish noun', () => {
  expect(outcomes.map(outcomeNoun)).not.toContain(undefined);
  expect(outcomeNoun('referBack')).toBe('återremiss');
});
