/** The documents of a consultation, by what they say. */
import { compilationDocument, shownInstant } from './compilation.document.js';
import { type Compilation, countsOf, reportText } from './compilation.rules.js';
import { coverLetterDocument } from './cover-letter.document.js';
import { opinionDocument } from './opinion.document.js';

const reply = {
  id: 'r',
  receivedAt: '2010-03-31 12:04:00.001',
  isLate: true,
  level: 'adopted' as const,
  ownNumber: 'N 1/10',
  signatory: null,
  documentNumber: 7,
  reservations: [{ name: 'Ledamot', party: 'V', reasons: 'Skäl' }],
};
const consultee = {
  id: 'c1',
  name: 'Nämnden',
  kind: 'committee' as const,
  status: 'registered' as const,
  note: null,
  extendedToDay: null,
  extendedToTime: null,
  reply,
};
const compilation: Compilation = {
  format: 1,
  title: 'Ny plan',
  purpose: 'Målen',
  addressee: 'Kommunstyrelsen',
  registrationNumber: 'KS-2010-15',
  authorityName: 'Kommunstyrelsen',
  sentDay: '2010-01-22',
  commitmentReference: 'Åtagande 3',
  deadlines: [
    { origin: 'proposed', replyBy: '2010-03-15', ground: 'Förslag', decision: null },
    { origin: 'decision', replyBy: '2010-03-31', ground: 'Beslut', decision: 'Beredningen 2010-01-20 § 4' },
  ],
  texts: [
    {
      part: 'Planen',
      decidingBody: 'Kommunfullmäktige',
      number: 2,
      fileName: 'plan.pdf',
      sha256: 'ab',
      documentNumber: 3,
    },
  ],
  questions: [{ key: 'q1', text: 'Är målen rätt?', partKey: null }],
  consultees: [
    consultee,
    { ...consultee, id: 'c2', name: 'Förbundet', status: 'declined', note: 'Berörs inte', reply: null },
    { ...consultee, id: 'c3', name: 'Tyst', status: 'noReply', reply: null },
    {
      ...consultee,
      id: 'c4',
      name: 'I tid',
      extendedToDay: '2010-04-09',
      extendedToTime: '12:00',
      reply: { ...reply, isLate: false, reservations: [] },
    },
  ],
  statements: [
    {
      questionKey: 'q1',
      consulteeId: 'c1',
      consulteeName: 'Nämnden',
      stance: 'rejects',
      quote: 'för\nfå',
      quoteStart: 11,
      statedByConsultee: false,
      replyId: 'r',
      documentNumber: 7,
      isLate: true,
    },
    {
      questionKey: 'q1',
      consulteeId: 'c4',
      consulteeName: 'I tid',
      stance: 'noView',
      quote: null,
      quoteStart: null,
      statedByConsultee: true,
      replyId: 's',
      documentNumber: 8,
      isLate: false,
    },
  ],
};

test('the files of an answer are named beside it, and a passage in a file has the document for its place', () => {
  const [answered, ...others] = compilation.consultees;
  const [statement] = compilation.statements;
  if (answered?.reply == null || statement === undefined) throw new Error('the first consultee has answered');
  const withFiles = {
    ...compilation,
    consultees: [
      { ...answered, reply: { ...answered.reply, documentNumber: 7, attachmentNumbers: [8, 9] } },
      ...others,
    ],
    statements: [{ ...statement, quoteStart: null }],
  };
  const text = JSON.stringify(compilationDocument(withFiles, '2010-04-10T10:00:00Z'));
  expect(text).toContain('7 med bilaga 8, 9');
  expect(text).toContain('handling 7]');
  expect(text).not.toContain('tecken');
});

test('everybody is counted once', () => {
  expect(countsOf(compilation.consultees)).toEqual({
    asked: 4,
    inTime: 1,
    byExtension: 1,
    late: 1,
    declined: 1,
    silent: 1,
    waiting: 0,
  });
  expect(countsOf([{ ...consultee, status: 'assigned', reply: null }]).waiting).toBe(1);
});

test('the report in short', () => {
  expect(reportText(compilation)).toContain(
    '4 remissinstanser tillfrågades. 1 svarade i tid (1 efter anstånd), 1 efter svarstiden, 1 avstod och 1 svarade inte.',
  );
  expect(reportText(compilation)).toContain('Svarstid: 2010-03-31 (ursprungligen 2010-03-15).');
});

