import { jest } from '@jest/globals';
import mammoth from 'mammoth';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sampleMinutes } from '../../bench/sample-minutes.mjs';
import type { DocumentModel } from '../../src/platform/rendering/document-model.js';
import { fontFiles } from '../../src/platform/rendering/fonts.js';
import { render } from '../../src/platform/rendering/render.js';
import { titlesIn, told, unpackedPdf } from '../support/documents.js';

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ');
const textOf = async (docx: Buffer): Promise<string> =>
  squeezed((await mammoth.extractRawText({ buffer: docx })).value);

jest.setTimeout(60_000);

/** Renders in a process of its own, from what is built, and says the hash. */
function hashElsewhere(format: string, env: Record<string, string>, source = ''): string {
  const at = (path: string): string => JSON.stringify(pathToFileURL(join(process.cwd(), path)).href);
  const script = `
    import { createHash } from 'node:crypto';
    const { render } = await import(${at('dist/src/platform/rendering/render.js')});
    const { sampleMinutes } = await import(${at('bench/sample-minutes.mjs')});
    ${source}
    console.log(createHash('sha256').update(await render(sampleMinutes(), '${format}')).digest('hex'));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env,
  });
  if (stdout === '') throw new Error(stderr);
  return stdout.trim();
}

describe.each(['pdf', 'docx'] as const)('the same model gives the same bytes: %s', (format) => {
  it('twice in a row, after another document, and in another process with another time zone', async () => {
    const first = await render(sampleMinutes(), format);
    await render(sampleMinutes({ items: 2, variant: 7 }), format);
    expect(hashOf(await render(sampleMinutes(), format))).toBe(hashOf(first));
    expect(hashElsewhere(format, { TZ: 'Pacific/Auckland' })).toBe(hashOf(first));
  });

  it('and a changed text other bytes, until it is changed back', async () => {
    const model = sampleMinutes();
    const changed: DocumentModel = {
      ...model,
      blocks: model.blocks.map((block) => (block.kind === 'note' ? { ...block, text: 'Ett annat ord.' } : block)),
    };
    const first = await render(model, format);
    expect(hashOf(await render(changed, format))).not.toBe(hashOf(first));
    expect(hashOf(await render(structuredClone(model), format))).toBe(hashOf(first));
  });
});

describe('texts are printed literally', () => {
  const nasty = [
    '#read("/etc/passwd")',
    '*fet* _kursiv_ `kod` $x^2$ ~ --- ... "citat"',
    String.raw`\ \n \u{41} \#`,
    '<etikett> @referens [hake] {klammer} //kommentar /* */',
    '<w:p>&amp;&lt;</w:p> ]]> <?xml?>',
    '= Rubrik',
    '{{mall}} ${mall} %1 %s',
    '😀 ☑ 中',
  ];
  const everywhere = (text: string): DocumentModel => ({
    title: `Påstått ${text}`,
    lang: 'sv',
    meta: { author: text, created: '2025-03-20T14:30:00Z' },
    header: [`1 ${text}`, `2 ${text}`],
    initials: [`3 ${text}`],
    blocks: [
      { kind: 'heading', level: 1, number: `§ 4 ${text}`, text: `5 ${text}`, reference: `6 ${text}` },
      { kind: 'paragraph', text: [`7 ${text} `, { text: `8 ${text}`, bold: true, italic: true }] },
      { kind: 'list', items: [`9 ${text}`] },
      { kind: 'list', ordered: true, items: [`10 ${text}`] },
      { kind: 'table', caption: `11 ${text}`, header: [`12 ${text}`], rows: [[`13 ${text}`]] },
      { kind: 'facts', entries: [{ label: `14 ${text}`, values: [`15 ${text}`] }] },
      { kind: 'signatures', entries: [{ name: `16 ${text}`, role: `17 ${text}`, signed: `18 ${text}` }] },
      { kind: 'note', title: `19 ${text}`, text: `20 ${text}` },
    ],
  });

  it.each(nasty)('%s', async (text) => {
    const docx = await textOf(await render(everywhere(text), 'docx'));
    const expected = Array.from({ length: 17 }, (_, index) => `${index + 4} ${text}`);
    expect(expected.filter((each) => !docx.includes(squeezed(each)))).toEqual([]);

    const pdf = await render(everywhere(text), 'pdf');
    const printed = text.replace('中', '[U+4E2D]');
    const titles = [`Påstått ${printed}`, `§ 4 ${printed} 5 ${printed}`];
    expect(new Set(titlesIn(unpackedPdf(pdf)))).toEqual(new Set(titles));
    const read = told('pdftotext', ['{}', '-'], pdf);
    if (read === undefined) return;
    // A line that is full goes on in the next one; where, is for the page to say.
    const closed = (words: string): string => words.replaceAll(/[\s\u00ad\u200b-]+/g, '');
    const missing = Array.from({ length: 20 }, (_, index) => index + 1).filter(
      (number) => !closed(read.text).includes(closed(`${number} ${printed}`)),
    );
    expect(missing).toEqual([]);
    expect(read.text).not.toContain('root:');
  });
});

