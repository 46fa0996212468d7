import { placeOf, tasksOf } from './tasks';

const section = (kind: 'summary' | 'considerations', text: string) => ({ kind, heading: null, text });
const proposal = {
  sections: [section('summary', 'Summan är 8 000 000 SEK.'), section('considerations', ' ')],
  measures: [{ sourceId: null }],
  decisionPoints: [],
  decisionPlan: [],
  dispatchList: [],
} as never;

test('each part says how far it has come, and the faults stand where they belong', () => {
  const tasks = tasksOf(proposal, {
    mandatorySections: ['summary', 'considerations'],
    faults: [
      { pointer: '/sections/0/text', code: 'total-mismatch', detail: 'Fel summa.' },
      { pointer: '/sections/1/text', code: 'section-missing', detail: 'Tomt.' },
      { pointer: '/decisionPoints', code: 'no-decision-points', detail: 'Saknas.' },
    ],
  });
  expect(tasks.map(({ place, state, mustBeDone }) => [place, state, mustBeDone])).toEqual([
    ['section-summary', 'needsMending', true],
    ['section-background', 'notStarted', false],
    ['section-considerations', 'notStarted', true],
    ['measures', 'started', true],
    ['decisionPoints', 'notStarted', true],
    ['decisionPlan', 'notStarted', false],
    ['dispatchList', 'notStarted', false],
  ]);
  expect(tasks[0]?.faults).toEqual(['Fel summa.']);
});

test.each([
  ['/sections/1/text', 'section-considerations'],
  ['/sections', 'section-summary'],
  ['/measures/0/sourceId', 'measures'],
  ['/callId', 'section-summary'],
])('the fault at %s is mended at %s', (pointer, place) => {
  expect(placeOf(pointer, [section('summary', ''), section('considerations', '')])).toBe(place);
});
