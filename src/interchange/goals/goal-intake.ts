/** From what a reader found to what the register of goals takes in. */
import { Money } from '../../kernel/money.js';
import type { Day } from '../../kernel/day.js';
import { DomainError, invalid } from '../../kernel/errors.js';
import type { Intake, IntakeAssignment, IntakeGoal, IntakeIndicator } from '../../goals/goal-intake.service.js';
import { plainText } from '../../goals/rich-text.rules.js';
import type { CountRow } from './breakdown.rules.js';
import type { ReadBudgetText } from './budget.rules.js';
import type { ReadEffectGoal, ReadEffectGoals } from './effect-goals.rules.js';
import type { ReadGoalDocument } from './readers.rules.js';
import { type GoalFinding, type GoalFindingCode, tidy } from './reading.rules.js';
import type { ReadFollowUpReport, ReadIndicator } from './report.shape.rules.js';

export interface IntakeWish {
  authorityId: string;
  /** Left out: the document's own. */
  year?: number | undefined;
}

/**
 * @throws DomainError validation-failed `document-contradicts` while the document says two things of one, `required` (year,
 *   period) where it does not say, `kind` for a document that is only read
 */
export function intakeOf(read: ReadGoalDocument, { authorityId, year: asked }: IntakeWish): Intake {
  requireUncontradicted(read);
  if (read.kind === 'councilGoalReport')
    throw invalid(
      '/kind',
      'kind',
      'Uppföljningen av ett kommunfullmäktigemål är en bedömning, som förs in i rapporten av den som gör den. Förhandsvisa den.',
    );
  const year = asked ?? (read.kind === 'effectGoals' ? read.document.years[0] : read.document.year);
  if (year == null) throw invalid('/year', 'required', 'Dokumentet säger inte vilket år det gäller. Ange året.');
  const rest = { authorityId, year, assignments: [], programmes: programmesOf(read) };
  if (read.kind === 'followUpReport') return { ...rest, ...followUp(read, year) };
  if (read.kind === 'effectGoals') return { ...rest, goals: effectGoalsOf(read, year) };
  return {
    ...rest,
    goals: read.councilGoals.map(({ text }) => plainGoal('councilGoal', text)),
    assignments: assignmentsOf(read, year),
  };
}

function requireUncontradicted({ findings }: ReadGoalDocument): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw new DomainError('validation-failed', errors.map(({ message }) => message).join(' '), {
    code: 'document-contradicts',
    errors: errors.slice(0, 50).map(({ code, message }) => ({ pointer: '', code, detail: message })),
  });
}

function programmesOf({ programmes }: ReadGoalDocument): Intake['programmes'] {
  return programmes.filter(({ isKnown }) => isKnown).map(({ name, aliases }) => ({ name, aliases }));
}

const plainGoal = (level: IntakeGoal['level'], title: string): IntakeGoal => ({
  level,
  title,
  indicators: [],
  children: [],
});

function followUp(read: ReadFollowUpReport, year: number): Pick<Intake, 'period' | 'goals'> {
  const { period } = read.document;
  if (period === null) throw invalid('/period', 'required', 'Rapportens rubrik säger inte vilken period den gäller.');
  const ends = read.goals.map(({ place }) => place.start).slice(1);
  const notes = editorsNotes(read);
  const goals = read.goals.map((goal, index): IntakeGoal => {
    const isHere = ({ start }: { start: number }): boolean =>
      start >= goal.place.start && start < (ends[index] ?? Number.POSITIVE_INFINITY);
    const services = read.services.filter(({ said, state }) => state !== null && isHere(said.place));
    return {
      ...plainGoal('committeeGoal', goal.text),
      indicators: goal.indicators.map((indicator) => indicatorOf(indicator, year, notes.get(indicator) ?? [])),
      children: [
        ...goal.commitments.map(({ text, status, comment }) => ({ ...plainGoal('commitment', text), status, comment })),
        // An e-service the report names is a commitment with a state, beside the one whose comment names it (C-60 … C-75).
        ...services.map(({ name, state, said }) => ({
          ...plainGoal('commitment', name.charAt(0).toUpperCase() + name.slice(1)),
          description: said.text,
          serviceState: state ?? undefined,
        })),
      ],
    };
  });
  return { period, goals };
}

/** What somebody should look at in what is said beside a figure, and not what was done in reading it. */
const editorial: readonly GoalFindingCode[] = ['copied-sentence', 'mixed-precision'];

/** The findings about each indicator's own text (C-44, C-46): kept beside its figures, so that they are not forgotten with the preview. */
function editorsNotes({ goals, findings }: ReadFollowUpReport): Map<ReadIndicator, string[]> {
  const starts = goals.flatMap(({ place, indicators }) => [place.start, ...indicators.map((one) => one.place.start)]);
  const nextAfter = (start: number): number =>
    starts.reduce((next, at) => (at > start && at < next ? at : next), Number.POSITIVE_INFINITY);
  const indicators = goals.flatMap((goal) => goal.indicators);
  return new Map(
    indicators.map((indicator) => {
      const { start } = indicator.place;
      const isHere = ({ code, place }: GoalFinding): boolean =>
        editorial.includes(code) && place !== null && place.start >= start && place.start < nextAfter(start);
      const notes = findings.filter(isHere).map(({ message, place }) => `${message} (”${tidy(place?.quote ?? '')}”)`);
      return [indicator, notes];
    }),
  );
}

