import type { Block, DocumentModel } from './document-model.js';
import { coveredBy, fontFiles, typesettable } from './fonts.js';
import { printable, requireSound, withTexts } from './printable.js';

const modelOf = (...blocks: Block[]): DocumentModel => ({
  title: 'Prov',
  lang: 'sv',
  meta: { created: '2025-03-20T14:30:00Z' },
  header: [],
  blocks,
});

describe('printable', () => {
  it.each<[string, string, string]>([
    ['markup of every kind', '#read("/etc/passwd") *b* _i_ $x$ \\ <l> @r [c] `r` ~ --- // /* "q"', ''],
    ['letters, emoji and a soft hyphen', 'Å ä ö é Ł 😀 👨‍👩‍👧 sam\u00admanträde ☑ 中', ''],
    ['line feeds, and two spaces', 'a\n\nb  c', ''],
    ['a decomposed letter', 'tja\u0308nst', 'tjänst'],
    ['every kind of line break', 'a\r\nb\rc\u000bd\u000ce\u0085f\u2028g\u2029h', 'a\nb\nc\nd\ne\nf\ng\nh'],
    ['a tab', 'a\tb', 'a b'],
    ['NUL and other controls', 'a\u0000b\u001bc\u007fd\u009fe', 'a□b□c□d□e'],
    ['half a letter', 'a\ud83db', 'a□b'],
    ['what no file may hold', 'a\uffffb\u{1fffe}c\ufff9d', 'a□b□c□d'],
    ['what would turn the order around', '\u202e001 kr\u202c', '□001 kr□'],
  ])('%s', (_, text, expected) => expect(printable(text)).toBe(expected === '' ? text : expected));

  it('reaches every text of a model, and leaves out what is undefined', () => {
    const model = modelOf(
      {
        kind: 'table',
        caption: 'a\u0000',
        header: ['b\u0000'],
        rows: [['c\u0000'], [[{ text: 'd\u0000', bold: true }]]],
      },
      { kind: 'facts', entries: [{ label: 'e\u0000', values: ['f\u0000', ['g\u0000']] }] },
    );
    const text = JSON.stringify(withTexts({ ...model, initials: undefined }, printable));
    expect(text.match(/[a-g]□/g)?.join('')).toBe('a□b□c□d□e□f□g□');
    expect(text).not.toMatch(/\\u0000|initials/);
  });
});

describe('typesettable', () => {
  it.each<[string, string, string]>([
    ['Swedish and its punctuation', 'Nämnden beslutar – ”enligt förslaget” – § 31, 1 250 000 kr …', ''],
    ['emoji, also composed ones', '😀 👨‍👩‍👧 🇸🇪 1️⃣ ☑ ✓', ''],
    ['Greek and Cyrillic', 'Ελλάδα Україна', ''],
    ['what the fonts lack, by its number', '中a\u0e01', '[U+4E2D]a[U+0E01]'],
    ['an accent that no one font has with its base', '中\u0301', '[U+4E2D U+0301]'],
    ['a run without places to break', 'x'.repeat(45), `${'x'.repeat(20)}\u200b${'x'.repeat(20)}\u200b${'x'.repeat(5)}`],
    [
      'a long word, and an address that breaks by itself',
      `${'å'.repeat(40)} https://exempel.se/${'a'.repeat(39)}/b`,
      '',
    ],
  ])('%s', (_, text, expected) => expect(typesettable(text)).toBe(expected === '' ? text : expected));

  it('may ask the regular style alone, since all four cover the same letters', () => {
    const [regular, ...others] = fontFiles().slice(0, 4).map(coveredBy);
    for (const other of others) expect([...other].sort()).toEqual([...(regular ?? [])].sort());
    for (const letter of 'åäöÅÄÖéüÉÜ§–”’…½−→≤≥\u00a0\u202f')
      expect(regular?.has(letter.codePointAt(0) as number)).toBe(true);
  });
});

describe('a faulty model is refused before it is set', () => {
  const heading = (level: 1 | 2 | 3): Block => ({ kind: 'heading', level, text: 'x' });
  const table = { kind: 'table', caption: 'c', header: ['a', 'b'] } as const;
  it.each<[string, DocumentModel]>([
    ['no title', { ...modelOf(), title: ' ' }],
    ['no instant', { ...modelOf(), meta: { created: 'i går' } }],
    ['four lines in the header', { ...modelOf(), header: ['a', 'b', 'c', 'd'] }],
    ['five to put their initials', { ...modelOf(), initials: ['a', 'b', 'c', 'd', 'e'] }],
    ['an empty heading', modelOf({ kind: 'heading', level: 1, text: '' })],
    ['a first heading of level 2', modelOf(heading(2))],
    ['a skipped level', modelOf(heading(1), heading(3))],
    ['a short row', modelOf({ ...table, rows: [['1', '2'], ['3']] })],
    ['no columns', modelOf({ ...table, header: [], rows: [] })],
    ['too few widths', modelOf({ ...table, rows: [], widths: [1] })],
  ])('%s', (_, model) => expect(() => requireSound(model)).toThrow(Error));

  it('and a sound one is not', () => {
    expect(() =>
      requireSound(modelOf(heading(1), heading(2), heading(3), heading(1), { ...table, rows: [['1', '2']] })),
    ).not.toThrow();
  });
});
