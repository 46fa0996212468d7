import { Label, Search, Table } from '@digdir/designsystemet-react';
import { type ReactNode, startTransition, useEffect, useRef, useState } from 'react';
import { ChoiceField, type Option } from '../components/choice-field';
import { TableScroll } from '../components/table-scroll';
import { formatKr, formatNumber, sumOf } from '../money/money';
import { useTexts } from '../texts/texts';
import { type Column, isAmount, searchRows, sortRows, textOf } from './column';
import { SavedViews } from './saved-views';
import { saveCsv, saveXlsx, TableDownloads } from './table-downloads';
import { type TableSearch, useTableSearch } from './table-search';

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
        <WordsField
          id={`${name}-search`}
          words={search['q'] ?? ''}
          onChange={(q) => setSearch({ q: q || undefined })}
        />
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
          <TableDownloads
            count={shown.length}
            onExcel={() => void saveXlsx({ name, caption, columns, rows: shown })}
            onCsv={() => saveCsv({ name, caption, columns, rows: shown })}
          />
        </div>
        <SavedViews list={name} search={search} onChoose={setSearch} />
      </div>
      <Selection filters={filters} search={search} />
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

/** What is typed is painted at once; the address and the rows follow, however many they are. */
function WordsField({ id, words, onChange }: { id: string; words: string; onChange: (words: string) => void }) {
  const t = useTexts('common');
  const [typed, setTyped] = useState(words);
  const input = useRef<HTMLInputElement>(null);
  const change = (next: string): void => {
    setTyped(next);
    startTransition(() => onChange(next));
  };
  // A view was chosen, or the address changed; whoever types here is ahead of the address and is left alone.
  useEffect(() => {
    if (document.activeElement !== input.current) setTyped(words);
  }, [words]);
  return (
    <div>
      <Label htmlFor={id}>{t('table.search')}</Label>
      <Search>
        <Search.Input id={id} ref={input} value={typed} onChange={(event) => change(event.target.value)} />
        <Search.Clear aria-label={t('table.clear')} onClick={() => change('')} />
      </Search>
    </div>
  );
}

/** On paper, where the fields are not: which rows these are. */
function Selection<Row>({ filters, search }: { filters: readonly Filter<Row>[]; search: TableSearch }) {
  const t = useTexts('common');
  const chosen = filters.flatMap(({ key, label, options }) => {
    const option = options.find(({ value }) => value === search[key]);
    return option === undefined ? [] : [`${label}: ${option.label}`];
  });
  const words = search['q'] === undefined ? [] : [t('table.words', { words: search['q'] })];
  const what = [...chosen, ...words].join(', ');
  return what === '' ? null : <p className="print-only">{t('table.selection', { what })}</p>;
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
