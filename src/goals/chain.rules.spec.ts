import { codeOf } from '../../test/support/refused.js';
import { type GoalLevel, requireFitsPlaced, requirePlace, requireSoundLevels } from './chain.rules.js';

const malmo2019: GoalLevel[] = ['goalArea', 'councilGoal', 'committeeGoal', 'commitment', 'activity'];
const plan2010: GoalLevel[] = ['directionGoal', 'effectGoal'];

test.each<[string, GoalLevel[], string]>([
  ['the chain of 2019', malmo2019, 'ok'],
  ['without committee goals, as from 2020', ['goalArea', 'councilGoal', 'commitment'], 'ok'],
  ['one level', ['commitment'], 'ok'],
  ['upside down', ['commitment', 'committeeGoal'], 'level-order'],
  ['the same level twice', ['commitment', 'commitment'], 'level-order'],
])('%s', (_what, levels, expected) => {
  expect(codeOf(() => requireSoundLevels(levels))).toBe(expected);
});

test.each<[GoalLevel[], GoalLevel, GoalLevel | undefined, string]>([
  [malmo2019, 'commitment', 'committeeGoal', 'ok'],
  [malmo2019, 'commitment', 'commitment', 'ok'],
  [malmo2019, 'commitment', undefined, 'ok'],
  [malmo2019, 'commitment', 'councilGoal', 'parent-level'],
  [malmo2019, 'committeeGoal', 'commitment', 'parent-level'],
  [malmo2019, 'goalArea', 'activity', 'parent-level'],
  [malmo2019, 'effectGoal', undefined, 'level-not-in-chain'],
  [plan2010, 'effectGoal', 'directionGoal', 'ok'],
  [plan2010, 'commitment', 'effectGoal', 'level-not-in-chain'],
])('in %j a %s under %s: %s', (levels, level, parent, expected) => {
  expect(codeOf(() => requirePlace(levels, { level, year: 2019 }, parent))).toBe(expected);
});

test('levels are changed only while what stands there fits', () => {
  const placed = [
    { level: 'councilGoal', parentLevel: null },
    { level: 'committeeGoal', parentLevel: 'councilGoal' },
    { level: 'committeeGoal', parentLevel: 'committeeGoal' },
  ] as const;
  expect(codeOf(() => requireFitsPlaced(malmo2019, placed))).toBe('ok');
  expect(codeOf(() => requireFitsPlaced(['councilGoal', 'commitment'], placed))).toBe('chain-in-use');
  expect(codeOf(() => requireFitsPlaced(['councilGoal', 'directionGoal', 'committeeGoal'], placed))).toBe(
    'chain-in-use',
  );
});