test('the compilation shows both deadlines, late as late, and the source of every statement', () => {
  const words = JSON.stringify(compilationDocument(compilation, '2010-04-20T10:00:00Z'));
  for (const part of [
    'Beredningen 2010-01-20 § 4',
    'Efter svarstiden, 2010-03-31 kl. 12.04.00,001',
    'I tid, 2010-03-31 kl. 12.04.00,001, anstånd till 2010-04-09 kl. 12.00',
    'Avstår: Berörs inte',
    'Inget svar',
    'Nämnden: Ledamot (V). Skäl',
    'Planen, version 2 (handling 3, plan.pdf); beslutas av Kommunfullmäktige',
    'avstyrker (tolkat av handläggaren), efter svarstiden: ”för få”',
    '[KS-2010-15, handling 7, tecken 12]',
    '[KS-2010-15, handling 8]',
    'Åtagande 3',
  ])
    expect(words).toContain(part);
});

test('the same compilation is the same model', () => {
  expect(compilationDocument(compilation, 'x')).toEqual(compilationDocument(structuredClone(compilation), 'x'));
});

test.each([
  ['2010-03-31 12:00:00.000', '2010-03-31 kl. 12.00'],
  ['2010-03-31 12:00:00.001', '2010-03-31 kl. 12.00.00,001'],
  ['2010-03-31 09:30:15.000', '2010-03-31 kl. 09.30.15,000'],
])('%s is shown as %s', (instant, shown) => {
  expect(shownInstant(instant)).toBe(shown);
});

test('the cover letter says what FL 26 asks for', () => {
  const letter = {
    authorityName: 'Kommunstyrelsen',
    registrationNumber: 'KS-2010-15',
    title: 'Ny plan',
    purpose: 'Yttrandet ska avse målen.',
    background: 'Bakgrund.',
    addressee: 'Kommunstyrelsen',
    place: 'Expeditionen',
    channel: 'E-post',
    replyBy: { day: '2010-03-31', time: '12:00' },
    officer: { name: 'Handläggaren', title: 'Utredare' },
    decision: null,
    sentDay: null,
    consultees: ['Nämnden', 'Förbundet'],
    parts: [
      { title: 'Planen', fileName: 'plan.pdf', decidingBody: 'Kommunfullmäktige', revisingBody: 'Kommunstyrelsen' },
    ],
    questions: ['Är målen rätt?'],
  };
  const draft = JSON.stringify(coverLetterDocument(letter, 'x'));
  for (const part of [
    'Utkast',
    'Yttrandet ska avse målen.',
    '2010-03-31 kl. 12.00',
    'Expeditionen till handa senast',
    'beslutas av Kommunfullmäktige, får revideras av Kommunstyrelsen',
    'Handläggaren, Utredare',
  ])
    expect(draft).toContain(part);
  const sent = JSON.stringify(
    coverLetterDocument(
      {
        ...letter,
        decision: 'Beredningen 2010-01-20 § 4',
        sentDay: '2010-01-22',
        place: '',
        channel: '',
        officer: null,
        background: '',
        questions: [],
      },
      'x',
    ),
  );
  expect(sent).not.toContain('Utkast');
  expect(sent).toContain('Dnr KS-2010-15, 2010-01-22');
});

test('an opinion says at what level it stands', () => {
  const opinion = {
    title: 'Yttrande',
    text: 'Ett.\n\nTvå.',
    status: 'adopted' as const,
    authorityName: 'Nämnden',
    registrationNumber: 'N-2010-1',
    askerName: 'Kommunstyrelsen',
    askerNumber: 'KS-2010-15',
    addressee: 'Kommunstyrelsen',
    bodyName: 'Nämnden',
    decisionDay: '2010-03-30',
    minuteItem: 12,
    signerTitle: null,
    signedDay: null,
    reservations: [{ name: 'Ledamot', party: null, reasons: null }],
  };
  const level = (over: object): string => JSON.stringify(opinionDocument({ ...opinion, ...over }, 'x'));
  expect(level({})).toContain('Antaget av Nämnden 2010-03-30 § 12');
  expect(level({})).toContain('Reservationer');
  expect(
    level({ status: 'official', signerTitle: 'Förvaltningschef', signedDay: '2010-03-29', reservations: [] }),
  ).toContain('Tjänstemannayttrande, undertecknat 2010-03-29 av Förvaltningschef');
  expect(level({ status: 'drafting' })).toContain('Utkast');
});
