/** A file as the API read it: each row with what was found, and every fault at its row. */
import type { Schemas } from '../../api/client';

type Preview = Schemas['ImportPreviewDto'];
type Read = Preview['costs'][number];

export interface FileRow {
  row: number;
  read: Read | undefined;
  faults: Preview['faults'];
}

/** In the order of the file. A row with a fault stands there also when nothing of it could be read. */
export function rowsOf({ costs, faults }: Pick<Preview, 'costs' | 'faults'>): FileRow[] {
  const rows = new Map<number, FileRow>(costs.map((read) => [read.row, { row: read.row, read, faults: [] }]));
  for (const fault of faults) {
    const found = rows.get(fault.row);
    if (found === undefined) rows.set(fault.row, { row: fault.row, read: undefined, faults: [fault] });
    else rows.set(fault.row, { ...found, faults: [...found.faults, fault] });
  }
  return [...rows.values()].sort((one, other) => one.row - other.row);
}
