import { lookAlike2010 } from '../../../test/support/minutes-record.js';
import type { Block } from '../../platform/rendering/document-model.js';
import { requireSound } from '../../platform/rendering/printable.js';
import { project } from '../minutes/minutes.projection.js';
import { type ExtractContent, onlyItem } from './extract.content.js';
import { extractDocument, extractName } from './extract.document.js';

/** A look-alike of the extract of 2010 (B-40 … B-54): § 4 of eight. */
const extract = (more: Partial<ExtractContent> = {}): ExtractContent => ({
  format: 1,
  agendaItemId: 'item 4',
  minutesId: 'minutes',
  status: 'adjusted',
  adjustedDay: '2010-01-25',
  certified: { name: 'Vera Lundgren', title: 'Nämndsekreterare', day: '2010-01-26' },
  minutes: onlyItem(project(lookAlike2010()), 'item 4'),
  contentHash: 'ab12',
  signatures: [
    { personId: 'ordf', name: 'Asta Nordh', role: 'chair', method: 'paper', signedDay: '2010-01-22' },
    { personId: 'led2', name: 'x', role: 'adjuster', method: 'paper', signedDay: '2010-01-25' },
  ],
  standIns: [],
  corrections: [],
  ...more,
});
const documentOf = (more: Partial<ExtractContent> = {}) => extractDocument(extract(more), '2010-01-26T08:00:00.000Z');
const headings = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.text] : []));
const factsOf = (blocks: readonly Block[]): Record<string, unknown> => {
  const facts = blocks.find((block) => block.kind === 'facts');
  return Object.fromEntries((facts?.entries ?? []).map(({ label, values }) => [label, values]));
};

test('the head of the whole meeting, one paragraph of it, and who vouches for the extract', () => {
  const model = documentOf();
  expect(model.title).toBe('Protokollsutdrag Vård- och omsorgsberedningen 2010-01-20 § 4');
  expect(model.header).toEqual(['Vård- och omsorgsberedningen', 'Protokollsutdrag 2010-01-20 § 4']);
  expect(factsOf(model.blocks)).toMatchObject({
    Sammanträdesdag: ['2010-01-20'],
    Tid: ['kl. 14.00–15.00'],
    Plats: ['Sessionssalen, Stadshuset, Exempeltorget 1'],
    Paragrafer: ['§§ 1–8'],
    Justerat: ['2010-01-25'],
  });
  expect(headings(model.blocks)).toEqual([
    'Närvaro',
    'Förslag till ny plan för individ- och familjeomsorgen',
    'Underskrifter',
    'Rätt utdraget intygar',
  ]);
  expect(model.blocks.at(-1)).toEqual({
    kind: 'signatures',
    entries: [{ name: 'Vera Lundgren', role: 'Nämndsekreterare', signed: '2010-01-26' }],
  });
  expect(() => requireSound(model)).not.toThrow();
});

test('before the adjustment it says so at once, carries no signature and nobody vouches for it', () => {
  const draft = {
    status: 'notAdjusted',
    adjustedDay: null,
    certified: null,
    contentHash: null,
    signatures: [],
  } as const;
  const model = documentOf(draft);
  expect(model.title.startsWith('Ej justerat protokollsutdrag')).toBe(true);
  expect(model.header[1]).toBe('Ej justerat 2010-01-20 § 4');
  expect(model.blocks[0]?.kind).toBe('note');
  expect(headings(model.blocks)).not.toContain('Rätt utdraget intygar');
  expect(() => requireSound(model)).not.toThrow();
});

test('an adjusted extract that nobody has sent is not certified', () => {
  expect(headings(documentOf({ certified: null }).blocks).at(-1)).toBe('Underskrifter');
});

test('a correction stands beside what stood (R-15)', () => {
  const correction = {
    agendaItemId: 'item 4',
    stood: '31 mars',
    shallStand: '30 mars',
    ground: 'Skrivfel',
    correctedByName: null,
    correctedDay: '2010-02-01',
  };
  const notes = documentOf({ corrections: [correction] }).blocks.filter((block) => block.kind === 'note');
  expect(notes.map(({ title }) => title)).toEqual(['Rättelse 2010-02-01']);
});

test('the other paragraphs, and the words around them, stay where they are', () => {
  const source = lookAlike2010();
  const texts = [
    ...source.texts,
    { agendaItemId: null, slot: 'opening', text: 'INLEDNING' },
    { agendaItemId: null, slot: 'closing', text: 'AVSLUTNING' },
    { agendaItemId: 'item 5', slot: 'background', text: 'ANNAT ÄRENDE' },
  ];
  const said = JSON.stringify(documentOf({ minutes: onlyItem(project({ ...source, texts }), 'item 4') }));
  for (const word of ['INLEDNING', 'AVSLUTNING', 'ANNAT ÄRENDE', 'Dnr 16/10']) expect(said).not.toContain(word);
  expect(said).toContain('Dnr 15/10');
});

test('who took part in the other paragraphs stays there too: it would tell who stood aside from one behind closed doors', () => {
  const source = lookAlike2010();
  const items = source.items.map((each) =>
    each.id === 'item 5' && each.decision !== null
      ? {
          ...each,
          behindClosedDoors: true,
          decision: {
            ...each.decision,
            chairId: 'led1',
            participants: [
              ...each.decision.participants.filter(({ personId }) => personId !== 'led2'),
              { personId: 'ers3', seat: 'substitute' as const, servesForId: 'led2', party: 'M', mode: 'onSite' },
            ],
          },
        }
      : each,
  );
  const attendance = [
    ...source.attendance,
    { ...source.attendance[0]!, number: 90, personId: 'ers2', kind: 'leaves' as const, agendaItemId: 'item 5' },
    { ...source.attendance[0]!, number: 91, personId: 'ers4', kind: 'leaves' as const, agendaItemId: 'item 4' },
  ];
  const { chairs, members, substitutes, others } = onlyItem(project({ ...source, items, attendance }), 'item 4');
  const attendees = [...members, ...substitutes];
  const told = [
    ...chairs.map(({ minuteItems }) => minuteItems),
    ...attendees.flatMap(({ minuteItems, servedFor }) => [minuteItems, ...servedFor.map((one) => one.minuteItems)]),
    ...[...attendees, ...others].flatMap(({ intervals }) =>
      intervals.flatMap(({ arrivedDuring, leftDuring }) => [arrivedDuring ?? [], leftDuring ?? []]),
    ),
  ].flat();
  expect(new Set(told)).toEqual(new Set([4]));
  expect(members.map(({ minuteItems }) => minuteItems)).toEqual(members.map(() => [4]));
  expect(substitutes.flatMap(({ servedFor }) => servedFor.map(({ member }) => member.id))).toEqual(['led5', 'led6']);
  expect(substitutes.find(({ id }) => id === 'ers4')?.intervals).toMatchObject([{ leftDuring: 4 }]);
});

test('an item that is not decided has a day and no paragraph in its name', () => {
  const { minutes } = extract();
  const undecided = { ...minutes, items: minutes.items.map((item) => ({ ...item, minuteItem: null })) };
  expect(extractName(extract({ status: 'notAdjusted', minutes: undecided }))).toBe(
    'Ej justerat protokollsutdrag Vård- och omsorgsberedningen 2010-01-20',
  );
});
