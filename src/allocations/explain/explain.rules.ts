/**
 * What it takes for a total to explain itself: where in an answer it stands, which record its rows come from, and which
 * of several like it is meant. Pure, and the one shape every total of money is registered in.
 */
import { invalid } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';

/** Why a row that concerns the total is not in it. */
export const grounds = {
  recordedLater: 'Registrerades efter den tidpunkt som frågan gäller.',
  validLater: 'Gäller från en senare dag än den frågan gäller.',
  superseded: 'Ersatt av en senare uppgift.',
  otherCall: 'Svarar på en annan begäran om underlag.',
  sourceOpen: 'Källan är inte sagd; beloppet står på raden utan källa.',
  ownClosing: 'Avräkningen av året flyttade pengarna; visas där som det som lämnade året.',
  notGiven: 'Insatsen har inget fördelat ur källan det året.',
  conditional: 'Lovat med villkor; reserverar inget förrän villkoret är uppfyllt.',
  notConditional: 'Raden har inget villkor.',
  notDecided: 'Reserverat för en fördelning som inte är beslutad, eller löst därifrån.',
  otherVersion: 'Står i en annan version än den som visas.',
  withdrawn: 'Förslaget är återtaget.',
  rejected: 'Förslaget är avslaget.',
  notOnBoard: 'Insatsen står inte på fördelningstavlan.',
  notSubmitted: 'Rekvisitionen är inte inskickad.',
  notPaid: 'Bidraget är rekvirerat men inte utbetalt.',
  notRepaid: 'Återkravet är inte betalt.',
} as const;
export type Ground = keyof typeof grounds;

/** The records rows come from. */
export const rowKinds = [
  'ceiling',
  'amount',
  'promise',
  'posting',
  'measure',
  'allocationRow',
  'recommendation',
  'stillRecommended',
  'closedYear',
  'scenarioRow',
  'frozenFigure',
  'requisitionStep',
  'cost',
  'use',
  'forecast',
] as const;
export type RowKind = (typeof rowKinds)[number];

/** What a question may be narrowed by. `year` and `number` are whole numbers, `unassigned` is true or left out, the rest are ids. */
export const parameterNames = [
  'sourceId',
  'sourceYearId',
  'year',
  'unassigned',
  'callId',
  'authorityId',
  'proposalId',
  'measureKey',
  'number',
] as const;
export type ParameterName = (typeof parameterNames)[number];

/** One or many like amounts in an answer, told apart by parameters. */
export interface Place {
  /** `sum`, `sources[]`, `measures[].cells[]`; empty for the answer itself. */
  path: string;
  /** Parameter → the property of the element, or of an element around it, that says its value. */
  by: Partial<Record<ParameterName, string>>;
  /** Said by the place itself: `unassigned`. */
  fixed?: Partial<Record<ParameterName, string>>;
  /** Figure → the property that holds it. */
  figures: Readonly<Record<string, string>>;
}

/** Figures that are called in the answer what they are called here. */
export const named = <T extends string>(...names: readonly T[]): Record<T, T> =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<T, T>;

/** Told apart by source and year, under the names every answer has for them. */
export const perYear = { sourceId: 'sourceId', year: 'year' } as const satisfies Place['by'];

export interface TotalDefinition {
  name: string;
  /** Of the route that answers the total; the explanation stands at the same path with `/explain` after it. */
  route: string;
  /** Taken by the total's own route too, besides the ids of its path. */
  parameters?: readonly ParameterName[];
  /** Which of `asOf` and `knownAt` its own route takes; the explanation takes the same. */
  moments: readonly ('asOf' | 'knownAt')[];
  places: readonly Place[];
  /** Figure → the statement that gives its rows, made of the parts in `explain.sql.ts`. */
  rows: Readonly<Record<string, string>>;
  /** The same totals shown elsewhere: route → paths of fields. */
  alsoAt?: Readonly<Record<string, readonly string[]>>;
}

export type Parameters = Partial<Record<ParameterName, string | undefined>>;

export const figuresOf = ({ rows }: TotalDefinition): string[] => Object.keys(rows);

/** All fields of money a definition answers for, by route: `/api/v1/totals` → `sources[].requested`. */
export function fieldsOf({ route, places, alsoAt = {} }: TotalDefinition): { route: string; field: string }[] {
  const own = places.flatMap(({ path, figures }) =>
    Object.values(figures).map((property) => ({ route, field: path === '' ? property : `${path}.${property}` })),
  );
  const elsewhere = Object.entries(alsoAt).flatMap(([other, fields]) =>
    fields.map((field) => ({ route: other, field })),
  );
  return [...own, ...elsewhere];
}

type Element = Record<string, unknown>;

/** The elements a path leads to, each with the plain values of those around it. */
export function elementsAt(answer: object, path: string): Element[] {
  let found: Element[] = [answer as Element];
  for (const step of path === '' ? [] : path.split('.')) {
    const name = step.replace('[]', '');
    found = found.flatMap((element) => {
      const inner = element[name];
      const list = Array.isArray(inner) ? (inner as Element[]) : inner === null ? [] : [inner as Element];
      return list.map((one) => ({ ...element, ...one }));
    });
  }
  return found;
}

/** The parameters that name one element of a place, as they stand in a query. */
export function parametersOf({ by, fixed = {} }: Place, element: Element): Parameters {
  const named = Object.entries(by).map(([parameter, property]) => [parameter, String(element[property])]);
  return { ...(Object.fromEntries(named) as Parameters), ...fixed };
}

const namesIn = (parameters: Parameters): string[] =>
  Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name)
    .sort();

const takes = (place: Place): string[] => [...Object.keys(place.by), ...Object.keys(place.fixed ?? {})].sort();

/**
 * Which place a question is about: the one that has the figure and is told apart by exactly these parameters.
 * @throws validation-failed `unknown-total`, which says what the figure may be narrowed by
 */
export function placeOf(
  { places, parameters: shared = [] }: TotalDefinition,
  figure: string,
  parameters: Parameters,
): Place {
  const given = namesIn(parameters).filter((name) => !(shared as readonly string[]).includes(name));
  const having = places.filter(({ figures }) => Object.hasOwn(figures, figure));
  const place = having.find((one) => takes(one).join() === given.join());
  if (place !== undefined) return place;
  const choices = [...new Set(having.map((one) => takes(one).join(' och ') || 'ingenting mer'))];
  const found = given.length === 0 ? 'inget' : given.join(' och ');
  throw invalid(
    '/figure',
    'unknown-total',
    `Summan ${figure} bestäms här av ${choices.join(', eller av ')}; i frågan stod ${found}.`,
  );
}

/**
 * The amount as the total's own route answers it.
 * @returns undefined when the answer has no such element, null when it has one that says there is no amount
 */
export function amountAt(
  answer: object,
  place: Place,
  figure: string,
  parameters: Parameters,
): Money | null | undefined {
  const element = elementsAt(answer, place.path).find((one) =>
    Object.entries(place.by).every(([name, property]) => String(one[property]) === parameters[name as ParameterName]),
  );
  if (element === undefined) return undefined;
  const amount = element[place.figures[figure] as string];
  return amount instanceof Money ? amount : null;
}
