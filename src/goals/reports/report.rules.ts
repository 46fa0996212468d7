/** A period report and its entries: their states, what a body may answer, and what it may change. Pure. */
import { conflict, invalid } from '../../kernel/errors.js';
import { defineTransitions } from '../../kernel/transitions.js';
import { movesOn } from '../../decisions/decision.rules.js';
import type { BodyKind, DecisionOutcome, PatchLine } from '../../decisions/subject-handler.js';
import { type Attainment, attainments } from './status.rules.js';

export const reportStatuses = ['drafting', 'scheduled', 'referredBack', 'decided', 'rejected', 'withdrawn'] as const;
export type ReportStatus = (typeof reportStatuses)[number];

const writers = ['caseOfficer', 'unitHead', 'administrationDirector', 'committeeSecretary', 'cityOffice'] as const;
const preparing = ['draftingGroup', 'subcommittee', 'committee', 'executiveBoard'] as const;
const deciding = ['committee', 'executiveBoard', 'council'] as const;

export const reportStates = defineTransitions({
  name: 'periodReport',
  initial: 'drafting',
  terminal: ['decided', 'rejected', 'withdrawn'],
  states: reportStatuses,
  swedish: {
    drafting: 'under arbete',
    scheduled: 'på dagordning',
    referredBack: 'återremitterad',
    decided: 'beslutad och låst',
    rejected: 'avslagen',
    withdrawn: 'återtagen',
    edit: 'ändra',
    schedule: 'ta upp på dagordning',
    revise: 'arbeta om',
    withdraw: 'återta',
    passOn: 'lämna vidare',
    table: 'bordlägga',
    settle: 'besluta och låsa',
    reject: 'avslå',
    referBack: 'återremittera',
    decision: 'ett beslut på ärendet',
    agenda: 'att ärendet tas upp på en dagordning',
  },
  edges: [
    { from: 'drafting', act: 'edit', who: writers, to: 'drafting', event: 'periodReport.changed' },
    {
      from: 'drafting',
      act: 'schedule',
      who: ['committeeSecretary', 'cityOffice'],
      guard: 'Every entry is reviewed. Texts, figures and comparisons are frozen as one version.',
      to: 'scheduled',
      event: 'periodReport.scheduled',
      through: 'agenda',
    },
    {
      from: ['drafting', 'referredBack'],
      act: 'withdraw',
      who: writers,
      to: 'withdrawn',
      event: 'periodReport.withdrawn',
    },
    {
      from: 'referredBack',
      act: 'revise',
      who: writers,
      guard: 'What the body saw stands; the work goes on in a new version.',
      to: 'drafting',
      event: 'periodReport.revised',
    },
    {
      from: 'scheduled',
      act: 'passOn',
      who: preparing,
      guard: 'A later body is planned on the route.',
      to: 'scheduled',
      event: 'periodReport.passedOn',
      through: 'decision',
    },
    {
      from: 'scheduled',
      act: 'table',
      who: [...preparing, 'council'],
      to: 'scheduled',
      event: 'periodReport.tabled',
      source: 'KL 5:50',
      through: 'decision',
    },
    {
      from: 'scheduled',
      act: 'settle',
      who: deciding,
      guard: 'No later body is planned. Entries and outcomes of the period are locked.',
      to: 'decided',
      event: 'periodReport.decided',
      source: 'LKBR 13:1, KL 6:5',
      through: 'decision',
    },
    {
      from: 'scheduled',
      act: 'reject',
      who: deciding,
      to: 'rejected',
      event: 'periodReport.rejected',
      through: 'decision',
    },
    {
      from: 'scheduled',
      act: 'referBack',
      who: [...preparing, 'council'],
      guard: 'Reasons are given.',
      to: 'referredBack',
      event: 'periodReport.referredBack',
      source: 'KL 5:50',
      through: 'decision',
    },
  ],
});
export type ReportAct = (typeof reportStates.edges)[number]['act'];

export const entryStateNames = [
  'notStarted',
  'outcomeEntered',
  'commented',
  'markedDone',
  'reviewed',
  'lockedWithReport',
] as const;
export type EntryState = (typeof entryStateNames)[number];

export const entryStates = defineTransitions({
  name: 'reportEntry',
  initial: 'notStarted',
  terminal: ['lockedWithReport'],
  states: entryStateNames,
  swedish: {
    notStarted: 'inte påbörjad',
    outcomeEntered: 'utfall inlagt',
    commented: 'kommenterad',
    markedDone: 'klarmarkerad',
    reviewed: 'granskad',
    lockedWithReport: 'låst med rapporten',
    enterOutcome: 'lägga in utfall',
    comment: 'bedöma och kommentera',
    markDone: 'klarmarkera',
    review: 'granska',
    reopen: 'öppna igen',
    lock: 'låsa',
    outcome: 'att ett utfall läggs in',
    decision: 'att rapporten beslutas',
  },
  edges: [
    {
      from: 'notStarted',
      act: 'enterOutcome',
      who: writers,
      to: 'outcomeEntered',
      event: 'indicator.outcomeRecorded',
      through: 'outcome',
    },
    {
      from: ['notStarted', 'outcomeEntered', 'commented'],
      act: 'comment',
      who: writers,
      to: 'commented',
      event: 'reportEntry.commented',
    },
    {
      from: 'commented',
      act: 'markDone',
      who: writers,
      guard: 'A status, or the reason why there is none; of a goal with others below it, reasons in every case.',
      to: 'markedDone',
      event: 'reportEntry.markedDone',
    },
    {
      from: 'markedDone',
      act: 'review',
      who: ['controller', 'administrationDirector'],
      guard: 'Not the one who marked it done.',
      to: 'reviewed',
      event: 'reportEntry.reviewed',
    },
    {
      from: ['markedDone', 'reviewed'],
      act: 'reopen',
      who: [...writers, 'controller'],
      to: 'commented',
      event: 'reportEntry.reopened',
    },
    {
      from: 'reviewed',
      act: 'lock',
      who: deciding,
      to: 'lockedWithReport',
      event: 'periodReport.decided',
      through: 'decision',
    },
  ],
});

