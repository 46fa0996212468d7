/** What documents name again and again: e-services with how far they have come (C-60 … C-75), and programmes (1F). Pure. */
import type { Cell } from './cells.rules.js';
import { type Passage, passageOf, sentencesOf, tidy } from './reading.rules.js';
import type { Place } from '../memorandum.types.js';

export const serviceStates = [
  'developing',
  'prototype',
  'tested',
  'pilot',
  'introducing',
  'inOperation',
  'ended',
] as const;
export type ServiceState = (typeof serviceStates)[number];

export interface NamedService {
  name: string;
  /** What the sentence says of it; null when it says nothing of how far it has come. */
  state: ServiceState | null;
  /** The sentence. */
  said: Passage;
}

export interface NamedThing {
  name: string;
  /** Other names it goes by in the document. */
  aliases: string[];
  /** In the register that was given, or only set off by the document. */
  isKnown: boolean;
  places: Place[];
}

/** How a service is named; the first group is its name. Bounded, so that no text is slow. */
const namings: readonly RegExp[] = [
  /(?<!\p{L})([Ee]-tjänst(?:en)? (?:<i>|\*)?\p{Lu}\p{L}+(?: \p{L}+){0,3}?(?=<\/i>|\*| där| som| har|[.,]))/gu,
  /(?<!\p{L})([Ee]-tjänst(?:en)? för(?: att)? [\p{L} -]{3,60}?(?= har| tas| ska| är|[.,]))/gu,
  /(?<!\p{L})(digital ansökan (?:om|för) [\p{L} ]{3,40}?(?=[.,]| och| har))/gu,
  /(?<!\p{L})(digital (?!ansökan|utveckling|teknik|tid(?:en)?\b|delaktighet)[\p{Ll}-]{4,30})/gu,
  /(?<!\p{L})(digitalt (?:verktyg|stöd) för [\p{L} ]{3,40}?(?=[.,]| och))/gu,
  /(?<!\p{L})(digitala (?:mätverktyg|verktyg för [\p{L} ]{3,30}))/gu,
  /(?<!\p{L})(nytt system för [\p{L}-]{3,40})/gu,
  /(?:ekonomisystemet|verksamhetssystemet|ärendesystemet|intranätet|IT-stödet|systemet) (?:<i>|\*)?(\p{Lu}\p{L}{1,30})/gu,
  /(\p{Lu}\p{L}{1,20}(?: \p{L}{2,20}){0,2}?)(?=,? som är ett IT-stöd)/gu,
  /(?<!\p{L})([Ss]tyrkort för (?!att)[\p{L}-]{3,40}(?: barn| unga| vuxna)?)/gu,
  /(?<!\p{L})(hantera \p{L}{4,40} elektroniskt)/gu,
  /användande av (?:<i>|\*)(\p{Lu}\p{L}+(?: \p{L}+){0,2})/gu,
];

/** From the surest word of use to the vaguest of work; the first that the clause has decides. */
const stateWords: readonly [pattern: RegExp, state: ServiceState][] = [
  [/\b(?:avvecklats|avvecklad|tagits ur (?:bruk|drift))/i, 'ended'],
  [/\bprototyp/i, 'prototype'],
  [/\bpilot(?!verksamhet)/i, 'pilot'],
  [/\b(?:testat|testats|prövat|prövats|testas)\b/i, 'tested'],
  [/\b(?:under implementering|är att införa|ska införas|införs|möjliggöra|börjar)\b/i, 'introducing'],
  [
    /\b(?:satts i drift|i drift|i bruk|slutförde .{0,60}implementeringen|har implementerats|utvecklats med|har skapat|publicera[st]|publicerat|betala|utökat användande)/i,
    'inOperation',
  ],
  [/\b(?:tas fram|ta fram|utveckla|utvecklas|påbörjat|påbörjats|framtagandet|förbättra)\b/i, 'developing'],
];

