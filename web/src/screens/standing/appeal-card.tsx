import { Button, Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { FieldsForm } from '../../components/fields-form';
import { OpenDialog } from '../../components/open-dialog';
import { ProblemAlert } from '../../components/problem-alert';
import { StatusTag } from '../../components/status-tag';
import { formatDay, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import type { Standing } from './standing-screen';

type Appeal = Standing['appeals'][number];
const acts = ['forward', 'dismiss', 'reject', 'annul', 'withdraw'] as const;
type Act = (typeof acts)[number];

/** One appeal: when it came, what has happened, and what may be noted next. */
export function AppealCard({ appeal, mayStep }: { appeal: Appeal; mayStep: boolean }) {
  const t = useTexts('appeals');
  const [act, setAct] = useState<Act | undefined>();
  const [refusal, setRefusal] = useState<ApiProblem | undefined>();
  const possible = mayStep ? acts.filter((each) => appeal.possibleActs.includes(each)) : [];
  const name = appeal.appellant ?? t('somebody');
  return (
    <Card>
      <Heading level={3} data-size="2xs">
        {name}
      </Heading>
      <Paragraph>
        <StatusTag tone={possible.length === 0 && appeal.status !== 'registered' ? 'neutral' : 'warning'}>
          {appeal.statusText}
        </StatusTag>{' '}
        {t('cameOn', { day: formatDay(appeal.receivedDay) })}{' '}
        {appeal.isLate === null ? t('timeNotBegun') : t(appeal.isLate ? 'late' : 'inTime')}
      </Paragraph>
      {appeal.grounds === null ? null : <p className="passage">{appeal.grounds}</p>}
      <ol>
        {appeal.steps.map(({ number, status, day, note }) => (
          <li key={number}>
            {formatDay(day)}: {t(`status.${status}`)}
            {note === null ? null : ` (${note})`}
          </li>
        ))}
      </ol>
      {appeal.courtReference === null ? null : (
        <Paragraph>{t('courtNumber', { court: appeal.court, reference: appeal.courtReference })}</Paragraph>
      )}
      <ProblemAlert error={refusal} />
      {possible.length === 0 ? null : (
        <div className="actions">
          {possible.map((each) => (
            <Button
              key={each}
              variant={each === 'forward' ? 'primary' : 'secondary'}
              data-size="sm"
              aria-label={`${t(`acts.${each}`)}: ${name}`}
              onClick={() => {
                setRefusal(undefined);
                setAct(each);
              }}
            >
              {t(`acts.${each}`)}
            </Button>
          ))}
        </div>
      )}
      {act === undefined ? null : (
        <StepForm act={act} appeal={appeal} onClose={() => setAct(undefined)} onRefused={setRefusal} />
      )}
    </Card>
  );
}

function StepForm({
  act,
  appeal: { id, version },
  onClose,
  onRefused,
}: {
  act: Act;
  appeal: Appeal;
  onClose: () => void;
  onRefused: (problem: ApiProblem) => void;
}) {
  const t = useTexts('appeals');
  const kept = useQueryClient();
  return (
    <OpenDialog labelledBy="appeal-step" onClose={onClose}>
      <Heading level={2} data-size="xs" id="appeal-step">
        {t(`acts.${act}`)}
      </Heading>
      <FieldsForm
        fields={[
          { name: 'day', kind: 'day', label: t('fields.day'), initial: today(), missing: t('missing.day') },
          ...(act === 'withdraw'
            ? []
            : [{ name: 'courtReference', kind: 'text' as const, label: t('fields.courtReference') }]),
          { name: 'note', kind: 'long', label: t('fields.note') },
        ]}
        submitLabel={t('noteIt')}
        onSubmit={async (values) => {
          try {
            const body = { act, ...values } as unknown as Schemas['AppealStepDto'];
            const params = { path: { id }, header: ifMatch(version) };
            await unwrap(api.POST('/api/v1/appeals/{id}/steps', { params, body }));
          } catch (error) {
            // Somebody has noted something meanwhile: what stands now is shown, and why this was refused.
            if (error instanceof ApiProblem && error.isStale) {
              onRefused(error);
              await kept.invalidateQueries();
            }
            throw error;
          }
        }}
        onDone={async () => {
          await kept.invalidateQueries();
          onClose();
        }}
      />
    </OpenDialog>
  );
}
