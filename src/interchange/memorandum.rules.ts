/**
 * Reads a memorandum (tjänsteskrivelse): measures and their sum, every stated total held against it, decision points,
 * decision plan, dispatch list, and what a person should look at before it becomes a draft proposal.
 *
 * Pure: the same text always gives the same answer, and any text gives an answer; nothing here throws. It never guesses
 * an amount: what can be read in two ways is an error with its place. Errors block submission.
 */
import { Money } from '../kernel/money.js';
import {
  agrees,
  type AmountToken,
  headingScale,
  isFault,
  readAmount,
  type ReadAmount,
  scanAmounts,
  sumOf,
} from '../proposals/amounts.rules.js';
import {
  decisionPlan,
  decisionPoints,
  dispatchList,
  documentDay,
  documentTitle,
  registrationNumber,
} from './memorandum.document.js';
import { dateFindings, directionFindings, type Report, reporter, sectionFindings } from './memorandum.findings.js';
import { type FoundMeasure, labelledMeasures, type Part, readLists, toldMeasures } from './memorandum.measures.js';
import { aliasFindings } from './memorandum.sources.js';
import type { Amount, Group } from './memorandum.sums.js';
import { settleGroups } from './memorandum.settle.js';
import { readTables } from './memorandum.tables.js';
import {
  type Line,
  paragraphsOf,
  readLines,
  readSections,
  type Section,
  shownSection,
  spanFinder,
  wrapWidth,
} from './memorandum.text.js';
import { readProse, type Restated } from './memorandum.totals.js';
import {
  type AmountJson,
  type Finding,
  placeOf,
  type ReadMemorandum,
  type ReadOptions,
  type SectionKind,
} from './memorandum.types.js';
import { defaultMandatorySections, defaultSourceAliases } from './memorandum.words.js';

export type * from './memorandum.types.js';

/** At most this many findings are told; a document with more is refused as it is. */
const findingsMax = 200;

/** Amounts, places and findings of a memorandum's text; offsets are into `text` exactly as given. */
export function readMemorandum(text: string, options: ReadOptions = {}): ReadMemorandum {
  const lines = readLines(text);
  const sections = readSections(text, lines);
  const section = (kind: SectionKind) => sections.find((other) => other.kind === kind);
  const header = sections[0]!;
  const title = documentTitle(text, header);
  const day = documentDay(text, header);
  const plan = decisionPlan(text, section('plan'));
  const number = registrationNumber(text, header, lines);

  const findings: Finding[] = [];
  const report = reporter(text, findings);
  directionFindings(text, report);
  sectionFindings(sections, options.mandatorySections ?? defaultMandatorySections, report);
  const money = readMoney(text, lines, sections, title, options, report);
  dateFindings(day, plan, report);
  if (number === null)
    report('registration-number-missing', null, 'Diarienumret saknas i dokumenthuvudet, till exempel ASN-2023-5446.');

  return {
    document: { title, registrationNumber: number, date: day?.day ?? null },
    measures: money.measures,
    total: money.total,
    statedTotals: money.statedTotals,
    decisionPlan: plan.map(({ step }) => step),
    decisionPoints: decisionPoints(section('decision')),
    dispatchTo: dispatchList(text, section('dispatch')),
    findings: cut(findings),
    consistent: findings.every((finding) => finding.severity !== 'error'),
    sections: sections
      .filter((part) => part.heading !== null || part.lines.length > 0)
      .map((part) => shownSection(text, part)),
  };
}

type MoneyPart = Pick<ReadMemorandum, 'measures' | 'total' | 'statedTotals'>;

function readMoney(
  text: string,
  lines: readonly Line[],
  sections: readonly Section[],
  title: string | null,
  options: ReadOptions,
  report: Report,
): MoneyPart {
  const tokens = scanAmounts(text);
  const scale = documentScale(lines);
  const width = wrapWidth(lines);
  const tabled = sections.map((section) => ({ section, own: readTables(text, section, tokens, scale) }));
  const tables = tabled.flatMap(({ own }) => own);
  const isBroken = spanFinder(tokens.filter((token) => text.slice(token.start, token.end).includes('\n')));
  const parts = tabled.map(({ section, own }): Part => ({
    section,
    paragraphs: paragraphsOf(text, outside(section.lines, own), width, isBroken),
    scale: headingScale(section.heading?.text ?? '') ?? scale,
  }));
  const labelled = labelledMeasures(parts, text, tokens, title);
  const lists = parts.flatMap((part) => readLists(part, text, tokens));
  const groups = [...tables, ...lists].sort((a, b) => a.start - b.start);
  const grouped = settleGroups(labelled.measures, groups);
  const measures = grouped.measures.length > 0 ? grouped.measures : toldMeasures(parts, tokens);
  const taken = new Set([...measures.map(({ amount }) => amount.end), ...labelled.totals.map(({ end }) => end)]);
  const isListed = spanFinder(groups);
  const isTaken = (token: AmountToken) => taken.has(token.end) || isListed(token.start);
  const prose = readProse(text, parts, tokens, measures, isTaken);

  for (const finding of groups.flatMap((group) => group.findings)) report.push(finding);
  const stated = [...labelled.totals, ...grouped.totals, ...prose.totals].sort((a, b) => a.start - b.start);
  const answer = weigh(text, measures, stated, report);
  compareRestated([...grouped.restated, ...prose.restated], report);
  for (const { amount, rows } of grouped.ownSums) compareOwn(amount, rows, report);
  warnOthers(prose.others, report);
  const claimed = new Set(stated.map(({ end }) => end));
  const isClaimed = (token: AmountToken) => claimed.has(token.end) || taken.has(token.end);
  const aliases = aliasFindings(text, parts, groups, tokens, isClaimed, options.sourceAliases ?? defaultSourceAliases);
  for (const finding of aliases) report.push(finding);
  return answer;
}

