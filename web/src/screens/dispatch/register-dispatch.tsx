import { Button, Fieldset, Radio } from '@digdir/designsystemet-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { ServerSearchField } from '../../components/server-search';
import { useTexts } from '../../texts/texts';

type Dispatch = Schemas['DispatchDto'];
interface OwnMatter {
  id: string;
  registrationNumber: string;
  title: string;
}

const hitsMax = 10;

/** The one question is under which number: a matter that knows the sender's, another of one's own, or a new one. */
export function RegisterDispatch({
  dispatch,
  onRefused,
}: {
  dispatch: Dispatch;
  onRefused: (problem: ApiProblem | undefined) => void;
}) {
  const t = useTexts('dispatches');
  const kept = useQueryClient();
  const { suggestedMatters } = dispatch;
  const [matterId, setMatterId] = useState(suggestedMatters[0]?.id ?? '');
  const [words, setWords] = useState('');
  const hits = useOwnOpenMatters(dispatch.recipientAuthorityId ?? '', words);
  const choices = [...new Map([...suggestedMatters, ...hits].map((matter) => [matter.id, matter])).values()];
  const register = useMutation({
    mutationFn: () => {
      const params = { path: { id: dispatch.id }, header: ifMatch(dispatch.version) };
      return unwrap(
        api.POST('/api/v1/dispatches/{id}/registration', { params, body: matterId === '' ? {} : { matterId } }),
      );
    },
    onMutate: () => onRefused(undefined),
    onSuccess: () => kept.invalidateQueries(),
    onError: async (error) => {
      // A colleague was before: what stands now takes the form's place, and why this was refused stays to be read.
      if (!(error instanceof ApiProblem) || error.problem.errors !== undefined) return;
      onRefused(error);
      await kept.invalidateQueries();
    },
  });
  const isToldAbove = register.error instanceof ApiProblem && register.error.problem.errors === undefined;
  return (
    <Section heading={t('register')} className="form fields-form">
      {isToldAbove ? null : <ProblemAlert error={register.error} />}
      <ServerSearchField label={t('searchMatter')} value={words} onChange={setWords} />
      <Fieldset>
        <Fieldset.Legend>{t('under')}</Fieldset.Legend>
        {choices.map(({ id, registrationNumber, title }) => (
          <Radio
            key={id}
            name="matter"
            value={id}
            label={`${registrationNumber} ${title}`}
            checked={matterId === id}
            onChange={() => setMatterId(id)}
          />
        ))}
        <Radio
          name="matter"
          value="new"
          label={t('newMatter')}
          checked={matterId === ''}
          onChange={() => setMatterId('')}
        />
      </Fieldset>
      <div className="actions">
        <Button loading={register.isPending} onClick={() => register.mutate()}>
          {t('registerNow')}
        </Button>
      </div>
    </Section>
  );
}

/** The own matters that a number or a word finds; none until something is typed. */
function useOwnOpenMatters(authorityId: string, words: string): OwnMatter[] {
  const q = words.trim().slice(0, 100);
  const query = { authorityId, q, limit: hitsMax };
  const found = useQuery({ ...read('/api/v1/matters', { params: { query } }), enabled: q !== '' });
  return q === '' ? [] : (found.data?.items.filter(({ status }) => status === 'open') ?? []);
}
