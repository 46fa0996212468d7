import type { Schemas } from '../api/client';
import { StatusTag, type Tone } from '../components/status-tag';
import { useTexts } from '../texts/texts';

export type Source = Schemas['SourceDto'];
export const sourceKinds = ['stateGrant', 'discretionaryAppropriation', 'eu', 'other'] as const;
export const sourceStatuses = ['planned', 'announced', 'open', 'closed', 'settled', 'archived'] as const;

const tones: Readonly<Record<Source['status'], Tone>> = {
  planned: 'neutral',
  announced: 'info',
  open: 'success',
  closed: 'warning',
  settled: 'neutral',
  archived: 'neutral',
};

export const isOver = ({ years }: Pick<Source, 'years'>): boolean => years.some(({ overAllocated }) => overAllocated);

/** Where in its life a source is, and whether more is given than its ceilings allow. */
export function SourceStatus({ source }: { source: Source }) {
  const t = useTexts('sources');
  return (
    <>
      <StatusTag tone={tones[source.status]}>{t(`statuses.${source.status}`)}</StatusTag>{' '}
      {isOver(source) ? <StatusTag tone="danger">{t('over')}</StatusTag> : null}
    </>
  );
}
