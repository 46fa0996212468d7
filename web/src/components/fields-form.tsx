import { Button, Field, Label, Select, Textarea, Textfield, ValidationMessage } from '@digdir/designsystemet-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { ApiProblem } from '../api/problem';
import { type Amount, amountOf, parseAmount } from '../money/money';
import { useTexts } from '../texts/texts';
import { faultsOf, type FormFault, FormFaults } from './form-faults';
import { MoneyField } from './money-field';
import { ProblemAlert } from './problem-alert';
import { useUnsaved } from './unsaved';

export interface FormField {
  /** As the API's body calls it; its faults point there. */
  name: string;
  label: string;
  kind: 'amount' | 'day' | 'time' | 'text' | 'long' | 'choice';
  /** Said when it is left empty; without it the field may be. */
  missing?: string;
  initial?: string;
  hint?: string;
  options?: readonly { value: string; label: string }[];
}

/** What was filled in, by name: texts as typed, amounts as the API takes them, what was left empty left out. */
export type FormValues = Record<string, string | Amount>;

/**
 * A short form about one act. Faults are told after a press, at the field and above; what is typed stays until the act is
 * done, and the frame asks before it is left.
 */
export function FieldsForm({
  fields,
  submitLabel,
  onSubmit,
  onDone,
  further,
  children,
}: {
  fields: readonly FormField[];
  submitLabel: string;
  /** Performs the act; what it throws is shown. */
  onSubmit: (values: FormValues) => Promise<unknown>;
  onDone: () => Promise<void> | void;
  /** Fields of other kinds, after these. */
  further?: ReactNode;
  /** Buttons beside the one that submits. */
  children?: ReactNode;
}) {
  const base = useId();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [faults, setFaults] = useState<FormFault[]>([]);
  /** Changed since the last press: what was said of them may no longer be so. */
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const t = useTexts('common');
  const valueOf = ({ name, initial }: FormField): string => typed[name] ?? initial ?? '';
  const idOf = (name: string): string => `${base}-${name}`;
  const act = useMutation({
    mutationFn: () => onSubmit(valuesOf(fields, valueOf)),
    onSuccess: async () => {
      setTyped({});
      await onDone();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.problem.errors !== undefined) setFaults(toldBy(error));
    },
  });
  const toldBy = (problem: ApiProblem): FormFault[] =>
    faultsOf(
      problem,
      (pointer) => {
        const name = pointer.split('/')[1];
        return fields.some((field) => field.name === name) ? idOf(name ?? '') : undefined;
      },
      idOf(fields[0]?.name ?? ''),
    );
  // From the press on, the act is on its way and the page may be left, also by the act itself.
  useUnsaved(Object.keys(typed).length > 0 && !act.isPending);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = fields.flatMap((field): FormFault[] => {
      const value = valueOf(field).trim();
      if (value === '') return field.missing === undefined ? [] : [{ field: idOf(field.name), message: field.missing }];
      const fault = field.kind === 'amount' ? parseAmount(value).fault : undefined;
      return fault === undefined ? [] : [{ field: idOf(field.name), message: t(`amountFaults.${fault}`) }];
    });
    setFaults(missing);
    setChanged(new Set());
    if (missing.length === 0) act.mutate();
  };
  const isAtFields = act.error instanceof ApiProblem && act.error.problem.errors !== undefined;
  return (
    <form className="form fields-form" noValidate onSubmit={submit}>
      <FormFaults faults={faults} />
      {isAtFields ? null : <ProblemAlert error={act.error} />}
      {fields.map((field) => (
        <OneField
          key={field.name}
          id={idOf(field.name)}
          field={field}
          value={valueOf(field)}
          error={
            changed.has(field.name) ? undefined : faults.find((fault) => fault.field === idOf(field.name))?.message
          }
          onChange={(value) => {
            setTyped((before) => ({ ...before, [field.name]: value }));
            setChanged((before) => new Set([...before, field.name]));
          }}
        />
      ))}
      {further}
      <div className="actions">
        <Button type="submit" loading={act.isPending}>
          {submitLabel}
        </Button>
        {children}
      </div>
    </form>
  );
}

function valuesOf(fields: readonly FormField[], valueOf: (field: FormField) => string): FormValues {
  return Object.fromEntries(
    fields.flatMap((field): [string, string | Amount][] => {
      const value = valueOf(field).trim();
      if (value === '') return [];
      if (field.kind !== 'amount') return [[field.name, value]];
      return [[field.name, amountOf(parseAmount(value).ore ?? 0n)]];
    }),
  );
}

function OneField({
  id,
  field: { label, kind, hint, options = [] },
  value,
  error,
  onChange,
}: {
  id: string;
  field: FormField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const t = useTexts('common');
  if (kind === 'amount') return <MoneyField id={id} label={label} value={value} error={error} onChange={onChange} />;
  if (kind === 'choice' || kind === 'long')
    return (
      <Field>
        <Label htmlFor={id}>{label}</Label>
        {hint === undefined ? null : <Field.Description>{hint}</Field.Description>}
        {kind === 'long' ? (
          <Textarea id={id} rows={3} value={value} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <Select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
            <Select.Option value="">{t('choose')}</Select.Option>
            {options.map((option) => (
              <Select.Option key={option.value} value={option.value}>
                {option.label}
              </Select.Option>
            ))}
          </Select>
        )}
        {error === undefined ? null : <ValidationMessage>{error}</ValidationMessage>}
      </Field>
    );
  return (
    <Textfield
      id={id}
      label={label}
      description={hint}
      type={kind === 'day' ? 'date' : kind === 'time' ? 'time' : 'text'}
      autoComplete="off"
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
