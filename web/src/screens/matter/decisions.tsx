import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery } from '../../api/client';
import { DecisionTable } from '../../decisions/decision-table';
import { EmptyState } from '../../components/empty-state';
import { Section } from '../../components/section';
import { useTexts } from '../../texts/texts';

/** What has been decided in the matter; each decision leads to what has become of it. */
export function DecisionsOfMatter({ matterId }: { matterId: string }) {
  const t = useTexts('matter');
  const decisions = useSuspenseQuery(readEvery('/api/v1/decisions', { params: { query: { matterId } } })).data;
  return (
    <Section heading={t('tabs.decisions')} className="page">
      {decisions.length === 0 ? (
        <EmptyState title={t('noDecisions.title')} text={t('noDecisions.text')} />
      ) : (
        <DecisionTable decisions={decisions} />
      )}
    </Section>
  );
}
