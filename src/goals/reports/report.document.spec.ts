import type { Block } from '../../platform/rendering/document-model.js';
import { reportDocument } from './report.document.js';
import type { EntryView, ReportView } from './reports.queries.js';
import { attainments, statusView } from './status.rules.js';

const entry: EntryView = {
  goalId: 'g',
  level: 'commitment',
  title: 'Fler till studier',
  parentId: 'p',
  parentTitle: 'Nämndsmålet',
  contribution: null,
  serviceState: 'inOperation',
  status: statusView('notMeasured'),
  reasons: 'Följs upp i årsanalysen',
  comment: [
    { kind: 'paragraph', items: [{ runs: [{ text: 'Arbetet med ' }, { text: 'CTC', italic: true }] }] },
    { kind: 'numberedList', items: [{ runs: [{ text: 'ett' }] }] },
  ],
  successFactors: [{ value: 'outreach', text: 'uppsökande arbete' }],
  shortfallReasons: [],
  below: [{ status: 'achieved', text: 'Uppnått', count: 2 }],
  indicators: [
    {
      id: 'i',
      name: 'Avslut till studier',
      kind: 'share',
      unit: 'procent',
      sourceSystem: null,
      outcome: {
        isMeasured: true,
        notMeasuredReason: null,
        figures: [
          { group: 'all', count: 1376, total: 2000, value: null, percent: '69' },
          { group: 'women', count: 700, total: 0, value: null, percent: null },
        ],
        note: null,
      },
      previous: { isMeasured: false, notMeasuredReason: 'Ny indikator', figures: [], note: null },
      change: '-1.5',
      isComparable: true,
      cautions: ['Målgruppen utökades'],
      target: { kind: 'absolute', direction: 'atLeast', value: '60', text: 'minst 60 procent', verdict: 'met' },
    },
  ],
  state: null,
  responsibleId: null,
  possibleActs: [],
  version: null,
};

const report: ReportView = {
  id: 'r',
  title: 'Uppföljning',
  authorityId: 'a',
  authorityName: 'Nämnden',
  year: 2019,
  period: 'januaryAugust',
  status: 'decided',
  dueDay: '2019-10-31',
  decidedDay: '2019-10-14',
  matterId: 'm',
  registrationNumber: 'ASN-2019-1',
  version: 1,
  summary: [],
  versionNumber: 1,
  isFrozen: true,
  contentHash: null,
  possibleActs: [],
  counts: attainments.map((status) => ({ status: statusView(status), count: status === 'notMeasured' ? 1 : 0 })),
  unreported: 0,
  entries: [entry],
  versions: [],
};

const blocks = (kind: Block['kind'], of: ReportView = report): Block[] =>
  reportDocument(of, '2019-10-01T10:00:00.000Z').blocks.filter((block) => block.kind === kind);

test('a status is a word beside its sign, also in the counts', () => {
  expect(JSON.stringify(blocks('facts'))).toContain('○ Inte mätt');
  expect(blocks('table')[0]).toMatchObject({
    rows: [
      ['● Uppnått', '0'],
      ['◆ Delvis uppnått', '0'],
      ['■ Inte uppnått', '0'],
      ['○ Inte mätt', '1'],
      ['? Okänt', '0'],
      ['Tillsammans', '1'],
    ],
  });
});

test('figures stand as people write them, and of nothing there is a dash', () => {
  expect(blocks('table')[1]).toMatchObject({
    header: ['Uppgift', 'Samtliga', 'Kvinnor'],
    rows: [
      ['Antal', '1\u00a0376', '700'],
      ['Av totalt', '2\u00a0000', '0'],
      ['Andel i procent', '69', '–'],
    ],
  });
  expect(JSON.stringify(blocks('paragraph'))).toContain('inte mätt. Ny indikator');
});

test('comparison, target and caution are said, and the comment keeps its form', () => {
  expect(blocks('list')).toEqual([
    { kind: 'list', ordered: true, items: [[{ text: 'ett' }]] },
    {
      kind: 'list',
      items: [
        'Målvärde: minst 60 procent (målvärdet nås)',
        'Förändring mot föregående år: -1,5 procentenheter',
        'Jämförs med försiktighet: Målgruppen utökades',
      ],
    },
  ]);
  expect(blocks('paragraph')[0]).toEqual({
    kind: 'paragraph',
    text: [{ text: 'Arbetet med ' }, { text: 'CTC', italic: true }],
  });
});

test('what is not decided says so', () => {
  expect(blocks('note')).toEqual([]);
  expect(JSON.stringify(blocks('note', { ...report, decidedDay: null }))).toContain('ligger för beslut');
  expect(JSON.stringify(blocks('note', { ...report, decidedDay: null, isFrozen: false }))).toContain('Arbetsmaterial');
});
