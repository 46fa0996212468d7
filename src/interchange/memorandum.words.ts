/**
 * The Swedish words a memorandum is recognised by: headings, labels before amounts, and what tells a total from the
 * money in the background. Data, so that a municipality's own wording is one more word here and not a new rule.
 *
 * All keys are lower case NFC with single spaces, as `keyOf` makes them.
 */
import type { SectionKind } from './memorandum.types.js';

export { totalStart } from '../proposals/amount-role.rules.js';

/** Headings that always begin a section, wherever they stand and in any order. */
const headings: Partial<Record<SectionKind, readonly string[]>> = {
  summary: ['sammanfattning', 'sammanfattning av ärendet', 'ärendet i korthet'],
  decision: ['förslag till beslut', 'förvaltningens förslag till beslut', 'beslutsförslag', 'förslag på beslut'],
  basis: ['beslutsunderlag', 'underlag för beslut', 'handlingar i ärendet'],
  plan: ['beslutsplanering', 'beslutsplan', 'beslutsgång', 'beslutsordning', 'ärendets beslutsgång'],
  dispatch: [
    'beslutet skickas till',
    'beslut skickas till',
    'beslutet expedieras till',
    'beslutet sänds till',
    'sändlista',
  ],
  matter: ['ärendet', 'beskrivning av ärendet', 'ärendebeskrivning', 'redogörelse för ärendet'],
  background: ['bakgrund', 'ärendets bakgrund', 'bakgrund till ärendet', 'bakgrund och syfte'],
  considerations: [
    'förvaltningens överväganden',
    'överväganden',
    'förvaltningens bedömning',
    'bedömning',
    'förvaltningens förslag',
    'förvaltningens överväganden och förslag',
  ],
  childPerspective: [
    'barnperspektiv',
    'barnperspektivet',
    'barnrättsperspektiv',
    'barnrättsperspektivet',
    'konsekvenser för barn',
  ],
  genderPerspective: [
    'jämställdhetsperspektiv',
    'jämställdhetsperspektivet',
    'konsekvenser för jämställdhet',
    'jämställdhet',
  ],
  economy: ['ekonomiska konsekvenser', 'ekonomiska konsekvenser av beslutet', 'ekonomisk konsekvens'],
  responsible: ['ansvariga', 'ansvarig', 'underskrifter'],
  other: [
    'tillgänglighetsperspektiv',
    'trygghetsperspektiv',
    'miljöperspektiv',
    'mångfaldsperspektiv',
    'bilagor',
    'bilaga',
    'konsekvenser',
  ],
};

/** Headings that measures use inside themselves too; they begin a section only when they stand alone in the document. */
const weakHeadings: Partial<Record<SectionKind, readonly string[]>> = {
  economy: ['ekonomi', 'finansiering', 'kostnader och finansiering'],
  background: ['inledning'],
};

const indexed = (lists: Partial<Record<SectionKind, readonly string[]>>): ReadonlyMap<string, SectionKind> =>
  new Map(
    Object.entries(lists).flatMap(([kind, keys]) =>
      keys.map((key): [string, SectionKind] => [key, kind as SectionKind]),
    ),
  );

export const headingKinds = indexed(headings);
export const weakHeadingKinds = indexed(weakHeadings);

/** For messages: what the section is usually called. */
export const sectionNames: Readonly<Record<SectionKind, string>> = {
  header: 'Dokumenthuvud',
  summary: 'Sammanfattning',
  decision: 'Förslag till beslut',
  basis: 'Beslutsunderlag',
  plan: 'Beslutsplanering',
  dispatch: 'Beslutet skickas till',
  matter: 'Ärendet',
  background: 'Bakgrund',
  considerations: 'Förvaltningens överväganden',
  childPerspective: 'Barnperspektiv',
  genderPerspective: 'Jämställdhetsperspektiv',
  economy: 'Ekonomiska konsekvenser',
  responsible: 'Ansvariga',
  other: 'Övrigt',
};

