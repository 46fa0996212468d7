import { Button, Heading, Paragraph, Table } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { FieldsForm, type FormValues } from '../../components/fields-form';
import { TableScroll } from '../../components/table-scroll';
import { formatKr, formatNumber, sumOf } from '../../money/money';
import { formatDay, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import type { FollowUpLine } from './money-follow-up-screen';

interface Place {
  sourceId: string;
  year: number;
}

const monthNumbers = Array.from({ length: 12 }, (_none, index) => index + 1);

/** One measure: its plan and use month by month, the latest forecast, and the forms for those who use the money. */
export function MeasureFollowUp({ line, place }: { line: FollowUpLine; place: Place }) {
  const t = useTexts('money-follow-up');
  const mayWrite = mayEver(useSession(), 'forecast.write');
  const [open, setOpen] = useState<'forecast' | 'plan' | undefined>();
  const { measureTitle, forecast, months } = line;
  return (
    <section aria-labelledby="insats">
      <Heading level={2} data-size="xs" id="insats" tabIndex={-1}>
        {measureTitle ?? t('untitled')}
      </Heading>
      {forecast === null ? (
        <Paragraph>{t('noForecast')}</Paragraph>
      ) : (
        <Paragraph>
          {t('said', { amount: formatKr(forecast.amount), day: formatDay(forecast.forecastDay) })}{' '}
          {forecast.recordedByName} {forecast.comment == null ? null : `”${forecast.comment}”`}
        </Paragraph>
      )}
      {months.length === 0 ? <Paragraph>{t('noMonths')}</Paragraph> : <Months months={months} />}
      {!mayWrite ? null : open === undefined ? (
        <div className="actions no-print">
          <Button onClick={() => setOpen('forecast')}>{t('foresee')}</Button>
          <Button variant="secondary" onClick={() => setOpen('plan')}>
            {t(line.planNumber === null ? 'plan' : 'replan')}
          </Button>
        </div>
      ) : (
        <WriteForm kind={open} line={line} place={place} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}

function Months({ months }: { months: FollowUpLine['months'] }) {
  const t = useTexts('money-follow-up');
  return (
    <TableScroll label={t('months')}>
      <Table zebra className="months">
        <caption>{t('months')}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('month')}</Table.HeaderCell>
            <Table.HeaderCell scope="col" className="number">
              {t('planned')}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col" className="number">
              {t('used')}
            </Table.HeaderCell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {months.map(({ month, planned, used }) => (
            <Table.Row key={month}>
              <Table.HeaderCell scope="row">{t(`monthNames.${month as 1}`)}</Table.HeaderCell>
              <Table.Cell className="number">{formatNumber(planned)}</Table.Cell>
              <Table.Cell className="number">{formatNumber(used)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
        <Table.Foot>
          <Table.Row>
            <Table.HeaderCell scope="row">{t('total')}</Table.HeaderCell>
            <Table.Cell className="number" data-months="planned">
              {formatNumber(sumOf(months.map(({ planned }) => planned)))}
            </Table.Cell>
            <Table.Cell className="number" data-months="used">
              {formatNumber(sumOf(months.map(({ used }) => used)))}
            </Table.Cell>
          </Table.Row>
        </Table.Foot>
      </Table>
    </TableScroll>
  );
}

function WriteForm({
  kind,
  line,
  place,
  onClose,
}: {
  kind: 'forecast' | 'plan';
  line: FollowUpLine;
  place: Place;
  onClose: () => void;
}) {
  const t = useTexts('money-follow-up');
  const kept = useQueryClient();
  const { proposalId, measureKey, months, planNumber, allocated } = line;
  const about = { proposalId, measureKey, ...place };
  const planned = (month: number): { initial?: string } => {
    const found = months.find((one) => one.month === month)?.planned;
    return found === undefined || found.amount === '0.00' ? {} : { initial: formatNumber(found) };
  };
  const comment = {
    name: 'comment',
    kind: 'long',
    label: t('comment'),
    hint: t('commentHint', { allocated: formatKr(allocated) }),
  } as const;
  const forms = {
    forecast: [
      { name: 'amount', kind: 'amount', label: t('forecastOfYear'), missing: t('missingAmount') } as const,
      {
        name: 'forecastDay',
        kind: 'day',
        label: t('forecastDay'),
        initial: today(),
        missing: t('missingDay'),
      } as const,
      comment,
    ],
    plan: [
      ...monthNumbers.map((month) => ({
        name: String(month),
        kind: 'amount' as const,
        label: t(`monthNames.${month as 1}`),
        ...planned(month),
      })),
      ...(planNumber === null
        ? []
        : [{ name: 'reason', kind: 'long', label: t('reason'), missing: t('missingReason') } as const]),
    ],
  };
  return (
    <FieldsForm
      fields={forms[kind]}
      submitLabel={t(kind === 'forecast' ? 'foresee' : 'savePlan')}
      onSubmit={(values) =>
        kind === 'forecast'
          ? unwrap(
              api.POST('/api/v1/forecasts', { body: { ...about, ...values } as unknown as Schemas['NewForecastDto'] }),
            )
          : unwrap(
              api.POST('/api/v1/month-plans', { body: { ...about, ...planOf(values) } as Schemas['NewMonthPlanDto'] }),
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
  );
}

/** Months without an amount are left out, as the API takes them. */
function planOf({ reason, ...amounts }: FormValues): object {
  const months = Object.entries(amounts).map(([month, amount]) => ({ month: Number(month), amount }));
  return { months, ...(reason === undefined ? {} : { reason }) };
}
