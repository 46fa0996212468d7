/** What somebody plans: an end, the way to it and what must be begun in time; as the API takes it. Pure. */
import type { Schemas } from '../api/client';

type Body = Schemas['PlanCheckDto'];

export interface StepInput {
  /** Of the row; not sent. */
  id: string;
  kind: 'meeting' | 'work';
  bodyId: string;
  /** Empty for any meeting in the calendar. */
  meetingId: string;
  adjustment: 'ordinary' | 'immediate';
  name: string;
  days: string;
}

export interface LeadInput {
  id: string;
  name: string;
  months: string;
}

export interface PlanInput {
  endDay: string;
  endWhat: string;
  endNeeds: NonNullable<Body['endNeeds']>;
  startDay: string;
  steps: readonly StepInput[];
  leads: readonly LeadInput[];
}

type FaultCode = 'endDay' | 'noStep' | 'body' | 'work' | 'days' | 'lead' | 'months';

export interface PlanFault {
  /** Id of the field. */
  field: string;
  code: FaultCode;
}

export function planOf(input: PlanInput): { body: Body | undefined; faults: PlanFault[] } {
  const { endDay, endWhat, endNeeds, startDay, steps, leads } = input;
  const faults = [
    ...(endDay === '' ? [{ field: 'endDay', code: 'endDay' as const }] : []),
    ...(steps.length === 0 ? [{ field: 'add-meeting', code: 'noStep' as const }] : []),
    ...steps.flatMap(faultsOfStep),
    ...leads.flatMap(faultsOfLead),
  ];
  if (faults.length > 0) return { body: undefined, faults };
  const body: Body = {
    endDay,
    endNeeds,
    ...(endWhat.trim() === '' ? {} : { endWhat: endWhat.trim() }),
    ...(startDay === '' ? {} : { startDay }),
    steps: steps.map(stepOf),
    ...(leads.length === 0
      ? {}
      : { leads: leads.map(({ name, months }) => ({ name: name.trim(), months: Number(months) })) }),
  };
  return { body, faults };
}

function stepOf({ kind, bodyId, meetingId, adjustment, name, days }: StepInput): Body['steps'][number] {
  if (kind === 'work') return { kind, name: name.trim(), days: Number(days) };
  return { kind, bodyId, adjustment, ...(meetingId === '' ? {} : { meetingId }) };
}

const isWhole = (text: string): boolean => /^\d{1,4}$/.test(text.trim());

function faultsOfStep({ id, kind, bodyId, name, days }: StepInput): PlanFault[] {
  if (kind === 'meeting') return bodyId === '' ? [{ field: `body-${id}`, code: 'body' }] : [];
  return [
    ...(name.trim() === '' ? [{ field: `name-${id}`, code: 'work' as const }] : []),
    ...(isWhole(days) ? [] : [{ field: `days-${id}`, code: 'days' as const }]),
  ];
}

function faultsOfLead({ id, name, months }: LeadInput): PlanFault[] {
  return [
    ...(name.trim() === '' ? [{ field: `lead-${id}`, code: 'lead' as const }] : []),
    ...(isWhole(months) ? [] : [{ field: `months-${id}`, code: 'months' as const }]),
  ];
}
