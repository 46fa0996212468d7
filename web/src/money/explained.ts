/** Which total is explained, as it stands in an address; and where in the client the records behind it are read. */

/** What the API narrows a total by. */
const parameterNames = [
  'sourceId',
  'sourceYearId',
  'year',
  'unassigned',
  'callId',
  'authorityId',
  'proposalId',
  'measureKey',
] as const;

export interface ExplainSearch {
  /** Path of the route that answers the total, `/api/v1/totals`. */
  av: string;
  /** The figure's name in the explanation. */
  summa: string;
  /** As it stood on the day. */
  dag?: string;
  /** As it was known at the instant. */
  kand?: string;
  [parameter: string]: string | undefined;
}

/** Only our own API is ever asked, whatever an address says. */
const aTotal = /^\/api\/v1(\/[A-Za-z0-9-]+)+$/;
const aFigure = /^[A-Za-z]{1,40}$/;

/** What an address says; what cannot be a question about a total is left out. */
export function explainSearch(search: Record<string, unknown>): ExplainSearch {
  const text = (name: string): string => (typeof search[name] === 'string' ? search[name] : '');
  const kept: ExplainSearch = {
    av: aTotal.test(text('av')) ? text('av') : '',
    summa: aFigure.test(text('summa')) ? text('summa') : '',
  };
  for (const name of ['dag', 'kand', 'q', 'sort', ...parameterNames]) if (text(name) !== '') kept[name] = text(name);
  return kept;
}

/** The address of an explanation. @param parameters as the API names them; `asOf` and `knownAt` are its moments */
export function searchFor(
  route: string,
  figure: string,
  { asOf, knownAt, ...parameters }: Readonly<Record<string, string | undefined>> = {},
): ExplainSearch {
  return explainSearch({ av: route, summa: figure, dag: asOf, kand: knownAt, ...parameters });
}

/** The question as the API takes it. */
export function questionOf(search: ExplainSearch): Record<string, string> {
  const asked = [
    ['figure', search.summa],
    ['asOf', search.dag],
    ['knownAt', search.kand],
    ...parameterNames.map((name) => [name, search[name]]),
  ] as [string, string | undefined][];
  return Object.fromEntries(asked.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

const screens: readonly [RegExp, string][] = [
  [/^\/api\/v1\/trail\/(\w+)\/([\w-]+)$/, '/vag/$1/$2'],
  [/^\/api\/v1\/requisitions\/([\w-]+)$/, '/rekvisitioner/$1'],
  [/^\/api\/v1\/funding-sources\/([\w-]+)$/, '/kallor/$1'],
];

/** Where in the client a record of the API is read; undefined when it has no screen of its own. */
export function screenOf(href: string): string | undefined {
  const found = screens.find(([pattern]) => pattern.test(href));
  return found === undefined ? undefined : href.replace(found[0], found[1]);
}

/** The public page of a record that the API says everybody may read; outside the client. */
export function publicPageOf(href: string): string | undefined {
  const match = /^\/api\/v1\/public\/(minutes|decisions)\/([\w-]+)$/.exec(href);
  return match === null ? undefined : `/${match[1] === 'minutes' ? 'protokoll' : 'beslut'}/${match[2]}`;
}
