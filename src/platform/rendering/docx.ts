/**
 * A document for Word: real headings, lists and heading rows, so that it can be worked on and is read aloud in order. It
 * says what the PDF says; it does not imitate it line by line.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  PageBreak,
  PageNumber,
  Packer,
  Paragraph,
  type ParagraphChild,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type * as model from './document-model.js';
import { withFixedStamps } from './docx-archive.js';
import { bullets, colours, factsIndent, numbers, page, styles, textWidth } from './docx-look.js';

export async function docxOf(document: model.DocumentModel): Promise<Buffer> {
  const lists = document.blocks.filter((block) => block.kind === 'list' && block.ordered === true).length;
  const file = new Document({
    title: document.title.replaceAll('\n', ' '),
    creator: document.meta.author ?? '',
    lastModifiedBy: document.meta.author ?? '',
    styles,
    numbering: { config: [bullets, ...Array.from({ length: lists }, (_, index) => numbers(`numbers-${index}`))] },
    sections: [
      {
        properties: { page },
        headers: { default: header(document.header) },
        ...(document.initials === undefined ? {} : { footers: { default: footer(document.initials) } }),
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: text(document.title) }),
          ...blocks(document.blocks),
        ],
      },
    ],
  });
  return withFixedStamps(await Packer.toBuffer(file), document.meta.created);
}

function blocks(all: readonly model.Block[]): (Paragraph | Table)[] {
  let orderedLists = 0;
  return all.flatMap((block, index) => {
    switch (block.kind) {
      case 'heading':
        return heading(block, all[index - 1]?.kind === 'pageBreak');
      case 'paragraph':
        return [new Paragraph({ children: text(block.text) })];
      case 'list': {
        const reference = block.ordered === true ? `numbers-${orderedLists++}` : 'bullets';
        return block.items.map((item) => listItem(reference, item));
      }
      case 'table':
        return table(block);
      case 'facts':
        return facts(block);
      case 'signatures':
        return signatures(block);
      case 'note':
        return note(block);
      case 'pageBreak':
        // A heading takes the break itself, which leaves no empty line above it.
        return all[index + 1]?.kind === 'heading' ? [] : [new Paragraph({ children: [new PageBreak()] })];
    }
  });
}

const listItem = (reference: string, item: model.Text): Paragraph =>
  new Paragraph({ style: 'ListParagraph', numbering: { reference, level: 0 }, children: text(item) });

/** Runs and line breaks; the library writes the text as it is. */
function text(content: model.Text, look: { bold?: boolean } = {}): TextRun[] {
  const runs = typeof content === 'string' ? [content] : content;
  return runs.flatMap((given) => {
    const run: model.TextRun = typeof given === 'string' ? { text: given } : given;
    const isBold = look.bold === true || run.bold === true;
    const style = { ...(isBold ? { bold: true } : {}), ...(run.italic === true ? { italics: true } : {}) };
    return run.text
      .split('\n')
      .map((line, index) => new TextRun({ ...style, text: line, ...(index > 0 ? { break: 1 } : {}) }));
  });
}

const levels = [HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4] as const;

function heading({ level, number, text: words, reference }: model.Heading, pageBreakBefore: boolean): Paragraph[] {
  const children: ParagraphChild[] =
    number === undefined ? [] : [new TextRun({ text: `${number} `, color: colours.accent })];
  const own = new Paragraph({
    heading: levels[level - 1] as (typeof levels)[number],
    pageBreakBefore,
    children: [...children, ...text(words)],
  });
  if (reference === undefined) return [own];
  return [own, new Paragraph({ style: 'Reference', children: text(reference) })];
}

