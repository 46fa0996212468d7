/**
 * Look-alikes of the worked case ASN-2023-5446 as .docx, built when the tests run so that no binary stands in the
 * repository. The figures and days are the case's; every sentence and title is made up, people are named by role.
 */
import {
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';

type Block = Paragraph | Table;

const heading = (text: string, level: 1 | 2 = 1): Paragraph =>
  new Paragraph({ text, heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2 });
const text = (written: string): Paragraph => new Paragraph({ text: written });
const bold = (written: string): Paragraph => new Paragraph({ children: [new TextRun({ text: written, bold: true })] });
const numbered = (written: string): Paragraph =>
  new Paragraph({ text: written, numbering: { reference: 'points', level: 0 } });

/** A cell, or one that covers several columns. */
type CellText = string | { text: string; columns: number };

export function table(rows: readonly (readonly CellText[])[]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (row) =>
        new TableRow({
          children: row.map((cell) => {
            const { text: written, columns } = typeof cell === 'string' ? { text: cell, columns: 1 } : cell;
            return new TableCell({ columnSpan: columns, children: [text(written)] });
          }),
        }),
    ),
  });
}

export function packed(blocks: readonly Block[]): Promise<Buffer> {
  const levels = [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: 'left' as const }];
  return Packer.toBuffer(
    new Document({ numbering: { config: [{ reference: 'points', levels }] }, sections: [{ children: [...blocks] }] }),
  );
}

const head = (): Block[] => [
  table([
    ['Datum', 'Vår referens'],
    ['2023-04-11', 'Handläggaren, planeringssekreterare'],
  ]),
  new Paragraph({ text: 'Tjänsteskrivelse', heading: HeadingLevel.TITLE }),
  bold('Insatser för trygghet och lokal utveckling'),
  text('ASN-2023-5446'),
];

const decision = (): Block[] => [
  heading('Förslag till beslut'),
  text('Arbetsmarknads- och socialnämnden föreslås besluta'),
  numbered('Arbetsmarknads- och socialnämnden godkänner förslaget om 8 075 000 SEK.'),
  numbered('Arbetsmarknads- och socialnämnden översänder ärendet till kommunstyrelsen.'),
  numbered('Arbetsmarknads- och socialnämnden förklarar paragrafen omedelbart justerad.'),
];

const route = (): Block[] => [
  heading('Beslutsunderlag'),
  text('Tjänsteskrivelse - Insatser för trygghet och lokal utveckling'),
  heading('Beslutsplanering'),
  table([
    ['Instans', 'Datum'],
    ['ASN beredning', '2023-04-05'],
    ['Arbetsmarknads- och socialnämndens arbetsutskott', '2023-04-12'],
    ['Arbetsmarknads- och socialnämnden', '2023-04-26'],
  ]),
  heading('Beslutet skickas till'),
  text('Kommunstyrelsen'),
];

const background = (): Block[] => [
  heading('Ärendet'),
  heading('Bakgrund', 2),
  text(
    'Kommunstyrelsen har 15 miljoner kronor i sitt anslag till förfogande, och staden kan rekvirera 22,2 miljoner kronor.',
  ),
  table([
    ['Källa', 'Belopp (tkr)'],
    ['Statsbidrag', '22 200'],
    ['Anslag till förfogande', '15 000'],
    ['Summa', '37 200'],
  ]),
];

const perspectives = (): Block[] => [
  heading('Barnperspektiv'),
  text('Insatserna riktas till barn, unga och deras föräldrar.'),
  heading('Jämställdhetsperspektiv'),
  text('Tryggare gator gör staden tillgänglig för fler kvinnor.'),
  heading('Ekonomiska konsekvenser'),
  text('Det är inte känt om statsbidraget finns kvar under 2024.'),
  heading('Ansvariga'),
  text('Enhetschefen'),
  text('Förvaltningschefen'),
];

/** Measures only in a table, in kronor, closed by a sum row over two columns. */
export function sumRowTable(): Promise<Buffer> {
  return packed([
    ...head(),
    heading('Sammanfattning'),
    text('Förvaltningens förslag uppgår till 8 075 000 SEK.'),
    ...decision(),
    ...route(),
    ...background(),
    heading('Förvaltningens överväganden'),
    text('Förvaltningen föreslår tre insatser, som visas i tabellen.'),
    table([
      ['Nr', 'Insats', 'Belopp'],
      ['1', 'Föräldrakurser och närvaro i bostadsområdena', '5 625 000 SEK'],
      ['2', 'Fler platser i öppenvård för unga', '1 950 000 SEK'],
      ['3', 'Samtal om vad socialtjänsten gör', '500 000 SEK'],
      [{ text: 'Summa', columns: 2 }, '8 075 000 SEK'],
    ]),
    ...perspectives(),
  ]);
}

/** Measures told under headings and again in a table whose column says tkr, split over two sources. */
export function tkrColumn(): Promise<Buffer> {
  return packed([
    ...head(),
    heading('Sammanfattning'),
    text('Behovet är sammanlagt 8 075 tkr för de tre insatserna.'),
    ...decision(),
    ...route(),
    ...background(),
    heading('Förvaltningens överväganden'),
    heading('1. Föräldrakurser och närvaro i bostadsområdena', 2),
    text('Fler familjer frågar efter kurser än vad som ryms i dag.'),
    bold('Behov av tillskott: 5 625 tkr'),
    heading('2. Fler platser i öppenvård för unga', 2),
    text('Öppenvården har kö.'),
    bold('Behov av tillskott: 1,95 Mkr'),
    heading('3. Samtal om vad socialtjänsten gör', 2),
    text('Medarbetare möter föreningar och föräldragrupper.'),
    bold('Behov av tillskott: 500 000:-'),
    heading('Sammanställning', 2),
    table([
      ['Insats', 'Statsbidrag (tkr)', 'Egna medel (tkr)', 'Totalt (tkr)'],
      ['Föräldrakurser och närvaro i bostadsområdena', '4 125', '1 500', '5 625'],
      ['Fler platser i öppenvård för unga', '1 950', '–', '1 950'],
      ['Samtal om vad socialtjänsten gör', '', '500', '500'],
      ['Summa', '6 075', '2 000', '8 075'],
    ]),
    ...perspectives(),
  ]);
}
