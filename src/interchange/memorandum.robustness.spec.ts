import { processorMsOf } from '../../test/support/processor-time.js';
import fc from 'fast-check';
import { codes, measures, memorandum, read, runningText, totals, two } from '../../test/cases/memoranda/reading.js';
import type { ReadMemorandum } from './memorandum.rules.js';

describe('whatever the text looks like', () => {
  const known = read(runningText);
  const gist = (answer: ReadMemorandum) => ({
    ...answer,
    sections: [],
    measures: measures(answer),
    statedTotals: totals(answer),
    findings: codes(answer),
  });

  it.each([
    ['CRLF', (text: string) => text.replace(/\n/g, '\r\n')],
    ['old Mac line ends', (text: string) => text.replace(/\n/g, '\r')],
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['page breaks', (text: string) => text.replace('\n\nBarnperspektiv', '\n\fBarnperspektiv')],
    [
      'capitals',
      (text: string) =>
        text.replace(/^(?:Sammanfattning|Bakgrund|Barnperspektiv|Förslag till beslut)$/gm, (heading) =>
          heading.toUpperCase(),
        ),
    ],
    ['headings with colons', (text: string) => text.replace(/^(?:Sammanfattning|Bakgrund|Beslutsplanering)$/gm, '$&:')],
    ['bold headings', (text: string) => text.replace(/^(?:Sammanfattning|Bakgrund|Beslutsplanering)$/gm, '**$&**')],
    ['numbered headings', (text: string) => text.replace(/^(?:Sammanfattning|Bakgrund|Beslutsplanering)$/gm, '3.1 $&')],
  ])('reads it with %s, at true offsets', (_, change) => {
    expect(gist(read(change(runningText)))).toEqual(gist(known));
  });

  it('reads decomposed letters, at true offsets', () => {
    const answer = read(runningText.normalize('NFD'));
    expect([totals(answer), codes(answer), answer.decisionPoints.map(({ type }) => type)]).toEqual([
      totals(known),
      codes(known),
      known.decisionPoints.map(({ type }) => type),
    ]);
  });

  it('reads sections in any order', () => {
    const [head, ...rest] = memorandum().split(
      /\n\n(?=(?:Sammanfattning|Förslag till|Besluts|Beslutet|Bakgrund|Förvaltningens|Barn|Jämst|Ekonom))/,
    );
    const answer = read([head, ...rest.reverse()].join('\n\n'));
    expect([measures(answer), totals(answer), codes(answer)]).toEqual([two, ['7 000 kr true'], []]);
  });

  it('reads hard-wrapped text, also where a line breaks inside an amount or a title', () => {
    const answer = read(
      memorandum({
        summary:
          'Förvaltningen har gått igenom vad som kan göras och har kommit fram till att\nförslaget uppgår till 7\n000 kr.',
        considerations:
          'Kurser för alla som vill ha en kurs men inte hade råd med det\nförra året\n\nDet är en bra sak.\nBehov av tillskott: 5 000 kr\n\nSamtal\n\nBehov av tillskott: 2 000 kr',
      }),
    );
    expect([measures(answer)[0], totals(answer), codes(answer)]).toEqual([
      'Kurser för alla som vill ha en kurs men inte hade råd med det förra året = 5000.00',
      ['7\n000 kr true'],
      [],
    ]);
  });

  it('never throws, whatever it is given', () => {
    const vocabulary = (runningText + memorandum()).split(/(?<=\s)|(?=\s)/);
    const piece = fc.oneof(
      fc.constantFrom(...vocabulary),
      fc.constantFrom('\t', '|', '  ', '\r\n', '\n\n', '–', '1. ', '- ', 'Summa', ' tkr'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        read(pieces.join(''));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['1', ' ', 'a', '1 ', '\n', '\t', '-', '*', ':', '1,', '\u00a0', '1.', '(', '|'])(
    'takes time in proportion to the text: a megabyte of %j',
    (sign) => {
      const text = sign.repeat(1_000_000 / sign.length);
      // Tens of milliseconds; backtracking would take a quarter of an hour.
      expect(processorMsOf(() => void read(text))).toBeLessThan(20_000);
    },
    60_000,
  );
});
