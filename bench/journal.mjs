/** What a run has to tell: lines on the screen, figures and warnings for the file it leaves. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Journal
 * @property {{at: string, options: object, machine: Record<string, unknown>, figures: Record<string, any>, warnings: string[]}} results
 * @property {(text: string) => void} say
 * @property {(text: string) => void} warn
 * @property {(folder: string) => string} write  @returns the file's name
 */

/**
 * @param {object} options
 * @returns {Journal}
 */
export function openJournal(options) {
  const results = { at: new Date().toISOString(), options, machine: {}, figures: {}, warnings: [] };
  const say = (text) => console.log(text);
  return {
    results,
    say,
    warn: (text) => {
      results.warnings.push(text);
      say(`  warning: ${text}`);
    },
    write: (folder) => {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${results.at.replaceAll(':', '').slice(0, 15)}.json`);
      writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
      return file;
    },
  };
}
