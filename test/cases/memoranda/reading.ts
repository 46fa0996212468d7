/** What the specs of reading memoranda share: the golden running text, a small consistent memorandum, and a reader that checks every place. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Place,
  readMemorandum,
  type ReadMemorandum,
  type ReadOptions,
} from '../../../src/interchange/memorandum.rules.js';
import { plainText } from '../../../src/interchange/memorandum.plain.js';

const folder = join(process.cwd(), 'test/cases/memoranda');

export const runningText = plainText(readFileSync(join(folder, 'running-text.txt'), 'utf8'));

/** The golden answer; `UPDATE_GOLDEN=1` writes it anew, to be read in the diff before it is believed. */
export function expectGolden(name: string, answer: ReadMemorandum): void {
  const path = join(folder, `${name}.json`);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, `${JSON.stringify(answer, null, 2)}\n`);
  expect(answer).toEqual(JSON.parse(readFileSync(path, 'utf8')));
}

/** Every text that differs from this one in a single digit within the places. */
export function* digitChanges(text: string, within: readonly { start: number; end: number }[]): Generator<string> {
  for (const { start, end } of within) {
    for (let at = start; at < end; at += 1) {
      if (!/\d/.test(text[at]!)) continue;
      for (const digit of '0123456789'.replace(text[at]!, '')) yield text.slice(0, at) + digit + text.slice(at + 1);
    }
  }
}

/** Where the measures and the stated totals stand. */
export function amountPlaces({ measures, statedTotals }: ReadMemorandum): Place[] {
  return [...measures, ...statedTotals].map(({ place }) => place);
}

/** The changes that were not caught; a good reader leaves none. */
export function uncaught(text: string, within: readonly { start: number; end: number }[]): string[] {
  return [...digitChanges(text, within)].filter((changed) => read(changed).consistent);
}

export function places(read: ReadMemorandum): Place[] {
  return [...read.measures, ...read.statedTotals, ...read.findings, ...read.sections].flatMap(
    ({ place }) => place ?? [],
  );
}

/** Reads, and holds what must hold for every text: quotes at their offsets, and the verdict follows from the findings. */
export function read(text: string, options?: ReadOptions): ReadMemorandum {
  const answer = readMemorandum(text, options);
  // Compared first and expected after, because thousands of changed texts pass here.
  const shifted = places(answer).find((place) => text.slice(place.start, place.end) !== place.quote);
  const verdict = answer.findings.every(({ severity }) => severity !== 'error');
  if (shifted !== undefined || verdict !== answer.consistent)
    expect([shifted, answer.consistent]).toEqual([undefined, verdict]);
  return answer;
}

export const codes = (answer: ReadMemorandum) => answer.findings.map(({ code }) => code);
export const measures = (answer: ReadMemorandum) =>
  answer.measures.map(({ title, amount }) => `${title} = ${amount.amount}`);
export const totals = (answer: ReadMemorandum) =>
  answer.statedTotals.map(({ place, agrees }) => `${place.quote} ${agrees}`);

export const parts = {
  head: 'Datum\n\n2023-04-01\n\nTjänsteskrivelse\n\nTrygghet\n\nASN-2023-5446',
  summary: 'Förslaget uppgår till 7 000 kr.',
  decision: '1. Nämnden godkänner förslaget.',
  basis: 'Tjänsteskrivelse',
  plan: 'ASN 2023-04-26',
  dispatch: 'Kommunstyrelsen',
  background: 'Staden växer.',
  considerations: 'Kurser\n\nBehov av tillskott: 5 000 kr\n\nSamtal\n\nBehov av tillskott: 2 000 kr',
  child: 'Bra för barn.',
  gender: 'Bra för alla.',
  economy: 'Inga andra.',
};

/** A consistent memorandum of 5 000 + 2 000 kr, with what a test is about put in its place. */
export function memorandum(over: Partial<typeof parts> = {}): string {
  const of = { ...parts, ...over };
  return [
    of.head,
    `Sammanfattning\n\n${of.summary}`,
    `Förslag till beslut\n\n${of.decision}`,
    `Beslutsunderlag\n\n${of.basis}`,
    `Beslutsplanering\n\n${of.plan}`,
    `Beslutet skickas till\n\n${of.dispatch}`,
    `Bakgrund\n\n${of.background}`,
    `Förvaltningens överväganden\n\n${of.considerations}`,
    `Barnperspektiv\n\n${of.child}`,
    `Jämställdhetsperspektiv\n\n${of.gender}`,
    `Ekonomiska konsekvenser\n\n${of.economy}`,
  ].join('\n\n');
}

export const two = ['Kurser = 5000.00', 'Samtal = 2000.00'];
