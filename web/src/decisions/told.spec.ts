import { tellingOf } from './told';

const decision = {
  reporting: 'nextMeeting' as const,
  reportedInId: null,
  reportedDay: null,
  isOverdue: false,
  isToBeAnnounced: false,
  announcement: null,
};
const announcement = { id: 'a', postedDay: '2023-04-21', appealEndDay: '2023-05-12' };

test.each([
  [{}, 'toReport'],
  [{ isOverdue: true }, 'overdue'],
  [{ reportedInId: 'b', reportedDay: '2023-05-10' }, 'reported'],
  [{ reportedInId: 'b', reportedDay: '2023-05-11' }, 'onAgenda'],
  // Told too late is told all the same.
  [{ reportedInId: 'b', isOverdue: true }, 'reported'],
  [{ reporting: 'minuted' as const, isToBeAnnounced: true }, 'toAnnounce'],
  [{ reporting: 'minuted' as const, isToBeAnnounced: true, announcement }, 'announced'],
  // Nobody can appeal it, so the board does not hold it.
  [{ reporting: 'minuted' as const }, 'nothing'],
  [{ reporting: 'none' as const }, 'nothing'],
])('%j is %s', (over, telling) => {
  expect(tellingOf({ ...decision, ...over }, '2023-05-10')).toBe(telling);
});