/** A preparatory body recommends or passes on; a committee, the board and the council decide. */
export function outcomesOf(bodyKind: BodyKind): readonly DecisionOutcome[] {
  const both = ['forward', 'note', 'referBack', 'table'] as const;
  switch (bodyKind) {
    case 'draftingGroup':
    case 'subcommittee':
      return ['recommend', ...both];
    case 'committee':
    case 'executiveBoard':
      return ['recommend', 'approve', 'approveWithChanges', 'reject', ...both];
    case 'council':
      return ['approve', 'approveWithChanges', 'reject', ...both];
  }
}

/** What the answer does to the report: only the last body of the route decides and locks it. */
export function actOf(outcome: DecisionOutcome, isLastStep: boolean): ReportAct {
  if (outcome === 'table' || outcome === 'referBack' || outcome === 'reject') return outcome;
  return movesOn(outcome) && !isLastStep ? 'passOn' : 'settle';
}

export const amendablePaths: readonly string[] = ['/entries/<goalId>/status', '/entries/<goalId>/reasons'];

/** What a body may change: how a goal is judged, and why. Figures and comments are the administration's. */
export interface Amendable {
  goalId: string;
  status: Attainment;
  reasons: string | null;
}

/** What a patch says stood there when there were none. */
export const noReasons = '–';

const path = /^\/entries\/([0-9a-f-]{36})\/(status|reasons)$/;

/**
 * The entries with what the body changed.
 * @throws DomainError validation-failed (`not-amendable`, `unknown-entry`, `duplicate`, `enum`, `required`, `length`); state-conflict `patch-outdated`
 */
export function amended<E extends Amendable>(entries: readonly E[], patch: readonly PatchLine[]): E[] {
  const seen = new Set<string>();
  return patch.reduce<E[]>(
    (changed, line, index) => {
      if (seen.has(line.path))
        throw invalid(`/patch/${index}/path`, 'duplicate', `Samma uppgift ändras två gånger: ${line.path}.`);
      seen.add(line.path);
      const [, goalId, field] = path.exec(line.path) ?? [];
      if (goalId === undefined)
        throw invalid(`/patch/${index}/path`, 'not-amendable', `I beslutet kan ändras: ${amendablePaths.join(', ')}.`);
      const at = changed.findIndex((entry) => entry.goalId === goalId);
      const entry = changed[at];
      if (entry === undefined)
        throw invalid(`/patch/${index}/path`, 'unknown-entry', 'Målet finns inte i den version organet såg.');
      const stands = (field === 'status' ? entry.status : entry.reasons) ?? noReasons;
      if (line.old.trim() !== stands)
        throw conflict('patch-outdated', `På ${line.path} står ”${stands}”; yrkandet utgår från ”${line.old}”.`);
      return changed.with(at, { ...entry, ...valueOf(field as 'status' | 'reasons', line, index) });
    },
    [...entries],
  );
}

function valueOf(field: 'status' | 'reasons', line: PatchLine, index: number): Partial<Amendable> {
  const text = line.new.trim().normalize('NFC');
  if (field === 'reasons') {
    if (text === '') throw invalid(`/patch/${index}/new`, 'required', 'Skälen är tomma.');
    if ([...text].length > reasonsMax)
      throw invalid(`/patch/${index}/new`, 'length', `Skälen får ha högst ${reasonsMax} tecken.`);
    return { reasons: text };
  }
  const status = attainments.find((one) => one === text);
  if (status === undefined)
    throw invalid(`/patch/${index}/new`, 'enum', `Statusen ska vara en av ${attainments.join(', ')}.`);
  return { status };
}

export const reasonsMax = 5_000;

/** @throws DomainError state-conflict `not-reviewed`, `nothing-to-report` */
export function requireAllReviewed(entries: readonly { title: string; state: EntryState }[]): void {
  if (entries.length === 0)
    throw conflict('nothing-to-report', 'Rapporten har inga mål. Anta målen och placera dem i årets kedja först.');
  const waiting = entries.filter(({ state }) => state !== 'reviewed');
  if (waiting.length === 0) return;
  const unmarked = waiting.filter(({ state }) => state !== 'markedDone').length;
  throw conflict(
    'not-reviewed',
    `${waiting.length} av ${entries.length} mål är inte granskade (${unmarked} är inte klarmarkerade), först ”${waiting[0]?.title.slice(0, 120)}”.`,
    { waiting: waiting.length, unmarked },
  );
}