/** @param cells where to look */
export function servicesIn(text: string, cells: readonly Pick<Cell, 'start' | 'end'>[]): NamedService[] {
  const found = new Map<string, NamedService>();
  for (const { start, end } of cells)
    for (const sentence of sentencesOf(text, start, end))
      for (const naming of namings)
        for (const match of sentence.place.quote.matchAll(naming)) {
          const name = tidy(match[1] as string);
          const key = name.toLowerCase().replace(/^e-tjänsten/, 'e-tjänst');
          const service = { name, state: stateOf(sentence.place.quote, match.index), said: sentence };
          const known = found.get(key);
          if (known === undefined || (known.state === null && service.state !== null)) found.set(key, service);
        }
  return [...found.values()];
}

/** The words of the clause it stands in go before those of the whole sentence. */
function stateOf(sentence: string, at: number): ServiceState | null {
  const before = sentence.slice(0, at);
  const from = Math.max(before.lastIndexOf(','), before.lastIndexOf(' och '), 0);
  const rest = sentence.slice(at);
  const to = /,| och (?=testat|genomfört|prövat)/.exec(rest)?.index ?? rest.length;
  const clause = sentence.slice(from, at + to);
  const said = (words: string): ServiceState | undefined => stateWords.find(([pattern]) => pattern.test(words))?.[1];
  return said(clause) ?? said(sentence) ?? null;
}

/** A name with the others it goes by. */
export interface KnownProgramme {
  name: string;
  aliases: readonly string[];
}

/** Programmes in general use in Swedish social work and prevention; a municipality gives its own register. */
export const commonProgrammes: readonly KnownProgramme[] = [
  { name: 'Communities That Care', aliases: ['CTC'] },
  { name: 'SSPF', aliases: ['skola, socialtjänst, polis och fritid'] },
  { name: 'Växa tryggt', aliases: [] },
  { name: 'Bostad först', aliases: [] },
  { name: 'Skolfam', aliases: [] },
  { name: 'Group Violence Intervention', aliases: ['GVI', 'Sluta skjut'] },
  { name: 'Sociala insatsgrupper', aliases: ['SIG', 'sociala insatsgrupperna'] },
  { name: 'Addiction Severity Index', aliases: ['ASI'] },
  { name: 'FIA', aliases: ['Förutsättningar inför arbete'] },
];

const emphasised = /<(i|em)>([^<]{3,80})<\/\1>|(?<![*\w])\*([^*\n]{3,80})\*(?![*\w])/gu;

/** Known programmes the text names, and names that it sets off in italics and might be more of them. */
export function programmesIn(text: string, known: readonly KnownProgramme[] = commonProgrammes): NamedThing[] {
  const found = known.flatMap(({ name, aliases }): NamedThing[] => {
    const named = [name, ...aliases]
      .map((one) => ({ one, places: placesOf(text, one) }))
      .filter(({ places }) => places.length > 0);
    if (named.length === 0) return [];
    const places = named.flatMap((each) => each.places).sort((a, b) => a.start - b.start);
    return [{ name, aliases: named.map(({ one }) => one).filter((one) => one !== name), isKnown: true, places }];
  });
  const names = new Set(known.flatMap(({ name, aliases }) => [name, ...aliases]).map((name) => name.toLowerCase()));
  const others = new Map<string, NamedThing>();
  for (const match of text.matchAll(emphasised)) {
    const name = tidy(match[2] ?? match[3] ?? '');
    const isName = /^\p{Lu}/u.test(name) && name.split(' ').length <= 4 && !/[.:;]$/.test(name);
    if (!isName || [...names].some((one) => name.toLowerCase().includes(one))) continue;
    const { place } = passageOf(text, match.index, match.index + match[0].length);
    const thing = others.get(name) ?? { name, aliases: [], isKnown: false, places: [] };
    thing.places.push(place);
    others.set(name, thing);
  }
  return [...found, ...others.values()];
}

/** As a word of its own; short names only in capitals, since they are also words. */
function placesOf(text: string, name: string): Place[] {
  const flags = name.length <= 4 ? 'gu' : 'giu';
  const pattern = new RegExp(
    `(?<![\\p{L}\\d])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\p{L}\\d])`,
    flags,
  );
  return [...text.matchAll(pattern)].map(({ index }) => passageOf(text, index, index + name.length).place);
}
