import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read, type Schemas } from '../../api/client';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag, type Tone } from '../../components/status-tag';
import { decisionWords } from '../../decisions/decision-table';
import { Execution } from '../../decisions/execution';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { AppealCard } from './appeal-card';
import { AppealForm } from './appeal-form';
import { DelegatedFacts } from './delegated-facts';
import { route } from './route';

export type Standing = Schemas['StandingDto'];

const tones: Readonly<Record<Standing['standing'], Tone>> = {
  notAdjusted: 'neutral',
  notAnnounced: 'warning',
  appealPeriod: 'info',
  appealed: 'warning',
  final: 'success',
  annulled: 'danger',
};

/** Does the decision stand, who has appealed it, and what has become of that? */
export function StandingScreen() {
  const t = useTexts('appeals');
  const { kind, id } = route.useParams();
  const isDelegated = kind === decisionWords.delegatedDecision;
  const params = { params: { path: { id } } };
  const ofDecision = read('/api/v1/decisions/{id}/standing', params);
  const ofDelegated = read('/api/v1/delegated-decisions/{id}/standing', params);
  const standing = useSuspenseQuery((isDelegated ? ofDelegated : ofDecision) as typeof ofDecision).data;
  return (
    <div className="page">
      <PageHeading>
        {t(isDelegated ? 'delegatedHeading' : 'heading', { body: standing.bodyName, number: standing.minuteItem })}
      </PageHeading>
      {isDelegated ? <DelegatedFacts id={id} /> : null}
      <Facts standing={standing} />
      <Paragraph>{standing.appealability}</Paragraph>
      <Execution standing={standing} />
      <Appeals standing={standing} />
    </div>
  );
}

function Facts({ standing }: { standing: Standing }) {
  const t = useTexts('appeals');
  const { announcement, adjustedDay, decisionDay, finalDay } = standing;
  const days: [label: string, day: string | null][] = [
    [t('decided'), decisionDay],
    [t('adjusted'), adjustedDay],
    [t('posted'), announcement?.postedDay ?? null],
    [t('appealEnd'), announcement?.appealEndDay ?? null],
    [t('final'), finalDay],
  ];
  return (
    <dl className="status-line">
      <div>
        <dt>{t('standing')}</dt>
        <dd>
          <StatusTag tone={tones[standing.standing]}>{standing.standingText}</StatusTag>
        </dd>
      </div>
      {days.map(([label, day]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{day === null ? '–' : formatDay(day)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Appeals({ standing }: { standing: Standing }) {
  const t = useTexts('appeals');
  const mayRegister = standing.possibleActs.includes('registerAppeal');
  const [isWriting, setIsWriting] = useState(false);
  const button = mayRegister ? <Button onClick={() => setIsWriting(true)}>{t('register')}</Button> : null;
  return (
    <section className="page" aria-labelledby="appeals-heading">
      <Heading level={2} data-size="xs" id="appeals-heading">
        {t('title')}
      </Heading>
      {standing.appeals.length === 0 ? (
        <EmptyState title={t('none.title')} text={t('none.text')}>
          {button}
        </EmptyState>
      ) : (
        <>
          <p className="table-count">{t('appealsCount', { count: standing.appeals.length })}</p>
          {standing.appeals.map((appeal) => (
            <AppealCard key={appeal.id} appeal={appeal} mayStep={mayRegister} />
          ))}
          <div className="actions">{button}</div>
        </>
      )}
      {isWriting ? <AppealForm standing={standing} onClose={() => setIsWriting(false)} /> : null}
    </section>
  );
}
