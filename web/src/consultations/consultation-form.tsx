import {
  Button,
  Checkbox,
  Field,
  Fieldset,
  Label,
  Textarea,
  Textfield,
  ValidationMessage,
} from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { readEvery } from '../api/client';
import { ApiProblem } from '../api/problem';
import { faultsOf, type FormFault, FormFaults } from '../components/form-faults';
import { ProblemAlert } from '../components/problem-alert';
import { useTexts } from '../texts/texts';
import { type ConsultationContent, filledOutside, filledParts, filledQuestions } from './consultation-content';
import { OutsideRows, PartRows, QuestionRows } from './consultation-rows';
import './consultation-form.css';

type Texts = 'purpose' | 'background' | 'addresseeName' | 'place' | 'channel';

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
  const [missing, setMissing] = useState<FormFault[]>([]);
  const refused =
    error instanceof ApiProblem && error.status === 422
      ? faultsOf(error, (pointer) => fieldOf(pointer, content), 'consultation-title')
      : [];
  const faults = missing.length > 0 ? missing : refused;
  const faultAt = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.message;
  const set = (change: Partial<ConsultationContent>): void => onChange({ ...content, ...change });
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const long = (name: Texts, rows: number, hint?: string): ReactNode => (
    <Field>
      <Label htmlFor={`consultation-${name}`}>{t(`fields.${name}`)}</Label>
      {hint === undefined ? null : <Field.Description>{hint}</Field.Description>}
      <Textarea
        id={`consultation-${name}`}
        rows={rows}
        value={content[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
      {faultAt(`consultation-${name}`) === undefined ? null : (
        <ValidationMessage>{faultAt(`consultation-${name}`)}</ValidationMessage>
      )}
    </Field>
  );
  const line = (name: Texts, hint?: string): ReactNode => (
    <Textfield
      id={`consultation-${name}`}
      label={t(`fields.${name}`)}
      description={hint}
      list={name === 'addresseeName' ? 'consultation-bodies' : undefined}
      autoComplete="off"
      value={content[name]}
      error={faultAt(`consultation-${name}`)}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <form
      className="form consultation-form"
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
      {children}
      <Textfield
        id="consultation-title"
        label={t('fields.title')}
        value={content.title}
        error={faultAt('consultation-title')}
        onChange={(event) => set({ title: event.target.value })}
      />
      {long('purpose', 4, t('hints.purpose'))}
      {long('background', 4)}
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
          error={faultAt('consultation-day')}
          onChange={(event) => set({ replyByDay: event.target.value })}
        />
        <Textfield
          id="consultation-time"
          type="time"
          label={t('fields.replyByTime')}
          value={content.replyByTime}
          error={faultAt('consultation-time')}
          onChange={(event) => set({ replyByTime: event.target.value })}
        />
      </div>
      <Inside content={content} fault={faultAt('consultation-inside')} set={set} />
      <OutsideRows rows={content.outside} faultAt={faultAt} onChange={(outside) => set({ outside })} />
      <PartRows rows={content.parts} bodies={bodies} faultAt={faultAt} onChange={(parts) => set({ parts })} />
      <QuestionRows
        rows={content.questions}
        parts={filledParts(content)}
        faultAt={faultAt}
        onChange={(questions) => set({ questions })}
      />
      <div className="actions">
        <Button type="submit" loading={isSaving}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** Authorities that have a committee, or are asked already. */
function Inside({
  content: { inside },
  fault,
  set,
}: {
  content: ConsultationContent;
  fault: string | undefined;
  set: (change: Partial<ConsultationContent>) => void;
}) {
  const t = useTexts('consultation-draft');
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const withCommittee = new Set(
    bodies.filter(({ kind }) => kind === 'committee').map(({ authorityId }) => authorityId),
  );
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data.filter(
    ({ id, validTo }) => inside.includes(id) || (withCommittee.has(id) && validTo === null),
  );
  return (
    <Fieldset id="consultation-inside" tabIndex={-1}>
      <Fieldset.Legend>{t('fields.inside')}</Fieldset.Legend>
      <div className="consultation-inside">
        {authorities.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={inside.includes(id)}
            onChange={(event) =>
              set({ inside: event.target.checked ? [...inside, id] : inside.filter((each) => each !== id) })
            }
          />
        ))}
      </div>
      {fault === undefined ? null : <ValidationMessage>{fault}</ValidationMessage>}
    </Fieldset>
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
  const demands = [
    [content.title.trim() === '', 'consultation-title', t('missing.title')],
    [content.replyByDay === '', 'consultation-day', t('missing.day')],
  ] as const;
  return demands.flatMap(([isMissing, field, message]) => (isMissing ? [{ field, message }] : []));
}
