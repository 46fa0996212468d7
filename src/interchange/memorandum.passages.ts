/** The line of a memorandum each measure was read on, as somebody would quote it. Pure. */
import type { PassageOfMeasure } from '../proposals/passage.rules.js';
import { Money } from '../kernel/money.js';
import type { ReadMemorandum } from './memorandum.types.js';

/** Of a paragraph that is written as one line, so much on each side of the amount. */
const aroundMax = 240;

/** In the order of the measures. `text.slice(start, end) === quote`, always. */
export function passagesOf(text: string, { measures, sections }: ReadMemorandum): PassageOfMeasure[] {
  return measures.map(({ amount, place }) => {
    const lineStart = text.lastIndexOf('\n', place.start - 1) + 1;
    const lineBreak = text.indexOf('\n', place.end);
    const from = Math.max(lineStart, place.start - aroundMax);
    const to = Math.min(lineBreak < 0 ? text.length : lineBreak, place.end + aroundMax);
    const piece = text.slice(from, to);
    const start = from + piece.length - piece.trimStart().length;
    const end = start + piece.trim().length;
    const section = sections.findLast((one) => one.place.start <= place.start);
    return {
      section: section?.heading ?? null,
      line: text.slice(0, place.start).split('\n').length,
      start,
      end,
      quote: text.slice(start, end),
      amount: Money.parse(amount.amount),
    };
  });
}
