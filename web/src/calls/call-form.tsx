import { Button, Textfield } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readEvery } from '../api/client';
import { CheckboxGroup } from '../components/checkbox-group';
import { CheckedForm, unmet } from '../components/checked-form';
import type { FormFault } from '../components/form-faults';
import { useAuthoritiesWithCommittee } from '../registry/authorities-with-committee';
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
  const set = (change: Partial<CallContent>): void => onChange({ ...content, ...change });
  return (
    <CheckedForm
      lacking={() => missingIn(content, t)}
      onSend={onSave}
      error={error}
      fields={{ of: (pointer) => fields[pointer.split('/')[1] ?? ''], first: 'call-title' }}
    >
      {(at) => (
        <>
          <Textfield
            id="call-title"
            label={t('name')}
            value={content.title}
            error={at('call-title')}
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
          <Years content={content} fault={at('call-years')} set={set} />
          <SourceChoice content={content} fault={at('call-sources')} set={set} />
          <CommitteeChoice content={content} fault={at('call-authorities')} set={set} />
          <div className="actions">
            <Textfield
              id="call-day"
              type="date"
              label={t('replyByDay')}
              value={content.replyByDay}
              error={at('call-day')}
              onChange={(event) => set({ replyByDay: event.target.value })}
            />
            <Textfield
              id="call-time"
              type="time"
              label={t('replyByTime')}
              value={content.replyByTime}
              error={at('call-time')}
              onChange={(event) => set({ replyByTime: event.target.value })}
            />
          </div>
          <Button type="submit" disabled={isSaving}>
            {t('save')}
          </Button>
        </>
      )}
    </CheckedForm>
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
    <CheckboxGroup
      id="call-years"
      legend={t('years')}
      error={fault}
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
    <CheckboxGroup
      id="call-sources"
      legend={t('sources')}
      error={fault}
      options={sources.map(({ id, code, name }) => ({ value: id, label: `${name} (${code})` }))}
      chosen={content.sourceIds}
      onChange={(chosen) => set({ sourceIds: chosen })}
    />
  );
}

function CommitteeChoice({ content, fault, set }: PartProps) {
  const t = useTexts('call-draft');
  const authorities = useAuthoritiesWithCommittee(content.authorityIds);
  const isAll = authorities.every(({ id }) => content.authorityIds.includes(id));
  return (
    <div>
      <CheckboxGroup
        id="call-authorities"
        legend={t('authorities')}
        error={fault}
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

const fields: Readonly<Record<string, string>> = {
  title: 'call-title',
  description: 'call-description',
  years: 'call-years',
  sourceIds: 'call-sources',
  authorityIds: 'call-authorities',
  replyByDay: 'call-day',
  replyByTime: 'call-time',
};

function missingIn(content: CallContent, t: ReturnType<typeof useTexts<'call-draft'>>): FormFault[] {
  return unmet([
    [content.title.trim() === '', 'call-title', t('missing.title')],
    [content.years.length === 0, 'call-years', t('missing.years')],
    [content.sourceIds.length === 0, 'call-sources', t('missing.sources')],
    [content.authorityIds.length === 0, 'call-authorities', t('missing.authorities')],
    [content.replyByDay === '', 'call-day', t('missing.day')],
    [content.replyByTime === '', 'call-time', t('missing.time')],
  ]);
}
