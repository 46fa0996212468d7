import { Button, Checkbox, Fieldset, Textfield, ValidationMessage } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readEvery } from '../api/client';
import { ApiProblem } from '../api/problem';
import { faultsOf, type FormFault, FormFaults } from '../components/form-faults';
import { ProblemAlert } from '../components/problem-alert';
import { useTexts } from '../texts/texts';
import type { CallContent } from './call-content';
import './calls.css';

const yearsAhead = 4;

/** Years, sources, committees, reply date: everything a call needs before it can be issued. What is typed stays. */
export function CallForm({
  content,
  onChange,
  onSave,
  error,
  isSaving,
}: {
  content: CallContent;
  onChange: (content: CallContent) => void;
  onSave: () => void;
  error: Error | null;
  isSaving: boolean;
}) {
  const t = useTexts('call-draft');
  const [missing, setMissing] = useState<FormFault[]>([]);
  const refused = error instanceof ApiProblem && !error.isStale ? faultsOf(error, fieldOf, 'call-title') : [];
  const faults = missing.length > 0 ? missing : refused;
  const faultAt = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.message;
  const set = (change: Partial<CallContent>): void => onChange({ ...content, ...change });
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = missingIn(content, t);
        setMissing(found);
        if (found.length === 0) onSave();
      }}
    >
      <FormFaults faults={faults} />
      {error !== null && faults.length === 0 ? <ProblemAlert error={error} /> : null}
      <Textfield
        id="call-title"
        label={t('name')}
        value={content.title}
        error={faultAt('call-title')}
        onChange={(event) => set({ title: event.target.value })}
      />
      <Textfield
        id="call-description"
        multiline
        rows={4}
        label={t('description')}
        value={content.description}
        onChange={(event) => set({ description: event.target.value })}
      />
      <Years content={content} fault={faultAt('call-years')} set={set} />
      <SourceChoice content={content} fault={faultAt('call-sources')} set={set} />
      <CommitteeChoice content={content} fault={faultAt('call-authorities')} set={set} />
      <div className="actions">
        <Textfield
          id="call-day"
          type="date"
          label={t('replyByDay')}
          value={content.replyByDay}
          error={faultAt('call-day')}
          onChange={(event) => set({ replyByDay: event.target.value })}
        />
        <Textfield
          id="call-time"
          type="time"
          label={t('replyByTime')}
          value={content.replyByTime}
          error={faultAt('call-time')}
          onChange={(event) => set({ replyByTime: event.target.value })}
        />
      </div>
      <Button type="submit" disabled={isSaving}>
        {t('save')}
      </Button>
    </form>
  );
}

interface PartProps {
  content: CallContent;
  fault: string | undefined;
  set: (change: Partial<CallContent>) => void;
}

function Years({ content, fault, set }: PartProps) {
  const t = useTexts('call-draft');
  const [now] = useState(() => new Date().getFullYear());
  const years = [...new Set([...content.years, ...Array.from({ length: yearsAhead }, (_, index) => now + index)])];
  return (
    <Choices
      id="call-years"
      legend={t('years')}
      fault={fault}
      options={years.sort().map((year) => ({ value: year, label: String(year) }))}
      chosen={content.years}
      className="year-choices"
      onChange={(chosen) => set({ years: chosen })}
    />
  );
}

function SourceChoice({ content, fault, set }: PartProps) {
  const t = useTexts('call-draft');
  const sources = useSuspenseQuery(readEvery('/api/v1/funding-sources')).data.filter(
    ({ id, status }) => content.sourceIds.includes(id) || ['planned', 'announced', 'open'].includes(status),
  );
  return (
    <Choices
      id="call-sources"
      legend={t('sources')}
      fault={fault}
      options={sources.map(({ id, code, name }) => ({ value: id, label: `${name} (${code})` }))}
      chosen={content.sourceIds}
      onChange={(chosen) => set({ sourceIds: chosen })}
    />
  );
}

/** Authorities with a committee: those that answer. The council and the executive board are not asked by their own office. */
function CommitteeChoice({ content, fault, set }: PartProps) {
  const t = useTexts('call-draft');
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const withCommittee = new Set(
    bodies.filter(({ kind }) => kind === 'committee').map(({ authorityId }) => authorityId),
  );
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data.filter(
    ({ id, validTo }) => content.authorityIds.includes(id) || (withCommittee.has(id) && validTo === null),
  );
  const isAll = authorities.every(({ id }) => content.authorityIds.includes(id));
  return (
    <div>
      <Choices
        id="call-authorities"
        legend={t('authorities')}
        fault={fault}
        options={authorities.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={content.authorityIds}
        onChange={(chosen) => set({ authorityIds: chosen })}
      />
      <Button
        type="button"
        variant="tertiary"
        data-size="sm"
        onClick={() => set({ authorityIds: isAll ? [] : authorities.map(({ id }) => id) })}
      >
        {isAll ? t('noAuthorities') : t('allAuthorities')}
      </Button>
    </div>
  );
}

function Choices<T extends string | number>({
  id,
  legend,
  fault,
  options,
  chosen,
  onChange,
  className = 'choices',
}: {
  id: string;
  legend: string;
  fault: string | undefined;
  options: readonly { value: T; label: string }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
  className?: string;
}) {
  return (
    <Fieldset id={id} tabIndex={-1}>
      <Fieldset.Legend>{legend}</Fieldset.Legend>
      <div className={className}>
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, value] : chosen.filter((each) => each !== value))
            }
          />
        ))}
      </div>
      {fault === undefined ? null : <ValidationMessage>{fault}</ValidationMessage>}
    </Fieldset>
  );
}

const fields: Readonly<Record<string, string>> = {
  title: 'call-title',
  description: 'call-description',
  years: 'call-years',
  sourceIds: 'call-sources',
  authorityIds: 'call-authorities',
  replyByDay: 'call-day',
  replyByTime: 'call-time',
};

const fieldOf = (pointer: string): string | undefined => fields[pointer.split('/')[1] ?? ''];

function missingIn(content: CallContent, t: ReturnType<typeof useTexts<'call-draft'>>): FormFault[] {
  const demands = [
    [content.title.trim() === '', 'call-title', t('missing.title')],
    [content.years.length === 0, 'call-years', t('missing.years')],
    [content.sourceIds.length === 0, 'call-sources', t('missing.sources')],
    [content.authorityIds.length === 0, 'call-authorities', t('missing.authorities')],
    [content.replyByDay === '', 'call-day', t('missing.day')],
    [content.replyByTime === '', 'call-time', t('missing.time')],
  ] as const;
  return demands.flatMap(([isMissing, field, message]) => (isMissing ? [{ field, message }] : []));
}
