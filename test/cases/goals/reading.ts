/** What the specs of reading goal documents share: the look-alikes, their golden answers, and what must hold for every text. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../../src/interchange/goals/reading.rules.js';
import { plainText } from '../../../src/interchange/memorandum.plain.js';

const folder = join(process.cwd(), 'test/cases/goals');

/** Invented texts in the form of municipal documents. */
export const lookAlike = (name: string): string => plainText(readFileSync(join(folder, `${name}.txt`), 'utf8'));

/** The golden answer; `UPDATE_GOLDEN=1` writes it anew, to be read in the diff before it is believed. */
export function expectGolden(name: string, answer: unknown): void {
  const path = join(folder, `${name}.json`);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, `${JSON.stringify(answer, null, 2)}\n`);
  expect(answer).toEqual(JSON.parse(readFileSync(path, 'utf8')));
}

/** Every place in an answer, wherever it stands. */
export function placesIn(answer: unknown): Place[] {
  if (typeof answer !== 'object' || answer === null) return [];
  if ('start' in answer && 'end' in answer && 'quote' in answer) return [answer as Place];
  return Object.values(answer).flatMap(placesIn);
}

/** Quotes stand at their offsets. */
export function expectTruePlaces(text: string, answer: unknown): void {
  const shifted = placesIn(answer).find(({ start, end, quote }) => text.slice(start, end) !== quote);
  expect(shifted).toBeUndefined();
}
