import type { Day } from '../../kernel/day.js';
import { type Definition, requireSoundDefinition } from './definition.rules.js';

const base: Definition = {
  fromDay: '2019-01-01' as Day,
  kind: 'share',
  definition: 'Andel avslut till studier',
  numerator: 'avslut till studier',
  denominator: 'alla avslut',
  unit: 'procent',
  bySex: true,
};
const later = { ...base, fromDay: '2019-07-01' as Day, comparabilityReason: 'Målgruppen utökades' };

test.each<[string, Definition, number, Day | undefined, string | undefined]>([
  ['the first', base, 1, undefined, undefined],
  ['a share without what it is of', { ...base, denominator: undefined }, 1, undefined, '/denominator'],
  ['a share of nothing named', { ...base, numerator: '  ' }, 1, undefined, '/numerator'],
  ['a count with a numerator', { ...base, kind: 'count' }, 1, undefined, '/numerator'],
  ['the first, with something to compare with', later, 1, undefined, '/comparabilityReason'],
  ['a later one', later, 2, '2019-01-01' as Day, undefined],
  [
    'a later one that says nothing of comparison (C-45)',
    { ...later, comparabilityReason: undefined },
    2,
    '2019-01-01' as Day,
    '/comparabilityReason',
  ],
  ['a later one from the same day', later, 2, '2019-07-01' as Day, '/fromDay'],
])('%s', (_what, definition, number, before, pointer) => {
  const run = (): void => requireSoundDefinition(definition, number, before);
  if (pointer === undefined) expect(run).not.toThrow();
  else expect(run).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ pointer })] }) as Error);
});
