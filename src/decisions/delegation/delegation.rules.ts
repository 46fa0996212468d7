/**
 * What a committee may let others decide, whom it may let, and who then decides (KL 6:37-40, 7:5-8). Pure.
 */
import { conflict, invalid } from '../../kernel/errors.js';
import type { Role } from '../../kernel/actor.js';
import type { BodyKind } from '../subject-handler.js';

/** Kinds of matters that may be delegated; the last one is KL 6:39. */
export const delegableCategories = [
  'personnel',
  'finance',
  'procurement',
  'grants',
  'property',
  'individualAuthority',
  'administration',
  'other',
  'urgent',
] as const;

interface Ban {
  /** Completes "Delegeras kan inte …". */
  what: string;
  provision: string;
}

const purpose = 'KL 6 kap. 38 § 1';

/** what stays with the committee, whatever it decides. */
const bans = {
  goals: { what: 'verksamhetens mål', provision: purpose },
  direction: { what: 'verksamhetens inriktning', provision: purpose },
  scope: { what: 'verksamhetens omfattning', provision: purpose },
  quality: { what: 'verksamhetens kvalitet', provision: purpose },
  proposalToCouncil: { what: 'framställningar till fullmäktige', provision: 'KL 6 kap. 38 § 2' },
  opinionToCouncil: { what: 'yttranden till fullmäktige', provision: 'KL 6 kap. 38 § 2' },
  principalAuthority: {
    what: 'myndighetsutövning mot enskilda av principiell beskaffenhet eller annars av större vikt',
    provision: 'KL 6 kap. 38 § 3',
  },
  citizenProposal: { what: 'ärenden som väckts genom medborgarförslag', provision: 'KL 6 kap. 38 § 4' },
} as const satisfies Record<string, Ban>;

export const undelegableCategories = Object.keys(bans) as readonly (keyof typeof bans)[];
export const categories: readonly string[] = [...delegableCategories, ...undelegableCategories];

export const delegateKinds = ['presidium', 'subcommittee', 'member', 'substitute', 'employee', 'automated'] as const;
export type DelegateKind = (typeof delegateKinds)[number];

/** Roles of officials; one who holds the role decides alone. */
export const employeeRoles: readonly Role[] = [
  'caseOfficer',
  'unitHead',
  'administrationDirector',
  'committeeSecretary',
  'registrar',
  'controller',
  'cityOffice',
  'archivist',
];
export const presidiumRoles: readonly Role[] = ['chair', 'viceChair'];

export const reportings = ['nextMeeting', 'minuted', 'none'] as const;
export type Reporting = (typeof reportings)[number];

export interface Delegate {
  kind: DelegateKind;
  /** Of an employee; or `chair` or `viceChair` of a member. */
  role?: Role | undefined;
  /** The subcommittee. */
  bodyId?: string | undefined;
  /** The member or substitute. */
  personId?: string | undefined;
}

export interface RuleInput {
  /** As the scheme numbers it, e.g. `3.2`. */
  number: string;
  description: string;
  category: string;
  /** As written: one, or the rule is refused. */
  delegates: readonly Delegate[];
  provision?: string | undefined;
  isAppealable?: boolean | undefined;
  reporting: Reporting;
}

export interface DelegationRule extends Omit<RuleInput, 'delegates'> {
  delegate: Delegate;
}

/** Whom the delegates of a scheme can be, as the register knows them on the day it begins. */
export interface Known {
  subcommitteeIds: ReadonlySet<string>;
  memberIds: ReadonlySet<string>;
  substituteIds: ReadonlySet<string>;
}

/**
 * A committee and the executive board delegate; the council gives tasks to committees instead (KL 5:2), and what a
 * subcommittee has was delegated to it.
 * @throws DomainError state-conflict `body-may-not-delegate`
 */
export function requireDelegatingBody({ kind, name }: { kind: BodyKind; name: string }): void {
  if (kind === 'committee' || kind === 'executiveBoard') return;
  throw conflict(
    'body-may-not-delegate',
    `${name} kan inte delegera; det gör en nämnd eller styrelsen (KL 6 kap. 37 §).`,
  );
}

/**
 * The rules of a scheme, each with its one delegate.
 * @throws DomainError validation-failed at the rule: `duplicate`, `not-delegable`, `delegate-not-allowed`,
 *   `delegate-not-named`, `must-be-reported`, `must-be-minuted`
 */
export function soundRules(rules: readonly RuleInput[], known: Known): DelegationRule[] {
  const numbers = new Set<string>();
  return rules.map((rule, index) => {
    const pointer = `/rules/${index}`;
    const number = rule.number.trim();
    if (numbers.has(number)) throw invalid(`${pointer}/number`, 'duplicate', `Två punkter har numret ${number}.`);
    numbers.add(number);
    requireDelegable(rule.category, pointer);
    const { delegates, ...rest } = rule;
    const delegate = onlyDelegate(delegates, pointer);
    requireNamed(delegate, known, `${pointer}/delegates/0`);
    requireReporting(rule, delegate, pointer);
    return { ...rest, number, delegate };
  });
}

