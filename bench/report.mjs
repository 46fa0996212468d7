/** Medians, spreads and the tables people read. */

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {readonly number[]} values */
export const spread = (values) => ({ median: median(values), min: Math.min(...values), max: Math.max(...values) });

const short = (/** @type {number} */ value) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** @param {{median: number, min: number, max: number}} spread */
export const shown = ({ median: middle, min, max }) => `${short(middle)} (${short(min)}–${short(max)})`;

/** @param {readonly (readonly string[])[]} rows the first is the heading */
export function table(rows) {
  const widths = rows[0].map((_head, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * A verdict on a figure that has a goal.
 * @param {number} value
 * @param {number} goal
 * @param {'atLeast' | 'atMost'} sense
 */
export function verdict(value, goal, sense) {
  const holds = sense === 'atLeast' ? value >= goal : value <= goal;
  return `${value.toFixed(2)} ${holds ? 'ok' : 'SHORT'} (${sense === 'atLeast' ? '≥' : '≤'} ${goal})`;
}
