import { Table } from '@digdir/designsystemet-react';
import type { Schemas } from '../api/client';
import { CaptionedTable } from '../components/captioned-table';
import { useTexts } from '../texts/texts';

type Figures = Schemas['IndicatorFiguresDto'];
type Outcome = Schemas['OutcomeViewDto'];

const groups = ['all', 'women', 'men'] as const;

/** What was measured, by Samtliga, Kvinnor and Män, beside the year before and the target. Not measured is said, never shown as 0. */
export function FiguresTable({ indicators, caption }: { indicators: readonly Figures[]; caption: string }) {
  const t = useTexts('goals');
  return (
    <CaptionedTable
      caption={caption}
      heads={[
        t('indicator.name'),
        ...groups.map((group) => ({ number: t(`groups.${group}`) })),
        t('indicator.before'),
        t('indicator.target'),
      ]}
    >
      <Table.Body>
        {indicators.map(({ id, name, unit, outcome, previous, target, cautions }) => (
          <Table.Row key={id}>
            <Table.HeaderCell scope="row">
              {name} <span className="quiet">{unit}</span>
              {cautions.map((caution) => (
                <span key={caution} className="remark quiet">
                  {caution}
                </span>
              ))}
            </Table.HeaderCell>
            <OutcomeCells outcome={outcome} />
            <Table.Cell>
              <InShort outcome={previous} />
            </Table.Cell>
            <Table.Cell>
              {target === null ? '' : target.text}
              {target === null ? null : (
                <span className="remark quiet">{t(`verdicts.${target.verdict as 'met'}`)}</span>
              )}
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </CaptionedTable>
  );
}

export function OutcomeCells({ outcome }: { outcome: Outcome | null }) {
  const t = useTexts('goals');
  if (outcome === null)
    return (
      <Table.Cell colSpan={3} className="quiet">
        {t('outcome.none')}
      </Table.Cell>
    );
  if (!outcome.isMeasured)
    return (
      <Table.Cell colSpan={3}>
        <strong>{t('outcome.notMeasured')}</strong>
        {outcome.notMeasuredReason === null ? null : <span className="remark">{outcome.notMeasuredReason}</span>}
      </Table.Cell>
    );
  return (
    <>
      {groups.map((group) => (
        <Table.Cell key={group} className="number">
          {figureText(outcome.figures.find((figure) => figure.group === group))}
        </Table.Cell>
      ))}
    </>
  );
}

function InShort({ outcome }: { outcome: Outcome | null }) {
  const t = useTexts('goals');
  if (outcome === null) return null;
  if (!outcome.isMeasured) return <>{t('outcome.notMeasured')}</>;
  return <>{figureText(outcome.figures.find(({ group }) => group === 'all'))}</>;
}

/** `18 % (90 av 500)`, `520` or `9,5`. */
export function figureText(figure: Outcome['figures'][number] | undefined): string {
  if (figure === undefined) return '';
  const { count, total, value, percent } = figure;
  const whole = (amount: number): string => amount.toLocaleString('sv-SE');
  if (percent !== null) {
    const parts = count === null ? '' : total === null ? ` (${whole(count)})` : ` (${whole(count)} av ${whole(total)})`;
    return `${percent.replace('.', ',')} %${parts}`;
  }
  if (count !== null) return whole(count);
  return value === null ? '' : value.replace('.', ',');
}
