/**
 * What a document says, free of how it looks: plain data that both writers, PDF and Word, set from the same model.
 *
 * All texts are printed literally: `*`, `#`, `<`, `\` and every other sign mean themselves. A line feed is a line break.
 * The model carries its own time, so the same model gives the same bytes, whenever and wherever it is rendered.
 */

export const documentFormats = ['pdf', 'docx'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** A stretch of text in one style; a bare string is plain. */
export interface TextRun {
  text: string;
  bold?: boolean;
  italic?: boolean;
}
export type Text = string | readonly (string | TextRun)[];

/**
 * A heading. Level 1 comes right below the document's title, and none may be skipped on the way down.
 * @property number what the heading is counted by, `§ 12`: set in the margin, read first
 * @property reference a short line with it, such as the registration number: set small below
 */
export interface Heading {
  kind: 'heading';
  level: 1 | 2 | 3;
  text: string;
  number?: string;
  reference?: string;
}

export interface Paragraph {
  kind: 'paragraph';
  text: Text;
}

export interface List {
  kind: 'list';
  /** Numbered 1, 2, 3 when true; otherwise with dots. */
  ordered?: boolean;
  items: readonly Text[];
}

/** A real table, with a heading row that is repeated on every page it reaches. */
export interface Table {
  kind: 'table';
  /** Says what the table shows; set above it and read before it. */
  caption: string;
  header: readonly string[];
  /** As many cells in every row as in the header. */
  rows: readonly (readonly Text[])[];
  /** Per column; left when not said. Amounts and counts stand to the right. */
  align?: readonly ('left' | 'right' | 'center')[];
  /** Relative widths of the columns; as wide as their contents when not said. */
  widths?: readonly number[];
  /** The last row is a sum: set apart. */
  hasTotal?: boolean;
}

/** Labels with what is true of them, in two columns. Several values stand under each other. */
export interface Facts {
  kind: 'facts';
  entries: readonly { label: string; values: readonly Text[] }[];
}

/** Lines to sign on, two beside each other. What is said in `signed` stands on the line. */
export interface Signatures {
  kind: 'signatures';
  entries: readonly { name: string; role: string; signed?: string }[];
}

/** Something the reader must not miss, set in a box: that the minutes are not yet adjusted, how to appeal. */
export interface Note {
  kind: 'note';
  title?: string;
  text: Text;
}

export interface PageBreak {
  kind: 'pageBreak';
}

export type Block = Heading | Paragraph | List | Table | Facts | Signatures | Note | PageBreak;

export interface DocumentModel {
  title: string;
  lang: 'sv';
  meta: {
    author?: string;
    /** The instant the document counts as made, `2024-03-14T10:15:00Z`; stands in its metadata and nowhere else. */
    created: string;
  };
  /** Whose document it is and which, the first line bold; repeated at the head of every page. At most three lines. */
  header: readonly string[];
  /** Who puts initials at the foot of every page, for minutes signed on paper: `Ordförande`, `Justerare`. At most four. */
  initials?: readonly string[];
  blocks: readonly Block[];
}
