/**
 * Reads effect goals with how each is followed up and who does what for it (B-70 … B-81): an area has a direction goal and
 * effect goals, each with headings Uppföljning and Ansvar. Pure.
 */
import { listMark } from '../memorandum.text.js';
import { type NamedThing, programmesIn } from './named.rules.js';
import { type GoalFinding, type Passage, passageOf } from './reading.rules.js';

export const targetDirections = ['increase', 'decrease'] as const;

/** Against the period before (B-77), or a direction alone. */
export interface ReadTarget {
  kind: 'relativeToPrevious' | 'directionOnly';
  direction: (typeof targetDirections)[number];
}

export const methodKinds = ['register', 'randomReview', 'survey', 'interview', 'mapping', 'review'] as const;
export type MethodKind = (typeof methodKinds)[number];

export interface ReadTask extends Passage {
  /** Who answers for it, as written. */
  who: string;
  task: string;
}

export interface ReadEffectGoal extends Passage {
  target: ReadTarget | null;
  method: Passage[];
  methodKinds: MethodKind[];
  /** When it is measured, as written: `i januari`, `1 oktober`. */
  timing: string[];
  /** By what it is broken down, as written: `stadsdelsvis`. */
  breakdown: string[];
  /** The first year all of it can be measured, when the text says that it cannot be yet (B-81). */
  measurableFromYear: number | null;
  responsibilities: ReadTask[];
  /** Other areas that have a goal of the same words (B-76); each is a goal of its own. */
  sharedWith: string[];
}

export interface ReadArea {
  name: string;
  heading: Passage | null;
  directionGoal: Passage | null;
  effectGoals: ReadEffectGoal[];
}

export interface ReadEffectGoals {
  kind: 'effectGoals';
  document: { title: string | null; years: number[] };
  areas: ReadArea[];
  counts: { areas: number; effectGoals: number; tasks: number };
  programmes: NamedThing[];
  findings: GoalFinding[];
}

type Part = 'directionGoal' | 'effectGoal' | 'method' | 'responsibility';

const heads: readonly [pattern: RegExp, part: Part][] = [
  [/^inriktningsmål:?$/i, 'directionGoal'],
  [/^effektmål:?$/i, 'effectGoal'],
  [/^uppföljning:?$/i, 'method'],
  [/^ansvar:?$/i, 'responsibility'],
];

const titleLine = /^effektmål ((?:19|20)\d\d)(?: ?[/–-] ?((?:19|20)\d\d))?$/i;
const areaLine = /^mål för (?:arbetet (?:mot|med) )?(.{3,80})$/i;

interface State {
  area: ReadArea | null;
  goal: ReadEffectGoal | null;
  part: Part | null;
}

/** Never throws. Whatever stands before the first area, or the title with the years, is another document. */
export function readEffectGoals(text: string): ReadEffectGoals {
  const read: ReadEffectGoals = {
    kind: 'effectGoals',
    document: { title: null, years: [] },
    areas: [],
    counts: { areas: 0, effectGoals: 0, tasks: 0 },
    programmes: [],
    findings: [],
  };
  let state: State = { area: null, goal: null, part: null };
  let from = 0;
  let begun = 0;
  for (const raw of text.split('\n')) {
    const line = passageOf(text, from, from + raw.length);
    const title = titleLine.exec(line.text);
    if (title !== null && read.areas.length === 0) {
      begun = from;
      read.document = {
        title: line.text,
        years: title.slice(1).flatMap((year) => (year === undefined ? [] : Number(year))),
      };
    }
    from += raw.length + 1;
    if (line.text !== '' && !raw.includes('\t')) state = readLine(read, state, line, text);
  }
  const goals = read.areas.flatMap((area) => area.effectGoals.map((goal) => ({ area, goal })));
  for (const { goal } of goals) settle(goal, read.findings);
  noteShared(read);
  if (goals.length === 0)
    read.findings.push({
      code: 'nothing-found',
      severity: 'error',
      message:
        'Inga effektmål hittades. Varje effektmål ska stå under rubriken ”Effektmål:” inom ett område ”Mål för …”.',
      place: null,
    });
  read.counts = {
    areas: read.areas.length,
    effectGoals: goals.length,
    tasks: goals.reduce((sum, { goal }) => sum + goal.responsibilities.length, 0),
  };
  read.programmes = programmesIn(text).filter(({ places }) => places.some(({ start }) => start >= begun));
  return read;
}

function readLine(read: ReadEffectGoals, state: State, line: Passage, text: string): State {
  const area = areaLine.exec(line.text);
  if (area !== null && !/[.:]$/.test(line.text)) {
    const found: ReadArea = { name: area[1] as string, heading: line, directionGoal: null, effectGoals: [] };
    read.areas.push(found);
    return { area: found, goal: null, part: null };
  }
  const part = heads.find(([pattern]) => pattern.test(line.text))?.[1];
  if (state.area === null) return state;
  if (part !== undefined) return { ...state, part, goal: part === 'effectGoal' ? null : state.goal };
  return fill(state, line, text);
}

function fill(state: State, line: Passage, text: string): State {
  const { area, goal, part } = state;
  if (area === null || part === null) return state;
  if (part === 'directionGoal') area.directionGoal ??= line;
  else if (part === 'effectGoal') {
    if (goal !== null) return state;
    const made = begin(line);
    area.effectGoals.push(made);
    return { ...state, goal: made };
  } else if (part === 'method') goal?.method.push(withoutMark(line, text));
  else goal?.responsibilities.push(...taskOf(withoutMark(line, text)));
  return state;
}