/** "Alla belopp anges i tkr": said once, it holds for bare numbers everywhere. */
function documentScale(lines: readonly Line[]): number {
  const said = lines.find(
    (line) =>
      line.key.length <= 80 && /^\(?(?:alla |samtliga )?belopp(?:en)?(?: anges| redovisas| är)? i /.test(line.key),
  );
  return said === undefined ? 0 : (headingScale(said.key) ?? 0);
}

/** The lines that are not rows of the section's amount tables. */
function outside(lines: readonly Line[], tables: readonly Group[]): Line[] {
  const isInTable = spanFinder(tables);
  return lines.filter((line) => !isInTable(line.start));
}

/** Adds up the measures, holds every stated total against the sum, and tells what could not be read. */
function weigh(text: string, measures: readonly FoundMeasure[], stated: readonly Amount[], report: Report): MoneyPart {
  const read = measures.flatMap(({ title, amount }) => (isFault(amount) ? [] : [{ title, amount }]));
  const total = sumOf(read.map(({ amount }) => amount.money));
  const isComplete = read.length === measures.length && read.length > 0;
  for (const { amount } of measures) if (isFault(amount)) report.fault(amount);
  if (measures.length === 0) {
    report(
      'no-measures',
      null,
      'Ingen insats med belopp hittades. Skriv till exempel ”Behov av tillskott: 5 625 000 SEK” under varje insats.',
    );
  }
  const statedTotals = stated.flatMap((amount) => {
    if (isFault(amount)) {
      report.fault(amount);
      return [];
    }
    const isSame = agrees(amount, total);
    if (isComplete) judgeTotal(amount, isSame, total, report);
    return [{ amount: json(amount.money), place: placeOf(text, amount.start, amount.end), agrees: isSame }];
  });
  if (stated.length === 0 && measures.length > 1) {
    report('no-stated-total', null, `Ingen summa är utskriven. Insatserna är tillsammans ${total.format()}.`);
  }
  const shown = read.map(({ title, amount }) => ({
    title,
    amount: json(amount.money),
    place: placeOf(text, amount.start, amount.end),
  }));
  return { measures: shown, total: json(total), statedTotals };
}

function judgeTotal(amount: ReadAmount, isSame: boolean, total: Money, report: Report): void {
  if (!isSame) {
    report(
      'total-mismatch',
      amount,
      `Summan anges till ${amount.money.format()} men insatserna är tillsammans ${total.format()}.`,
    );
  } else if (!amount.money.equals(total)) {
    report(
      'total-rounded',
      amount,
      `Summan anges avrundad till ${amount.money.format()}; insatserna är tillsammans ${total.format()}.`,
    );
  }
}

const json = (money: Money): AmountJson => money.toJSON();

function compareRestated(restated: readonly Restated[], report: Report): void {
  for (const { measure, amount } of restated) {
    if (isFault(amount)) report.fault(amount);
    else if (
      !isFault(measure.amount) &&
      !agrees(amount, measure.amount.money) &&
      !agrees(measure.amount, amount.money)
    ) {
      report(
        'measure-mismatch',
        amount,
        `”${measure.title}” anges till ${amount.money.format()} här men till ${measure.amount.money.format()} på ett annat ställe.`,
      );
    }
  }
}

function compareOwn(amount: Amount, rows: readonly Amount[], report: Report): void {
  if (isFault(amount)) return report.fault(amount);
  const sum = sumOf(rows.flatMap((row) => (isFault(row) ? [] : [row.money])));
  if (!agrees(amount, sum))
    report('table-mismatch', amount, `Summan anges till ${amount.money.format()} men raderna blir ${sum.format()}.`);
}

const warnedMax = 20;

/** Doubtful amounts that take no part in the sums: worth telling, not worth refusing. */
function warnOthers(others: readonly AmountToken[], report: Report): void {
  const doubtful = others.filter((token) => token.isRange || /[.'’]/.test(token.number)).slice(0, warnedMax);
  for (const token of doubtful) {
    const amount = readAmount(token);
    if (isFault(amount)) report.fault(amount, 'warning');
  }
}

function cut(findings: readonly Finding[]): Finding[] {
  if (findings.length <= findingsMax) return [...findings];
  const message = `Dokumentet har ${findings.length} anmärkningar; de första ${findingsMax} visas.`;
  const rest = findings.slice(findingsMax);
  const severity = rest.some((finding) => finding.severity === 'error') ? 'error' : 'warning';
  return [...findings.slice(0, findingsMax), { code: 'findings-cut', severity, message, place: null }];
}
