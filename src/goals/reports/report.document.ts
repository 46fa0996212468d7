/** A period report as a document: what the body sees, set as PDF/UA or Word. Every status is a word with its sign. Pure. */
import type { Block, DocumentModel, Table, Text, TextRun } from '../../platform/rendering/document-model.js';
import { levelWords } from '../chain.rules.js';
import { serviceWords } from '../goal.rules.js';
import { swedishFigure } from '../indicators/figure.rules.js';
import type { IndicatorFigures } from '../indicators/indicator-figures.js';
import { groupWords } from '../indicators/outcome.rules.js';
import type { FigureView, OutcomeView } from '../indicators/outcome.view.js';
import { verdictWords } from '../indicators/target.rules.js';
import { periodWords } from '../period.rules.js';
import type { RichRun, RichText } from '../rich-text.rules.js';
import type { EntryView, ReportView } from './reports.queries.js';

export function reportDocument(report: ReportView, createdAt: string): DocumentModel {
  const { title, authorityName, registrationNumber, year, period, summary, entries, decidedDay } = report;
  return {
    title,
    lang: 'sv',
    meta: { author: authorityName, created: createdAt },
    header: [authorityName, `${title}, ${registrationNumber}`],
    blocks: [
      {
        kind: 'facts',
        entries: [
          { label: 'Period', values: [`${periodWords[period]} ${year}`] },
          { label: 'Diarienummer', values: [registrationNumber] },
          { label: 'Beslutad', values: [decidedDay ?? 'inte beslutad'] },
        ],
      },
      ...(decidedDay === null ? [draftNote(report)] : []),
      { kind: 'heading', level: 1, text: 'Sammanfattning' },
      ...richBlocks(summary),
      countsTable(report),
      { kind: 'heading', level: 1, text: 'Mål och åtaganden' },
      ...entries.flatMap(entryBlocks),
    ],
  };
}

function draftNote({ isFrozen }: ReportView): Block {
  const text = isFrozen
    ? 'Rapporten ligger för beslut; texter och siffror är låsta.'
    : 'Arbetsmaterial som ändras tills rapporten läggs fram.';
  return { kind: 'note', title: 'Inte beslutad', text };
}

function countsTable({ counts, entries }: ReportView): Table {
  return {
    kind: 'table',
    caption: 'Antal mål och åtaganden per status',
    header: ['Status', 'Antal'],
    rows: [
      ...counts.map(({ status, count }) => [`${status.symbol} ${status.text}`, String(count)]),
      ['Tillsammans', String(entries.length)],
    ],
    align: ['left', 'right'],
    hasTotal: true,
  };
}

function entryBlocks(entry: EntryView): Block[] {
  const { level, title, status, reasons, comment, indicators, below } = entry;
  const facts: { label: string; values: Text[] }[] = [
    { label: 'Status', values: [`${status.symbol} ${status.text}`] },
    ...(reasons === null ? [] : [{ label: 'Skäl', values: [reasons] }]),
    ...(entry.parentTitle === null ? [] : [{ label: 'Hör till', values: [entry.parentTitle] }]),
    ...(entry.contribution === null ? [] : [{ label: 'Bidrag till målet', values: [entry.contribution] }]),
    ...(entry.serviceState === null ? [] : [{ label: 'E-tjänst', values: [serviceWords[entry.serviceState]] }]),
    ...(below.length === 0
      ? []
      : [
          {
            label: 'Målen under',
            values: [below.map(({ text, count }) => `${count} ${text.toLowerCase()}`).join(', ')],
          },
        ]),
    ...tags('Framgångsfaktorer', entry.successFactors),
    ...tags('Orsaker till bristande måluppfyllelse', entry.shortfallReasons),
  ];
  return [
    { kind: 'heading', level: 2, text: title, reference: levelWords[level] },
    { kind: 'facts', entries: facts },
    ...richBlocks(comment),
    ...indicators.flatMap(indicatorBlocks),
  ];
}

function tags(label: string, list: readonly { text: string }[]): { label: string; values: Text[] }[] {
  return list.length === 0 ? [] : [{ label, values: [list.map(({ text }) => text).join(', ')] }];
}

function indicatorBlocks(indicator: IndicatorFigures): Block[] {
  const { name, outcome, previous, target, cautions, change, kind } = indicator;
  const lines = [
    ...(target === null ? [] : [`Målvärde: ${target.text} (${verdictWords[target.verdict]})`]),
    ...(change === null
      ? []
      : [`Förändring mot föregående år: ${signed(change)}${kind === 'share' ? ' procentenheter' : ''}`]),
    ...cautions.map((reason) => `Jämförs med försiktighet: ${reason}`),
  ];
  return [
    { kind: 'heading', level: 3, text: name },
    ...outcomeBlocks(`${name}: utfall`, outcome, 'Utfallet är inte inlagt.'),
    ...(previous === null ? [] : outcomeBlocks(`${name}: samma period föregående år`, previous, '')),
    ...(lines.length === 0 ? [] : [{ kind: 'list' as const, items: lines }]),
  ];
}

function outcomeBlocks(caption: string, outcome: OutcomeView | null, absent: string): Block[] {
  if (outcome === null) return [{ kind: 'paragraph', text: absent }];
  if (!outcome.isMeasured)
    return [{ kind: 'paragraph', text: `${caption}: inte mätt. ${outcome.notMeasuredReason ?? ''}` }];
  const said = (outcome.note ?? '').split('\n').filter((line) => line.trim() !== '');
  return [figuresTable(caption, outcome.figures), ...said.map((line): Block => ({ kind: 'paragraph', text: line }))];
}

/** The columns are the groups, as the reports people know have them. */
function figuresTable(caption: string, figures: readonly FigureView[]): Table {
  const row = (label: string, cell: (figure: FigureView) => string | null): Text[][] =>
    figures.some((figure) => cell(figure) !== null) ? [[label, ...figures.map((figure) => cell(figure) ?? '–')]] : [];
  const count = (value: number | null): string | null => (value === null ? null : swedishFigure(String(value)));
  return {
    kind: 'table',
    caption,
    header: ['Uppgift', ...figures.map(({ group }) => groupWords[group])],
    rows: [
      ...row('Antal', (figure) => count(figure.count)),
      ...row('Av totalt', (figure) => count(figure.total)),
      ...row('Andel i procent', ({ percent }) => (percent === null ? null : swedishFigure(percent))),
      ...row('Värde', ({ value }) => (value === null ? null : swedishFigure(value))),
    ],
    align: ['left', ...figures.map(() => 'right' as const)],
  };
}

const signed = (change: string): string => `${change.startsWith('-') ? '' : '+'}${swedishFigure(change)}`;

function richBlocks(text: RichText): Block[] {
  return text.map(({ kind, items }): Block => {
    const texts = items.map(({ runs }) => runs.map(runOf));
    if (kind === 'paragraph') return { kind: 'paragraph', text: texts.flat() };
    return { kind: 'list', ordered: kind === 'numberedList', items: texts };
  });
}

function runOf({ text, bold, italic }: RichRun): TextRun {
  return { text, ...(bold ? { bold } : {}), ...(italic ? { italic } : {}) };
}