function begin(line: Passage): ReadEffectGoal {
  return {
    ...line,
    target: targetOf(line.text),
    method: [],
    methodKinds: [],
    timing: [],
    breakdown: [],
    measurableFromYear: null,
    responsibilities: [],
    sharedWith: [],
  };
}

function withoutMark({ place }: Passage, text: string): Passage {
  return passageOf(text, place.start + (listMark(place.quote)?.length ?? 0), place.end);
}

/** "Stadsdelarna ansvarar för att …": the first two words say who, the rest what. */
function taskOf(line: Passage): ReadTask[] {
  const found = /^(.{2,60}?) (?:ansvarar|svarar|har ansvar) (?:också )?för (?:att )?(.+)$/u.exec(line.text);
  return [{ ...line, who: found?.[1] ?? '', task: found?.[2] ?? line.text }];
}

/** Not `\b`: to a regular expression å, ä and ö end a word. */
const upwards = /(?<!\p{L})(?:fler|ökar?|högre|längre|bättre)(?!\p{L})/iu;
const downwards = /(?<!\p{L})(?:färre|minskar?|lägre|kortare)(?!\p{L})/iu;
const before = /föregående (?:år|period)|varje år|året innan|jämfört med/i;

export function targetOf(goal: string): ReadTarget | null {
  const [up, down] = [upwards.test(goal), downwards.test(goal)];
  if (up === down) return null;
  return { kind: before.test(goal) ? 'relativeToPrevious' : 'directionOnly', direction: up ? 'increase' : 'decrease' };
}

const methods: readonly [pattern: RegExp, kind: MethodKind][] = [
  [/datalager|datalagret|statistikuttag|registrering|register|verksamhetssystem/i, 'register'],
  [/slumpvis|slumpmässig/i, 'randomReview'],
  [/enkät/i, 'survey'],
  [/intervju|(?<!\p{L})ASI(?!\p{L})/u, 'interview'],
  [/kartläggning/i, 'mapping'],
  [/granskning/i, 'review'],
];
const timings =
  /(?:i början av varje år|varje (?:år|månad|kvartal) i \p{L}+|\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)|i (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december))/giu;
const breakdowns =
  /stadsdelsvis|per (?:stadsdel|område|enhet)|i varje stadsdel|i antal och andel(?:ar)?|\(\d+-\d+ månader[^)]{0,60}\)/giu;
const later =
  /(?:beräknas kunna|kan (?:först )?|så att en mätning kan ske|kan följas upp)[^.]{0,120}?(?:från och med|under|för|först) ((?:19|20)\d\d)/iu;

function settle(goal: ReadEffectGoal, findings: GoalFinding[]): void {
  const said = goal.method.map(({ text }) => text).join(' ');
  const all = [said, ...goal.responsibilities.map(({ text }) => text)].join(' ');
  goal.methodKinds = methods.flatMap(([pattern, kind]) => (pattern.test(said) ? [kind] : []));
  goal.timing = unique(all.match(timings));
  goal.breakdown = unique(said.match(breakdowns));
  const tell = (
    code: GoalFinding['code'],
    severity: GoalFinding['severity'],
    message: string,
    place = goal.place,
  ): void => {
    findings.push({ code, severity, message: `Effektmålet ”${goal.text}”. ${message}`, place });
  };
  const waits = goal.method.find(({ text }) => later.test(text));
  if (waits !== undefined) {
    goal.measurableFromYear = Number(later.exec(waits.text)?.[1]);
    tell(
      'measurable-later',
      'note',
      `Allt kan mätas först ${goal.measurableFromYear}; dessförinnan är det inte mätt.`,
      waits.place,
    );
  }
  if (goal.target === null) tell('target-unclear', 'warning', 'Om det ska öka eller minska går inte att läsa ut.');
  if (goal.method.length === 0) tell('method-missing', 'warning', 'Hur det följs upp står inte.');
  if (goal.responsibilities.length === 0) tell('responsible-missing', 'warning', 'Vem som ansvarar står inte.');
  for (const task of goal.responsibilities)
    if (task.who === '') tell('responsible-missing', 'warning', 'Uppgiften har ingen som ansvarar.', task.place);
}

const unique = (found: readonly string[] | null): string[] => [
  ...new Set((found ?? []).map((one) => one.toLowerCase())),
];

/** One text in several areas is several goals that can be told apart only by their area. */
function noteShared({ areas, findings }: ReadEffectGoals): void {
  const byText = new Map<string, { area: string; goal: ReadEffectGoal }[]>();
  for (const area of areas)
    for (const goal of area.effectGoals) {
      const key = goal.text.toLowerCase().replace(/[.]$/, '');
      byText.set(key, [...(byText.get(key) ?? []), { area: area.name, goal }]);
    }
  for (const shared of byText.values()) {
    if (shared.length < 2) continue;
    for (const { area, goal } of shared)
      goal.sharedWith = shared.map((one) => one.area).filter((name) => name !== area);
    const [{ goal }] = shared as [{ area: string; goal: ReadEffectGoal }];
    findings.push({
      code: 'shared-goal-text',
      severity: 'note',
      message: `Målet ”${goal.text}” står i ${shared.length} områden (${shared.map(({ area }) => area).join(', ')}). Det blir ett mål per område.`,
      place: goal.place,
    });
  }
}
