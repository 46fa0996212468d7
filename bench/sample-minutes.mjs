/**
 * Minutes of an invented meeting, as large as asked for: attendance, paragraphs, ballots, decisions, signatures. The
 * tests and the bench set the same ones. Members are named by seat and party, never by person.
 */

const parties = ['S', 'C', 'M', 'V', 'KD', 'S', 'C', 'S', 'L', 'L', 'V', 'MP', 'M'];
const seats = parties.map((party, index) => {
  const seat = ['Ordförande', 'Vice ordförande'][index] ?? 'Ledamot';
  return { name: index < 2 ? `${seat} (${party})` : `${seat} ${index + 1} (${party})`, seat };
});
/** By their place among the seats. */
const saidNo = [2, 8, 9, 11];
const abstained = 12;
const subjects = [
  'Fältgrupp i centrala stadsdelarna – ansökan om sociala investeringsmedel',
  'Tidiga insatser för barn i riskmiljö, åren 2025–2027',
  'Yttrande över remiss om avgifter inom äldreomsorgen',
  'Sommarlovsjobb för ungdomar 16–19 år',
  'Uppföljning av internkontrollplanen',
  'Bostad först: förlängning av samverkansavtal med regionen och de allmännyttiga bostadsbolagen',
];

/** Swedish amounts: no-break spaces between thousands. */
const kronor = (/** @type {number} */ amount) => `${String(amount).replaceAll(/\B(?=(\d{3})+$)/g, '\u00a0')}\u00a0kr`;

/** @type {typeof import('./sample-minutes.d.mts').sampleMinutes} */
export function sampleMinutes({ items = 6, variant = 0 } = {}) {
  return {
    title: 'Sammanträdesprotokoll',
    lang: 'sv',
    meta: { author: 'Arbetsmarknads- och socialnämnden', created: '2025-03-20T14:30:00Z' },
    header: [
      'Arbetsmarknads- och socialnämnden',
      `Sammanträdesprotokoll 2025-03-18${variant > 0 ? `, nr ${variant}` : ''}`,
    ],
    initials: ['Ordförande', 'Justerare', 'Justerare', 'Utdragsbestyrkande'],
    blocks: [
      ...opening(items),
      ...Array.from({ length: items }, (_, index) => paragraph(index, variant)).flat(),
      ...closing(),
    ],
  };
}

const opening = (/** @type {number} */ items) => [
  {
    kind: 'facts',
    entries: [
      {
        label: 'Plats och tid',
        values: ['Stadshuset, sammanträdesrum Almen, kl. 13.00–16.42', 'Ajournering kl. 14.30–14.45'],
      },
      { label: 'Ordförande', values: ['Ordförande (S)'] },
      { label: 'Sekreterare', values: ['Nämndsekreterare'] },
      { label: 'Justerare', values: ['Ledamot 3 (M)', 'Ledamot 7 (C)'] },
      { label: 'Justerade paragrafer', values: [`§§ 31–${30 + items}`] },
      { label: 'Justeringens plats och tid', values: ['Stadshuset, 2025-03-25'] },
      {
        label: 'Övriga närvarande',
        values: ['Förvaltningsdirektör', 'Ekonomichef, §§ 31–33', 'Utvecklingsledare, § 32'],
      },
    ],
  },
  {
    kind: 'note',
    title: 'Ej justerat',
    text: 'Protokollet är ett utkast. Det gäller först när ordföranden och båda justerarna har skrivit under.',
  },
  { kind: 'heading', level: 1, text: 'Närvaro' },
  {
    kind: 'table',
    caption: 'Beslutande ledamöter och tjänstgörande ersättare',
    header: ['Ledamot', 'Uppdrag', 'Tjänstgör för', 'Paragrafer'],
    widths: [3, 2.4, 3, 2],
    rows: [
      ...seats.map(({ name, seat }, index) => [name, seat, '', index === 5 ? '§§ 31–33' : 'Alla']),
      ['Ersättare 1 (S)', 'Ersättare', 'Ledamot 6 (S)', 'Från § 34'],
    ],
  },
  {
    kind: 'table',
    caption: 'Närvarande ersättare som inte tjänstgör',
    header: ['Ersättare', 'Närvarande'],
    widths: [3, 2],
    rows: [
      ['Ersättare 2 (M)', 'Hela mötet'],
      ['Ersättare 3 (V)', 'Kl. 13.20–16.42'],
    ],
  },
  { kind: 'pageBreak' },
];

