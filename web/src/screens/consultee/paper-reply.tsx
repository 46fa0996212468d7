import { Button, Details, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { CheckedForm, type FaultAt, unmet } from '../../components/checked-form';
import { ChoiceField } from '../../components/choice-field';
import type { FormFault } from '../../components/form-faults';
import { LongField } from '../../components/long-field';
import { useUnsavedForm } from '../../components/unsaved';
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
  const register = useMutation({
    mutationFn: (body: Schemas['RegisterReplyDto']) =>
      unwrap(api.POST('/api/v1/consultees/{id}/reply', { params: { path: { id }, header: ifMatch(version) }, body })),
    onSuccess: () => kept.invalidateQueries(),
  });
  useUnsavedForm(typed !== empty, register);
  const answered = questions.map(({ key }) => key).filter((key) => (typed.stances[key] ?? '') !== '');
  const change = (next: Partial<Typed>): void => setTyped((now) => ({ ...now, ...next }));
  const line = (at: FaultAt, name: Text, type: 'text' | 'date' | 'time' = 'text', hint?: string) => (
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
        <CheckedForm
          className="form paper-reply"
          lacking={() => missingIn(typed, t)}
          onSend={() => register.mutate(replyOf(typed, answered))}
          error={register.error}
          fields={{ of: (pointer) => fieldOf(pointer, answered), first: 'paper-text' }}
        >
          {(at) => (
            <>
              <LongField
                id="paper-text"
                label={t('paper.text')}
                rows={8}
                value={typed.text}
                error={at('paper-text')}
                onChange={(text) => change({ text })}
              />
              <ChoiceField<Level | ''>
                id="paper-level"
                label={t('paper.level')}
                none=""
                value={typed.level}
                options={levels.map((value) => ({ value, label: t(`paper.levels.${value}`) }))}
                error={at('paper-level')}
                onChange={(level) => change({ level })}
              />
              <div className="paper-received">
                {line(at, 'day', 'date', t('paper.dayHint'))}
                {typed.day === '' ? null : line(at, 'time', 'time')}
              </div>
              {typed.day === '' ? null : line(at, 'how')}
              {line(at, 'signatory')}
              {line(at, 'ownNumber')}
              {questions.map(({ key, text }, index) => (
                <Question
                  key={key}
                  questionKey={key}
                  text={text}
                  number={index + 1}
                  typed={typed}
                  at={at}
                  onChange={change}
                />
              ))}
              <div className="actions">
                <Button type="submit" loading={register.isPending}>
                  {t('paper.save')}
                </Button>
              </div>
            </>
          )}
        </CheckedForm>
      </Details.Content>
    </Details>
  );
}

/** How the paper answers one question, and where it says so. */
function Question({
  questionKey: key,
  text,
  number,
  typed,
  at,
  onChange,
}: {
  questionKey: string;
  text: string;
  number: number;
  typed: Typed;
  at: FaultAt;
  onChange: (next: Partial<Typed>) => void;
}) {
  const t = useTexts('consultations');
  const stance = typed.stances[key] ?? '';
  return (
    <div className="paper-question">
      <ChoiceField<Stance | ''>
        id={`stance-${key}`}
        label={t('paper.stance', { number, text })}
        none={t('matrix.unanswered')}
        value={stance}
        options={stances.map((value) => ({ value, label: t(`stances.${value}`) }))}
        error={at(`stance-${key}`)}
        onChange={(value) => onChange({ stances: { ...typed.stances, [key]: value } })}
      />
      {stance === '' ? null : (
        <Textfield
          id={`quote-${key}`}
          label={t('paper.quote', { number })}
          autoComplete="off"
          value={typed.quotes[key] ?? ''}
          error={at(`quote-${key}`)}
          onChange={(event) => onChange({ quotes: { ...typed.quotes, [key]: event.target.value } })}
        />
      )}
    </div>
  );
}

function missingIn(
  { text, level, day, time, how }: Typed,
  t: ReturnType<typeof useTexts<'consultations'>>,
): FormFault[] {
  return unmet([
    [text.trim() === '', 'paper-text', t('paper.textMissing')],
    [level === '', 'paper-level', t('paper.levelMissing')],
    [day !== '' && time === '', 'paper-time', t('paper.timeMissing')],
    [day !== '' && how.trim() === '', 'paper-how', t('paper.howMissing')],
  ]);
}

/** @param answered keys of the questions with a stance */
function replyOf(typed: Typed, answered: readonly string[]): Schemas['RegisterReplyDto'] {
  const given = (name: Text): string | undefined => (typed[name].trim() === '' ? undefined : typed[name].trim());
  const [ownNumber, signatory] = [given('ownNumber'), given('signatory')];
  return {
    level: typed.level as Level,
    text: typed.text,
    ...(ownNumber === undefined ? {} : { ownNumber }),
    ...(signatory === undefined ? {} : { signatory }),
    ...(typed.day === '' ? {} : { receivedAt: instantAt(typed.day, typed.time), notedElsewhere: typed.how.trim() }),
    positions: answered.map((key) => {
      const quote = typed.quotes[key]?.trim() ?? '';
      return { questionKey: key, stance: typed.stances[key] as Stance, ...(quote === '' ? {} : { quote }) };
    }),
  };
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
