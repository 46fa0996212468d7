import { Alert, Link as DsLink, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { PageHeading } from '../../components/page-heading';
import { formatKr, oreOf } from '../../money/money';
import { SourceStatus } from '../../sources/source-status';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { CeilingHistory } from './ceiling-history';
import { route } from './route';
import { SetCeiling } from './set-ceiling';
import { SourceActs } from './source-acts';
import { SourceYears } from './source-years';

export type SourceWithHistory = Schemas['SourceWithHistoryDto'];

/** One source: what it may be used for and until when, what is left of each year, and every ceiling it has had. */
export function FundingSourceScreen() {
  const t = useTexts('sources');
  const { id } = route.useParams();
  const source = useSuspenseQuery(read('/api/v1/funding-sources/{id}', { params: { path: { id } } })).data;
  const session = useSession();
  const manages = mayEver(session, 'source.manage');
  const isRunning = source.status !== 'settled' && source.status !== 'archived';
  return (
    <div className="page">
      <PageHeading>{source.name}</PageHeading>
      <Paragraph>
        <SourceStatus source={source} /> {source.code} · {t(`kinds.${source.kind}`)}
      </Paragraph>
      <Terms source={source} />
      {manages ? (
        <Paragraph className="no-print">
          <DsLink asChild>
            <Link to="/kallor/$id/andra" params={{ id }}>
              {t('change')}
            </Link>
          </DsLink>
        </Paragraph>
      ) : null}
      <OverAllocated source={source} />
      <SourceYears source={source} />
      {mayEver(session, 'ceiling.set') && isRunning ? <SetCeiling source={source} /> : null}
      <CeilingHistory source={source} />
      {manages ? <SourceActs key={source.version} source={source} /> : null}
    </div>
  );
}

/** Conditions of the money. What nobody has said is left out. */
function Terms({ source }: { source: SourceWithHistory }) {
  const t = useTexts('sources');
  const { grantor, reference, useFromDay, useToDay, requisitionDeadline: deadline, purposes, aliases } = source;
  const facts: readonly [label: string, said: string | null][] = [
    [t('grantor'), grantor],
    [t('reference'), reference],
    [t('usePeriod'), t('days', { first: formatDay(useFromDay), last: formatDay(useToDay) })],
    [
      t('deadline'),
      deadline === null ? null : t('at', { day: formatDay(deadline.day), time: deadline.time.replace(':', '.') }),
    ],
    [t('purposes'), purposes.length === 0 ? null : purposes.join(' · ')],
    [t('aliases'), aliases.length === 0 ? null : aliases.join(' · ')],
  ];
  return (
    <dl className="status-line">
      {facts.map(([label, said]) =>
        said === null ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{said}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** nothing is cut, and nothing more is given until it fits; who decides that is said too. */
function OverAllocated({ source: { years } }: { source: SourceWithHistory }) {
  const t = useTexts('sources');
  return years
    .filter(({ overAllocated }) => overAllocated)
    .map(({ id, year, remaining }) => (
      <Alert key={id} data-color="danger">
        <Paragraph>{t('overText', { year, over: formatKr(-oreOf(remaining)) })}</Paragraph>
      </Alert>
    ));
}
