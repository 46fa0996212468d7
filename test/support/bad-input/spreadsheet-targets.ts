/** Cells of a spreadsheet of costs, each in an otherwise whole row. */
import { brokenCell, date, formula, headingCells, inline, number, xlsx } from '../cost-files.js';
import { given } from './builders.grants.js';
import { send, type Targets } from './target.js';
import type { World } from './world.js';

const cells: Readonly<Record<string, string>> = {
  '0.1+0.2 as float': number('0.30000000000000004'),
  'date-typed cell': date(45_230),
  '#REF!': brokenCell('#REF!'),
  'formula without cached value': formula('SUM(A1:A9)'),
};

const code = (world: World): Promise<string> =>
  world.once('code of spreadsheets', async () => {
    const name = 'KALKYL';
    await world.done('ks.controller', 'POST', 'project-codes', { ...(await given(world)), code: name });
    return name;
  });

export const spreadsheetTargets: Targets = {
  'spreadsheet-cell': {
    prepare: code,
    each: async (world, input) => {
      const cell = cells[String(input)];
      if (cell === undefined) throw new Error(`no cell '${String(input)}'`);
      const rows = [headingCells, [inline(await code(world)), inline('2023-06-01'), cell, inline('Löner')]];
      return send(world, 'POST', '/api/v1/cost-imports?fileName=kostnader.xlsx', {
        as: 'ks.controller',
        bytes: xlsx({ rows }),
        headers: { 'content-type': 'application/octet-stream' },
      });
    },
  },
};
