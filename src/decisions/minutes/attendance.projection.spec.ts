import { arrives, decision, item, record, seat } from '../../../test/support/minutes-record.js';
import { project } from './minutes.projection.js';

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
