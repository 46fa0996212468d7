import { DomainError } from '../../kernel/errors.js';
import { attachment, cleanFileName, extensionOf, inline, madeFileName } from './file-name.js';

function cleaned(name: string): string {
  try {
    return cleanFileName(name);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `refused: ${error.code}`;
  }
}

describe('cleanFileName (BF1, BF2)', () => {
  it.each<[string, string]>([
    ['tjänsteskrivelse.pdf', 'tjänsteskrivelse.pdf'],
    ['tja\u0308nst.pdf', 'tjänst.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\x.docx', 'x.docx'],
    ['/absolute/x.pdf', 'x.pdf'],
    ['C:\\Users\\x.pdf', 'x.pdf'],
    ['%2e%2e%2fx.pdf', '%2e%2e%2fx.pdf'],
    ['x.pdf. . ', 'x.pdf'],
    [' x.pdf', 'x.pdf'],
    ['a"b;c.pdf', 'a"b;c.pdf'],
    ['', 'refused: file-name'],
    ['.', 'refused: file-name'],
    ['..', 'refused: file-name'],
    ['folder/', 'refused: file-name'],
    ['a\u0000.pdf', 'refused: file-name'],
    ['a\r\nb.pdf', 'refused: file-name'],
    ['\u202efdp.exe', 'refused: file-name'],
    ['a\u200b.pdf', 'refused: file-name'],
    ['\ud800.pdf', 'refused: file-name'],
    [`${'å'.repeat(196)}.pdf`, `${'å'.repeat(196)}.pdf`],
    [`${'å'.repeat(197)}.pdf`, 'refused: file-name'],
  ])('%j: %j', (given, expected) => {
    expect(cleaned(given)).toBe(expected);
  });

  it.each([
    ['x.PDF', 'pdf'],
    ['protokoll.pdf.exe', 'exe'],
    ['protokoll', ''],
    ['.txt', 'txt'],
  ])('%s ends on %s', (name, expected) => {
    expect(extensionOf(name)).toBe(expected);
  });
});

describe('madeFileName', () => {
  it.each<[string, string]>([
    ['Remissvar KS-2023-1 Limhamn/Bunkeflo', 'Remissvar KS-2023-1 Limhamn-Bunkeflo.txt'],
    ['../../etc/passwd', '..-..-etc-passwd.txt'],
    ['Förbundet\\avd. ', 'Förbundet-avd.txt'],
    ['a\u202eb\u0000c', 'a-b-c.txt'],
    ['', '.txt'],
    ['å'.repeat(300), `${'å'.repeat(196)}.txt`],
    ['😀'.repeat(300), `${'😀'.repeat(196)}.txt`],
  ])('%j: %j', (stem, expected) => {
    expect(madeFileName(stem, 'txt')).toBe(expected);
  });
});

describe('attachment (RFC 6266)', () => {
  it.each([
    ['protokoll.pdf', `attachment; filename="protokoll.pdf"; filename*=UTF-8''protokoll.pdf`],
    ['åäö 1.pdf', `attachment; filename="aao 1.pdf"; filename*=UTF-8''%C3%A5%C3%A4%C3%B6%201.pdf`],
    ['a"b;c\'(1).pdf', `attachment; filename="a_b_c_(1).pdf"; filename*=UTF-8''a%22b%3Bc%27%281%29.pdf`],
    ['文.pdf', `attachment; filename="_.pdf"; filename*=UTF-8''%E6%96%87.pdf`],
  ])('%s', (name, expected) => {
    expect(attachment(name)).toBe(expected);
    expect(inline(name)).toBe(expected.replace('attachment', 'inline'));
  });
});
