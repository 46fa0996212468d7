/** The goals, one line each, and whether they are met. */
import { table, verdict } from './report.mjs';
import { sourceCount } from './seed.mjs';

/** @param {import('./journal.mjs').Journal} journal @param {{million: boolean}} options @param {string} file */
export function summarise({ results, say }, { million }, file) {
  const lines = [['goal', 'against tx', 'against one']];
  const ratio = (name, key, other = 'tx') => {
    const figures = results.figures[name];
    return figures?.ours === undefined ? undefined : figures.ours[key].median / figures[other][key].median;
  };
  const add = (name, key, goal, sense) => {
    const value = ratio(name, key);
    if (value !== undefined && Number.isFinite(value))
      lines.push([`${name}, ${key}`, verdict(value, goal, sense), ratio(name, key, 'one').toFixed(2)]);
  };
  add('creating a proposal of five measures', 'perSecond', 0.6, 'atLeast');
  add(`allocation over ${sourceCount} sources`, 'perSecond', 0.6, 'atLeast');
  add('allocation on one hot source', 'perSecond', 0.6, 'atLeast');
  for (const name of [
    'totals, 1 000 measures',
    'totals, 100 000 measures',
    'totals, 1 000 000 measures',
    'totals, after the allocations',
  ])
    add(name, 'p50', 2, 'atMost');
  add('page of 50 of 20 000 proposals', 'perSecond', 0.5, 'atLeast');
  const small = results.figures['totals, 1 000 measures']?.ours?.p50.median;
  const [largeName, large] =
    [['totals, 1 000 000 measures'], ['totals, 100 000 measures']]
      .map(([name]) => [name, results.figures[name]?.ours?.p50.median])
      .find(([, value]) => value !== undefined) ?? [];
  if (small !== undefined && large !== undefined) {
    lines.push([`${largeName} / 1 000, p50 of ours`, verdict(large / small, 1.5, 'atMost'), '']);
    if (!million) say('\nGrowth is measured to 100 000 measures; --million measures the million of the goal.');
  }
  const { rendering } = results.figures;
  if (rendering !== undefined)
    lines.push([
      `minutes of ${rendering.items} items, ms, against the compiler`,
      verdict(rendering.ratio, 1.5, 'atMost'),
      '',
    ]);
  const { filling } = results.figures;
  if (filling !== undefined)
    lines.push([
      `filling ${filling.measures} measures over ${filling.sources} sources, ms`,
      verdict(filling.slowestMs, filling.goalMs, 'atMost'),
      '',
    ]);
  const { imports } = results.figures;
  if (imports !== undefined) {
    lines.push([
      `reading ${imports.lines} lines of costs, against COPY and checks`,
      verdict(imports.ratio, imports.goals.ratio, 'atLeast'),
      '',
    ]);
    lines.push(['  memory while reading, MB', verdict(imports.peakMb, imports.goals.memoryMb, 'atMost'), '']);
  }
  for (const { name, value, goal } of results.figures['voting: goals'] ?? [])
    lines.push([name, verdict(value, goal, 'atMost'), '']);
  say(`\n${table(lines)}`);
  if (results.warnings.length > 0) say(`\n${results.warnings.length} warnings, see above.`);
  say(`\nWritten to ${file}`);
}
