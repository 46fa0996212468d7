/** What remains before a proposal can be sent, part by part. Pure. */
import type { Schemas } from '../api/client';
import type { SectionKind } from './content';

export type TaskState = 'notStarted' | 'started' | 'needsMending' | 'done';

export interface Task {
  /** Place on the writing screen: `section-summary`, `measures`, `decisionPoints`, `decisionPlan`, `dispatchList`. */
  place: string;
  section: SectionKind | undefined;
  state: TaskState;
  mustBeDone: boolean;
  /** The API's own sentences about this part. */
  faults: string[];
}

type Proposal = Pick<
  Schemas['ProposalDto'],
  'sections' | 'measures' | 'decisionPoints' | 'decisionPlan' | 'dispatchList'
>;
type Readiness = Pick<Schemas['ReadinessDto'], 'mandatorySections' | 'faults'>;

const always: readonly SectionKind[] = ['summary', 'background', 'considerations'];

/** The sections shown: those that must be there, the usual ones, and those that are. */
export function sectionKindsOf(mandatory: readonly SectionKind[], present: readonly SectionKind[]): SectionKind[] {
  const order: SectionKind[] = [
    'summary',
    'background',
    'considerations',
    'childPerspective',
    'genderPerspective',
    'economicConsequences',
    'decisionBasis',
  ];
  return order.filter((kind) => mandatory.includes(kind) || present.includes(kind) || always.includes(kind));
}

export function tasksOf(proposal: Proposal, { mandatorySections, faults }: Readiness): Task[] {
  const at = (start: string): string[] =>
    faults.filter(({ pointer }) => pointer.startsWith(start)).map(({ detail }) => detail);
  const sections = sectionKindsOf(
    mandatorySections,
    proposal.sections.map(({ kind }) => kind),
  ).map((kind): Task => {
    const index = proposal.sections.findIndex((section) => section.kind === kind);
    const isWritten = index >= 0 && proposal.sections[index]?.text.trim() !== '';
    const own = isWritten ? at(`/sections/${index}/`) : [];
    return {
      place: `section-${kind}`,
      section: kind,
      mustBeDone: mandatorySections.includes(kind),
      faults: own,
      state: !isWritten ? 'notStarted' : own.length > 0 ? 'needsMending' : 'done',
    };
  });
  const rest = (['measures', 'decisionPoints', 'decisionPlan', 'dispatchList'] as const).map((place): Task => {
    const list = proposal[place];
    const own = list.length === 0 ? [] : at(`/${place}`);
    const isOpen = place === 'measures' && proposal.measures.some(({ sourceId }) => sourceId === null);
    return {
      place,
      section: undefined,
      mustBeDone: place === 'measures' || place === 'decisionPoints',
      faults: own,
      state: list.length === 0 ? 'notStarted' : own.length > 0 ? 'needsMending' : isOpen ? 'started' : 'done',
    };
  });
  return [...sections, ...rest];
}

/** Where a fault of the API stands on the writing screen. */
export function placeOf(pointer: string, sections: readonly { kind: SectionKind }[]): string {
  const [, part = '', index = ''] = pointer.split('/');
  const section = part === 'sections' ? sections[Number(index)] : undefined;
  if (section !== undefined && index !== '') return `section-${section.kind}`;
  return ['measures', 'decisionPoints', 'decisionPlan', 'dispatchList'].includes(part) ? part : 'section-summary';
}
