import { Alert, Switch, Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read, type Schemas } from '../../api/client';
import { comparedRows, sumsOf } from '../../board/comparison';
import { Section } from '../../components/section';
import { TableScroll } from '../../components/table-scroll';
import { WhyNumber } from '../../components/why-number';
import { formatNumber, oreOf, sumOf } from '../../money/money';
import { useTexts } from '../../texts/texts';

type Comparison = Schemas['ComparisonDto'];

/** Several scenarios beside each other: first what each does to the sources, then to the measures. */
export function ComparedScenarios({ callId, ids }: { callId: string; ids: readonly string[] }) {
  const t = useTexts('scenarios');
  const comparison = useSuspenseQuery(
    read('/api/v1/calls/{id}/scenarios/comparison', {
      params: { path: { id: callId }, query: { ids: ids.join(',') } },
    }),
  ).data;
  return (
    <Section heading={t('sideBySide')} className="scenario-comparison">
      {comparison.sameInputs ? null : <Alert data-color="warning">{t('otherInputs')}</Alert>}
      <Sources comparison={comparison} />
      <Measures comparison={comparison} />
    </Section>
  );
}

function Sources({ comparison: { scenarios, sources } }: { comparison: Comparison }) {
  const t = useTexts('scenarios');
  return (
    <TableScroll label={t('perSource')}>
      <Table data-size="sm">
        <caption>{t('perSource')}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col" rowSpan={2}>
              {t('source')}
            </Table.HeaderCell>
            {scenarios.map(({ id, name }) => (
              <Table.HeaderCell key={id} scope="colgroup" colSpan={2} className="scenario-name">
                {name}
              </Table.HeaderCell>
            ))}
          </Table.Row>
          <Table.Row>
            {scenarios.flatMap(({ id }) =>
              (['given', 'left'] as const).map((part) => (
                <Table.HeaderCell key={`${id} ${part}`} scope="col" className="number">
                  {t(part)}
                </Table.HeaderCell>
              )),
            )}
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {sources.map(({ sourceYearId, code, year, amounts }) => (
            <Table.Row key={sourceYearId}>
              <Table.HeaderCell scope="row">{`${code} ${year}`}</Table.HeaderCell>
              {amounts.flatMap(({ given, left }, at) => {
                const id = scenarios[at]?.id ?? '';
                const isOver = oreOf(left) < 0n;
                const why = (figure: 'given' | 'left', text: string) => (
                  <WhyNumber route={`/api/v1/scenarios/${id}`} figure={figure} parameters={{ sourceYearId }}>
                    {text}
                  </WhyNumber>
                );
                return [
                  <Table.Cell key={`${id} given`} className="number">
                    {why('given', formatNumber(given))}
                  </Table.Cell>,
                  <Table.Cell key={`${id} left`} className="number" data-over={isOver ? '' : undefined}>
                    {isOver ? <span aria-hidden="true">▲ </span> : null}
                    {why('left', isOver ? t('overBy', { amount: formatNumber(-oreOf(left)) }) : formatNumber(left))}
                  </Table.Cell>,
                ];
              })}
            </Table.Row>
          ))}
        </Table.Body>
        <Table.Foot>
          <Table.Row>
            <Table.HeaderCell scope="row">{t('sum')}</Table.HeaderCell>
            {scenarios.flatMap(({ id }, at) =>
              (['given', 'left'] as const).map((part) => (
                <Table.Cell key={`${id} ${part}`} className="number">
                  {formatNumber(sumOf(sources.flatMap(({ amounts }) => amounts[at]?.[part] ?? [])))}
                </Table.Cell>
              )),
            )}
          </Table.Row>
        </Table.Foot>
      </Table>
    </TableScroll>
  );
}

function Measures({ comparison }: { comparison: Comparison }) {
  const t = useTexts('scenarios');
  const { scenarios } = comparison;
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const rows = comparedRows(comparison);
  const different = rows.filter(({ differs }) => differs);
  const shown = onlyDifferent ? different : rows;
  const sums = sumsOf(shown, scenarios.length);
  return (
    <>
      {scenarios.length < 2 ? null : (
        <div className="scenario-differences">
          <Switch
            label={t('onlyDifferent')}
            checked={onlyDifferent}
            onChange={({ target: { checked } }) => setOnlyDifferent(checked)}
          />
          <span role="status">{t('differences', { count: different.length })}</span>
        </div>
      )}
      <TableScroll label={t('perMeasure')}>
        <Table data-size="sm">
          <caption>{t('perMeasure')}</caption>
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('measure')}</Table.HeaderCell>
              <Table.HeaderCell scope="col" className="number">
                {t('requested')}
              </Table.HeaderCell>
              {scenarios.map(({ id, name }) => (
                <Table.HeaderCell key={id} scope="col" className="number scenario-name">
                  {name}
                </Table.HeaderCell>
              ))}
              {scenarios.length < 2 ? null : <Table.HeaderCell scope="col">{t('difference')}</Table.HeaderCell>}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {shown.map(({ id, title, authorityCode, requestedOre, amounts, differs }) => (
              <Table.Row key={id} data-differs={differs ? '' : undefined}>
                <Table.HeaderCell scope="row">{`${authorityCode} ${title}`}</Table.HeaderCell>
                <Table.Cell className="number">{formatNumber(requestedOre)}</Table.Cell>
                {amounts.map(({ ore, sources }, at) => (
                  <Table.Cell key={scenarios[at]?.id} className="number">
                    {formatNumber(ore)}
                    {sources === '' ? null : <span className="scenario-source">{sources}</span>}
                  </Table.Cell>
                ))}
                {scenarios.length < 2 ? null : <Table.Cell>{differs ? `≠ ${t('differs')}` : ''}</Table.Cell>}
              </Table.Row>
            ))}
          </Table.Body>
          <Table.Foot>
            <Table.Row>
              <Table.HeaderCell scope="row">{t('sum')}</Table.HeaderCell>
              <Table.Cell className="number">
                {formatNumber(shown.reduce((sum, { requestedOre }) => sum + requestedOre, 0n))}
              </Table.Cell>
              {sums.map((ore, at) => (
                <Table.Cell key={scenarios[at]?.id} className="number">
                  {formatNumber(ore)}
                </Table.Cell>
              ))}
              {scenarios.length < 2 ? null : <Table.Cell />}
            </Table.Row>
          </Table.Foot>
        </Table>
      </TableScroll>
    </>
  );
}
