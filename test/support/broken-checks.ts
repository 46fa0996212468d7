/** A check that cannot report proves nothing: what it says when somebody has gone round the application, and no trace after. */
import type { DataSource } from 'typeorm';
import type { Check } from '../../src/platform/checks.js';

/**
 * Breaks the rows as the owner, who may do what the application may not, asks the check, and takes it all back.
 * @param sabotage SQL statements, in order
 * @returns the rows the check reports
 */
export async function reportedAfter(
  owner: DataSource,
  checks: readonly Check[],
  name: string,
  sabotage: readonly string[],
): Promise<unknown[]> {
  const check = checks.find((one) => one.name === name);
  if (check === undefined) throw new Error(`there is no check ${name}`);
  const runner = owner.createQueryRunner();
  await runner.startTransaction();
  try {
    for (const statement of sabotage) await runner.query(statement);
    return (await runner.query(check.sql)) as unknown[];
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}
