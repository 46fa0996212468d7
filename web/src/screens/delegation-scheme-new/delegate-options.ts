/** Whom a rule may let decide: one office or one person, never a group (KL 6:37, 7:5). */
import { useQuery } from '@tanstack/react-query';
import { readEvery } from '../../api/client';
import { type Body, useDelegateWords } from '../../decisions/delegation';
import { delegateValue, employeeRoles } from '../../decisions/scheme-draft';
import { useTexts } from '../../texts/texts';

export function useDelegateOptions(body: Body): { value: string; label: string }[] {
  const t = useTexts('delegated-decisions');
  const words = useDelegateWords();
  const bodies = useQuery(readEvery('/api/v1/bodies')).data ?? [];
  const appointments = useQuery(readEvery('/api/v1/appointments')).data ?? [];
  const seats = appointments.filter(({ bodyId, toDay }) => bodyId === body.id && toDay === null);
  const delegates = [
    ...employeeRoles.map((role) => ({ kind: 'employee' as const, role })),
    { kind: 'presidium' as const },
    ...(['chair', 'viceChair'] as const).map((role) => ({ kind: 'member' as const, role })),
    { kind: 'automated' as const },
    ...bodies
      .filter(({ kind, authorityId }) => kind === 'subcommittee' && authorityId === body.authorityId)
      .map(({ id, name }) => ({ kind: 'subcommittee' as const, bodyId: id, name })),
  ];
  const people = seats.flatMap(({ role, personId, personName }) =>
    role === 'member' || role === 'substitute'
      ? [{ value: delegateValue({ kind: role, personId }), label: t(`seats.${role}`, { name: personName }) }]
      : [],
  );
  return [...delegates.map((one) => ({ value: delegateValue(one), label: words(one) })), ...people];
}
