import { type PlanInput, planOf, type StepInput } from './plan-input';

const meeting: StepInput = {
  id: '1',
  kind: 'meeting',
  bodyId: 'b1',
  meetingId: '',
  adjustment: 'ordinary',
  name: '',
  days: '',
};
const input = (over: Partial<PlanInput>): PlanInput => ({
  endDay: '2023-05-12',
  endWhat: ' rekvisitionen stänger ',
  endNeeds: 'announced',
  startDay: '',
  steps: [meeting],
  leads: [],
  ...over,
});

test('what is filled in is sent, and nothing else', () => {
  const steps = [
    { ...meeting, id: '2', kind: 'work' as const, name: 'Skriva', days: '10' },
    { ...meeting, meetingId: 'm1' },
  ];
  expect(planOf(input({ steps, leads: [{ id: '3', name: 'Ombudet', months: '1' }] })).body).toEqual({
    endDay: '2023-05-12',
    endWhat: 'rekvisitionen stänger',
    endNeeds: 'announced',
    steps: [
      { kind: 'work', name: 'Skriva', days: 10 },
      { kind: 'meeting', bodyId: 'b1', adjustment: 'ordinary', meetingId: 'm1' },
    ],
    leads: [{ name: 'Ombudet', months: 1 }],
  });
});

test.each([
  ['no end', { endDay: '' }, [['endDay', 'endDay']]],
  ['no way', { steps: [] }, [['add-meeting', 'noStep']]],
  ['a meeting of nobody', { steps: [{ ...meeting, bodyId: '' }] }, [['body-1', 'body']]],
  [
    'work without name and days',
    { steps: [{ ...meeting, kind: 'work' as const, days: 'tio' }] },
    [
      ['name-1', 'work'],
      ['days-1', 'days'],
    ],
  ],
  [
    'a lead without anything',
    { leads: [{ id: '9', name: '', months: '' }] },
    [
      ['lead-9', 'lead'],
      ['months-9', 'months'],
    ],
  ],
] as const)('%s', (_what, over, faults) => {
  const found = planOf(input(over as Partial<PlanInput>));
  expect([found.body, found.faults.map(({ field, code }) => [field, code])]).toEqual([undefined, faults]);
});
