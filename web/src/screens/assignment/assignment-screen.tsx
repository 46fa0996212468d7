import { Alert, Button, Link as DsLink, List, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { FieldsForm, type FormField } from '../../components/fields-form';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { Fact, StatusLine } from '../../components/status-line';
import { StatusTag } from '../../components/status-tag';
import { useAuthorityNames } from '../../goals/words';
import { ownFollowers, ownGivers } from '../../goals/write-rights';
import { formatKr } from '../../money/money';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { OwnerForm } from './owner-form';
import { route } from './route';

type Assignment = Schemas['AssignmentDto'];
type Step = Schemas['AssignmentStepDto']['act'];

/** The giver's word ends or prolongs it; what is done is the owner's to say. */
const givers: readonly Step[] = ['declareFulfilled', 'continue', 'withdraw'];
const owners: readonly Step[] = ['accept', 'begin', 'reportBack'];

/** What somebody was told to do, who does it, what has been said of it, and what comes next. */
export function AssignmentScreen() {
  const t = useTexts('goal-write');
  const { id } = route.useParams();
  const session = useSession();
  const assignment = useSuspenseQuery(read('/api/v1/assignments/{id}', { params: { path: { id } } })).data;
  const { giverId, ownerId, text, findings, possibleActs, status } = assignment;
  const gives = ownGivers(session).includes(giverId);
  const owns = ownerId !== null && ownFollowers(session).includes(ownerId);
  const acts = [...(owns ? owners : []), ...(gives ? givers : [])].filter((act) => possibleActs.includes(act));
  return (
    <div className="page">
      <PageHeading>{t('assignment.heading')}</PageHeading>
      <Paragraph className="assignment-text">{text}</Paragraph>
      <Facts assignment={assignment} />
      {findings.map(({ code, detail }) => (
        <Alert key={code} data-color="warning">
          {detail}
        </Alert>
      ))}
      {mayEver(session, 'assignment.handle') && acts.length > 0 ? (
        <Acts key={`${status} ${assignment.version}`} assignment={assignment} acts={acts} />
      ) : null}
      {gives && possibleActs.length > 0 ? <OwnerForm key={assignment.version} assignment={assignment} /> : null}
      <Steps assignment={assignment} />
    </div>
  );
}

function Facts({ assignment }: { assignment: Assignment }) {
  const t = useTexts('goal-write');
  const g = useTexts('goals');
  const nameOf = useAuthorityNames();
  const { year, sourceReference, giverId, ownerId, goalId, reportBackDay, isOverdue, status } = assignment;
  const { resourceStatement, resourceAmount } = assignment;
  const resources = [resourceStatement, resourceAmount === null ? null : formatKr(resourceAmount)].filter(Boolean);
  return (
    <StatusLine>
      <Fact label={g('state')}>
        <StatusTag tone="neutral">{g(`assignment.status.${status as 'given'}`)}</StatusTag>
      </Fact>
      <Fact label={g('assignment.owner')}>
        {ownerId === null ? <StatusTag tone="danger">{g('assignment.noOwner')}</StatusTag> : nameOf(ownerId)}
      </Fact>
      <Fact label={g('assignment.giver')}>{nameOf(giverId)}</Fact>
      <Fact label={t('assignment.reference')}>{`${sourceReference} (${year})`}</Fact>
      {reportBackDay === null ? null : (
        <Fact label={g('assignment.reportBack')}>
          {formatDay(reportBackDay)}{' '}
          {isOverdue ? <StatusTag tone="warning">{g('assignment.overdue')}</StatusTag> : null}
        </Fact>
      )}
      {resources.length === 0 ? null : <Fact label={g('assignment.resources')}>{resources.join(', ')}</Fact>}
      {goalId === null ? null : (
        <Fact label={g('goal')}>
          <DsLink asChild>
            <Link to="/mal/$id" params={{ id: goalId }}>
              {g('assignment.goal')}
            </Link>
          </DsLink>
        </Fact>
      )}
    </StatusLine>
  );
}

/** One press for what needs no words; the others ask for them. */
function Acts({ assignment: { id, version }, acts }: { assignment: Assignment; acts: readonly Step[] }) {
  const t = useTexts('goal-write');
  const kept = useQueryClient();
  const [chosen, setChosen] = useState<Step>();
  const fieldsOf = (act: Step): FormField[] => {
    const text: FormField = { name: 'text', label: t(`assignment.words.${act}`), kind: 'long' };
    const needsWords = act === 'reportBack' || act === 'continue' || act === 'withdraw';
    const day: FormField = {
      name: 'reportBackDay',
      label: t('assignment.nextDay'),
      kind: 'day',
      missing: t('assignment.missing.day'),
    };
    return [
      needsWords ? { ...text, missing: t('assignment.missing.words') } : text,
      ...(act === 'continue' ? [day] : []),
    ];
  };
  return (
    <section aria-label={t('acts')} className="no-print">
      <div className="actions">
        {acts.map((act, index) => (
          <Button
            key={act}
            variant={act === 'withdraw' ? 'tertiary' : index === 0 ? 'primary' : 'secondary'}
            data-color={act === 'withdraw' ? 'danger' : undefined}
            aria-expanded={chosen === act}
            onClick={() => setChosen(chosen === act ? undefined : act)}
          >
            {t(`assignment.acts.${act}`)}
          </Button>
        ))}
      </div>
      {chosen === undefined ? null : (
        <FieldsForm
          key={chosen}
          fields={fieldsOf(chosen)}
          submitLabel={t(`assignment.confirm.${chosen}`)}
          onSubmit={(values) =>
            unwrap(
              api.POST('/api/v1/assignments/{id}/steps', {
                params: { path: { id }, header: ifMatch(version) },
                body: { act: chosen, ...values } as Schemas['AssignmentStepDto'],
              }),
            )
          }
          onDone={() => kept.invalidateQueries()}
        />
      )}
    </section>
  );
}

function Steps({ assignment: { steps } }: { assignment: Assignment }) {
  const t = useTexts('goal-write');
  return (
    <Section heading={t('assignment.steps')}>
      {steps.length === 0 ? (
        <Paragraph>{t('assignment.noSteps')}</Paragraph>
      ) : (
        <List.Ordered>
          {steps.map(({ number, act, day, text }) => (
            <List.Item key={number}>
              {formatDay(day)}: {t(`assignment.done.${act as Step}`)}
              {text === null ? '' : `. ${text}`}
            </List.Item>
          ))}
        </List.Ordered>
      )}
    </Section>
  );
}
