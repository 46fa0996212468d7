import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery, type Schemas } from '../api/client';
import { ChoiceField } from '../components/choice-field';

type Call = Schemas['CallListItemDto'];

const notOut = new Set(['draft', 'cancelled']);

/** Calls that have gone out, the latest reply date first. @returns with the one wanted, or else the first */
export function useCalls(wanted: string | undefined): { calls: Call[]; call: Call | undefined } {
  const calls = useSuspenseQuery(readEvery('/api/v1/calls')).data.filter(({ status }) => !notOut.has(status));
  return { calls, call: calls.find(({ id }) => id === wanted) ?? calls[0] };
}

export function CallChoice({
  calls,
  call,
  label,
  onChoose,
}: {
  calls: readonly Call[];
  call: Call;
  label: string;
  onChoose: (id: string) => void;
}) {
  return (
    <ChoiceField
      label={label}
      value={call.id}
      options={calls.map(({ id, title, registrationNumber }) => ({
        value: id,
        label: `${registrationNumber} ${title}`,
      }))}
      onChange={onChoose}
    />
  );
}
