import { processorMsOf } from '../../../test/support/processor-time.js';
import { packed, table } from '../../../test/cases/memoranda/documents.js';
import { expectGolden, expectTruePlaces, lookAlike } from '../../../test/cases/goals/reading.js';
import { Paragraph, Table, TableCell, TableRow } from 'docx';
import { percentOf, readTable } from './breakdown.rules.js';
import { markedStatus, richOf, statusInWords } from './cells.rules.js';
import { extractText } from '../memorandum.file.js';
import { readFollowUpReport } from './report.rules.js';

const text = lookAlike('report');
const read = readFollowUpReport(text);
const codes = (answer: typeof read): string[] => answer.findings.map(({ code }) => code);
const count = (code: string): number => codes(read).filter((one) => one === code).length;

describe('a report in the form of the 2019 document', () => {
  test('17 goals, 34 commitments, 5 indicators, 4 tables, statuses 11, 3 and 20', () => {
    expect(read.counts).toEqual({
      goals: 17,
      commitments: 34,
      indicators: 5,
      tables: 4,
      statuses: { achieved: 11, partly: 3, notAchieved: 0, notMeasured: 0, unknown: 20 },
    });
    expect(read.goals.map(({ commitments }) => commitments.length)).toEqual([
      1, 1, 2, 1, 2, 1, 2, 2, 3, 2, 2, 3, 3, 2, 1, 3, 3,
    ]);
  });

  test('every answer as it was read and believed', () => expectGolden('report', read));
  test('every place is where it says', () => expectTruePlaces(text, read));

  test('lost icons and missing ones are told apart, and neither is guessed', () => {
    expect([count('status-lost'), count('status-missing'), count('status-by-glyph')]).toEqual([12, 8, 1]);
  });

  test('the copied sentence is found once, under the indicator it does not belong to', () => {
    const [slip, ...others] = read.findings.filter(({ code }) => code === 'copied-sentence');
    expect(others).toEqual([]);
    expect(slip?.message).toContain('till arbete”');
    expect(slip?.place?.quote).toMatch(/studier\.$/);
  });

  test('what was not measured is not 0, and says why', () => {
    const [unmeasured] = read.goals.flatMap(({ indicators }) => indicators).filter(({ outcome }) => outcome === null);
    expect(unmeasured).toMatchObject({ notMeasuredReason: 'Följs upp i årsanalysen.', tables: [] });
  });

  test('nothing of the markup is left in what is shown', () => {
    expect(
      JSON.stringify(
        read.goals.map(({ commitments, indicators }) => [commitments, indicators].flat().map((one) => one.comment)),
      ),
    ).not.toMatch(/<\/?[a-z]/);
  });

  test('a cell over a page break is one comment', () => {
    const comment = read.goals[3]?.indicators[0]?.comment.map(({ items }) =>
      items.map(({ runs }) => runs.map((run) => run.text).join('')).join('|'),
    );
    expect(comment?.at(-1)).toContain('åldersgruppen 18 till 29 år');
  });

  test('e-services with how far they have come, and programmes', () => {
    const states = Object.fromEntries(read.services.map(({ name, state }) => [name, state]));
    expect(states).toMatchObject({
      'e-tjänst för att ansöka om föreningsbidrag': 'inOperation',
      'e-tjänst för att ansöka om ledsagning': 'prototype',
      'E-tjänsten Mina besked': 'inOperation',
      'digitalt verktyg för blodtryck': 'pilot',
      'digital tolktjänst': 'tested',
    });
    expect(read.programmes.filter(({ isKnown }) => isKnown).map(({ name }) => name)).toEqual([
      'Communities That Care',
      'SSPF',
      'Växa tryggt',
      'Skolfam',
    ]);
  });
});

test('no digit of a table or an outcome can change unnoticed', () => {
  const clean = read.findings.filter(({ severity }) => severity === 'error').length;
  const figures = [...text.matchAll(/<td>(\d[\d ]*)(?: %)?<\/td>|\t(\d+)%\t/g)];
  const unnoticed = figures.flatMap((match) => {
    const figure = match[1] ?? match[2] ?? '';
    const at = match.index + match[0].indexOf(figure) + figure.length - 1;
    const other = figure.endsWith('9') ? '0' : '9';
    const changed = text.slice(0, at) + other + text.slice(at + 1);
    const errors = readFollowUpReport(changed).findings.filter(({ severity }) => severity === 'error').length;
    return errors > clean ? [] : [`${match[0]} at ${match.index}`];
  });
  expect(figures).toHaveLength(4 * 9 + 4);
  expect([clean, unnoticed]).toEqual([0, []]);
});

