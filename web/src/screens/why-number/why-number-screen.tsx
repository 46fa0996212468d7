import { Alert, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { formatKr, sumOf } from '../../money/money';
import type { ExplainSearch } from '../../money/explained';
import { formatDay, formatInstant, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { type Explanation, explanationOf } from './explanation';
import { ExplainedRows } from './explained-rows';
import { route } from './route';
import './why-number.css';

/** Why is the number that number? The amount, every row behind it, and those that were left out, each with its ground. */
export function WhyNumberScreen() {
  const t = useTexts('why-number');
  const search = route.useSearch();
  if (search.av !== '' && search.summa !== '') return <Explained search={search} />;
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <EmptyState title={t('nothing.title')} text={t('nothing.text')} />
    </div>
  );
}

function Explained({ search }: { search: ExplainSearch }) {
  const t = useTexts('why-number');
  const explanation = useSuspenseQuery(explanationOf(search)).data;
  const { figure, amount, sum, agrees, items } = explanation;
  const included = items.filter((row) => row.included);
  const excluded = items.filter((row) => !row.included);
  return (
    <div className="page">
      <PageHeading>{t('heading', { figure: t(`figures.${figure as 'requested'}`) })}</PageHeading>
      <p className="live-sum" data-amount={amount.amount}>
        {formatKr(amount)}
      </p>
      <Paragraph>{aboutOf(t, explanation)}</Paragraph>
      <Moment search={search} />
      {agrees ? (
        <p role="status" className="table-count">
          {included.length === 0
            ? t('noneIncluded')
            : t('agrees', { count: included.length, sum: formatKr(sumOf(included.map((row) => row.amount))) })}{' '}
          {excluded.length === 0 ? t('noExcluded') : t('excluded', { count: excluded.length })}
        </p>
      ) : (
        <Alert data-color="danger" role="alert">
          {t('differs', { sum: formatKr(sum), amount: formatKr(amount) })}
        </Alert>
      )}
      <ExplainedRows rows={items} />
    </div>
  );
}

/** The explanation of the same total as it stood on another day. */
function Moment({ search }: { search: ExplainSearch }) {
  const t = useTexts('why-number');
  const navigate = useNavigate();
  // Only some totals can be asked of as of a day; those say so by having been asked so, or by being the ceilings' totals.
  if (search.dag === undefined && !takesDays.test(search.av)) return null;
  const go = (dag: string): void =>
    void navigate({
      to: '.',
      search: { ...search, dag: dag === '' ? undefined : dag } as never,
      replace: true,
      resetScroll: false,
    });
  return (
    <div className="actions no-print">
      <Textfield
        type="date"
        label={t('asOf')}
        value={search.dag ?? ''}
        max={today()}
        onChange={(event) => go(event.target.value)}
      />
    </div>
  );
}

const takesDays = /^\/api\/v1\/(totals|funding-sources\/[\w-]+\/settlements\/\d{4})$/;

/** What the rows have in common: the source and year, when it is only one; and the moment asked about. */
function aboutOf(t: ReturnType<typeof useTexts<'why-number'>>, { items, asOf, knownAt }: Explanation): string {
  const sources = new Set(items.flatMap(({ source }) => (source == null ? [] : [`${source.code} ${source.year}`])));
  const [only] = sources;
  const parts = [
    sources.size === 1 && only !== undefined ? t('ofSource', { source: only }) : null,
    asOf == null ? null : t('onDay', { day: formatDay(asOf) }),
    knownAt == null ? null : t('asKnown', { at: formatInstant(knownAt) }),
    asOf == null && knownAt == null ? t('now') : null,
  ];
  return parts.filter((part) => part !== null).join(' ');
}
