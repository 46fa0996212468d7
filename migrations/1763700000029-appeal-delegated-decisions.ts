/**
 * Why: a decision by delegation is appealed like any other (KL 13:1, 6:37), but an appeal could only point at a decision in
 * minutes of a meeting, so that nobody saw that one by delegation was not final. The same holds for whether it may be
 * carried out meanwhile (KL 13:14).
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['appeal', 'execution_assessment'];

export class AppealDelegatedDecisions1763700000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables)
      await runner.query(`
        alter table ${table}
          alter column decision_id drop not null,
          add column delegated_decision_id uuid constraint fk_${table}_delegated_decision references delegated_decision (id),
          add constraint ck_${table}_subject check (num_nonnulls(decision_id, delegated_decision_id) = 1);
        create index ix_${table}_delegated_decision on ${table} (delegated_decision_id) where delegated_decision_id is not null;
        comment on column ${table}.delegated_decision_id is 'Instead of decision_id, for a decision by delegation.';
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `delete from appeal_step where appeal_id in (select id from appeal where delegated_decision_id is not null)`,
    );
    for (const table of tables)
      await runner.query(`
        delete from ${table} where delegated_decision_id is not null;
        alter table ${table} drop column delegated_decision_id, alter column decision_id set not null;
      `);
  }
}
