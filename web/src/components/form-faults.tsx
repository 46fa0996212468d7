import { ErrorSummary } from '@digdir/designsystemet-react';
import { useEffect, useRef } from 'react';
import type { ApiProblem } from '../api/problem';
import { useTexts } from '../texts/texts';

export interface FormFault {
  /** Id of the field it concerns; the link goes there. */
  field: string;
  message: string;
}

/**
 * Above a form, after a submit that failed: every fault with a link to its field. Takes the focus each time `faults` is a
 * new list that is not empty. Give the same message to the field as `error`.
 */
export function FormFaults({ faults }: { faults: readonly FormFault[] }) {
  const t = useTexts('common');
  const summary = useRef<HTMLElement>(null);
  useEffect(() => {
    if (faults.length > 0) summary.current?.focus();
  }, [faults]);
  if (faults.length === 0) return null;
  return (
    <ErrorSummary ref={summary as never} tabIndex={-1}>
      <ErrorSummary.Heading>{t('formFaults', { count: faults.length })}</ErrorSummary.Heading>
      <ErrorSummary.List>
        {faults.map(({ field, message }) => (
          <ErrorSummary.Item key={`${field} ${message}`}>
            <ErrorSummary.Link
              href={`#${field}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(field)?.focus();
              }}
            >
              {message}
            </ErrorSummary.Link>
          </ErrorSummary.Item>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  );
}

const told = new WeakMap<ApiProblem, FormFault[]>();

/**
 * The API's faults, each at the field its pointer names; `fieldOf` gives the field's id, or undefined for the form's first.
 * One refusal gives one list, however often it is asked for: a list made anew at each character typed would take the focus
 * from the field that is being mended, and a pointer tells of what was sent, not of what the form holds by now.
 */
export function faultsOf(
  problem: ApiProblem,
  fieldOf: (pointer: string) => string | undefined,
  first: string,
): FormFault[] {
  const known = told.get(problem);
  if (known !== undefined) return known;
  const { errors = [], detail } = problem.problem;
  const faults =
    errors.length === 0
      ? [{ field: first, message: detail }]
      : errors.map(({ pointer, detail: message }) => ({ field: fieldOf(pointer) ?? first, message }));
  told.set(problem, faults);
  return faults;
}
