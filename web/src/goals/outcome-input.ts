/** What somebody types of a period's outcome, as the API takes it. A field left empty is no 0. Pure. */
import type { Schemas } from '../api/client';

export interface OutcomeInput {
  kind: 'count' | 'share' | 'value';
  year: string;
  period: Schemas['NewOutcomeDto']['period'];
  measured: '' | 'yes' | 'no';
  /** By `<group>-<part>`, e.g. `women-count`. */
  figures: Readonly<Record<string, string>>;
  reason: string;
  note: string;
}

type Group = Schemas['OutcomeFigureDto']['group'];
type FaultCode = 'year' | 'choose' | 'missing' | 'whole' | 'decimal' | 'reason';

export function outcomeBody(
  input: OutcomeInput,
  groups: readonly Group[],
): { body: Schemas['NewOutcomeDto'] | undefined; faults: { field: string; code: FaultCode }[] } {
  const faults: { field: string; code: FaultCode }[] = [];
  if (!/^\d{4}$/.test(input.year.trim())) faults.push({ field: 'outcome-year', code: 'year' });
  if (input.measured === '') faults.push({ field: 'measured-yes', code: 'choose' });
  if (input.measured === 'no' && input.reason.trim() === '') faults.push({ field: 'outcome-reason', code: 'reason' });
  const figures = input.measured === 'yes' ? groups.map((group) => figureOf(input, group, faults)) : [];
  if (faults.length > 0) return { body: undefined, faults };
  const note = input.note.trim();
  return {
    faults,
    body: {
      year: Number(input.year),
      period: input.period,
      isMeasured: input.measured === 'yes',
      ...(input.measured === 'yes' ? { figures } : { notMeasuredReason: input.reason.trim() }),
      ...(note === '' ? {} : { note }),
    },
  };
}

function figureOf(
  { kind, figures }: OutcomeInput,
  group: Group,
  faults: { field: string; code: FaultCode }[],
): Schemas['OutcomeFigureDto'] {
  const parts = { count: ['count'], share: ['count', 'total'], value: ['value'] }[kind];
  const read = parts.map((part): [string, string | number] => {
    const field = `${group}-${part}`;
    const text = (figures[field] ?? '').replaceAll(/[\s\u00a0]/g, '').replace(',', '.');
    const isSound = part === 'value' ? /^-?\d{1,14}(\.\d{1,4})?$/.test(text) : /^\d{1,12}$/.test(text);
    if (text === '') faults.push({ field, code: 'missing' });
    else if (!isSound) faults.push({ field, code: part === 'value' ? 'decimal' : 'whole' });
    return [part, part === 'value' ? text : Number(text)];
  });
  return { group, ...Object.fromEntries(read) };
}
