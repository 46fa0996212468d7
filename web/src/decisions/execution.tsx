import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../api/client';
import { FieldsForm } from '../components/fields-form';
import { OpenDialog } from '../components/open-dialog';
import { StatusTag } from '../components/status-tag';
import { formatInstant } from '../texts/dates';
import { useTexts } from '../texts/texts';

type Standing = Schemas['StandingDto'];
type Assessment = Standing['execution']['assessments'][number];

/** May the decision be carried out, who says so, when and why (KL 13:14)? The latest assessment stands; the others are kept. */
export function Execution({ standing }: { standing: Standing }) {
  const t = useTexts('appeals');
  const [isAssessing, setAssessing] = useState(false);
  const { isAssessmentAskedFor, latest, assessments } = standing.execution;
  const mayAssess = standing.possibleActs.includes('assess');
  return (
    <section className="page" aria-labelledby="execution-heading">
      <Heading level={2} data-size="xs" id="execution-heading">
        {t('execution.title')}
      </Heading>
      {isAssessmentAskedFor ? <Alert data-color="warning">{t('assessmentAskedFor')}</Alert> : null}
      <Paragraph>{t(`execution.allows.${allowed(standing)}`)}</Paragraph>
      {assessments.map((assessment) => (
        <AssessmentText key={assessment.id} assessment={assessment} isLatest={assessment.id === latest?.id} />
      ))}
      {mayAssess ? (
        <div className="actions">
          <Button variant={isAssessmentAskedFor ? 'primary' : 'secondary'} onClick={() => setAssessing(true)}>
            {t(latest === null ? 'execution.assess' : 'execution.assessAgain')}
          </Button>
        </div>
      ) : null}
      {isAssessing ? <AssessmentForm standing={standing} onClose={() => setAssessing(false)} /> : null}
    </section>
  );
}

function allowed({ standing, execution: { isShown, latest } }: Standing) {
  if (standing === 'annulled' || standing === 'final') return standing;
  if (!isShown) return 'notShown';
  if (latest === null) return 'notAssessed';
  return latest.mayExecute ? 'yes' : 'no';
}

function AssessmentText({ assessment, isLatest }: { assessment: Assessment; isLatest: boolean }) {
  const t = useTexts('appeals');
  const { mayExecute, reasons, assessedByName, assessedAt } = assessment;
  return (
    <div>
      <Paragraph>
        {isLatest ? null : `${t('execution.earlier')}: `}
        <StatusTag tone={!isLatest ? 'neutral' : mayExecute ? 'success' : 'danger'}>
          {t(mayExecute ? 'execution.mayExecute' : 'execution.mayNotExecute')}
        </StatusTag>{' '}
        {t('execution.by', { name: assessedByName ?? t('somebody'), at: formatInstant(assessedAt) })}
      </Paragraph>
      <p className="passage">{reasons}</p>
    </div>
  );
}

function AssessmentForm({ standing: { kind, decisionId }, onClose }: { standing: Standing; onClose: () => void }) {
  const t = useTexts('appeals');
  const kept = useQueryClient();
  return (
    <OpenDialog labelledBy="new-assessment" onClose={onClose}>
      <Heading level={2} data-size="xs" id="new-assessment">
        {t('execution.assess')}
      </Heading>
      <Paragraph>{t('execution.lead')}</Paragraph>
      <FieldsForm
        fields={[
          {
            name: 'mayExecute',
            kind: 'choice',
            label: t('execution.fields.answer'),
            missing: t('execution.missing.answer'),
            options: (['yes', 'no'] as const).map((value) => ({ value, label: t(`execution.${value}`) })),
          },
          {
            name: 'reasons',
            kind: 'long',
            label: t('execution.fields.reasons'),
            hint: t('execution.hints.reasons'),
            missing: t('execution.missing.reasons'),
          },
        ]}
        submitLabel={t('execution.submit')}
        onSubmit={({ mayExecute, reasons }) => {
          const body = { mayExecute: mayExecute === 'yes', reasons: reasons as string };
          const request = { params: { path: { id: decisionId } }, body };
          return kind === 'delegatedDecision'
            ? unwrap(api.POST('/api/v1/delegated-decisions/{id}/execution-assessments', request))
            : unwrap(api.POST('/api/v1/decisions/{id}/execution-assessments', request));
        }}
        onDone={async () => {
          await kept.invalidateQueries();
          onClose();
        }}
      />
    </OpenDialog>
  );
}