describe('a table', () => {
  const head = ['', 'Samtliga', 'Kvinnor', 'Män'];
  const total = ['Totalt antal', '8', '4', '4'];
  test.each<[string, string[][], string[]]>([
    ['sound', [head, total, ['Antal a', '1', '0', '1'], ['Andel a', '13 %', '0 %', '25 %']], []],
    // 12,5 is rounded half up to 13, as printed.
    [
      'rounded down',
      [head, total, ['Antal a', '1', '0', '1'], ['Andel a', '12 %', '0 %', '25 %']],
      ['percent-mismatch'],
    ],
    ['one decimal', [head, total, ['Antal a', '1', '0', '1'], ['Andel a', '12,5 %', '0 %', '25 %']], []],
    ['parts that do not add up', [head, ['Totalt antal', '9', '4', '4']], ['sum-mismatch']],
    [
      'of nobody',
      [head, ['Totalt', '4', '4', '0'], ['Antal a', '1', '1', '0'], ['Andel a', '25 %', '25 %', '0 %']],
      ['percent-mismatch'],
    ],
    [
      'of nobody, with a dash',
      [head, ['Totalt', '4', '4', '0'], ['Antal a', '1', '1', '0'], ['Andel a', '25 %', '25 %', '–']],
      [],
    ],
    ['letters', [head, ['Totalt', 'fyrtio', '4', '4']], ['table-unreadable']],
    ['a share of nothing counted', [head, ['Andel a', '25 %', '25 %', '25 %']], ['table-unreadable']],
    [
      'girls and boys',
      [
        ['', 'Samtliga', 'Flickor', 'Pojkar'],
        ['Antal', '1 376', '700', '676'],
      ],
      [],
    ],
  ])('%s', (_what, rows, faults) => {
    expect(readTable(rows)?.faults.map(({ code }) => code)).toEqual(faults);
  });

  test('of another kind is none of ours', () =>
    expect(
      readTable([
        ['Ort', 'Antal'],
        ['Väst', '4'],
      ]),
    ).toBeUndefined());

  test.each([
    [116, 628, 0, '18'],
    [52, 257, 0, '20'],
    [20, 676, 0, '3'],
    [1, 8, 0, '13'],
    [1, 8, 1, '12.5'],
    [2, 3, 2, '66.67'],
    [1, 0, 0, undefined],
  ])('%i of %i with %i decimals', (part, whole, decimals, expected) => {
    expect(percentOf(part, whole, decimals)).toBe(expected);
  });
});

test.each([
  ['<p>● Klart.</p>', 'achieved', false],
  ['◆ Delvis.', 'partly', false],
  ['<p>■ Nej.</p>', 'notAchieved', false],
  ['<p> Borta.</p>', 'unknown', true],
  ['<p data-bbox="1 2 3 4"></p> <p data-bbox="5">Inget.</p>', 'unknown', false],
  ['', 'unknown', false],
])('%s is %s', (raw, status, isLost) => {
  expect(markedStatus(raw)).toMatchObject({ status, isLost });
});

test.each([
  ['Uppnått', 'achieved'],
  ['Delvis uppnått', 'partly'],
  ['Ej uppnått', 'notAchieved'],
  ['Inte mätt', 'notMeasured'],
  ['Förväntas uppnås', 'achieved'],
  ['Pågår', undefined],
])('the word %s', (word, status) => expect(statusInWords(word)).toBe(status));

test('a comment keeps paragraphs, points and italics', () => {
  expect(richOf('<p>Ett <i>två</i></p> <ul style="x"> • tre • fyra <p>fem &amp; sex</p>')).toEqual([
    { kind: 'paragraph', items: [{ runs: [{ text: 'Ett ' }, { text: 'två', italic: true }] }] },
    { kind: 'bulletList', items: [{ runs: [{ text: 'tre' }] }, { runs: [{ text: 'fyra' }] }] },
    { kind: 'paragraph', items: [{ runs: [{ text: 'fem & sex' }] }] },
  ]);
});

test('the same in Word, with a table in a cell', async () => {
  const words = (written: string): Paragraph => new Paragraph({ text: written });
  const row = (cells: readonly (string | Table)[]): TableRow =>
    new TableRow({
      children: cells.map(
        (cell) => new TableCell({ children: typeof cell === 'string' ? [words(cell)] : [words('Så här:'), cell] }),
      ),
    });
  const inner = table([
    ['', 'Samtliga', 'Kvinnor', 'Män'],
    ['Totalt antal avslut', '1 204', '611', '593'],
    ['Antal avslut till studier', '82', '57', '26'],
    ['Andel avslut till studier', '7 %', '9 %', '4 %'],
  ]);
  const bytes = await packed([
    words('Uppföljning av åtaganden januari–augusti 2021'),
    words('1 Inledning'),
    words('2 Fler ska komma vidare'),
    new Table({ rows: [row(['Åtagande', 'Kommentar']), row(['Förvaltningen ska göra mer.', '◆ Det går framåt.'])] }),
    new Table({ rows: [row(['Åtagandeindikator', 'Utfall', 'Kommentar']), row(['Andel till studier', '7%', inner])] }),
  ]);
  const word = readFollowUpReport((await extractText(bytes, 'rapport.docx', { keepsInnerTables: true })).text);
  expect(word.document).toMatchObject({ year: 2021, period: 'januaryAugust' });
  expect(word.counts).toMatchObject({ goals: 1, commitments: 1, indicators: 1, tables: 1, statuses: { partly: 1 } });
  expect(codes(word).filter((code) => code.endsWith('mismatch'))).toEqual(['sum-mismatch']);
});

describe('whatever the text', () => {
  test.each([
    ['empty', ''],
    ['not a report', 'Hej på dig.\n\n1 376 personer\n'],
    ['only tags', '<'.repeat(20_000)],
    ['only tabs', `1 Mål\n\nÅtagande\tKommentar\n${'\t'.repeat(20_000)}`],
    ['an endless word', `1 Mål\n\nÅtagande\tKommentar\nX\t${'e-tjänst för att '.repeat(3_000)}`],
    ['an endless table', `1 Mål\n\nÅtagandeindikator\tUtfall\tKommentar\nX\t1%\t${'<table><tr><td>'.repeat(3_000)}`],
    ['endless commas', `1 Mål\n\nÅtagande\tKommentar\nX\t${'hälsa, '.repeat(5_000)}`],
  ])('%s is read without a fault and soon', (_what, hostile) => {
    expect(processorMsOf(() => expectTruePlaces(hostile, readFollowUpReport(hostile)))).toBeLessThan(5_000);
  });

  test('cut anywhere, places stay true', () => {
    for (let at = 0; at < text.length; at += 997) expectTruePlaces(text.slice(at), readFollowUpReport(text.slice(at)));
  });
});
