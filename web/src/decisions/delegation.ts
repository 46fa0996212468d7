/** What the delegation scheme of a body says, as the screens about delegated decisions ask it. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { read, readEvery, type Schemas } from '../api/client';
import { ApiProblem } from '../api/problem';
import { ownAuthorities, useSession } from '../api/session';
import { useTexts } from '../texts/texts';

export type DelegationRule = Schemas['RuleViewDto'];
export type DelegatedDecision = Schemas['DelegatedDecisionDto'];
export type Body = Schemas['BodyDto'];

const delegating: ReadonlySet<Body['kind']> = new Set(['committee', 'executiveBoard'] as const);

/** The own authorities' bodies that may delegate: committees and the executive board (KL 6:37). */
export function useDelegatingBodies(): Body[] {
  const own = new Set(ownAuthorities(useSession()).map(({ id }) => id));
  return useSuspenseQuery(readEvery('/api/v1/bodies')).data.filter(
    ({ kind, authorityId }) => delegating.has(kind) && own.has(authorityId),
  );
}

/** @returns null where the body had none that day; undefined while it is on its way, and without a body or a day */
export function useScheme(bodyId: string | undefined, day: string): Schemas['SchemeDto'] | null | undefined {
  const isAsked = bodyId !== undefined && /^\d{4}-\d\d-\d\d$/.test(day);
  const found = useQuery({
    ...read('/api/v1/bodies/{id}/delegation-scheme', { params: { path: { id: bodyId ?? '' }, query: { day } } }),
    enabled: isAsked,
  });
  return found.error instanceof ApiProblem && found.error.status === 404 ? null : found.data;
}

/** Who may decide under the rule on the day; in urgent matters when no rule is named. */
export function useDeciders(bodyId: string | undefined, day: string, ruleNumber: string | undefined, isAsked: boolean) {
  const query = { day, ...(ruleNumber === undefined ? {} : { ruleNumber }) };
  return (
    useQuery({
      ...readEvery('/api/v1/bodies/{id}/deciders', { params: { path: { id: bodyId ?? '' }, query } }),
      enabled: isAsked && bodyId !== undefined && day !== '',
    }).data ?? []
  );
}

/** Whom a rule lets decide, in words: a role, a name, or what decides by itself. */
export function useDelegateWords(): (delegate: DelegationRule['delegate']) => string {
  const t = useTexts('delegated-decisions');
  const c = useTexts('common');
  return ({ kind, role, name }) => {
    if (kind === 'presidium' || kind === 'automated') return t(`delegates.${kind}`);
    return role === undefined ? (name ?? t('delegates.somebody')) : c(`roles.${role}`);
  };
}
