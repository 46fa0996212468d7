import { Field, Label, Select } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery, type Schemas } from '../api/client';

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
    <Field>
      <Label htmlFor="call-choice">{label}</Label>
      <Select id="call-choice" value={call.id} onChange={({ target: { value } }) => onChoose(value)}>
        {calls.map(({ id, title, registrationNumber }) => (
          <Select.Option key={id} value={id}>
            {`${registrationNumber} ${title}`}
          </Select.Option>
        ))}
      </Select>
    </Field>
  );
}
