import { Button, Label, Search, Table } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { ChoiceField, type Option } from '../components/choice-field';
import { TableScroll } from '../components/table-scroll';
import { formatKr, formatNumber, sumOf } from '../money/money';
import { useTexts } from '../texts/texts';
import { type Column, isAmount, searchRows, sortRows, textOf } from './column';
import { csvOf } from './csv';
import { download } from './download';
import { SavedViews } from './saved-views';
import { useTableSearch } from './table-search';

export interface Filter<Row> {
  /** Name in the address, `?status=drafting`. */
  key: string;
  label: string;
  value: (row: Row) => string;
  options: readonly Option[];
}

/**
 * A list: search words, filters and order in the address, count and sum of what is shown, and the same as Excel or CSV. All
 * rows are given (see `readEvery`): nothing is cut, so that find-in-page, print and screen readers meet everything.
 */
export function DataTable<Row>({
  name,
  caption,
  columns,
  rows,
  rowKey,
  filters = [],
  empty,
  actions,
}: {
  /** File name of downloads and place of saved views; letters and hyphens. */
  name: string;
  /** What the list is; its accessible name. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  filters?: readonly Filter<Row>[];
  /** Shown instead of the table when there are no rows at all. */
  empty: ReactNode;
  /** Buttons that stand beside the downloads. */
  actions?: ReactNode;
}) {
  const t = useTexts('common');
  const [search, setSearch] = useTableSearch();
  if (rows.length === 0) return empty;
  const filtered = filters.reduce(
    (left, { key, value }) => (search[key] === undefined ? left : left.filter((row) => value(row) === search[key])),
    [...rows],
  );
  const shown = sortRows(searchRows(filtered, columns, search['q'] ?? ''), columns, search['sort']);
  return (
    <section className="data-table" aria-label={caption}>
      <div className="table-tools no-print">
        <div>
          <Label htmlFor={`${name}-search`}>{t('table.search')}</Label>
          <Search>
            <Search.Input
              id={`${name}-search`}
              value={search['q'] ?? ''}
              onChange={(event) => setSearch({ q: event.target.value || undefined })}
            />
            <Search.Clear aria-label={t('table.clear')} onClick={() => setSearch({ q: undefined })} />
          </Search>
        </div>
        {filters.map(({ key, label, options }) => (
          <ChoiceField
            key={key}
            label={label}
            none={t('table.all')}
            value={search[key] ?? ''}
            options={options}
            onChange={(value) => setSearch({ [key]: value || undefined })}
          />
        ))}
        <div className="table-actions">
          {actions}
          <Button variant="secondary" onClick={() => void downloadXlsx(name, caption, columns, shown)}>
            {t('table.excel')}
          </Button>
          <Button
            variant="tertiary"
            onClick={() => download(`${name}.csv`, 'text/csv;charset=utf-8', csvOf(columns, shown))}
          >
            {t('table.csv')}
          </Button>
        </div>
        <SavedViews list={name} search={search} onChoose={setSearch} />
      </div>
      <p role="status" className="table-count">
        {countAndSum(columns, shown, (count) => t('table.count', { count }))}
      </p>
      <TableScroll label={caption}>
        <Table zebra>
          <caption className="visually-hidden">{caption}</caption>
          <Table.Head>
            <Table.Row>
              {columns.map((column) => (
                <SortableHeader
                  key={column.key}
                  column={column}
                  sort={search['sort']}
                  onSort={(sort) => setSearch({ sort })}
                />
              ))}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {shown.map((row) => (
              <Table.Row key={rowKey(row)}>
                {columns.map((column) => (
                  <Table.Cell key={column.key} className={classOf(column)}>
                    {column.show?.(row) ?? textOf(column.value(row))}
                  </Table.Cell>
                ))}
              </Table.Row>
            ))}
          </Table.Body>
          <SumRow columns={columns} rows={shown} label={t('table.sum')} />
        </Table>
      </TableScroll>
    </section>
  );
}

function SortableHeader<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
}) {
  const direction = sort === column.key ? 'ascending' : sort === `-${column.key}` ? 'descending' : 'none';
  const next = { none: column.key, ascending: `-${column.key}`, descending: undefined }[direction];
  return (
    <Table.HeaderCell scope="col" sort={direction} onClick={() => onSort(next)} className={classOf(column)}>
      {column.header}
    </Table.HeaderCell>
  );
}

function SumRow<Row>({
  columns,
  rows,
  label,
}: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  label: string;
}) {
  if (!columns.some(({ kind }) => kind === 'money')) return null;
  return (
    <Table.Foot>
      <Table.Row>
        {columns.map((column, index) =>
          column.kind === 'money' ? (
            <Table.Cell key={column.key} className="number" data-sum={column.key}>
              {formatNumber(sumOf(rows.map(column.value).filter(isAmount)))}
            </Table.Cell>
          ) : (
            <Table.Cell key={column.key}>{index === 0 ? label : null}</Table.Cell>
          ),
        )}
      </Table.Row>
    </Table.Foot>
  );
}

/** Amounts and numbers stand to the right; a day is never broken over two lines. */
const classOf = <Row,>({ kind }: Column<Row>): string | undefined =>
  kind === 'money' || kind === 'number' ? 'number' : kind === 'day' ? 'day' : undefined;

function countAndSum<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  counted: (count: number) => string,
): string {
  const sums = columns
    .filter(({ kind }) => kind === 'money')
    .map(({ header, value }) => `${header} ${formatKr(sumOf(rows.map(value).filter(isAmount)))}`);
  return [counted(rows.length), ...sums].join(' · ');
}

async function downloadXlsx<Row>(
  name: string,
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<void> {
  const { xlsxOf } = await import('./xlsx');
  download(
    `${name}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    xlsxOf(caption, columns, rows),
  );
}
