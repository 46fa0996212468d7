/** How a document for Word looks: styles, numbering and page. Arial, because every machine that opens it has it. */
import { AlignmentType, BorderStyle, type INumberingOptions, type IStylesOptions, LevelFormat } from 'docx';

/** Twips, twentieths of a point: Word's own unit. */
const cm = (length: number): number => Math.round(length * 567);
/** Half points, Word's unit of letters. */
const points = (size: number): number => size * 2;

export const colours = { ink: '1A1A1A', quiet: '4D4D4D', accent: '1D4F63', hairline: 'C4CCCF', tint: 'EEF3F5' };
const margins = { top: cm(3.2), right: cm(2.4), bottom: cm(2.4), left: cm(2.6), header: cm(1.4), footer: cm(1.1) };
export const page = { size: { width: cm(21), height: cm(29.7) }, margin: margins };
export const textWidth = page.size.width - margins.left - margins.right;
export const factsIndent = cm(5);

const rule = (size: number, color = colours.accent) => ({ style: BorderStyle.SINGLE, size, color, space: 4 });
const heading = (size: number, before: number, after: number, color = colours.ink) => ({
  run: { size: points(size), bold: true, color, font: 'Arial' },
  paragraph: { spacing: { before, after, line: 276 }, keepNext: true, keepLines: true },
});
const small = { size: points(8.5), color: colours.quiet };

export const styles: IStylesOptions = {
  default: {
    document: {
      run: { font: 'Arial', size: points(10), color: colours.ink, language: { value: 'sv-SE', eastAsia: 'sv-SE' } },
      paragraph: { spacing: { after: 120, line: 276 } },
    },
    heading1: heading(19, 0, 320),
    heading2: heading(13, 420, 80),
    heading3: heading(10, 240, 60, colours.accent),
    heading4: {
      ...heading(10, 200, 60),
      run: { size: points(10), bold: true, italics: true, color: colours.ink, font: 'Arial' },
    },
    listParagraph: { paragraph: { spacing: { after: 60 } } },
    caption: { run: { ...small, bold: true }, paragraph: { spacing: { before: 200, after: 60 }, keepNext: true } },
  },
  paragraphStyles: [
    {
      id: 'Reference',
      name: 'Reference',
      basedOn: 'Normal',
      run: small,
      paragraph: { keepNext: true, spacing: { after: 160 } },
    },
    {
      id: 'Cell',
      name: 'Cell',
      basedOn: 'Normal',
      run: { size: points(9) },
      paragraph: { spacing: { before: 40, after: 40, line: 240 } },
    },
    {
      id: 'AfterTable',
      name: 'After Table',
      basedOn: 'Normal',
      run: { size: points(4) },
      paragraph: { spacing: { before: 0, after: 120 } },
    },
    {
      id: 'Facts',
      name: 'Facts',
      basedOn: 'Normal',
      paragraph: { indent: { left: factsIndent, hanging: factsIndent }, spacing: { after: 60 } },
    },
    {
      id: 'SignatureLine',
      name: 'Signature Line',
      basedOn: 'Normal',
      run: { size: points(9), color: colours.accent },
      paragraph: {
        keepNext: true,
        spacing: { before: 800, after: 80 },
        indent: { right: cm(7) },
        border: { bottom: rule(6, colours.ink) },
      },
    },
    { id: 'SignatureName', name: 'Signature Name', basedOn: 'Normal', paragraph: { keepLines: true } },
    {
      id: 'Note',
      name: 'Note',
      basedOn: 'Normal',
      paragraph: {
        keepLines: true,
        spacing: { before: 0, after: 0 },
        indent: { left: cm(0.3), right: cm(0.3) },
        border: { left: { ...rule(24), space: 8 } },
        shading: { type: 'clear', fill: colours.tint, color: 'auto' },
      },
    },
    {
      id: 'Header',
      name: 'header',
      basedOn: 'Normal',
      run: small,
      paragraph: { spacing: { after: 0 }, rightTabStop: textWidth, border: { bottom: rule(6) } },
    },
    {
      id: 'Footer',
      name: 'footer',
      basedOn: 'Normal',
      run: small,
      paragraph: { border: { top: rule(4, colours.quiet) } },
    },
  ],
};

type NumberingConfig = INumberingOptions['config'][number];
const hanging = { left: cm(0.7), hanging: cm(0.55) };

export const bullets: NumberingConfig = {
  reference: 'bullets',
  levels: [
    {
      level: 0,
      format: LevelFormat.BULLET,
      text: '•',
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: hanging } },
    },
  ],
};

/** Each list its own, or the second would go on where the first one ended. */
export const numbers = (reference: string): NumberingConfig => ({
  reference,
  levels: [
    {
      level: 0,
      format: LevelFormat.DECIMAL,
      text: '%1.',
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: hanging } },
    },
  ],
});
