import type { Block } from '../../platform/rendering/document-model.js';
import type { NoticeContent, NoticeItem } from './notice.content.js';
import { noticeDocument } from './notice.document.js';

const item = (changes: Partial<NoticeItem> = {}): NoticeItem => ({
  agendaItemId: 'a1',
  position: 1,
  title: 'Sociala insatser',
  registrationNumber: 'ASN-2023-5446',
  subjectVersion: 2,
  agendaVersion: 1,
  isLate: false,
  behindClosedDoors: false,
  summary: 'Förslaget uppgår till 8 075 000 SEK.\n\nDet gäller 2023.',
  proposal: [{ number: 1, type: 'approve', text: 'Nämnden godkänner förslaget.' }],
  decisionBasis: ['Tjänsteskrivelse 2023-04-11, version 2'],
  total: { amount: '8075000.00', currency: 'SEK' },
  ...changes,
});

const content = (changes: Partial<NoticeContent> = {}): NoticeContent => ({
  format: 1,
  status: 'sent',
  agendaVersion: 2,
  body: { id: 'b', name: 'Arbetsmarknads- och socialnämnden', authorityId: 'asn', authorityName: 'ASN' },
  meeting: { id: 'm', day: '2023-04-26', startsAt: '13:00', place: 'Sal 3', isOpenToPublic: false },
  sent: [
    { number: 1, day: '2023-04-19' },
    { number: 2, day: '2023-04-24' },
  ],
  lateGround: null,
  items: [item()],
  ...changes,
});

const documentOf = (changes: Partial<NoticeContent> = {}) =>
  noticeDocument(content(changes), '2023-04-24T08:00:00.000Z');
const blocksOf = <K extends Block['kind']>(kind: K, changes: Partial<NoticeContent> = {}) =>
  documentOf(changes).blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);
const remark = (changes: Partial<NoticeItem>) => blocksOf('table', { items: [item(changes)] })[0]?.rows[0]?.[3];

test('when, where, and that it has been supplemented', () => {
  expect(blocksOf('facts')[0]?.entries).toEqual([
    { label: 'Organ', values: ['Arbetsmarknads- och socialnämnden'] },
    { label: 'Dag', values: ['2023-04-26'] },
    { label: 'Tid', values: ['kl. 13.00'] },
    { label: 'Plats', values: ['Sal 3'] },
    { label: 'Sammanträdet är', values: ['inte offentligt'] },
    { label: 'Kallelsen utsänd', values: ['2023-04-19'] },
    { label: 'Kompletterad', values: ['2023-04-24 (tillägg 1)'] },
  ]);
});

test.each<[string, Partial<NoticeItem>, string]>([
  ['in the notice', {}, ''],
  ['in a supplement', { isLate: true, agendaVersion: 2 }, 'Tillkommet efter kallelsen, tillägg 1 den 2023-04-24'],
  ['in none yet', { isLate: true, agendaVersion: null }, 'Tillkommet efter kallelsen, ännu inte utsänt'],
  ['behind closed doors', { behindClosedDoors: true }, 'Inom stängda dörrar'],
])('an item told of %s', (_name, changes, expected) => {
  expect(remark(changes)).toBe(expected);
});

test('each matter: number, registration number, summary, proposal, basis and sum', () => {
  expect(blocksOf('heading').map(({ level, text, number, reference }) => [level, text, number, reference])).toEqual([
    [1, 'Föredragningslista', undefined, undefined],
    [1, 'Ärenden', undefined, undefined],
    [2, 'Sociala insatser', '1', 'Dnr ASN-2023-5446'],
    [3, 'Förslag till beslut', undefined, undefined],
  ]);
  expect(blocksOf('paragraph').map(({ text }) => text)).toEqual([
    'Förslaget uppgår till 8 075 000 SEK.',
    'Det gäller 2023.',
  ]);
  expect(blocksOf('list')[0]).toEqual({ kind: 'list', ordered: true, items: ['Nämnden godkänner förslaget.'] });
  expect(blocksOf('facts')[1]?.entries.map(({ label }) => label)).toEqual(['Version', 'Summa', 'Beslutsunderlag']);
});

test('a draft says that it is one, and a late notice why', () => {
  const notes = blocksOf('note', { status: 'draft', agendaVersion: 0, sent: [], lateGround: 'Staten beslutade sent.' });
  expect(notes.map(({ title }) => title)).toEqual(['Utkast', 'Sent utsänd kallelse']);
});

test('a notice without matters is a notice', () => {
  expect(blocksOf('paragraph', { items: [] }).map(({ text }) => text)).toEqual(['Inga ärenden är anmälda.']);
});