/** R-19 with A-06 … A-18, the local practice of the worked case. */
export const defaultMandatorySections: readonly SectionKind[] = [
  'summary',
  'decision',
  'basis',
  'plan',
  'dispatch',
  'background',
  'considerations',
  'childPerspective',
  'genderPerspective',
  'economy',
];

/** the executive board's own money goes by these names. Registered sources bring their own through the options. */
export const defaultSourceAliases: readonly (readonly string[])[] = [
  [
    'medel för särskilt förfogande',
    'medel till särskilt förfogande',
    'anslag till förfogande',
    'anslag till kommunstyrelsens förfogande',
    'kommunstyrelsen nämndsbudget',
    'kommunstyrelsens nämndsbudget',
    'förfogandeanslag',
    'förfogandemedel',
  ],
];

/** Under a measure these tell about it; they are never its title. */
export const genericHeadings: ReadonlySet<string> = new Set(
  (
    'målgrupp|målgrupper|metod|metoder|arbetssätt|genomförande|syfte|mål|syfte och mål|kostnad|kostnader|ekonomi|finansiering|' +
    'aktiviteter|resurser|effekt|effekter|förväntad effekt|förväntade effekter|uppföljning|tidplan|tidsplan|samverkan|nuläge|behov|' +
    'utgångspunkter|inledning|bakgrund|insatser|utvecklingsinsatser|föreslagna insatser|förslag till insatser|förslag på insatser|' +
    'förslag på utvecklingsinsatser|förslag till utvecklingsinsatser|prioriterade insatser|sammanställning|åtgärder|motivering|' +
    'beskrivning|risker|organisation|bemanning|personal|geografi|geografiskt område|samarbetspartner|samarbetspartners|omfattning'
  ).split('|'),
);

/** Labels whose amount is what is asked for. The weak ones tell a cost, and count only when no strong one is used. */
const adjectives = '(?:(?:uppskattat|beräknat|årligt|uppskattad|beräknad|beräknade|årlig) )?';
export const strongLabel = new RegExp(
  `^${adjectives}(?:behov(?: av (?:tillskott|medel|resurser|finansiering))?|tillskott|tillskottsbehov|medelsbehov|resursbehov|` +
    'finansieringsbehov|äskande|äskat belopp|äskade medel|sökt belopp|sökta medel|begärt belopp|begärda medel|ansökt belopp|' +
    'föreslaget belopp|belopp)(?![\\p{L}])',
  'u',
);
export const weakLabel = new RegExp(`^${adjectives}(?:kostnad|kostnader|budget|kalkyl)(?![\\p{L}])`, 'u');
/** "Insats 2: Namn": the line itself says that it is a title. */
export const titleLabel =
  /^(?:insats|åtgärd|satsning|projekt|rubrik|benämning|insatsens namn)(?: ?\d{1,3})?\s?[:–—\-\t]\s?/u;

/** Column headings. */
export const measureColumn =
  /(?:^|[^\p{L}])(?:\p{L}*insats(?:er)?|åtgärd(?:er)?|aktivitet(?:er)?|satsning(?:ar)?|projekt|förslag)(?![\p{L}])/u;
export const splitColumn =
  /källa|finansi|kostnadsslag|(?:^|[^\p{L}])(?:post|poster|medel|år|resurs|resurser|typ|slag)(?![\p{L}])/u;
export const amountColumn =
  /belopp|behov|tillskott|äska|sökt|begär|kostnad|budget|(?:^|[^\p{L}])(?:kr|sek|tkr|ksek|mkr|mnkr|msek|kronor)(?![\p{L}])/u;
export const wishColumn = /belopp|behov|tillskott|äska|sökt|begär/u;
export const totalColumn = /(?:^|[^\p{L}])(?:totalt?|summa|sammanlagt|totalsumma)(?![\p{L}])/u;
export const countColumn =
  /antal|(?:^|[^\p{L}])(?:nr|nummer|prio|prioritet|sida|punkt)(?![\p{L}])|årsarbet|tjänst|procent|%|andel|datum|period/u;
