import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, read, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { associationFields } from '../../associations/association-fields';
import { accountText, changeOf, conflictsOf, type Details, detailsOf, merged } from '../../associations/details';
import { FieldsForm, type FormValues } from '../../components/fields-form';
import { MergeView } from '../../components/merge-view';
import { OpenDialog } from '../../components/open-dialog';
import { ProblemAlert } from '../../components/problem-alert';
import { useTexts } from '../../texts/texts';
import type { Association } from './association-register-screen';

/** What both have changed since it was opened: nothing is saved before each part is chosen. */
interface Conflict {
  base: Details;
  mine: Details;
  theirs: Association;
}

/** Corrects what the register says of an association; two who correct different things both keep what they wrote. */
export function CorrectAssociation({ association, onClose }: { association: Association; onClose: () => void }) {
  const t = useTexts('associations');
  const kept = useQueryClient();
  const [seen] = useState(association);
  const [conflict, setConflict] = useState<Conflict | undefined>();
  const params = { path: { id: association.id } };
  const save = async (base: Association, wanted: Details): Promise<void> => {
    const body = changeOf(detailsOf(base), wanted);
    if (Object.keys(body).length === 0) return;
    const header = ifMatch(base.version);
    try {
      await unwrap(api.PATCH('/api/v1/associations/{id}', { params: { ...params, header }, body }));
    } catch (error) {
      if (!(error instanceof ApiProblem && error.isStale)) throw error;
      const theirs = await kept.fetchQuery({ ...read('/api/v1/associations/{id}', { params }), staleTime: 0 });
      const [was, is] = [detailsOf(base), detailsOf(theirs)];
      if (conflictsOf(was, wanted, is).length === 0) return save(theirs, merged(was, wanted, is));
      setConflict({ base: was, mine: wanted, theirs });
      throw error;
    }
  };
  const finish = async (): Promise<void> => {
    await kept.invalidateQueries({ queryKey: ['/api/v1/associations'] });
    onClose();
  };
  return (
    <OpenDialog labelledBy="correct-association" onClose={onClose}>
      <Heading level={2} data-size="xs" id="correct-association">
        {t('correctWhich', { name: seen.name })}
      </Heading>
      {conflict === undefined ? (
        <>
          <Paragraph>{seen.organisationNumber}</Paragraph>
          <FieldsForm
            fields={associationFields(t, seen)}
            submitLabel={t('saveCorrection')}
            onSubmit={(values) => save(seen, typedDetails(values))}
            onDone={finish}
          />
        </>
      ) : (
        <Choose conflict={conflict} onSave={save} onDone={finish} />
      )}
    </OpenDialog>
  );
}

function typedDetails({ name, email, paymentKind, paymentNumber }: FormValues): Details {
  const text = (value: FormValues[string] | undefined): string => (typeof value === 'string' ? value : '');
  const number = text(paymentNumber);
  return {
    name: text(name),
    email: text(email),
    account: accountText(text(paymentKind), number === '' ? null : number),
  };
}

function Choose({
  conflict: { base, mine, theirs },
  onSave,
  onDone,
}: {
  conflict: Conflict;
  onSave: (base: Association, wanted: Details) => Promise<void>;
  onDone: () => Promise<void>;
}) {
  const t = useTexts('associations');
  const is = detailsOf(theirs);
  const save = useMutation({ mutationFn: (wanted: Details) => onSave(theirs, wanted), onSuccess: onDone });
  const shown = (details: Details, name: keyof Details): string =>
    name === 'account'
      ? details.account.replace(/^(bankgiro|plusgiro)/, (kind) => t(`accounts.${kind as 'bankgiro'}`))
      : details[name];
  return (
    <>
      <ProblemAlert error={save.error} />
      <MergeView
        fields={conflictsOf(base, mine, is).map((name) => ({
          key: name,
          label: t(`details.${name}`),
          mine: shown(mine, name),
          theirs: shown(is, name),
        }))}
        onResolve={(choices) => save.mutate(merged(base, mine, is, choices))}
      />
    </>
  );
}
