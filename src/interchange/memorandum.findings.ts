/** What a person should look at: how a finding is told, and the findings about sections, dates and hidden signs. */
import type { AmountFault } from '../proposals/amounts.rules.js';
import type { FoundDay, PlanLine } from './memorandum.document.js';
import type { Section } from './memorandum.text.js';
import { type Finding, type FindingCode, placeOf, type SectionKind } from './memorandum.types.js';
import { sectionNames } from './memorandum.words.js';

/** Severity belongs to the code, so that two readers cannot disagree about what blocks. */
const severities: Readonly<Record<FindingCode, Finding['severity']>> = {
  'total-mismatch': 'error',
  'measure-mismatch': 'error',
  'table-mismatch': 'error',
  'amount-ambiguous': 'error',
  'amount-unreadable': 'error',
  'section-missing': 'error',
  'no-measures': 'error',
  'hidden-direction': 'error',
  'dated-after-step': 'warning',
  'dates-out-of-order': 'warning',
  'date-invalid': 'warning',
  undated: 'warning',
  'registration-number-missing': 'warning',
  'source-aliases': 'warning',
  'no-stated-total': 'warning',
  'total-rounded': 'warning',
  'findings-cut': 'error',
};

export interface Report {
  (code: FindingCode, at: { start: number; end: number } | null, message: string): void;
  /** An amount that could not be read; a warning when it takes no part in the sums. */
  fault(fault: AmountFault, severity?: Finding['severity']): void;
  push(finding: Finding): void;
}

export function reporter(text: string, findings: Finding[]): Report {
  const report = ((code, at, message) => {
    findings.push({
      code,
      severity: severities[code],
      message,
      place: at === null ? null : placeOf(text, at.start, at.end),
    });
  }) as Report;
  report.fault = ({ start, end, isAmbiguous, detail }, severity = 'error') => {
    const code = isAmbiguous ? 'amount-ambiguous' : 'amount-unreadable';
    findings.push({ code, severity, message: detail, place: placeOf(text, start, end) });
  };
  report.push = (finding) => void findings.push(finding);
  return report;
}

/** Marks that turn the reading direction can make a person see other digits than the program reads (BA31). */
export function directionFindings(text: string, report: Report): void {
  const found = /[\u202a-\u202e\u2066-\u2069]/.exec(text);
  if (found === null) return;
  const at = { start: found.index, end: found.index + 1 };
  report(
    'hidden-direction',
    at,
    'Texten har osynliga tecken som vänder läsriktningen, så att siffror kan se ut som andra. Ta bort dem.',
  );
}

/** Ärendet does for Bakgrund when the memorandum has no heading of its own for the background. */
export function sectionFindings(sections: readonly Section[], mandatory: readonly SectionKind[], report: Report): void {
  const hasText = (section: Section) => section.lines.length > 0;
  for (const kind of mandatory) {
    const own = sections.filter((section) => section.kind === kind);
    const others = kind === 'background' ? sections.filter((section) => section.kind === 'matter') : [];
    if ([...own, ...others].some(hasText)) continue;
    const heading = own[0]?.heading ?? null;
    const name = sectionNames[kind];
    report(
      'section-missing',
      heading,
      heading === null ? `Avsnittet ”${name}” saknas.` : `Avsnittet ”${name}” är tomt.`,
    );
  }
}

/** A-40 and its kin: the document's day against the planned days, and the planned days against each other. */
export function dateFindings(day: FoundDay | null, plan: readonly PlanLine[], report: Report): void {
  if (day === null) report('undated', null, 'Dokumentet har inget datum i dokumenthuvudet.');
  for (const found of [day, ...plan.map((line) => line.day)]) {
    if (found !== null && found.day === null)
      report('date-invalid', found, `Dagen ${found.written} finns inte i kalendern.`);
  }
  let last: PlanLine | null = null;
  for (const line of plan) {
    const { body, date } = line.step;
    if (line.day === null) report('undated', line.line, `Steget ”${body}” har ingen dag i beslutsplaneringen.`);
    if (date === null) continue;
    if (day?.day && date < day.day) {
      report(
        'dated-after-step',
        line.day,
        `Dokumentet är daterat ${day.day}, efter steget ”${body}” ${date}. Varje steg ska ha en version som fanns då.`,
      );
    }
    if (last !== null && date < last.step.date!) {
      report(
        'dates-out-of-order',
        line.day,
        `”${body}” ${date} planeras efter ”${last.step.body}” ${last.step.date} men infaller före.`,
      );
    }
    last = line;
  }
}