function table({ caption, header: names, rows, align, widths, hasTotal }: model.Table): (Paragraph | Table)[] {
  const shares = widths ?? names.map(() => 1);
  const sum = shares.reduce((total, share) => total + share, 0);
  const columnWidths = shares.map((share) => Math.round((share / sum) * textWidth));
  const cell = (content: model.Text, column: number, bold: boolean): TableCell =>
    new TableCell({
      width: { size: columnWidths[column] as number, type: WidthType.DXA },
      verticalAlign: bold ? VerticalAlignTable.BOTTOM : VerticalAlignTable.TOP,
      children: [
        new Paragraph({
          style: 'Cell',
          alignment: alignments[align?.[column] ?? 'left'],
          children: text(content, bold ? { bold } : {}),
        }),
      ],
    });
  const row = (cells: readonly model.Text[], bold: boolean, tableHeader: boolean): TableRow =>
    new TableRow({
      tableHeader,
      cantSplit: true,
      children: cells.map((content, column) => cell(content, column, bold)),
    });
  return [
    new Paragraph({ style: 'Caption', children: text(caption) }),
    new Table({
      columnWidths,
      width: { size: textWidth, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      borders: tableBorders,
      rows: [
        row(names, true, true),
        ...rows.map((cells, index) => row(cells, hasTotal === true && index === rows.length - 1, false)),
      ],
    }),
    new Paragraph({ style: 'AfterTable' }),
  ];
}

const alignments = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const rule = { style: BorderStyle.SINGLE, size: 6, color: colours.accent };
const hairline = { style: BorderStyle.SINGLE, size: 4, color: colours.hairline };
const tableBorders = {
  top: none,
  bottom: rule,
  left: none,
  right: none,
  insideHorizontal: hairline,
  insideVertical: none,
};

/** Label, tab, value, with the lines of the value hanging below each other: reads in order, and stays easy to change. */
function facts({ entries }: model.Facts): Paragraph[] {
  return entries.map(({ label, values }) => {
    const lines = values.flatMap((value, index) => [...(index > 0 ? [new TextRun({ break: 1 })] : []), ...text(value)]);
    const name = [...text(label, { bold: true }), new TextRun({ children: [new Tab()] })];
    return new Paragraph({
      style: 'Facts',
      tabStops: [{ type: 'left', position: factsIndent }],
      children: [...name, ...lines],
    });
  });
}

/** Under each other: a line to sign on, the name and the role below. */
function signatures({ entries }: model.Signatures): Paragraph[] {
  return entries.flatMap(({ name, role, signed }) => [
    new Paragraph({ style: 'SignatureLine', children: text(signed ?? '') }),
    new Paragraph({
      style: 'SignatureName',
      children: [...text(name, { bold: true }), new TextRun({ break: 1 }), ...text(role)],
    }),
  ]);
}

function note({ title, text: words }: model.Note): Paragraph[] {
  const own = new Paragraph({ style: 'Note', children: text(words) });
  if (title === undefined) return [own];
  return [new Paragraph({ style: 'Note', keepNext: true, children: text(title, { bold: true }) }), own];
}

function header(lines: readonly string[]): Header {
  const pages = [new Tab(), 'Sida ', PageNumber.CURRENT, ' av ', PageNumber.TOTAL_PAGES];
  const paragraphs = lines.map(
    (line, index) =>
      new Paragraph({
        style: 'Header',
        children: [
          ...text(line, index === 0 ? { bold: true } : {}),
          ...(index === 0 ? [new TextRun({ children: pages })] : []),
        ],
      }),
  );
  const only = new Paragraph({ style: 'Header', children: [new TextRun({ children: pages })] });
  return new Header({ children: paragraphs.length > 0 ? paragraphs : [only] });
}

/** Each line is as long as its label is wide, on tab stops that share the page. */
function footer(initials: readonly string[]): Footer {
  const step = Math.floor(textWidth / Math.max(initials.length, 1));
  const tabStops = initials.map((_, index) => ({ type: 'left' as const, position: index * step }));
  const children = initials.flatMap((who, index) => [
    ...(index > 0 ? [new TextRun({ children: [new Tab()] })] : []),
    new TextRun({ text: who }),
  ]);
  return new Footer({ children: [new Paragraph({ style: 'Footer', tabStops, children })] });
}
