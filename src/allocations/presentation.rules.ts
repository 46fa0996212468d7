/** What agenda, minutes and extract say about an allocation: who gets what, out of what, in words. Pure. */
import { Money } from '../kernel/money.js';
import type { Presentation } from '../decisions/subject-handler.js';

/** A row of the version, with the words people know its parts by. */
export interface PresentedRow {
  rowKey: string;
  authorityId: string;
  authorityName: string;
  /** Registration number and title of the proposal the measure stands in. */
  proposal: string;
  measureTitle: string;
  sourceName: string;
  year: number;
  amount: Money;
  reason: string | null;
  /** What must be decided before the row is money. */
  condition: string | null;
}

export interface PresentedAllocation {
  title: string;
  /** Whose matter it is: it needs no extract of its own decision. */
  authorityId: string;
  /** Who divides the money, as the body is called. */
  boardName: string;
  rows: readonly PresentedRow[];
}

/** Point 1 is the whole, then one point for each committee, in the order of the rows; the parts sum to the whole. */
export function presentationOf({ title, authorityId, boardName, rows }: PresentedAllocation): Presentation {
  const committees = grouped(rows, (row) => row.authorityId);
  const total = totalOf(rows.filter(isFirm));
  const texts = [wholeOf(boardName, rows), ...committees.map(committeeOf)];
  return {
    title,
    summary: '',
    decisionPoints: texts.map((text, index) => ({ number: index + 1, type: 'approve', text })),
    decisionBasis: [...new Set(rows.map(({ proposal }) => proposal))],
    dispatchList: committees
      .map(([first]) => ({ authorityId: first.authorityId, name: first.authorityName }))
      .filter((recipient) => recipient.authorityId !== authorityId),
    amendable: rows.map((row) => ({
      path: `/rows/${row.rowKey}/amount`,
      label: `${row.authorityName}: ${row.measureTitle}, ${sourceOf(row)}`,
      amount: row.amount,
    })),
    total,
  };
}

type Group = readonly [PresentedRow, ...PresentedRow[]];

const isFirm = ({ condition }: PresentedRow): boolean => condition === null;

/** What is money by the decision itself, and apart from it what is promised under a condition. */
function wholeOf(boardName: string, rows: readonly PresentedRow[]): string {
  const [given, promised] = [rows.filter(isFirm), rows.filter((row) => !isFirm(row))];
  const sentences = given.length === 0 ? [] : [givenOf(boardName, given)];
  if (promised.length > 0)
    sentences.push(
      `${boardName} utfäster ${totalOf(promised).format()} under villkor; det reserverar inga medel förrän villkoret är uppfyllt.`,
    );
  return sentences.join(' ');
}

function givenOf(boardName: string, rows: readonly PresentedRow[]): string {
  const total = totalOf(rows);
  const committees = new Set(rows.map(({ authorityId }) => authorityId)).size;
  const measures = new Set(rows.map(({ measureTitle, proposal }) => `${proposal}\n${measureTitle}`)).size;
  const what = `${counted(measures, 'insats', 'insatser')} hos ${counted(committees, 'myndighet', 'myndigheter')}`;
  if (total.isPositive()) return `${boardName} fördelar sammanlagt ${total.format()} till ${what}.`;
  if (total.isNegative()) return `${boardName} minskar fördelade medel med ${total.negate().format()} för ${what}.`;
  return `${boardName} omfördelar medel mellan ${what}, utan att summan ändras.`;
}

/** One committee: its sum, then each source with its measures. */
function committeeOf(rows: Group): string {
  const given = rows.filter(isFirm);
  const total = totalOf(given);
  const name = rows[0].authorityName;
  const head = total.isPositive()
    ? `${name} får ${total.format()}.`
    : total.isNegative()
      ? `För ${name} minskas medlen med ${total.negate().format()}.`
      : given.length === 0
        ? `${name} får medel under villkor.`
        : `För ${name} flyttas medel, utan att summan ändras.`;
  const sources = grouped(rows, sourceOf).map((own) => `Ur ${sourceOf(own[0])}: ${listed(own.map(measureOf))}.`);
  return [head, ...sources].join(' ');
}

function measureOf({ measureTitle, amount, reason, condition }: PresentedRow): string {
  const told = [condition === null ? null : `villkor: ${condition}`, reason].filter((text) => text !== null);
  const shown = `”${measureTitle}” ${amount.format()}`;
  return told.length === 0 ? shown : `${shown} (${told.map((text) => text.replace(/\.$/, '')).join('; ')})`;
}

const sourceOf = ({ sourceName, year }: PresentedRow): string => `${sourceName} ${year}`;

const totalOf = (rows: readonly PresentedRow[]): Money => Money.sum(rows.map(({ amount }) => amount));

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Semicolons, because a title may have commas of its own. */
const listed = (parts: readonly string[]): string => parts.join('; ');

/** In the order the groups first appear. */
function grouped(rows: readonly PresentedRow[], key: (row: PresentedRow) => string): Group[] {
  const groups = new Map<string, [PresentedRow, ...PresentedRow[]]>();
  for (const row of rows) {
    const own = groups.get(key(row));
    if (own === undefined) groups.set(key(row), [row]);
    else own.push(row);
  }
  return [...groups.values()];
}