describe('the PDF is accessible', () => {
  let pdf: Buffer;
  beforeAll(async () => void (pdf = await render(sampleMinutes(), 'pdf')));

  it('says PDF/UA-1, its language and its title, and carries its fonts', () => {
    const objects = unpackedPdf(pdf);
    const facts = {
      'PDF/UA-1': /<pdfuaid:part>1<\/pdfuaid:part>/,
      language: /\/Lang ?\(sv-SE\)/,
      'title in the window': /\/DisplayDocTitle true/,
      tagged: /\/Marked true/,
      'heading cells': /\/S ?\/TH\b/,
      'of columns': /\/Scope ?\/Column/,
      A4: /\/MediaBox ?\[0 0 595\.27\d* 841\.88\d*\]/,
    };
    // The objects are too many to be shown by a failure.
    expect(Object.entries(facts).filter(([, fact]) => !fact.test(objects))).toEqual([]);
    expect(titlesIn(objects)[0]).toBe('Sammanträdesprotokoll');
    const fonts = [...objects.matchAll(/\/FontName ?\/[A-Z]{6}\+(\S+?)[\s/]/g)].map(([, name]) => name);
    expect(new Set(fonts)).toEqual(new Set(['SourceSans3-Regular', 'SourceSans3-SemiBold', 'SourceSans3-Italic']));
  });

  it('is structured: headings in order, lists, tables with headings and captions (pdfinfo)', () => {
    const read = told('pdfinfo', ['-struct-text', '{}'], pdf);
    if (read === undefined) return;
    const outline = [...read.text.matchAll(/^ *(H[1-6]) /gm)].map(([, level]) => Number(level?.slice(1)));
    expect(outline[0]).toBe(1);
    expect(outline.filter((level) => level === 1)).toHaveLength(1);
    outline.reduce((before, level) => (expect(level).toBeLessThanOrEqual(before + 1), level));
    for (const element of ['L ', 'LI ', 'Lbl ', 'LBody ', 'Table ', 'Caption', 'THead', 'TBody', 'TH ', 'TD'])
      expect(read.text).toMatch(new RegExp(`^ *${element}`, 'm'));
    expect(read.text).not.toMatch(/^ *Figure/m);
  });

  it('is whole (qpdf) and numbers its pages', () => {
    const checked = told('qpdf', ['--check', '{}'], pdf);
    if (checked !== undefined)
      expect(checked).toMatchObject({
        status: 0,
        text: expect.stringContaining('No syntax or stream encoding errors'),
      });
    const text = told('pdftotext', ['-f', '2', '-l', '2', '{}', '-'], pdf)?.text;
    const pages = /^Pages: +(\d+)/m.exec(told('pdfinfo', ['{}'], pdf)?.text ?? '')?.[1];
    if (text !== undefined) expect(text).toContain(`Sida 2 av ${pages}`);
  });

  it('repeats the heading row of a table on every page it reaches', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => [`Rad ${index}`, 'x']);
    const model = {
      ...sampleMinutes({ items: 0 }),
      blocks: [{ kind: 'table', caption: 'Lång', header: ['Namnet', 'Andra'], rows }],
    } as DocumentModel;
    const text = told('pdftotext', ['{}', '-'], await render(model, 'pdf'))?.text;
    if (text === undefined) return;
    const pages = text.split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(page).toContain('Namnet');
    const printed = new Set(text.match(/Rad \d+/g));
    expect(printed.size).toBe(200);
  });
});

describe('the Word file', () => {
  it('has real headings, lists, heading rows and Swedish as its language', async () => {
    const docx = await render(sampleMinutes(), 'docx');
    const { value: html } = await mammoth.convertToHtml({ buffer: docx });
    expect(html).toMatch(/<h1>Sammanträdesprotokoll<\/h1>/);
    expect(html).toMatch(/<h2>(?:<a[^>]*><\/a>)?§ 31 Fältgrupp/);
    expect(html).toMatch(/<h3>Beslut<\/h3>/);
    expect(html).toMatch(/<ol><li>Nämnden godkänner/);
    expect(html).toMatch(/<thead><tr><th>/);
    const { strFromU8, unzipSync } = await import('fflate');
    const parts = unzipSync(docx);
    expect(strFromU8(parts['word/styles.xml'] as Uint8Array)).toContain('<w:lang w:val="sv-SE"');
    expect(strFromU8(parts['docProps/core.xml'] as Uint8Array)).toContain('2025-03-20T14:30:00Z</dcterms:created>');
    expect(Object.keys(parts)[0]).toBe('[Content_Types].xml');
  });
});

describe('the fonts of the machine change nothing', () => {
  let home: string;
  beforeAll(() => void (home = mkdtempSync(join(tmpdir(), 'anslag-fonts-'))));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('not even one that gives itself out for ours', async () => {
    const [regular = '', , heavier = ''] = fontFiles();
    mkdirSync(join(home, '.fonts'));
    writeFileSync(join(home, '.fonts/impostor.ttf'), withWeight(readFileSync(heavier), 400));
    expect(regular).toContain('400Regular');
    // Proves that the impostor is seen: without our fonts, the family is known all the same.
    const seen = `
      const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
      const found = NodeCompiler.create({}).compile({ mainFileContent: '#text(font: "Source Sans 3")[x]' });
      if (process.env.HOME !== undefined && found.takeWarnings() !== null) throw new Error('The impostor is not seen.');`;
    const expected = hashOf(await render(sampleMinutes(), 'pdf'));
    if (process.platform === 'linux') expect(hashElsewhere('pdf', { HOME: home }, seen)).toBe(expected);
  });
});

/** The font with another weight written into its table of metrics. */
function withWeight(font: Buffer, weight: number): Buffer {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + 16 * index);
  const entry = tables.find((at) => font.toString('latin1', at, at + 4) === 'OS/2') as number;
  font.writeUInt16BE(weight, font.readUInt32BE(entry + 8) + 4);
  return font;
}
