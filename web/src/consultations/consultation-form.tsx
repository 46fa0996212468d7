import { Button, Textfield } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { readEvery } from '../api/client';
import { CheckboxGroup } from '../components/checkbox-group';
import { CheckedForm, type FaultAt, unmet } from '../components/checked-form';
import { optionsOf } from '../components/choice-field';
import type { FormFault } from '../components/form-faults';
import { LongField } from '../components/long-field';
import { useAuthoritiesWithCommittee } from '../registry/authorities-with-committee';
import { useTexts } from '../texts/texts';
import { type ConsultationContent, filledOutside, filledParts, filledQuestions } from './consultation-content';
import { OutsideRows, PartRows, QuestionRows } from './consultation-rows';
import './consultation-form.css';

/** What is asked, of whom, about which text and by when. A draft may lack most of it; what is typed stays. */
export function ConsultationForm({
  content,
  onChange,
  onSave,
  error,
  isSaving,
  submit,
  children,
}: {
  content: ConsultationContent;
  onChange: (content: ConsultationContent) => void;
  onSave: () => void;
  error: Error | null;
  isSaving: boolean;
  submit: string;
  /** Before the first field. */
  children?: ReactNode;
}) {
  const t = useTexts('consultation-draft');
  const set = (change: Partial<ConsultationContent>): void => onChange({ ...content, ...change });
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const authorities = useAuthoritiesWithCommittee(content.inside);
  return (
    <CheckedForm
      className="form consultation-form"
      lacking={() => missingIn(content, t)}
      onSend={onSave}
      error={error}
      fields={{ of: (pointer) => fieldOf(pointer, content), first: 'consultation-title' }}
    >
      {(at) => (
        <>
          {children}
          <What content={content} at={at} set={set} />
          <HowAndWhen content={content} bodies={bodies} at={at} set={set} />
          <CheckboxGroup
            id="consultation-inside"
            legend={t('fields.inside')}
            className="consultation-inside"
            options={optionsOf(authorities)}
            chosen={content.inside}
            error={at('consultation-inside')}
            onChange={(inside) => set({ inside })}
          />
          <OutsideRows rows={content.outside} faultAt={at} onChange={(outside) => set({ outside })} />
          <PartRows rows={content.parts} bodies={bodies} faultAt={at} onChange={(parts) => set({ parts })} />
          <QuestionRows
            rows={content.questions}
            parts={filledParts(content)}
            faultAt={at}
            onChange={(questions) => set({ questions })}
          />
          <div className="actions">
            <Button type="submit" loading={isSaving}>
              {submit}
            </Button>
          </div>
        </>
      )}
    </CheckedForm>
  );
}

interface PartProps {
  content: ConsultationContent;
  at: FaultAt;
  set: (change: Partial<ConsultationContent>) => void;
}

function What({ content, at, set }: PartProps) {
  const t = useTexts('consultation-draft');
  return (
    <>
      <Textfield
        id="consultation-title"
        label={t('fields.title')}
        value={content.title}
        error={at('consultation-title')}
        onChange={(event) => set({ title: event.target.value })}
      />
      {(['purpose', 'background'] as const).map((name) => (
        <LongField
          key={name}
          id={`consultation-${name}`}
          label={t(`fields.${name}`)}
          hint={name === 'purpose' ? t('hints.purpose') : undefined}
          rows={4}
          value={content[name]}
          error={at(`consultation-${name}`)}
          onChange={(value) => set({ [name]: value })}
        />
      ))}
    </>
  );
}

/** To whom the answer goes, how, and by when. */
function HowAndWhen({ content, bodies, at, set }: PartProps & { bodies: readonly { id: string; name: string }[] }) {
  const t = useTexts('consultation-draft');
  const line = (name: 'addresseeName' | 'place' | 'channel', hint?: string): ReactNode => (
    <Textfield
      id={`consultation-${name}`}
      label={t(`fields.${name}`)}
      description={hint}
      list={name === 'addresseeName' ? 'consultation-bodies' : undefined}
      autoComplete="off"
      value={content[name]}
      error={at(`consultation-${name}`)}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <>
      {line('addresseeName', t('hints.addresseeName'))}
      <datalist id="consultation-bodies">
        {bodies.map(({ id, name }) => (
          <option key={id}>{name}</option>
        ))}
      </datalist>
      {line('place', t('hints.place'))}
      {line('channel')}
      <div className="consultation-deadline">
        <Textfield
          id="consultation-day"
          type="date"
          label={t('fields.replyByDay')}
          value={content.replyByDay}
          error={at('consultation-day')}
          onChange={(event) => set({ replyByDay: event.target.value })}
        />
        <Textfield
          id="consultation-time"
          type="time"
          label={t('fields.replyByTime')}
          value={content.replyByTime}
          error={at('consultation-time')}
          onChange={(event) => set({ replyByTime: event.target.value })}
        />
      </div>
    </>
  );
}

const fields: Readonly<Record<string, string>> = {
  title: 'consultation-title',
  purpose: 'consultation-purpose',
  background: 'consultation-background',
  addresseeName: 'consultation-addresseeName',
  addresseeBodyId: 'consultation-addresseeName',
  place: 'consultation-place',
  channel: 'consultation-channel',
  replyByDay: 'consultation-day',
  replyByTime: 'consultation-time',
};

/** A fault of a list counts the rows that were sent: those that are filled in, committees before the others. */
function fieldOf(pointer: string, content: ConsultationContent): string | undefined {
  const [, name = '', index = ''] = pointer.split('/');
  const place = Number(index);
  if (name === 'consultees')
    return index === '' || place < content.inside.length
      ? 'consultation-inside'
      : filledOutside(content)[place - content.inside.length]?.id;
  if (name === 'parts') return filledParts(content)[place]?.id;
  if (name === 'questions') return filledQuestions(content)[place]?.id;
  return fields[name];
}

function missingIn(content: ConsultationContent, t: ReturnType<typeof useTexts<'consultation-draft'>>): FormFault[] {
  return unmet([
    [content.title.trim() === '', 'consultation-title', t('missing.title')],
    [content.replyByDay === '', 'consultation-day', t('missing.day')],
  ]);
}
