/** What agenda, minutes and extract say of a period report. Pure. */
import type { Presentation } from '../../decisions/subject-handler.js';
import { isStatutoryInterim, type Period, periodWords } from '../period.rules.js';
import { plainText, type RichText } from '../rich-text.rules.js';
import { type Attainment, attainments, statusView } from './status.rules.js';

/** As much of the content as the texts need. */
export interface Presented {
  title: string;
  authorityName: string;
  year: number;
  period: Period;
  summary: RichText;
  entries: readonly { status: Attainment }[];
}

export function presentationOf(content: Presented): Presentation {
  const { title, authorityName, year, period, summary } = content;
  const points = [
    `${authorityName} godkänner uppföljningen för ${periodWords[period]} ${year}.`,
    // the interim report of the municipality is put together from these.
    ...(isStatutoryInterim(period) || period === 'year'
      ? [`${authorityName} översänder uppföljningen till kommunstyrelsen och kommunens revisorer.`]
      : []),
  ];
  return {
    title,
    summary: [plainText(summary), countsText(content.entries)].filter((text) => text !== '').join('\n\n'),
    decisionPoints: points.map((text, index) => ({
      number: index + 1,
      type: index === 0 ? 'approve' : 'forward',
      text,
    })),
    decisionBasis: [title],
    dispatchList: [],
    total: null,
  };
}

/** `17 mål: 11 uppnått, 3 delvis uppnått, 3 okänt.` */
export function countsText(entries: readonly { status: Attainment }[]): string {
  const counts = attainments.flatMap((status) => {
    const count = entries.filter((entry) => entry.status === status).length;
    return count === 0 ? [] : [`${count} ${statusView(status).text.toLowerCase()}`];
  });
  return entries.length === 0 ? '' : `${entries.length} mål och åtaganden: ${counts.join(', ')}.`;
}
