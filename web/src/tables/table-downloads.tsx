import { Button } from '@digdir/designsystemet-react';
import { useTexts } from '../texts/texts';
import type { Column } from './column';
import { csvOf } from './csv';
import { download } from './download';

/** The list as Excel, CSV or on paper; each says how many rows it is before it is pressed. */
export function TableDownloads({
  count,
  isBusy = false,
  onExcel,
  onCsv,
}: {
  count: number;
  isBusy?: boolean;
  onExcel: () => void;
  onCsv: () => void;
}) {
  const t = useTexts('common');
  const rows = <span className="row-count">({t('table.count', { count })})</span>;
  return (
    <>
      <Button variant="secondary" aria-disabled={isBusy} onClick={() => isBusy || onExcel()}>
        {t('table.excel')} {rows}
      </Button>
      <Button variant="tertiary" aria-disabled={isBusy} onClick={() => isBusy || onCsv()}>
        {t('table.csv')} {rows}
      </Button>
      <Button variant="tertiary" onClick={() => window.print()}>
        {t('table.print')}
      </Button>
    </>
  );
}

interface Sheet<Row> {
  /** File name without ending. */
  name: string;
  /** Name of the sheet. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}

export async function saveXlsx<Row>({ name, caption, columns, rows }: Sheet<Row>): Promise<void> {
  const { xlsxOf } = await import('./xlsx');
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  download(`${name}.xlsx`, type, xlsxOf(caption, columns, rows));
}

export function saveCsv<Row>({ name, columns, rows }: Sheet<Row>): void {
  download(`${name}.csv`, 'text/csv;charset=utf-8', csvOf(columns, rows));
}
