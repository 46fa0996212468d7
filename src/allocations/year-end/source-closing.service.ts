/** The end of a source: its books are settled when every year, report and repayment is, and then it is archived. Stands here and not in funding, which knows neither requisitions nor costs. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { SourceStatus } from '../../funding/source.rules.js';
import { Sources } from '../../funding/sources.service.js';
import { moneyOf } from '../../platform/database/columns.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { requireSettleable } from './year-end.rules.js';

export interface MovedSource {
  id: string;
  status: SourceStatus;
  version: number;
}

const openingsSql = `
  select f.name,
      (select coalesce(-sum(e.amount_ore), 0) from ledger_entry e join source_year s on s.id = e.source_year_id where s.source_id = f.id and e.account = 'pending') as pending,
      (select coalesce(sum(c.amount_ore), 0) from conditional_entry c join source_year s on s.id = c.source_year_id where s.source_id = f.id) as conditional,
      (select count(*)::integer from requisition r join source_year s on s.id = r.source_year_id
        where s.source_id = f.id and r.status not in ('closed', 'expired')) as "openRequisitions",
      array(select s.year from source_year s where s.source_id = f.id and s.closed_at is null
          and (s.reserved_ore <> 0 or exists (select from actual_cost c where c.source_year_id = s.id)) order by s.year) as "openYears"
    from funding_source f where f.id = $1`;

@Injectable()
export class SourceClosing {
  constructor(private readonly sources: Sources) {}

  /**
   * R-09, SFS 2025:1255 12 §. Years in which nothing was given or used are closed with it.
   * @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state`, `pending-left`,
   *   `conditional-left`, `requisition-open` or `year-open`
   */
  settle(tx: Tx, actor: Actor, sourceId: string, expected: number): Promise<MovedSource> {
    return this.sources.act(tx, actor, sourceId, expected, 'settle', async () => {
      // Every year's lock, so that what is on its way into one is waited for.
      await rows(tx, `select 1 from source_year where source_id = $1 order by id for update`, [sourceId]);
      const found = only(
        await rows<{
          name: string;
          pending: string;
          conditional: string;
          openRequisitions: number;
          openYears: number[];
        }>(tx, openingsSql, [sourceId]),
      );
      requireSettleable({ ...found, pending: moneyOf(found.pending), conditional: moneyOf(found.conditional) });
      await affected(
        tx,
        `update source_year set closed_at = clock_timestamp() where source_id = $1 and closed_at is null`,
        [sourceId],
      );
    });
  }

  /**
   * Nothing is deleted: the accounts are kept at least through the seventh year after, and are read as before.
   * @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state`
   */
  archive(tx: Tx, actor: Actor, sourceId: string, expected: number): Promise<MovedSource> {
    return this.sources.act(tx, actor, sourceId, expected, 'archive');
  }
}
