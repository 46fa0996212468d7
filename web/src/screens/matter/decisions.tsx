import { Button } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readEvery, type Schemas } from '../../api/client';
import { mayAt, useSession } from '../../api/session';
import { DecisionTable } from '../../decisions/decision-table';
import { EmptyState } from '../../components/empty-state';
import { Section } from '../../components/section';
import { useDelegatingBodies } from '../../decisions/delegation';
import { RecordDelegated } from '../../decisions/record-delegated';
import { useTexts } from '../../texts/texts';

type Matter = Schemas['MatterPageDto']['items'][number];

/** What has been decided in the matter; each decision leads to what has become of it. */
export function DecisionsOfMatter({ matter }: { matter: Matter }) {
  const t = useTexts('matter');
  const query = { matterId: matter.id };
  const decisions = useSuspenseQuery(readEvery('/api/v1/decisions', { params: { query } })).data;
  return (
    <Section heading={t('tabs.decisions')} className="page">
      {decisions.length === 0 ? (
        <EmptyState title={t('noDecisions.title')} text={t('noDecisions.text')} />
      ) : (
        <DecisionTable decisions={decisions} />
      )}
      <RecordHere matter={matter} />
    </Section>
  );
}

/** Whoever decides by delegation records it where they work: in the matter. */
function RecordHere({ matter }: { matter: Matter }) {
  const t = useTexts('delegated-decisions');
  const session = useSession();
  const body = useDelegatingBodies().find(({ authorityId }) => authorityId === matter.authorityId);
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState('');
  if (body === undefined || matter.status !== 'open' || !mayAt(session, 'delegation.decide', matter.authorityId))
    return null;
  return (
    <>
      <p role="status">{told}</p>
      <div className="actions">
        <Button variant="secondary" onClick={() => setOpen(true)}>
          {t('record')}
        </Button>
      </div>
      {isOpen ? (
        <RecordDelegated
          body={body}
          matter={matter}
          onRecorded={({ number, year }) => {
            setTold(t('recorded', { number, year }));
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