/** */
function requireDelegable(category: string, pointer: string): void {
  if (!Object.hasOwn(bans, category)) return;
  const { what, provision } = bans[category as keyof typeof bans];
  throw invalid(`${pointer}/category`, 'not-delegable', `Delegeras kan inte ${what} (${provision}).`);
}

const officials: ReadonlySet<DelegateKind> = new Set(['employee', 'automated']);

/** one delegate, because several would be a body of a kind the law does not know. */
function onlyDelegate(delegates: readonly Delegate[], pointer: string): Delegate {
  const [first, ...more] = delegates;
  if (first === undefined) throw invalid(`${pointer}/delegates`, 'required', 'Ange vem som får besluta.');
  if (more.length === 0) return first;
  const inOffice = delegates.filter(({ kind }) => officials.has(kind)).length;
  const found =
    inOffice === 0
      ? 'flera förtroendevalda'
      : inOffice === delegates.length
        ? 'en grupp av tjänstemän'
        : 'tjänstemän tillsammans med förtroendevalda';
  throw invalid(
    `${pointer}/delegates`,
    'delegate-not-allowed',
    `Beslutanderätt kan inte ges till ${found}. Rätt är en delegat: presidiet, ett utskott, en ledamot, en ersättare, en anställd eller ett automatiserat beslut (KL 6 kap. 37 §, 7 kap. 5 §).`,
  );
}

type Detail = 'role' | 'bodyId' | 'personId';
const details: readonly Detail[] = ['role', 'bodyId', 'personId'];
const belongs: Readonly<Record<DelegateKind, readonly Detail[]>> = {
  presidium: [],
  subcommittee: ['bodyId'],
  member: ['role', 'personId'],
  substitute: ['personId'],
  employee: ['role'],
  automated: [],
};

function requireNamed(delegate: Delegate, known: Known, pointer: string): void {
  const { kind, role, bodyId, personId } = delegate;
  for (const detail of details)
    if (delegate[detail] !== undefined && !belongs[kind].includes(detail))
      throw invalid(`${pointer}/${detail}`, 'not-applicable', `Uppgiften hör inte till en delegat av slaget ${kind}.`);
  const refuse = (field: Detail, detail: string) => invalid(`${pointer}/${field}`, 'delegate-not-named', detail);
  if (kind === 'subcommittee' && (bodyId === undefined || !known.subcommitteeIds.has(bodyId)))
    throw refuse('bodyId', 'Ange ett utskott hos samma myndighet.');
  if (kind === 'employee' && (role === undefined || !employeeRoles.includes(role)))
    throw refuse('role', `Ange den anställdes roll: ${employeeRoles.join(', ')}.`);
  if (kind === 'substitute' && (personId === undefined || !known.substituteIds.has(personId)))
    throw refuse('personId', 'Ange en ersättare i organet.');
  if (kind !== 'member') return;
  if ((role === undefined) === (personId === undefined) || (role !== undefined && !presidiumRoles.includes(role)))
    throw refuse('role', `Ange antingen ${presidiumRoles.join(' eller ')}, eller en ledamot (personId).`);
  if (personId !== undefined && !known.memberIds.has(personId)) throw refuse('personId', 'Ange en ledamot i organet.');
}

/**
 * An urgent decision is made by the chair or another member, and reported at the next meeting (KL 6:39, R-44). What is not
 * reported at all must stand in minutes of its own when it can be appealed (KL 6:40, 7:8).
 */
function requireReporting(
  { category, reporting, isAppealable = true }: RuleInput,
  { kind }: Delegate,
  pointer: string,
): void {
  if (category === 'urgent' && kind !== 'member')
    throw invalid(
      `${pointer}/delegates`,
      'delegate-not-allowed',
      'Brådskande ärenden avgörs av ordföranden eller en annan ledamot (KL 6 kap. 39 §).',
    );
  if (category === 'urgent' && reporting !== 'nextMeeting')
    throw invalid(
      `${pointer}/reporting`,
      'must-be-reported',
      'Brådskande beslut anmäls vid nästa sammanträde: ange nextMeeting (KL 6 kap. 39 §).',
    );
  if (reporting === 'none' && isAppealable)
    throw invalid(
      `${pointer}/reporting`,
      'must-be-minuted',
      'Beslut som kan överklagas anmäls eller protokollförs särskilt: ange nextMeeting eller minuted (KL 6 kap. 40 §, 7 kap. 8 §).',
    );
}

/**
 * Is the decision about an individual, so that its text is kept from agendas and from other authorities (OSL 8:1, 26:1;
 * )? A rule for individuals says so for all its decisions. An urgent decision rests on the law, and there whoever
 * records it has to say.
 * @param category of the rule it rests on
 * @throws DomainError validation-failed `required`
 */
export function isAboutIndividual(
  { isUrgent = false, aboutIndividual }: { isUrgent?: boolean | undefined; aboutIndividual?: boolean | undefined },
  category: string | undefined,
): boolean {
  if (isUrgent && aboutIndividual === undefined)
    throw invalid('/aboutIndividual', 'required', 'Ange om det brådskande beslutet rör en enskild.');
  return aboutIndividual === true || category === 'individualAuthority';
}
