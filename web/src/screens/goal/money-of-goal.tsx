import { Paragraph, Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { read, type Schemas } from '../../api/client';
import { CaptionedTable } from '../../components/captioned-table';
import { ChoiceField } from '../../components/choice-field';
import { Section } from '../../components/section';
import { FiguresTable } from '../../goals/figures-table';
import { type Period, PeriodField } from '../../goals/words';
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
  const money = useSuspenseQuery(
    read('/api/v1/goals/{id}/money', { params: { path: { id }, query: { year, period } } }),
  ).data;
  return (
    <Section heading={t('money.heading')} className="goal-part">
      <div className="year-choice no-print">
        <ChoiceField
          label={t('year')}
          value={String(year)}
          options={years.map((each) => ({ value: String(each), label: String(each) }))}
          onChange={(ar) => setSearch({ ar })}
        />
        <PeriodField value={period} onChange={(chosen) => setSearch({ period: chosen })} />
      </div>
      {money.measures.length === 0 ? <Paragraph>{t('money.none')}</Paragraph> : <Measures money={money} />}
      {money.indicators.length === 0 ? (
        <Paragraph>{t('indicator.none')}</Paragraph>
      ) : (
        <FiguresTable caption={t('indicator.heading')} indicators={money.indicators} />
      )}
    </Section>
  );
}

function Measures({ money: { measures, sum } }: { money: Money }) {
  const t = useTexts('goals');
  const cell = (of: Money['sum'], part: (typeof amounts)[number]): string => {
    const amount = of[part];
    return amount === null ? t('money.hidden') : formatNumber(amount);
  };
  return (
    <CaptionedTable
      caption={t('money.heading')}
      heads={[t('money.measure'), ...amounts.map((part) => ({ number: t(`money.${part}`) }))]}
    >
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
    </CaptionedTable>
  );
}
