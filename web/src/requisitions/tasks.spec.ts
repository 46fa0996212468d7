/** Which act of a requisition is next, in each state the API can answer. */
import { othersOf, tasksOf, waitsForAnother } from './tasks';

const agent = {
  status: 'approved',
  askedDay: '2023-03-01',
  approvedDay: '2023-04-01',
  personName: 'Stadskontoret',
} as const;
const step = (act: string, day = '2023-05-10') =>
  ({
    act,
    day,
    number: 1,
    from: '',
    to: '',
    amount: null,
    ground: null,
    note: null,
    recordedBy: null,
    recordedByName: 'Controllern',
    recordedAt: '',
  }) as const;
const requisition = (status: string, possibleActs: string[], acts: string[] = [], approvedBy: string | null = null) =>
  ({ status, possibleActs, steps: acts.map((act) => step(act)), approvedBy, preparedBy: 'a', claimed: null }) as never;
const states = (...given: Parameters<typeof tasksOf>): string[] =>
  tasksOf(...given).map(({ act, state }) => `${act} ${state}`);
const next = (...given: Parameters<typeof tasksOf>): string | undefined =>
  tasksOf(...given).find(({ state }) => state === 'now')?.act;

test.each([
  ['nobody asked for', requisition('notStarted', ['recordAgent']), null, 'askAgent'],
  ['asked for', requisition('notStarted', ['recordAgent']), { ...agent, status: 'asked' } as const, 'approveAgent'],
  ['agent approved', requisition('notStarted', ['recordAgent']), agent, 'recordAgent'],
  ['agent recorded', requisition('agentApproved', ['prepare'], ['recordAgent']), agent, 'prepare'],
  ['prepared', requisition('prepared', ['prepare', 'approve'], ['recordAgent', 'prepare']), agent, 'approve'],
  [
    'approved',
    requisition('prepared', ['prepare', 'submit'], ['recordAgent', 'prepare', 'approve'], 'b'),
    agent,
    'submit',
  ],
  ['paid', requisition('paid', ['report', 'claimRecovery'], ['submit', 'confirm', 'pay'], 'b'), agent, 'report'],
  [
    'closed',
    requisition('closed', [], ['submit', 'confirm', 'pay', 'report', 'accept', 'close'], 'b'),
    agent,
    undefined,
  ],
])('%s', (_name, one, who, expected) => {
  expect(next(one, who)).toBe(expected);
});

test('an approval that fell with a new figure is to be made again, and the figure may be stated anew', () => {
  const fallen = requisition('prepared', ['prepare', 'approve'], ['recordAgent', 'prepare', 'approve', 'prepare']);
  expect(states(fallen, agent)).toContain('approve now');
  expect(tasksOf(fallen, agent).find(({ act }) => act === 'prepare')).toMatchObject({ state: 'done', mayRepeat: true });
});

test('after the deadline nothing remains, whatever acts the machine knows', () => {
  const expired = requisition('expired', ['submit', 'withhold'], ['recordAgent']);
  expect(next(expired, agent)).toBeUndefined();
  expect(states(expired, agent)).toContain('submit never');
  expect(othersOf(expired)).toEqual([]);
});

test('a report never accepted, since the money was claimed back, is passed by', () => {
  const repaid = requisition(
    'repaid',
    ['close'],
    ['submit', 'confirm', 'pay', 'report', 'claimRecovery', 'repay'],
    'b',
  );
  expect(states(repaid, agent)).toEqual(expect.arrayContaining(['accept later', 'close now']));
});

test('whoever prepared it waits for somebody else', () => {
  expect(waitsForAnother(requisition('prepared', ['approve']), 'a')).toBe(true);
  expect(waitsForAnother(requisition('prepared', ['approve']), 'b')).toBe(false);
});
