import { Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readEvery, type Schemas } from '../api/client';
import { ChoiceField } from '../components/choice-field';
import { StatusTag, type Tone } from '../components/status-tag';
import { useTexts } from '../texts/texts';
import './goals.css';

export const periods = ['januaryApril', 'januaryJune', 'januaryAugust', 'year'] as const;
export type Period = (typeof periods)[number];
export const periodOf = (value: string | undefined): Period => periods.find((each) => each === value) ?? 'year';

export function PeriodField({ value, onChange }: { value: Period; onChange: (period: Period) => void }) {
  const t = useTexts('goals');
  const options = periods.map((each) => ({ value: each, label: t(`periods.${each}`) }));
  return <ChoiceField label={t('period')} value={value} options={options} onChange={onChange} />;
}

const tones: Readonly<Record<string, Tone>> = {
  achieved: 'success',
  partly: 'warning',
  notAchieved: 'danger',
  notMeasured: 'neutral',
  unknown: 'neutral',
};

/** A shape, a word, and only then a colour. The words are the API's own, the same as in the printed report. */
export function AttainmentTag({ status }: { status: Schemas['StatusViewDto'] | undefined }) {
  const t = useTexts('goals');
  if (status === undefined) return <span className="quiet">{t('notJudged')}</span>;
  return (
    <StatusTag tone={tones[status.value] ?? 'neutral'}>
      <span aria-hidden="true" className="sign" data-shape={status.shape}>
        {status.symbol}
      </span>{' '}
      {status.text}
    </StatusTag>
  );
}

/** The three lists of following up, beside each other. */
export function GoalsTabs() {
  const t = useTexts('goals');
  return (
    <nav aria-label={t('title')} className="goal-tabs no-print">
      <ul>
        {(['/mal', '/uppfoljning', '/uppdrag'] as const).map((to) => (
          <li key={to}>
            <DsLink asChild>
              <Link
                to={to}
                activeProps={{ 'aria-current': 'page' }}
                activeOptions={{ exact: true, includeSearch: false }}
              >
                {t(`tabs.${to.slice(1) as 'mal' | 'uppfoljning' | 'uppdrag'}`)}
              </Link>
            </DsLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function useAuthorityNames(): (id: string | null) => string {
  const names = new Map(useSuspenseQuery(readEvery('/api/v1/authorities')).data.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? '' : (names.get(id) ?? ''));
}

export function usePersonNames(): (id: string | null) => string {
  const names = new Map(useSuspenseQuery(readEvery('/api/v1/people')).data.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? '' : (names.get(id) ?? ''));
}
