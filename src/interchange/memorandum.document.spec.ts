import {
  decisionPlan,
  decisionPoints,
  dispatchList,
  documentDay,
  documentTitle,
  findDays,
  registrationNumber,
  typeOfPoint,
} from './memorandum.document.js';
import { readLines, readSections, type Section } from './memorandum.text.js';
import type { SectionKind } from './memorandum.types.js';

function section(text: string, kind: SectionKind): Section {
  return readSections(text, readLines(text)).find((part) => part.kind === kind)!;
}

it.each([
  ['approve', 'Nämnden godkänner förslaget.'],
  ['approve', 'att anta planen'],
  ['approve', 'Nämnden ställer sig bakom förslaget.'],
  ['approve', 'Nämnden godkänner förslaget och översänder det till kommunstyrelsen.'],
  ['forward', 'Nämnden översänder beslutet till kommunstyrelsen.'],
  ['forward', 'Nämnden överlämnar yttrandet.'],
  ['forward', 'Beslutet skickas till kommunstyrelsen.'],
  ['adjustImmediately', 'Nämnden justerar paragrafen omedelbart.'],
  ['adjustImmediately', 'Paragrafen förklaras omedelbart justerad.'],
  ['note', 'Nämnden lägger rapporten till handlingarna.'],
  ['note', 'Nämnden noterar informationen.'],
  ['reject', 'Nämnden avslår ansökan.'],
  ['reject', 'Nämnden avstyrker förslaget.'],
  ['assign', 'Nämnden uppdrar åt förvaltningen att återkomma.'],
  ['assign', 'Nämnden ger förvaltningen i uppdrag att godkänna avtalet.'],
  ['other', 'Nämnden ansöker om medel.'],
  ['other', ''],
])('a decision point is %s: %s', (type, text) => {
  expect(typeOfPoint(text)).toBe(type);
});

it.each([
  [
    'numbered',
    '1. Nämnden godkänner.\n2) Nämnden översänder\ntill styrelsen.\n\nNågot om beslutet.',
    ['1 Nämnden godkänner.', '2 Nämnden översänder till styrelsen.'],
  ],
  [
    'listed under a number',
    '1. Nämnden fördelar\n- det ena\n- det andra\n2. Nämnden justerar.',
    ['1 Nämnden fördelar det ena det andra', '2 Nämnden justerar.'],
  ],
  [
    'att-clauses',
    'Nämnden föreslås besluta\natt godkänna förslaget\natt översända det',
    ['1 att godkänna förslaget', '2 att översända det'],
  ],
  ['paragraphs', 'Nämnden beslutar:\n\nNämnden godkänner förslaget.', ['1 Nämnden godkänner förslaget.']],
  ['bullets', '- Nämnden godkänner.\n- Nämnden översänder.', ['1 Nämnden godkänner.', '2 Nämnden översänder.']],
])('reads decision points: %s', (_, text, expected) => {
  const points = decisionPoints(section(`Förslag till beslut\n\n${text}`, 'decision'));
  expect(points.map((point) => `${point.number} ${point.text}`)).toEqual(expected);
});

it.each([
  ['ASN beredning 2023-04-05', 'ASN beredning', '2023-04-05'],
  ['ASN beredning, 2023-04-05', 'ASN beredning', '2023-04-05'],
  ['ASN beredning:\t5 april 2023', 'ASN beredning', '2023-04-05'],
  ['2023-04-05 – ASN beredning', 'ASN beredning', '2023-04-05'],
  ['- ASN beredning den 5:e april 2023', 'ASN beredning', '2023-04-05'],
  ['1. ASN beredning | 2023\u201104\u201105', 'ASN beredning', '2023-04-05'],
  ['Kommunstyrelsen', 'Kommunstyrelsen', null],
  ['ASN beredning 2023-02-30', 'ASN beredning', null],
  ['Kommunstyrelsen\n2023-05-10', 'Kommunstyrelsen', '2023-05-10'],
])('reads a planned step: %j', (line, body, date) => {
  const text = `Beslutsplanering\n\n${line}\n`;
  expect(decisionPlan(text, section(text, 'plan')).map(({ step }) => step)).toEqual([{ body, date }]);
});

it('passes over column headings and prose in the plan', () => {
  const text = 'Beslutsplanering\n\nInstans\tDatum\nASN 2023-04-26\nTiderna är bara ungefärliga.';
  expect(decisionPlan(text, section(text, 'plan')).map(({ step }) => step)).toEqual([
    { body: 'ASN', date: '2023-04-26' },
  ]);
});

it.each([
  ['Beslutet skickas till\n\nKommunstyrelsen\n\nStadskontoret', ['Kommunstyrelsen', 'Stadskontoret']],
  ['Beslutet skickas till: Kommunstyrelsen', ['Kommunstyrelsen']],
  ['Beslutet skickas till: Kommunstyrelsen, Stadskontoret', ['Kommunstyrelsen', 'Stadskontoret']],
  [
    'Beslutet skickas till\n- Kommunstyrelsen\n- Hörsel-, syn- och talnämnden',
    ['Kommunstyrelsen', 'Hörsel-, syn- och talnämnden'],
  ],
])('reads the dispatch list of %j', (text, expected) => {
  expect(dispatchList(text, section(text, 'dispatch'))).toEqual(expected);
});

it.each([
  [
    'Datum\n\n2023-04-11\n\nTjänsteskrivelse\n\nEn rubrik\n\nASN-2023-5446\n',
    'En rubrik',
    'ASN-2023-5446',
    '2023-04-11',
  ],
  [
    'Datum\tVår referens\n2023-04-11\tHandläggaren\n\nTjänsteskrivelse\nASN-2023-5446\nEn rubrik',
    'En rubrik',
    'ASN-2023-5446',
    '2023-04-11',
  ],
  [
    'Sammanträdesdatum: 2023-04-26\nDatum: 11 april 2023\nDnr: 15/10\nTjänsteskrivelse – En rubrik',
    'En rubrik',
    '15/10',
    '2023-04-11',
  ],
  ['Sammanträde 2023-04-26\nÄrende: En rubrik\nKS-IOF-2010-00015', 'En rubrik', 'KS-IOF-2010-00015', null],
  ['Handläggaren\nEn lång rubrik om ett ärende\nKS 2023/00123', 'En lång rubrik om ett ärende', 'KS 2023/00123', null],
  ['', null, null, null],
])('reads the head of %j', (head, title, number, day) => {
  const text = `${head}\n\nSammanfattning\n\nText om KS-2020-1.`;
  const lines = readLines(text);
  const header = readSections(text, lines)[0]!;
  expect([
    documentTitle(text, header),
    registrationNumber(text, header, lines),
    documentDay(text, header)?.day ?? null,
  ]).toEqual([title, number, day]);
});

it('keeps a day the calendar does not have, without a day', () => {
  expect(findDays('den 30 februari 2023', 0, 20)).toEqual([
    { start: 0, end: 20, written: 'den 30 februari 2023', day: null },
  ]);
});
