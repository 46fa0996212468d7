import { readFileSync } from 'node:fs';
import { readConsultationFile } from './consultation-file.rules.js';
import { dayAlone, placeIn, replyByIn } from './consultation-words.rules.js';
import { findWording } from './consultation-wording.rules.js';

const text = readFileSync('test/cases/consultations/file-2010.txt', 'utf8');
const read = readConsultationFile(text);

test('the letter: fifteen addressees of two kinds, place, deadline with time of day (B-01 to B-12)', () => {
  const { coverLetter } = read;
  expect(coverLetter).toMatchObject({
    sender: 'Exempelstad, Stadskontoret',
    day: '2010-01-22',
    subject: 'Förslag till ny stödplan',
    registrationNumber: 'KS-STP-2010-00015',
    addressee: 'kommunstyrelsen',
    place: 'stadskontorets reception',
    replyBy: { day: '2010-03-31', time: '12:00' },
    channel: 'Yttrandet skickas dessutom till handläggaren via E-post.',
    isOnBehalf: true,
  });
  const kinds = coverLetter.addressees.map(({ kind }) => kind);
  expect([
    kinds.length,
    kinds.filter((kind) => kind === 'committee').length,
    kinds.filter((kind) => kind === 'union').length,
  ]).toEqual([15, 11, 4]);
});

test('the stamps: receipt, own number, own meeting, day for the draft (B-20 to B-24)', () => {
  expect(read.coverLetter.stamps.map(({ kind, day }) => [kind, day])).toEqual([
    ['ownMeeting', '2010-03-30'],
    ['draftDue', '2010-03-11'],
    ['received', '2010-01-26'],
    ['ownNumber', null],
    ['note', null],
    ['note', null],
  ]);
  expect(read.numbers).toEqual(['KS-STP-2010-00015', '15/10', 'LB 539-10/78']);
});

test('the official’s proposal and the extract (B-25 to B-54)', () => {
  expect(read.proposal).toMatchObject({
    day: '2010-01-13',
    registrationNumber: 'KS-STP-2010-00015',
    initiator: 'Kommunstyrelsen',
    arrival: { day: '2010-01-22', matterNumber: '15/10', documentNumber: 1 },
    replyBy: { day: '2010-03-15', time: null },
    place: 'kommunstyrelsens kansli',
  });
  expect(read.extract).toMatchObject({
    bodyName: 'Stödberedningen',
    meetingDay: '2010-01-20',
    minuteItem: 4,
    matterNumber: '15/10',
    arrival: { documentNumber: 2 },
    members: 5,
    servingSubstitutes: 2,
    replyBy: { day: '2010-03-31', time: null },
    handedInAt: 'kommunstyrelsens kansli',
    isCertified: true,
  });
  expect(read.extract?.additions).toHaveLength(4);
});

test('two parts decided by different bodies (B-33)', () => {
  expect(read.parts).toEqual([
    { title: 'Stödplan för Exempelstad', decidingBody: 'kommunfullmäktige', revisingBody: null },
    { title: 'Effektmål 2010/2011', decidingBody: 'kommunfullmäktige', revisingBody: 'kommunstyrelsen' },
  ]);
});

test('what does not agree (B-60 to B-63)', () => {
  expect(read.findings.map(({ code, reference }) => `${reference} ${code}`)).toEqual([
    'B-60 deadline-changed',
    'B-60 time-only-in-letter',
    'B-61 place-differs',
    'B-62 addition-reworded',
    'B-62 addition-reworded',
    'B-62 addition-in-text',
    'B-62 addition-missing',
    'B-63 arrived-after-meeting',
    'B-05 several-numbers',
    'B-33 parts-decided-apart',
  ]);
  expect(read.findings[3]?.detail).toContain('”likabehandlings” → ”likabehandling mellan”');
  expect(read.findings[4]?.detail).toContain('”Chefen att” → ”Cheferna”');
});

test.each([
  ['nothing', ''],
  ['blank lines', '\n\n \n'],
  ['a letter to nobody', 'Ärendet: Något\n\nHej'],
  ['other line ends', text.replaceAll('\n', '\r\n')],
  ['decomposed letters', text.normalize('NFD')],
  ['only the extract', text.slice(text.indexOf('**Protokollsutdrag'))],
  ['the text twice', `${text}\n${text}`],
  ['a long line', `Ärendet: ${'x '.repeat(100_000)}`],
])('%s is read without falling over', (name, input) => {
  const found = readConsultationFile(input);
  if (name === 'other line ends' || name === 'decomposed letters') expect(found).toEqual(read);
  if (name === 'nothing')
    expect(found.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([
      'no-addressees',
      'no-deadline',
    ]);
});

test('own days out of order are told', () => {
  const late = readConsultationFile(text.replace('SDF 30/3-10', 'SDF 6/4-10'));
  expect(late.findings.map(({ code }) => code)).toContain('own-days-out-of-order');
});

test.each([
  ['senast den 15 mars 2010.', { day: '2010-03-15', time: null }],
  ['senast **2010-03-31 kl 12.00**', { day: '2010-03-31', time: '12:00' }],
  ['Inkom 2010-01-02, svar senast 2010-02-03 klockan 9:30', { day: '2010-02-03', time: '09:30' }],
  ['senast 2010-02-30', null],
  ['senast snart', null],
  ['senast 2010-03-31 kl 25.00', { day: '2010-03-31', time: null }],
])('%s', (written, expected) => {
  expect(replyByIn(written)).toEqual(expected);
});

test('days that stand alone, and places', () => {
  expect([
    dayAlone('2010 -01- 26'),
    dayAlone('2010-01-22'),
    dayAlone('2010-13-01'),
    dayAlone('den 2010-01-22'),
  ]).toEqual(['2010-01-26', '2010-01-22', null, null]);
  expect(placeIn('svaren ska vara nämndens kansli till handa senast')).toBe('nämndens kansli');
  expect(placeIn('svaren skickas')).toBeNull();
});

test('a wording is found as it is, in other words, or not at all', () => {
  const here = 'Först något annat. Alla enheter ska ha en plan för introduktion. Sist något annat.';
  expect(findWording(here, 'Alla enheter ska ha en plan').how).toBe('same');
  expect(findWording(here, 'Alla enheter ska ha någon plan för introduktion')).toMatchObject({
    how: 'reworded',
    decided: ['någon'],
    written: ['en'],
  });
  expect(findWording(here, 'Ingen vet när bussen går i morgon bitti').how).toBe('missing');
  expect(findWording('', 'Något').how).toBe('missing');
});
