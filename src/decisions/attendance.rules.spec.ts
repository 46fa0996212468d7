import type { Seat } from '../identity/seats.rules.js';
import { type AttendanceEntry, rosterAt } from './attendance.rules.js';
import { quorumOf } from './quorum.rules.js';

const member = (personId: string, party: string): Seat => ({
  personId,
  name: personId,
  title: null,
  party,
  seat: 'member',
  presidium: null,
  callingOrder: null,
});
const substitute = (personId: string, party: string, callingOrder: number): Seat => ({
  ...member(personId, party),
  seat: 'substitute',
  callingOrder,
});

const seats = [
  member('a', 'S'),
  member('b', 'S'),
  member('c', 'M'),
  substitute('x', 'M', 1),
  substitute('y', 'S', 2),
  substitute('z', 'M', 3),
];
const byParty = { substituteOrder: 'party', mayServeAgain: false } as const;

/** `+a +b then -a` : who was there at the opening, and who came and went after it. */
function entries(text: string): AttendanceEntry[] {
  let isOpening = true;
  const made: AttendanceEntry[] = [];
  for (const word of text.split(' ')) {
    if (word === 'then') isOpening = false;
    else
      made.push({
        number: made.length + 1,
        personId: word.slice(1),
        kind: word.startsWith('+') ? 'arrives' : 'leaves',
        mode: 'onSite',
        isOpening,
        atTime: null,
        agendaItemId: null,
      });
  }
  return made;
}

const shown = (text: string, away: string[] = [], rules: Parameters<typeof rosterAt>[2] = byParty): string =>
  rosterAt(seats, entries(text), rules, new Set(away))
    .serving.map(({ personId, servesForId }) => (servesForId === null ? personId : `${personId}>${servesForId}`))
    .join(' ');

describe('who serves', () => {
  it.each([
    ['all members present: no substitute serves', '+a +b +c +x +y', [], 'a b c'],
    ['the absent member’s party first, whatever the calling order', '+b +c +x +y', [], 'y>a b c'],
    ['another party’s substitute when the own party has none', '+b +c +x', [], 'x>a b c'],
    ['two seats: each party gets its own before anybody crosses over', '+b +x +y', [], 'y>a b x>c'],
    ['a late member takes the seat from the substitute', '+b +c +y then +a', [], 'a b c'],
    ['who has begun to serve goes on, though an own-party substitute comes later', '+b +c +x then +y', [], 'x>a b c'],
    ['also when nobody noted a time, whoever comes later ousts nobody', '+b +c +x then +y +z', [], 'x>a b c'],
    ['a member who leaves is replaced', '+a +b +c +x then -c', [], 'a b x>c'],
    ['and may not serve again the same day', '+a +b +c then -c then +c', [], 'a b'],
    ['an idle substitute who was out may still be called', '+a +b +c +x then -x then +x then -c', [], 'a b x>c'],
    ['a substitute who leaves is replaced by the next', '+a +b +x +z then -x', [], 'a b z>c'],
    ['disqualified: the substitute steps in for the item', '+a +b +c +z', ['c'], 'a b z>c'],
    ['disqualified without a substitute: the seat is empty', '+a +b +c', ['c'], 'a b'],
    ['a disqualified serving substitute is replaced too', '+a +b +x +z', ['x'], 'a b z>c'],
  ])('%s', (_, came, away, expected) => expect(shown(came, away)).toBe(expected));

  it('follows the one list when the bylaws say so', () =>
    expect(shown('+b +c +x +y', [], { ...byParty, substituteOrder: 'list' })).toBe('x>a b c'));
  it('lets somebody serve again where the bylaws allow it', () =>
    expect(shown('+a +b +c then -c then +c', [], { ...byParty, mayServeAgain: true })).toBe('a b c'));
  it('tells officials and idle substitutes apart', () => {
    const { notServing, attending, vacantForIds } = rosterAt(seats, entries('+a +b +c +x +official'), byParty);
    expect({ notServing, attending, vacantForIds }).toEqual({
      notServing: ['x'],
      attending: ['official'],
      vacantForIds: [],
    });
  });
});

describe('quorum', () => {
  it.each([
    ['13 members need 7', 'committee', 13, 7, 0, true],
    ['6 of 13 do not reach', 'committee', 13, 6, 0, false],
    ['12 members need 7', 'committee', 12, 6, 0, false],
    ['11 members need 6', 'committee', 11, 6, 0, true],
    ['a committee cannot count its disqualified (R-21)', 'committee', 13, 6, 1, false],
    ['the council can (KL 5:46)', 'council', 13, 6, 1, true],
    ['but not when others are missing too', 'council', 13, 5, 1, false],
    ['a body without members decides nothing', 'committee', 0, 0, 0, false],
  ] as const)('%s', (_, kind, members, serving, disqualified, reached) =>
    expect(quorumOf(kind, members, serving, disqualified).isReached).toBe(reached),
  );
});
