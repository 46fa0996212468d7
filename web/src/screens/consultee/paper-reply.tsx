import {
  Button,
  Details,
  Field,
  Label,
  Select,
  Textarea,
  Textfield,
  ValidationMessage,
} from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { type FormFault, faultsOf, FormFaults } from '../../components/form-faults';
import { ProblemAlert } from '../../components/problem-alert';
import { useUnsaved } from '../../components/unsaved';
import type { Stance } from '../../consultations/words';
import { instantAt, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Level = 'adopted' | 'official' | 'notStated';
type Text = 'text' | 'ownNumber' | 'signatory' | 'day' | 'time' | 'how';

interface Typed extends Record<Text, string> {
  level: Level | '';
  stances: Readonly<Record<string, Stance | ''>>;
  quotes: Readonly<Record<string, string>>;
}

const levels = ['adopted', 'official', 'notStated'] as const;
const stances = ['supports', 'rejects', 'comments', 'noView'] as const;
const empty: Typed = {
  level: '',
  text: '',
  ownNumber: '',
  signatory: '',
  day: '',
  time: '',
  how: '',
  stances: {},
  quotes: {},
};
const none: FormFault[] = [];

/** An answer on paper or by mail: what it says, when it came and how. In time or late is the receipt's to say (FL 22). */
export function PaperReply({
  consultee: { id, version },
  questions,
}: {
  consultee: Schemas['ConsulteeDto'];
  questions: Schemas['ConsultationDto']['questions'];
}) {
  const t = useTexts('consultations');
  const kept = useQueryClient();
  const [typed, setTyped] = useState(empty);
  const [own, setOwn] = useState<FormFault[]>(none);
  const register = useMutation({
    mutationFn: (body: Schemas['RegisterReplyDto']) =>
      unwrap(api.POST('/api/v1/consultees/{id}/reply', { params: { path: { id }, header: ifMatch(version) }, body })),
    onSuccess: () => kept.invalidateQueries(),
  });
  useUnsaved(typed !== empty && (register.isIdle || register.isError));
  const answered = questions.filter(({ key }) => (typed.stances[key] ?? '') !== '');
  const told =
    register.error instanceof ApiProblem && register.error.status === 422
      ? faultsOf(
          register.error,
          (pointer) =>
            fieldOf(
              pointer,
              answered.map(({ key }) => key),
            ),
          'paper-text',
        )
      : undefined;
  const faults = own.length > 0 ? own : (told ?? none);
  const at = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.message;
  const change = (next: Partial<Typed>): void => setTyped((now) => ({ ...now, ...next }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const demands = [
      [typed.text.trim() === '', 'paper-text', t('paper.textMissing')],
      [typed.level === '', 'paper-level', t('paper.levelMissing')],
      [typed.day !== '' && typed.time === '', 'paper-time', t('paper.timeMissing')],
      [typed.day !== '' && typed.how.trim() === '', 'paper-how', t('paper.howMissing')],
    ] as const;
    const missing = demands.flatMap(([isMissing, field, message]) => (isMissing ? [{ field, message }] : []));
    setOwn(missing);
    if (missing.length > 0 || typed.level === '') return;
    const given = (name: Text): string | undefined => (typed[name].trim() === '' ? undefined : typed[name].trim());
    const [ownNumber, signatory] = [given('ownNumber'), given('signatory')];
    register.mutate({
      level: typed.level,
      text: typed.text,
      ...(ownNumber === undefined ? {} : { ownNumber }),
      ...(signatory === undefined ? {} : { signatory }),
      ...(typed.day === '' ? {} : { receivedAt: instantAt(typed.day, typed.time), notedElsewhere: typed.how.trim() }),
      positions: answered.map(({ key }) => {
        const quote = typed.quotes[key]?.trim() ?? '';
        return { questionKey: key, stance: typed.stances[key] as Stance, ...(quote === '' ? {} : { quote }) };
      }),
    });
  };
  const line = (name: Text, type: 'text' | 'date' | 'time' = 'text', hint?: string) => (
    <Textfield
      id={`paper-${name}`}
      type={type}
      label={t(`paper.${name as 'day'}`)}
      description={hint}
      max={type === 'date' ? today() : undefined}
      autoComplete="off"
      value={typed[name]}
      error={at(`paper-${name}`)}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  );
  return (
    <Details>
      <Details.Summary>{t('paper.heading')}</Details.Summary>
      <Details.Content>
        <form className="form paper-reply" noValidate onSubmit={submit}>
          <FormFaults faults={faults} />
          {told === undefined ? <ProblemAlert error={register.error} /> : null}
          <Field>
            <Label htmlFor="paper-text">{t('paper.text')}</Label>
            <Textarea
              id="paper-text"
              rows={8}
              value={typed.text}
              onChange={(event) => change({ text: event.target.value })}
            />
            {at('paper-text') === undefined ? null : <ValidationMessage>{at('paper-text')}</ValidationMessage>}
          </Field>
          <Field>
            <Label htmlFor="paper-level">{t('paper.level')}</Label>
            <Select
              id="paper-level"
              value={typed.level}
              onChange={(event) => change({ level: event.target.value as Level | '' })}
            >
              <Select.Option value="" />
              {levels.map((level) => (
                <Select.Option key={level} value={level}>
                  {t(`paper.levels.${level}`)}
                </Select.Option>
              ))}
            </Select>
            {at('paper-level') === undefined ? null : <ValidationMessage>{at('paper-level')}</ValidationMessage>}
          </Field>
          <div className="paper-received">
            {line('day', 'date', t('paper.dayHint'))}
            {typed.day === '' ? null : line('time', 'time')}
          </div>
          {typed.day === '' ? null : line('how')}
          {line('signatory')}
          {line('ownNumber')}
          {questions.map(({ key, text }, index) => {
            const stance = typed.stances[key] ?? '';
            return (
              <div key={key} className="paper-question">
                <Field>
                  <Label htmlFor={`stance-${key}`}>{t('paper.stance', { number: index + 1, text })}</Label>
                  <Select
                    id={`stance-${key}`}
                    value={stance}
                    onChange={(event) =>
                      change({ stances: { ...typed.stances, [key]: event.target.value as Stance | '' } })
                    }
                  >
                    <Select.Option value="">{t('matrix.unanswered')}</Select.Option>
                    {stances.map((each) => (
                      <Select.Option key={each} value={each}>
                        {t(`stances.${each}`)}
                      </Select.Option>
                    ))}
                  </Select>
                  {at(`stance-${key}`) === undefined ? null : (
                    <ValidationMessage>{at(`stance-${key}`)}</ValidationMessage>
                  )}
                </Field>
                {stance === '' ? null : (
                  <Textfield
                    id={`quote-${key}`}
                    label={t('paper.quote', { number: index + 1 })}
                    autoComplete="off"
                    value={typed.quotes[key] ?? ''}
                    error={at(`quote-${key}`)}
                    onChange={(event) => change({ quotes: { ...typed.quotes, [key]: event.target.value } })}
                  />
                )}
              </div>
            );
          })}
          <div className="actions">
            <Button type="submit" loading={register.isPending}>
              {t('paper.save')}
            </Button>
          </div>
        </form>
      </Details.Content>
    </Details>
  );
}

/** `/positions/1/quote` is the second question that was answered. */
function fieldOf(pointer: string, answered: readonly string[]): string | undefined {
  const [, name = '', index = '', part = ''] = pointer.split('/');
  if (name === 'positions') {
    const key = answered[Number(index)];
    return key === undefined ? undefined : `${part === 'quote' ? 'quote' : 'stance'}-${key}`;
  }
  return {
    text: 'paper-text',
    level: 'paper-level',
    receivedAt: 'paper-day',
    notedElsewhere: 'paper-how',
    ownNumber: 'paper-ownNumber',
    signatory: 'paper-signatory',
  }[name];
}
