import type { Day } from '../kernel/day.js';
import { DomainError } from '../kernel/errors.js';
import { amended, type Content, presentationOf, requireConsistent, requireWhole } from './content.rules.js';

const content: Content = {
  title: 'Ny plan',
  purpose: 'Yttrandet ska avse målen.',
  background: 'Bakgrund.',
  addressee: { bodyId: null, name: 'Kommunstyrelsen' },
  place: 'Expeditionen',
  channel: '',
  replyByDay: '2010-03-15' as Day,
  replyByTime: null,
  consultees: [
    { kind: 'committee', authorityId: 'a', name: 'Nämnden A' },
    { kind: 'union', authorityId: null, name: 'Förbundet' },
  ],
  parts: [{ key: 'p1', title: 'Planen', decidingBodyId: null, revisingBodyId: null }],
  questions: [{ key: 'q1', text: 'Är målen rätt?', partKey: 'p1' }],
  reason: 'Mer tid.',
  report: 'Alla svarade.',
};

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'ok';
  } catch (error) {
    if (error instanceof DomainError)
      return `${error.errors?.map(({ pointer, code }) => `${pointer} ${code}`).join(', ') ?? error.code}`;
    throw error;
  }
};
const line = (path: string, old: string, next: string) => ({ path, old, new: next });

test.each([
  ['whole', {}, 'ok'],
  ['no purpose', { purpose: '' }, '/purpose required'],
  ['nobody to answer', { addressee: { bodyId: null, name: '' } }, '/addresseeName required'],
  ['nobody asked', { consultees: [] }, '/consultees required'],
  ['about nothing', { parts: [], questions: [] }, '/parts required'],
  [
    'a part without text',
    { parts: [{ key: 'p2', title: 'Bilaga', decidingBodyId: null, revisingBodyId: null }] },
    '/parts/0 no-text',
  ],
])('%s', (_what, over, expected) => {
  expect(codeOf(() => requireWhole({ ...content, ...over }, new Map([['p1', 1]])))).toBe(expected);
});

test.each([
  ['consistent', {}, 'ok'],
  [
    'the same committee twice',
    { consultees: [content.consultees[0]!, content.consultees[0]!] },
    '/consultees/1 duplicate',
  ],
  [
    'the same name twice',
    { consultees: [content.consultees[1]!, { ...content.consultees[1]!, name: 'förbundet' }] },
    '/consultees/1 duplicate',
  ],
  ['the same part twice', { parts: [content.parts[0]!, content.parts[0]!] }, '/parts/1 duplicate'],
  [
    'a question about no part',
    { questions: [{ key: 'q', text: 'Vad?', partKey: 'p9' }] },
    '/questions/0/partKey unknown-part',
  ],
])('%s', (_what, over, expected) => {
  expect(codeOf(() => requireConsistent({ ...content, ...over }))).toBe(expected);
});

test('what agenda, minutes and extract say, stage by stage', () => {
  expect(presentationOf(content, 'dispatch')).toMatchObject({
    title: 'Remiss: Ny plan',
    decisionPoints: [
      { number: 1, text: 'att remittera ”Planen” till Nämnden A, Förbundet' },
      {
        number: 2,
        text: 'att svaren, ställda till Kommunstyrelsen, ska vara Expeditionen till handa senast 2010-03-15',
      },
    ],
    dispatchList: [{ authorityId: 'a' }, { name: 'Förbundet' }],
  });
  expect(presentationOf({ ...content, replyByTime: '12:00' }, 'deadline')).toMatchObject({
    title: 'Ny svarstid för remiss: Ny plan',
    summary: 'Mer tid.',
    decisionPoints: [{ text: 'att svarstiden för samtliga remissinstanser ändras till 2010-03-15 kl. 12.00' }],
  });
  expect(presentationOf(content, 'report')).toMatchObject({
    title: 'Remissvar: Ny plan',
    summary: 'Alla svarade.',
    dispatchList: [],
  });
});

test('the body may change day, time, place, purpose and addressee', () => {
  const changed = amended(content, 'dispatch', [
    line('/replyByDay', '2010-03-15', '2010-03-31'),
    line('/replyByTime', '', '12:00'),
    line('/place', 'Expeditionen', 'Kansliet'),
    line('/purpose', 'Yttrandet ska avse målen.', 'Allt.'),
    line('/addressee/name', 'Kommunstyrelsen', 'Nämnden'),
  ]);
  expect(changed).toMatchObject({
    replyByDay: '2010-03-31',
    replyByTime: '12:00',
    place: 'Kansliet',
    purpose: 'Allt.',
    addressee: { name: 'Nämnden' },
  });
  expect(
    amended({ ...content, replyByTime: '12:00' }, 'deadline', [line('/replyByTime', '12:00', '')]).replyByTime,
  ).toBeNull();
});

test.each([
  ['read something else', 'dispatch', line('/replyByDay', '2010-03-14', '2010-03-31'), 'patch-outdated'],
  ['no day', 'dispatch', line('/replyByDay', '2010-03-15', '31 mars'), '/patch/0/new datetime'],
  ['no time of day', 'dispatch', line('/replyByTime', '', '25:00'), '/patch/0/new datetime'],
  ['another field', 'dispatch', line('/title', 'Ny plan', 'Annan plan'), '/patch/0/path not-amendable'],
  [
    'the place of another deadline',
    'deadline',
    line('/place', 'Expeditionen', 'Kansliet'),
    '/patch/0/path not-amendable',
  ],
  ['anything of a report', 'report', line('/replyByDay', '2010-03-15', '2010-03-31'), '/patch/0/path not-amendable'],
  ['emptied', 'dispatch', line('/place', 'Expeditionen', ' '), '/patch/0/new required'],
] as const)('refused: %s', (_what, stage, patch, expected) => {
  expect(codeOf(() => amended(content, stage, [patch]))).toBe(expected);
});

test('the same field twice', () => {
  const patch = [line('/place', 'Expeditionen', 'A'), line('/place', 'Expeditionen', 'B')];
  expect(codeOf(() => amended(content, 'dispatch', patch))).toBe('/patch/1/path duplicate');
});