/** What the report says beside the figure, and what an editor should look at in it; undefined when it says nothing. */
function noteOf({ comment }: ReadIndicator, notes: readonly string[]): string | undefined {
  const said = plainText(comment).trim();
  const lines = [...(said === '' ? [] : [said]), ...notes.map((note) => `Redaktionell anmärkning: ${note}`)];
  return lines.length === 0 ? undefined : lines.join('\n');
}

function indicatorOf(indicator: ReadIndicator, year: number, notes: readonly string[]): IntakeIndicator {
  const { text: name, outcome, notMeasuredReason, tables, comparability } = indicator;
  const note = noteOf(indicator, notes);
  const [table] = tables;
  const part = table?.find(({ isTotal }) => !isTotal);
  const whole = table?.find(({ isTotal }) => isTotal);
  const common = { fromDay: `${year}-01-01` as Day, definition: name };
  const breakReason = comparability?.text;
  if (outcome === null) {
    const definition = { ...common, kind: 'count' as const, unit: 'antal', bySex: false };
    const reason = notMeasuredReason ?? 'Utfallet är tomt i rapporten.';
    return { name, breakReason, definition, outcome: { isMeasured: false, notMeasuredReason: reason } };
  }
  if (part === undefined || whole === undefined) {
    const value = outcome.replaceAll(/[^\d,.-]/g, '').replace(',', '.');
    const definition = {
      ...common,
      kind: 'value' as const,
      unit: outcome.includes('%') ? 'procent' : 'antal',
      bySex: false,
    };
    return { name, breakReason, definition, outcome: { isMeasured: true, figures: [{ group: 'all', value }], note } };
  }
  const bySex = part.counts.women !== undefined;
  const definition = {
    ...common,
    kind: 'share' as const,
    numerator: part.label,
    denominator: whole.label,
    unit: 'procent',
    bySex,
  };
  return { name, breakReason, definition, outcome: { isMeasured: true, figures: figuresOf(part, whole), note } };
}

function figuresOf(part: CountRow, whole: CountRow) {
  return (['all', 'women', 'men'] as const).flatMap((group) => {
    const count = part.counts[group];
    if (count === undefined) return [];
    return [{ group, count, total: whole.counts[group], statedPercent: part.shares?.[group] }];
  });
}

function effectGoalsOf({ areas }: ReadEffectGoals, year: number): IntakeGoal[] {
  return areas.map(({ name, directionGoal, effectGoals }) => ({
    ...plainGoal('directionGoal', directionGoal?.text ?? name),
    description: name,
    children: effectGoals.map((goal) => ({
      ...plainGoal('effectGoal', goal.text),
      // The same words in another area are another goal (B-76), told apart by the goal it stands under.
      description: goal.sharedWith.length === 0 ? undefined : `Gäller ${name}.`,
      indicators: [effectIndicator(goal, year)],
    })),
  }));
}

function effectIndicator(goal: ReadEffectGoal, year: number): IntakeIndicator {
  const method = goal.method.map(({ text }) => text).join('\n');
  return {
    name: goal.text,
    availableFromDay: goal.measurableFromYear === null ? undefined : (`${goal.measurableFromYear}-01-01` as Day),
    definition: {
      fromDay: `${year}-01-01` as Day,
      kind: 'value',
      definition: goal.text,
      unit: /andel/i.test(goal.text) ? 'procent' : /tid/i.test(goal.text) ? 'månader' : 'antal',
      bySex: false,
      method: method === '' ? undefined : method,
      timing: goal.timing.length === 0 ? undefined : goal.timing.join(', '),
      responsibilities: goal.responsibilities.map(({ who, task }) => ({
        who: who === '' ? 'Inte angivet' : who,
        task,
      })),
    },
    target: goal.target === null ? undefined : { year, ...goal.target, text: goal.text },
  };
}

function assignmentsOf(read: ReadBudgetText, year: number): IntakeAssignment[] {
  const place = (isExplicit: boolean): string => `Budget ${year}, ${isExplicit ? 'Uppdrag' : 'Inriktning'}`;
  const given = read.assignments.map(({ text, owner, isExplicit, place: { start } }) => {
    const resource = read.resources.find((one) => one.place.start === start);
    return {
      text,
      owner,
      sourceReference: place(isExplicit),
      ...(resource === undefined ? {} : resourceOf(resource.text, resource.amount)),
    };
  });
  const starts = new Set(read.assignments.map(({ place: { start } }) => start));
  const intentions = read.resources
    .filter(({ place: { start } }) => !starts.has(start))
    .map(({ text, recipient, amount }) => ({
      text,
      owner: recipient,
      sourceReference: place(false),
      ...resourceOf(text, amount),
    }));
  return [...given, ...intentions];
}

/** The amount only as it is written (E-07). */
function resourceOf(
  text: string,
  amount: string | null,
): Pick<IntakeAssignment, 'resourceStatement' | 'resourceAmount'> {
  return { resourceStatement: text, ...(amount === null ? {} : { resourceAmount: Money.parseSwedish(amount) }) };
}
