import { Button, Field, Label, Select, Textarea } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { ProblemAlert } from '../../components/problem-alert';
import { useUnsaved } from '../../components/unsaved';
import { useTexts } from '../../texts/texts';
import { useAct } from './use-act';

const kinds = ['reject', 'referBack', 'table', 'addOn'] as const;
type Kind = (typeof kinds)[number];

/** What a member claims instead of the proposal, or besides it. */
export function ClaimForm({
  current,
  names,
}: {
  current: Schemas['LiveCurrentDto'];
  names: ReadonlyMap<string, string>;
}) {
  const t = useTexts('meeting');
  const [kind, setKind] = useState<Kind>('reject');
  const [moverId, setMoverId] = useState(current.roster.serving[0]?.personId ?? '');
  const [text, setText] = useState('');
  const claim = useAct(async () => {
    await unwrap(
      api.POST('/api/v1/agenda-items/{id}/claims', {
        params: { path: { id: current.agendaItemId } },
        body: {
          moverId,
          outcome: kind === 'addOn' ? 'approve' : kind,
          ...(kind === 'addOn' ? { isAddOn: true } : {}),
          ...(text.trim() === '' ? {} : kind === 'referBack' ? { reasons: text } : { text }),
        },
      }),
    );
    setText('');
  });
  useUnsaved(text !== '');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        claim.mutate(undefined);
      }}
    >
      <ProblemAlert error={claim.error} />
      <Field>
        <Label>{t('claims.mover')}</Label>
        <Select value={moverId} onChange={(event) => setMoverId(event.target.value)}>
          {current.roster.serving.map(({ personId }) => (
            <Select.Option key={personId} value={personId}>
              {names.get(personId)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label>{t('claims.what')}</Label>
        <Select value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
          {kinds.map((each) => (
            <Select.Option key={each} value={each}>
              {each === 'addOn' ? t('claims.addOnChoice') : t(`acts.${each}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label>{kind === 'referBack' ? t('live.reasons') : t('claims.text')}</Label>
        <Textarea value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Button type="submit" disabled={claim.isPending || moverId === ''}>
        {t('claims.record')}
      </Button>
    </form>
  );
}
