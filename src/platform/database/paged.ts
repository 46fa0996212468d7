/** A page of a list with the number of rows in all pages: one round trip, and the number is right past the last page too. */
import { offset, type Page, type PageRequest } from '../../kernel/page.js';
import { type Db, rows } from './sql.js';
import { only } from './transaction.js';

/** The parts of a `select`. Every placeholder of `values` stands in `from`, which is what is counted. */
export interface Listing {
  columns: string;
  /** Tables and condition: `matter m join authority a on … where …`. */
  from: string;
  /** Ends in a column that is unique, or a row may be on two pages and another on none. */
  orderBy: string;
}

/**
 * @param values of the placeholders in `from`; limit and offset are added after them
 * @param send `dynamicRows` when the text depends on which filters are present
 */
export async function paged<T extends object>(
  db: Db,
  { columns, from, orderBy }: Listing,
  values: readonly unknown[],
  page: PageRequest,
  send: typeof rows = rows,
): Promise<Page<T>> {
  // A subquery and not a window: the page may then follow an index, and only the count reads every row.
  const found = await send<T & { rows_in_all: number }>(
    db,
    `select ${columns}, (select count(*)::integer from ${from}) as rows_in_all from ${from} order by ${orderBy}
       limit $${values.length + 1} offset $${values.length + 2}`,
    [...values, page.limit, offset(page)],
  );
  // Without rows there is none to carry the number; on the first page it is then known.
  const total =
    found[0]?.rows_in_all ??
    (page.page === 1
      ? 0
      : only(await send<{ total: number }>(db, `select count(*)::integer as total from ${from}`, values)).total);
  const items = found.map(({ rows_in_all: _count, ...item }) => item as unknown as T);
  return { items, total, page: page.page, limit: page.limit };
}
