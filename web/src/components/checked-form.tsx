import { type ReactNode, useState } from 'react';
import { ApiProblem } from '../api/problem';
import { faultsOf, type FormFault, FormFaults } from './form-faults';
import { ProblemAlert } from './problem-alert';

/** What is said at a field; undefined when nothing is, or when it has been changed since it was said. */
export type FaultAt = (field: string) => string | undefined;

const none: FormFault[] = [];

/**
 * A form that says what it lacks at a press, and what the API refuses: above, and at each field. What was said of a field
 * that has been changed since may no longer be so, and is not said there.
 */
export function CheckedForm({
  label,
  className = 'form',
  lacking,
  onSend,
  error,
  fields,
  children,
}: {
  /** What the form is for, when nothing that is shown says so. */
  label?: string;
  className?: string;
  /** What must be mended before it is sent. */
  lacking: () => FormFault[];
  onSend: () => void;
  /** Of the latest sending. */
  error: Error | null;
  /** Where the API's faults are told: at the field its pointer means, or else at the first. Without it above them all. */
  fields?: { of: (pointer: string) => string | undefined; first: string };
  children: (at: FaultAt) => ReactNode;
}) {
  const [missing, setMissing] = useState(none);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const refused =
    fields !== undefined && error instanceof ApiProblem && error.problem.errors !== undefined
      ? faultsOf(error, fields.of, fields.first)
      : none;
  const faults = missing.length > 0 ? missing : refused;
  return (
    <form
      aria-label={label}
      className={className}
      noValidate
      onChange={({ target }) => setChanged((before) => new Set([...before, (target as HTMLElement).id]))}
      onSubmit={(event) => {
        event.preventDefault();
        const found = lacking();
        setMissing(found);
        setChanged(new Set());
        if (found.length === 0) onSend();
      }}
    >
      <FormFaults faults={faults} />
      {faults.length === 0 ? <ProblemAlert error={error} /> : null}
      {children((field) => (changed.has(field) ? undefined : faults.find((fault) => fault.field === field)?.message))}
    </form>
  );
}

/** Each demand that is not met, at its field. */
export function unmet(
  demands: readonly (readonly [isMissing: boolean, field: string, message: string])[],
): FormFault[] {
  return demands.flatMap(([isMissing, field, message]) => (isMissing ? [{ field, message }] : []));
}
