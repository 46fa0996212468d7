import { Button, Textfield } from '@digdir/designsystemet-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { type Amount, amountOf, parseAmount } from '../money/money';
import { useTexts } from '../texts/texts';
import { CheckedForm } from './checked-form';
import { ChoiceField, type Option } from './choice-field';
import type { FormFault } from './form-faults';
import { LongField } from './long-field';
import { MoneyField } from './money-field';
import { useUnsaved } from './unsaved';

export interface FormField {
  /** As the API's body calls it; its faults point there. */
  name: string;
  label: string;
  kind: 'amount' | 'day' | 'time' | 'text' | 'long' | 'choice';
  /** Said when it is left empty; without it the field may be. */
  missing?: string;
  /** A choice that has one, and nothing that is said when it is missing, always has one. */
  initial?: string;
  hint?: string;
  options?: readonly Option[];
  /** Of a day, the first that can be chosen. */
  earliest?: string;
}

/** What was filled in, by name: texts as typed, amounts as the API takes them; what is empty or no amount is left out. */
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
  onTyped,
  further,
  isQuick = false,
  preview,
  children,
}: {
  fields: readonly FormField[];
  submitLabel: string;
  /** Performs the act; what it throws is shown. */
  onSubmit: (values: FormValues) => Promise<unknown>;
  onDone: () => Promise<void> | void;
  /** Told of what is typed, by name, where the choices in one field depend on another. */
  onTyped?: (typed: Readonly<Record<string, string>>) => void;
  /** Fields of other kinds, after these. */
  further?: ReactNode;
  /** Written at once: the first field has the focus, and Ctrl Enter sends. */
  isQuick?: boolean;
  /** Above the button: what the act will do with what is filled in so far; told anew at every change. */
  preview?: (values: FormValues) => ReactNode;
  /** Buttons beside the one that submits. */
  children?: ReactNode;
}) {
  const base = useId();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const t = useTexts('common');
  const valueOf = (field: FormField): string => offered(field, typed[field.name] ?? field.initial ?? '');
  const idOf = (name: string): string => `${base}-${name}`;
  const first = idOf(fields[0]?.name ?? '');
  const act = useMutation({
    mutationFn: () => onSubmit(valuesOf(fields, valueOf)),
    onSuccess: async () => {
      setTyped({});
      await onDone();
    },
  });
  // From the press on, the act is on its way and the page may be left, also by the act itself.
  useUnsaved(Object.keys(typed).length > 0 && !act.isPending);
  useEffect(() => {
    if (isQuick) document.getElementById(first)?.focus();
  }, [isQuick, first]);
  const lacking = (): FormFault[] =>
    fields.flatMap((field): FormFault[] => {
      const value = valueOf(field).trim();
      if (value === '') return field.missing === undefined ? [] : [{ field: idOf(field.name), message: field.missing }];
      const fault = field.kind === 'amount' ? parseAmount(value).fault : undefined;
      return fault === undefined ? [] : [{ field: idOf(field.name), message: t(`amountFaults.${fault}`) }];
    });
  const fieldOf = (pointer: string): string | undefined => {
    const name = pointer.split('/')[1] ?? '';
    return fields.some((field) => field.name === name) ? idOf(name) : undefined;
  };
  return (
    <CheckedForm
      className="form fields-form"
      lacking={lacking}
      onSend={() => act.mutate()}
      error={act.error}
      fields={{ of: fieldOf, first }}
    >
      {(at) => (
        <>
          {fields.map((field) => (
            <OneField
              key={field.name}
              id={idOf(field.name)}
              field={field}
              value={valueOf(field)}
              isQuick={isQuick}
              error={at(idOf(field.name))}
              onChange={(value) => {
                const next = { ...typed, [field.name]: value };
                setTyped(next);
                onTyped?.(next);
              }}
            />
          ))}
          {further}
          {preview === undefined ? null : <div aria-live="polite">{preview(valuesOf(fields, valueOf))}</div>}
          <div className="actions">
            <Button type="submit" loading={act.isPending}>
              {submitLabel}
            </Button>
            {children}
          </div>
        </>
      )}
    </CheckedForm>
  );
}

/** What was chosen before the choices changed is no longer chosen. */
function offered({ kind, options = [] }: FormField, value: string): string {
  return kind !== 'choice' || options.some((option) => option.value === value) ? value : '';
}

function valuesOf(fields: readonly FormField[], valueOf: (field: FormField) => string): FormValues {
  return Object.fromEntries(
    fields.flatMap((field): [string, string | Amount][] => {
      const value = valueOf(field).trim();
      if (value === '') return [];
      if (field.kind !== 'amount') return [[field.name, value]];
      const { ore } = parseAmount(value);
      return ore === undefined ? [] : [[field.name, amountOf(ore)]];
    }),
  );
}

function OneField({
  id,
  field: { label, kind, hint, options = [], initial, missing, earliest },
  value,
  isQuick,
  error,
  onChange,
}: {
  id: string;
  field: FormField;
  value: string;
  isQuick: boolean;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const t = useTexts('common');
  const shared = { id, label, value, error, onChange };
  if (kind === 'amount') return <MoneyField {...shared} />;
  if (kind === 'long') return <LongField {...shared} hint={hint} rows={3} sendsAtCtrlEnter={isQuick} />;
  if (kind === 'choice') {
    const none = initial !== undefined && missing === undefined ? undefined : t('choose');
    return <ChoiceField {...shared} hint={hint} options={options} none={none} />;
  }
  return (
    <Textfield
      {...shared}
      description={hint}
      type={kind === 'day' ? 'date' : kind === 'time' ? 'time' : 'text'}
      min={earliest}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