/** Every third paragraph has a ballot, every second a table of amounts, so that all stand on all kinds of page. */
function paragraph(/** @type {number} */ index, /** @type {number} */ variant) {
  const number = 31 + index;
  const title = subjects[index % subjects.length];
  const amount = 1_250_000 + ((index * 7 + variant) % 40) * 25_000;
  return [
    { kind: 'heading', level: 1, number: `§ ${number}`, text: title, reference: `Dnr ASN-2025-${412 + index}` },
    ...(index % 5 === 1 && index % 3 !== 0
      ? [
          { kind: 'heading', level: 2, text: 'Jäv' },
          { kind: 'paragraph', text: 'Ledamot 9 (L) anmäler jäv och deltar varken i handläggning eller beslut.' },
        ]
      : []),
    { kind: 'heading', level: 2, text: 'Beslut' },
    {
      kind: 'paragraph',
      text: ['Arbetsmarknads- och socialnämnden beslutar ', { text: 'enligt ordförandens yrkande', bold: true }, ':'],
    },
    {
      kind: 'list',
      ordered: true,
      items: [
        `Nämnden godkänner förslaget och anhåller om ${kronor(amount)} för år 2025 ur den sociala investeringsfonden.`,
        'Nämnden översänder ärendet till kommunstyrelsen för beslut.',
        'Förvaltningen får i uppdrag att återkomma med en uppföljning senast i november 2026.',
      ],
    },
    { kind: 'heading', level: 2, text: 'Sammanfattning av ärendet' },
    {
      kind: 'paragraph',
      text: `Förvaltningen föreslår en insats som prövas under två år och följs upp mot de mål som nämnden har satt. Metoden är beskriven i tjänsteskrivelsen den ${1 + (index % 27)} februari 2025. Erfarenheter från andra kommuner visar att tidiga och samordnade insatser minskar behovet av placeringar, särskilt när skola, socialtjänst och fritidsverksamhet planerar tillsammans.`,
    },
    {
      kind: 'paragraph',
      text: 'Barnets bästa har prövats. Förslaget bedöms påverka flickor och pojkar lika; hur många av vardera som nås redovisas i uppföljningen.',
    },
    ...(index % 2 === 0 ? amounts(amount) : []),
    ...(index % 3 === 0
      ? ballot(number)
      : [
          { kind: 'heading', level: 2, text: 'Beslutsgång' },
          {
            kind: 'paragraph',
            text: 'Ordföranden ställer proposition på förslaget och finner att nämnden bifaller det.',
          },
        ]),
    { kind: 'heading', level: 2, text: 'Beslutsunderlag' },
    {
      kind: 'list',
      items: [
        `Tjänsteskrivelse 2025-02-${String(1 + (index % 27)).padStart(2, '0')}`,
        'Barnkonsekvensanalys, bilaga 1',
        'Protokollsutdrag från arbetsutskottet 2025-03-04',
      ],
    },
    { kind: 'heading', level: 2, text: 'Beslutet skickas till' },
    { kind: 'paragraph', text: 'Kommunstyrelsen\nEkonomiavdelningen' },
  ];
}

const amounts = (/** @type {number} */ amount) => [
  {
    kind: 'table',
    caption: 'Sökta belopp per insats och år',
    header: ['Insats', '2025', '2026', 'Summa'],
    align: ['left', 'right', 'right', 'right'],
    widths: [5, 2, 2, 2],
    hasTotal: true,
    rows: [
      ['Två fältarbetare, kvällar och helger', kronor(amount - 400_000), kronor(amount), kronor(2 * amount - 400_000)],
      ['Utbildning och handledning', kronor(400_000), kronor(150_000), kronor(550_000)],
      ['Summa', kronor(amount), kronor(amount + 150_000), kronor(2 * amount + 150_000)],
    ],
  },
];

const ballot = (/** @type {number} */ number) => [
  { kind: 'heading', level: 2, text: 'Yrkanden' },
  { kind: 'paragraph', text: [{ text: 'Ordförande (S)', bold: true }, ' yrkar bifall till förvaltningens förslag.'] },
  {
    kind: 'paragraph',
    text: [
      { text: 'Ledamot 3 (M)', bold: true },
      ' yrkar, med instämmande av ',
      { text: 'Ledamot 10 (L)', bold: true },
      ', att ärendet återremitteras för att kostnaderna ska belysas.',
    ],
  },
  { kind: 'heading', level: 2, text: 'Propositionsordning' },
  {
    kind: 'paragraph',
    text: 'Ordföranden ställer först proposition på återremiss eller avgörande i dag och finner att ärendet ska avgöras i dag. Omröstning begärs. Nämnden godkänner följande propositionsordning: den som vill att ärendet avgörs i dag röstar ja, den som vill återremittera det röstar nej.',
  },
  { kind: 'heading', level: 2, text: 'Omröstning' },
  {
    kind: 'paragraph',
    text: 'Med 8 ja-röster mot 4 nej-röster och 1 som avstår beslutar nämnden att ärendet ska avgöras i dag.',
  },
  {
    kind: 'table',
    caption: `Omröstning § ${number}: avgörande i dag (ja) eller återremiss (nej)`,
    header: ['Ledamot', 'Ja', 'Nej', 'Avstår'],
    align: ['left', 'center', 'center', 'center'],
    widths: [5, 1, 1, 1],
    hasTotal: true,
    rows: [
      ...seats.map(({ name }, index) => {
        if (index === abstained) return [name, '', '', 'Avstår'];
        return saidNo.includes(index) ? [name, '', 'Nej', ''] : [name, 'Ja', '', ''];
      }),
      ['Summa', '8', '4', '1'],
    ],
  },
  { kind: 'heading', level: 2, text: 'Reservation' },
  {
    kind: 'paragraph',
    text: [
      'Ledamot 3 (M) och Ledamot 10 (L) reserverar sig mot beslutet och anför: ',
      {
        text: '”Nämnden borde ha fått veta vad insatsen kostar efter projektets slut innan den band sig.”',
        italic: true,
      },
    ],
  },
];

const closing = () => [
  { kind: 'heading', level: 1, text: 'Underskrifter' },
  {
    kind: 'signatures',
    entries: [
      { name: 'Ordförande (S)', role: 'Ordförande', signed: 'Skrev under 2025-03-25 genom inloggning' },
      { name: 'Nämndsekreterare', role: 'Sekreterare' },
      { name: 'Ledamot 3 (M)', role: 'Justerare' },
      { name: 'Ledamot 7 (C)', role: 'Justerare' },
    ],
  },
];
