import { Field, Heading, Label, Paragraph, Select, Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { read, type Schemas } from '../../api/client';
import { TableScroll } from '../../components/table-scroll';
import { FiguresTable } from '../../goals/figures-table';
import { type Period, periods } from '../../goals/words';
import { formatNumber } from '../../money/money';
import { useTableSearch } from '../../tables/table-search';
import { useTexts } from '../../texts/texts';

type Money = Schemas['GoalMoneyDto'];
const amounts = ['requested', 'approved', 'allocated', 'used'] as const;

/** Asked for, decided and used for the goal and those below it, beside what was measured. The sum is the rows'. */
export function MoneyOfGoal({
  id,
  year,
  years,
  period,
}: {
  id: string;
  year: number;
  years: readonly number[];
  period: Period;
}) {
  const t = useTexts('goals');
  const [, setSearch] = useTableSearch();
  const [yearField, periodField] = [useId(), useId()];
  const money = useSuspenseQuery(
    read('/api/v1/goals/{id}/money', { params: { path: { id }, query: { year, period } } }),
  ).data;
  return (
    <section aria-labelledby="money" className="goal-part">
      <Heading level={2} data-size="xs" id="money">
        {t('money.heading')}
      </Heading>
      <div className="year-choice no-print">
        <Field>
          <Label htmlFor={yearField}>{t('year')}</Label>
          <Select id={yearField} value={String(year)} onChange={(event) => setSearch({ ar: event.target.value })}>
            {years.map((each) => (
              <Select.Option key={each} value={String(each)}>
                {each}
              </Select.Option>
            ))}
          </Select>
        </Field>
        <Field>
          <Label htmlFor={periodField}>{t('period')}</Label>
          <Select id={periodField} value={period} onChange={(event) => setSearch({ period: event.target.value })}>
            {periods.map((each) => (
              <Select.Option key={each} value={each}>
                {t(`periods.${each}`)}
              </Select.Option>
            ))}
          </Select>
        </Field>
      </div>
      {money.measures.length === 0 ? <Paragraph>{t('money.none')}</Paragraph> : <Measures money={money} />}
      {money.indicators.length === 0 ? (
        <Paragraph>{t('indicator.none')}</Paragraph>
      ) : (
        <FiguresTable caption={t('indicator.heading')} indicators={money.indicators} />
      )}
    </section>
  );
}

function Measures({ money: { measures, sum } }: { money: Money }) {
  const t = useTexts('goals');
  const cell = (of: Money['sum'], part: (typeof amounts)[number]): string => {
    const amount = of[part];
    return amount === null ? t('money.hidden') : formatNumber(amount);
  };
  return (
    <TableScroll label={t('money.heading')}>
      <Table>
        <caption className="visually-hidden">{t('money.heading')}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('money.measure')}</Table.HeaderCell>
            {amounts.map((part) => (
              <Table.HeaderCell key={part} scope="col" className="number">
                {t(`money.${part}`)}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {measures.map((measure) => (
            <Table.Row key={`${measure.proposalId} ${measure.measureKey}`}>
              <Table.HeaderCell scope="row">{measure.title}</Table.HeaderCell>
              {amounts.map((part) => (
                <Table.Cell key={part} className="number" data-amount={part}>
                  {cell(measure, part)}
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
        <Table.Foot>
          <Table.Row>
            <Table.HeaderCell scope="row">{t('money.sum')}</Table.HeaderCell>
            {amounts.map((part) => (
              <Table.Cell key={part} className="number" data-sum={part}>
                {cell(sum, part)}
              </Table.Cell>
            ))}
          </Table.Row>
        </Table.Foot>
      </Table>
    </TableScroll>
  );
}
