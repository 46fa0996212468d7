import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read, readEvery, type Schemas, unwrap } from '../../api/client';
import { FieldsForm, type FormField } from '../../components/fields-form';
import { Section } from '../../components/section';
import { WhyNumber } from '../../components/why-number';
import { formatKr } from '../../money/money';
import type { SourceYear } from '../../sources/source-year';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** The year is closed once: state money is proposed for repayment, own money goes back or is carried over by a decision. */
export function Closing({ chosen }: { chosen: SourceYear }) {
  const t = useTexts('money-follow-up');
  const { sourceId, year, kind } = chosen;
  const { settled, sum } = useSuspenseQuery(
    read('/api/v1/funding-sources/{id}/settlements/{year}', { params: { path: { id: sourceId, year } } }),
  ).data;
  const [isOpen, setOpen] = useState(false);
  const isGrant = kind === 'stateGrant' || kind === 'eu';
  return (
    <Section heading={t('closing')}>
      {settled === null ? (
        <>
          <Paragraph>{t(isGrant ? 'closesGrant' : 'closesOwn', { unspent: formatKr(sum.unspent) })}</Paragraph>
          {isOpen ? (
            isGrant ? (
              <ClosingForm chosen={chosen} fields={[]} onClose={() => setOpen(false)} />
            ) : (
              <OwnClosing chosen={chosen} onClose={() => setOpen(false)} />
            )
          ) : (
            <Button variant="secondary" onClick={() => setOpen(true)}>
              {t('close')}
            </Button>
          )}
        </>
      ) : (
        <Alert data-color="info" role="status">
          {t(`outcomes.${settled.outcome}`)} {t('closedAt', { at: formatInstant(settled.recordedAt) })} {t('moved')}{' '}
          <WhyNumber route={`/api/v1/funding-sources/${sourceId}/settlements/${year}`} figure="returned">
            {formatKr(settled.moved)}
          </WhyNumber>
        </Alert>
      )}
    </Section>
  );
}

/** Own money: the decision about it is one of the executive board's, adjusted and open to all. */
function OwnClosing({ chosen, onClose }: { chosen: SourceYear; onClose: () => void }) {
  const t = useTexts('money-follow-up');
  const board = useSuspenseQuery(readEvery('/api/v1/bodies')).data.find(({ kind }) => kind === 'executiveBoard');
  const decisions = useSuspenseQuery(
    readEvery('/api/v1/public/decisions', {
      params: { query: { fromDay: `${chosen.year}-01-01`, ...(board === undefined ? {} : { bodyId: board.id }) } },
    }),
  ).data;
  const fields: FormField[] = [
    {
      name: 'outcome',
      kind: 'choice',
      label: t('outcome'),
      missing: t('missingOutcome'),
      options: (['return', 'carry'] as const).map((value) => ({ value, label: t(`choices.${value}`) })),
    },
    {
      name: 'decisionId',
      kind: 'choice',
      label: t('decision'),
      hint: t('decisionHint'),
      missing: t('missingDecision'),
      options: decisions.map(({ id, bodyName, minuteItem, decisionDay, title }) => ({
        value: id,
        label: `${bodyName} § ${minuteItem}, ${decisionDay}, ${title ?? ''}`,
      })),
    },
  ];
  return <ClosingForm chosen={chosen} fields={fields} onClose={onClose} />;
}

function ClosingForm({
  chosen: { sourceId, year },
  fields,
  onClose,
}: {
  chosen: SourceYear;
  /** None for state money: what is unspent is proposed for repayment. */
  fields: readonly FormField[];
  onClose: () => void;
}) {
  const t = useTexts('money-follow-up');
  const kept = useQueryClient();
  return (
    <>
      <Paragraph>{t('closingIsFinal')}</Paragraph>
      <FieldsForm
        fields={fields}
        submitLabel={t('closeNow')}
        onSubmit={(values) =>
          unwrap(
            api.POST('/api/v1/funding-sources/{id}/settlements', {
              params: { path: { id: sourceId } },
              body: { outcome: 'repay', ...values, year } as Schemas['NewSettlementDto'],
            }),
          )
        }
        onDone={async () => {
          await kept.invalidateQueries();
          onClose();
        }}
      >
        <Button variant="tertiary" onClick={onClose}>
          {t('cancel')}
        </Button>
      </FieldsForm>
    </>
  );
}
