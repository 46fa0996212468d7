/** The readers of the three shorter documents: effect goals, a budget's text, the follow-up of one council goal. */
import { processorMsOf } from '../../../test/support/processor-time.js';
import { expectGolden, expectTruePlaces, lookAlike } from '../../../test/cases/goals/reading.js';
import { bodiesIn } from './bodies.rules.js';
import { readBudgetText } from './budget.rules.js';
import { readCouncilGoalReport } from './council-goal.rules.js';
import { readEffectGoals, targetOf } from './effect-goals.rules.js';

const codes = ({ findings }: { findings: readonly { code: string }[] }): string[] => findings.map(({ code }) => code);

describe('effect goals with method and responsibility', () => {
  const text = lookAlike('effect-goals');
  const read = readEffectGoals(text);

  test('eight, two per area, with three tasks on six of them and two on two', () => {
    expect(read.counts).toEqual({ areas: 4, effectGoals: 8, tasks: 22 });
    expect(
      read.areas.map(({ effectGoals }) => effectGoals.map(({ responsibilities }) => responsibilities.length)),
    ).toEqual([
      [3, 3],
      [3, 3],
      [3, 3],
      [2, 2],
    ]);
    expectGolden('effect-goals', read);
    expectTruePlaces(text, read);
  });

  test('one text in three areas is three goals; what can be measured later says when', () => {
    expect(codes(read)).toEqual(['measurable-later', 'shared-goal-text']);
    expect(read.areas[0]?.effectGoals[1]?.sharedWith).toEqual(['Barn och unga', 'Missbruk och beroende']);
    expect(read.areas[1]?.effectGoals[1]?.measurableFromYear).toBe(2023);
  });

  test('what is left out is told', () => {
    const bare = 'Mål för Stöd\n\nEffektmål:\n\nAlla ska vara nöjda\n\nAnsvar\n\n- Det ordnar sig.\n';
    expect(codes(readEffectGoals(bare)).toSorted()).toEqual([
      'method-missing',
      'responsible-missing',
      'target-unclear',
    ]);
    expect(codes(readEffectGoals('Ingenting'))).toEqual(['nothing-found']);
  });

  test.each([
    ['Tiden ska vara kortare än föregående år', 'relativeToPrevious decrease'],
    ['Varje år ska fler än föregående år nå målen', 'relativeToPrevious increase'],
    ['Andelen ska öka', 'directionOnly increase'],
    ['Antalet ska minska jämfört med 2019', 'relativeToPrevious decrease'],
    ['Alla ska få stöd', undefined],
    ['Fler ska minska', undefined],
  ])('%s', (goal, expected) => {
    const target = targetOf(goal);
    expect(target === null ? undefined : `${target.kind} ${target.direction}`).toBe(expected);
  });
});

describe('a budget’s text', () => {
  const text = lookAlike('budget');
  const read = readBudgetText(text);

  test('vision, goal, direction, assignments', () => {
    expect([read.vision.length, read.councilGoals.length, read.direction.length]).toEqual([1, 1, 8]);
    expect(read.assignments.map(({ owner, isExplicit }) => [owner, isExplicit])).toEqual([
      [null, false],
      ['kultur- och fritidsnämnden', false],
      ['Tekniska nämnden', false],
      ['Hälsa, vård och omsorgsnämnden', true],
      [null, true],
    ]);
    expectGolden('budget', read);
    expectTruePlaces(text, read);
  });

  test('an assignment without owner is flagged, resources without amount are kept as such', () => {
    expect(codes(read).filter((code) => code === 'assignment-without-owner')).toHaveLength(2);
    expect(read.resources.map(({ recipient, amount }) => [recipient, amount])).toEqual([
      [null, null],
      ['Omsorgsnämnden', null],
      [null, '2,5 miljoner kronor'],
      [null, null],
      ['Tekniska nämnden', null],
    ]);
    expect(codes(read).filter((code) => code === 'resource-without-amount')).toHaveLength(4);
  });

  test('what is counted and changes', () => {
    expect(read.quantities.map(({ from, to, unit }) => `${from} → ${to} ${unit}`)).toEqual([
      '5 → 2 nämnder',
      '12 → 30 lägenheter',
    ]);
  });

  test('another text is told', () => expect(codes(readBudgetText('Hej.'))).toEqual(['nothing-found']));
});

describe('the follow-up of one council goal', () => {
  const text = lookAlike('council-goal');
  const read = readCouncilGoalReport(text);

  test('who reports, what is assessed, with a figure only where it stands', () => {
    expect(read.document).toEqual({ goalArea: 'En rättvis kommun', slug: 'rattvis' });
    expect(read.reporting).toHaveLength(5);
    expect(read.assessments.map(({ status, target, outcome, percent }) => [status, target, outcome, percent])).toEqual([
      ['partly', null, null, null],
      ['achieved', 400, 510, '127.5'],
      ['achieved', 350, null, null],
      ['notAchieved', null, null, null],
    ]);
    expectGolden('council-goal', read);
    expectTruePlaces(text, read);
  });

  test('reasons as kinds, the whole as a judgement', () => {
    expect(read.reasons.map(({ reason }) => reason)).toEqual(['effectMissing', 'moreTime', 'lackOfResources']);
    expect(read.factors).toHaveLength(3);
    expect(read.judgement?.status).toBe('partly');
    expect(codes(read)).toEqual(['outcome-not-stated']);
  });

  test('without a judgement none is worked out', () => {
    const cut = text.slice(0, text.indexOf('Utmaningarna inom'));
    expect(codes(readCouncilGoalReport(cut))).toEqual(['outcome-not-stated', 'judgement-missing']);
  });
});

test.each([
  ['Tekniska nämnden ges resurser', ['Tekniska nämnden']],
  ['en utmaning för hälsa-, vård och omsorgsnämnden', ['hälsa-, vård och omsorgsnämnden']],
  ['Grundskolenämnden och förskolenämnden rapporterar', ['Grundskolenämnden', 'förskolenämnden']],
  ['av arbetsmarknads- och socialnämnden', ['arbetsmarknads- och socialnämnden']],
  ['Nämnden tillförs mer', []],
  ['kommunstyrelsen och stadskontoret', ['kommunstyrelsen', 'stadskontoret']],
])('bodies in ”%s”', (sentence, names) => {
  expect(bodiesIn(sentence).map(({ name }) => name)).toEqual(names);
});

test.each([readEffectGoals, readBudgetText, readCouncilGoalReport])(
  'hostile texts are read soon and truly',
  (reader) => {
    const hostile = [
      '',
      'hälsa, '.repeat(5_000),
      'ska '.repeat(5_000),
      '\n'.repeat(20_000),
      'Mål för X\nEffektmål:\n'.repeat(2_000),
    ];
    for (const text of hostile) {
      expect(processorMsOf(() => expectTruePlaces(text, reader(text)))).toBeLessThan(5_000);
    }
  },
);
