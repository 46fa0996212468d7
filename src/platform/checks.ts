/** Invariants as queries that must return no rows. Every module registers its own; `verify` runs them all. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface Check {
  /** `module/what-must-hold`, with the invariant's number where it has one, e.g. `funding/M2-…`. */
  name: string;
  /** One sentence: what a row would mean. */
  meaning: string;
  /** A read-only query; each row is one violation, its columns say where. */
  sql: string;
}

export interface CheckResult {
  name: string;
  meaning: string;
  violations: Record<string, unknown>[];
}

/** Enough to see the pattern; a broken invariant may have millions of rows. */
const violationsShownMax = 20;

@Injectable()
export class Checks {
  private readonly checks = new Map<string, Check>();

  constructor(private readonly dataSource: DataSource) {}

  add(checks: readonly Check[]): void {
    for (const check of checks) {
      if (this.checks.has(check.name)) throw new Error(`Two checks are called '${check.name}'.`);
      this.checks.set(check.name, check);
    }
  }

  all(): readonly Check[] {
    return [...this.checks.values()];
  }

  /** Runs every check in one snapshot, so that they see the same picture even while others write. */
  async run(): Promise<CheckResult[]> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('set transaction read only');
      await tx.query('set local statement_timeout = 0');
      const results: CheckResult[] = [];
      for (const check of this.all()) {
        const violations = await tx.query<Record<string, unknown>[]>(
          `select * from (${check.sql}) violation limit ${violationsShownMax}`,
        );
        results.push({ name: check.name, meaning: check.meaning, violations });
      }
      return results;
    });
  }
}
