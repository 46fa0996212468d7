/**
 * Where money comes from: sources, dated ceilings, the ledger, and every total.
 * Owns what may be given, what is given and what remains. Refuses more than a ceiling, in the statement that writes, and
 * never changes an entry. Does not own who decides: a posting names a decision it is handed.
 */
import { Module, type OnModuleInit } from '@nestjs/common';
import { Checks } from '../platform/checks.js';
import { Timers } from '../platform/jobs/timers.js';
import { applyDueCeilings } from './ceilings.js';
import { fundingChecks } from './funding.checks.js';
import { LedgerQueries } from './ledger.queries.js';
import { Ledger } from './ledger.service.js';
import { MeasureAmounts } from './measure-amounts.service.js';
import { SourcesController } from './sources.controller.js';
import { SourcesQueries } from './sources.queries.js';
import { Sources } from './sources.service.js';
import { TotalsController } from './totals.controller.js';
import { Totals } from './totals.queries.js';

@Module({
  controllers: [SourcesController, TotalsController],
  providers: [Sources, SourcesQueries, Ledger, LedgerQueries, MeasureAmounts, Totals],
  exports: [Sources, SourcesQueries, Ledger, LedgerQueries, MeasureAmounts, Totals],
})
export class FundingModule implements OnModuleInit {
  constructor(
    checks: Checks,
    private readonly timers: Timers,
  ) {
    checks.add(fundingChecks);
  }

  /** A raise comes into force on its day; a minute after midnight is soon enough, because the lower cap is the safe one. */
  onModuleInit(): void {
    this.timers.add({
      name: 'apply-due-ceilings',
      everySeconds: 60,
      run: async (tx) => {
        await applyDueCeilings(tx);
      },
    });
  }
}
