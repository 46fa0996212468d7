/** The rules of a delegation scheme that is being written, and what the API takes of them. */
import type { Schemas } from '../api/client';
import type { DelegationRule } from './delegation';

type NewRule = Schemas['DelegationRuleDto'];

/** What may be delegated; the law keeps the rest with the committee (KL 6:38), so it is not offered. */
export const categories = [
  'personnel',
  'finance',
  'procurement',
  'grants',
  'property',
  'individualAuthority',
  'administration',
  'other',
  'urgent',
] as const satisfies readonly NewRule['category'][];

export const reportings = ['nextMeeting', 'minuted', 'none'] as const satisfies readonly NewRule['reporting'][];

export const employeeRoles = [
  'administrationDirector',
  'unitHead',
  'caseOfficer',
  'committeeSecretary',
  'registrar',
  'controller',
  'cityOffice',
  'archivist',
] as const;

export interface RuleDraft {
  number: string;
  description: string;
  category: string;
  /** As `delegateValue` writes it. */
  delegate: string;
  provision: string;
  appealable: 'yes' | 'no';
  reporting: string;
}

/** A delegate as the value of a choice: `presidium`, `employee role unitHead`, `subcommittee bodyId …`. */
export function delegateValue({ kind, role, bodyId, personId }: DelegationRule['delegate']): string {
  const detail = (
    [
      ['role', role],
      ['bodyId', bodyId],
      ['personId', personId],
    ] as const
  ).find(([, value]) => value !== undefined);
  return detail === undefined ? kind : `${kind} ${detail.join(' ')}`;
}

export function draftOf({
  number,
  description,
  category,
  delegate,
  provision,
  isAppealable,
  reporting,
}: DelegationRule) {
  const draft: RuleDraft = {
    number,
    description,
    category,
    delegate: delegateValue(delegate),
    provision: provision ?? '',
    appealable: isAppealable ? 'yes' : 'no',
    reporting,
  };
  return draft;
}

/** As the API takes it: each rule with its one delegate. */
export function ruleOf({ delegate, provision, appealable, ...draft }: RuleDraft): NewRule {
  const [kind, detail, value] = delegate.split(' ');
  const named = detail === undefined ? {} : { [detail]: value };
  return {
    ...draft,
    category: draft.category as NewRule['category'],
    reporting: draft.reporting as NewRule['reporting'],
    delegates: [{ kind, ...named } as NewRule['delegates'][number]],
    isAppealable: appealable === 'yes',
    ...(provision === '' ? {} : { provision }),
  };
}

const collator = new Intl.Collator('sv', { numeric: true });

/** With the rule in its place by number; `replaced` is the number it had. */
export function withRule(rules: readonly RuleDraft[], rule: RuleDraft, replaced?: string): RuleDraft[] {
  return [...rules.filter(({ number }) => number !== replaced), rule].sort((one, other) =>
    collator.compare(one.number, other.number),
  );
}
