import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { ChoiceField } from '../../components/choice-field';
import { LongField } from '../../components/long-field';
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
      <ChoiceField
        label={t('claims.mover')}
        value={moverId}
        options={current.roster.serving.map(({ personId }) => ({ value: personId, label: names.get(personId) ?? '' }))}
        onChange={setMoverId}
      />
      <ChoiceField
        label={t('claims.what')}
        value={kind}
        options={kinds.map((value) => ({
          value,
          label: value === 'addOn' ? t('claims.addOnChoice') : t(`acts.${value}`),
        }))}
        onChange={setKind}
      />
      <LongField label={kind === 'referBack' ? t('live.reasons') : t('claims.text')} value={text} onChange={setText} />
      <Button type="submit" disabled={claim.isPending || moverId === ''}>
        {t('claims.record')}
      </Button>
    </form>
  );
}
