import { Button, Paragraph, Table } from '@digdir/designsystemet-react';
import { TableScroll } from '../../components/table-scroll';
import type { Body } from '../../decisions/delegation';
import type { RuleDraft } from '../../decisions/scheme-draft';
import { useTexts } from '../../texts/texts';
import { useDelegateOptions } from './delegate-options';

/** The rules as they will be set, each to change or take away. */
export function RuleTable({
  rules,
  body,
  onChange,
  onRemove,
}: {
  rules: readonly RuleDraft[];
  body: Body;
  onChange: (rule: RuleDraft) => void;
  onRemove: (rule: RuleDraft) => void;
}) {
  const t = useTexts('delegated-decisions');
  const labels = new Map(useDelegateOptions(body).map(({ value, label }) => [value, label]));
  if (rules.length === 0) return <Paragraph>{t('noRules')}</Paragraph>;
  return (
    <TableScroll label={t('scheme')}>
      <Table zebra>
        <caption className="visually-hidden">{t('scheme')}</caption>
        <Table.Head>
          <Table.Row>
            {(['ruleNumber', 'about', 'delegate', 'told', 'change'] as const).map((name) => (
              <Table.HeaderCell key={name} scope="col">
                {t(name)}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {rules.map((rule) => (
            <Table.Row key={rule.number}>
              <Table.Cell>{rule.number}</Table.Cell>
              <Table.Cell>{rule.description}</Table.Cell>
              <Table.Cell>{labels.get(rule.delegate) ?? t('delegates.somebody')}</Table.Cell>
              <Table.Cell>{t(`reportings.${rule.reporting as 'none'}`)}</Table.Cell>
              <Table.Cell>
                {(
                  [
                    ['changeRule', onChange],
                    ['removeRule', onRemove],
                  ] as const
                ).map(([act, perform]) => (
                  <Button
                    key={act}
                    variant="tertiary"
                    data-size="sm"
                    aria-label={t(`${act}Number`, { number: rule.number })}
                    onClick={() => perform(rule)}
                  >
                    {t(act)}
                  </Button>
                ))}
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </TableScroll>
  );
}
